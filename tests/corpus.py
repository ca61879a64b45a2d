"""Write pages of a corpus in few words, and read what came out of a build.

Used by the tests of the language: :func:`note`, :func:`brief` and :func:`record` write what an
author would, in Markdown or reStructuredText; :func:`refs` and :func:`view` look into HTML.
"""

import html
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import yaml

from tests.support import Built

Value = str | int | Sequence[str]


def _name(field: str) -> str:
    """The written name of a field: ``member_of`` and ``not_`` cannot stand in Python as such."""
    return field if field == "as_of" else field.rstrip("_").replace("_", "-")


def record(kind: str, argument: str = "", body: str = "", /, **fields: Value) -> str:
    """A singular or plural directive in Markdown."""
    lines = [f"```{{{kind}}} {argument}".rstrip()]
    if all(isinstance(value, (str, int)) for value in fields.values()):
        lines += [f":{_name(name)}: {value}".rstrip() for name, value in fields.items()]
    else:  # MyST takes several lines in a block of YAML alone
        options = {
            _name(name): value if isinstance(value, (str, int)) else "\n".join(value)
            for name, value in fields.items()
        }
        lines += ["---", *yaml.safe_dump(options, sort_keys=False).splitlines(), "---"]
    return "\n".join([*lines, *(["", body] if body else []), "```", "", ""])


def rst_record(kind: str, argument: str = "", body: str = "", /, **fields: Value) -> str:
    """The same directive in reStructuredText."""
    lines = [f".. {kind}:: {argument}".rstrip()]
    for name, value in fields.items():
        if isinstance(value, (str, int)):
            lines.append(f"   :{_name(name)}: {value}".rstrip())
        else:
            lines += [f"   :{_name(name)}:", *(f"      {line}" for line in value)]
    indented = [f"   {line}".rstrip() for line in body.split("\n")]
    return "\n".join([*lines, *(["", *indented] if body else []), "", ""])


def page(front: Mapping[str, object], body: str = "", title: str = "Page") -> str:
    """A Markdown page, with front matter if there is any."""
    if not front:
        return f"# {title}\n\n{body}\n"
    written = yaml.safe_dump(dict(front), sort_keys=False, allow_unicode=True)
    return f"---\n{written}---\n# {title}\n\n{body}\n"


def note(
    body: str = "",
    *,
    title: str = "A note",
    page_fields: Mapping[str, object] | None = None,
    **source: object,
) -> str:
    """A note on a source."""
    return page({"source": {"title": "A report", **source}, **(page_fields or {})}, body, title)


def brief(
    body: str = "",
    *,
    title: str = "A brief",
    page_fields: Mapping[str, object] | None = None,
    **fields: object,
) -> str:
    """A brief on 2026-02-23."""
    front = {"kind": "policy", "date": "2026-02-23", "status": "draft", **fields}
    return page({"brief": front, **(page_fields or {})}, body, title)


@dataclass(frozen=True)
class Ref:
    """One reference to a record, as HTML has it."""

    kind: str
    href: str
    text: str
    title: str
    classes: tuple[str, ...]


_LINK = re.compile(r"<a ([^>]*)>(.*?)</a>", re.S)
_TAG = re.compile(r"<[^>]+>")


def plain(markup: str) -> str:
    """The text of some HTML, in one line."""
    return " ".join(html.unescape(_TAG.sub("", markup)).split())


def body_of(built: Built, name: str) -> str:
    """The HTML of a page's own content, without what the theme prints around it."""
    text = built.text(name)
    return text.split('role="main">', 1)[1].split('<div class="clearer">', 1)[0]


def refs(markup: str, kind: str = "") -> list[Ref]:
    """The references to records in some HTML, in reading order."""
    found = []
    for match in _LINK.finditer(markup):
        attributes = dict(re.findall(r'([\w-]+)="([^"]*)"', match[1]))
        classes = attributes.get("class", "").split()
        if "brief-ref" in classes:
            which = next(c for c in classes if re.fullmatch(r"brief-ref-[a-z]+", c))
            title = html.unescape(attributes.get("title", ""))
            ref = Ref(
                which.removeprefix("brief-ref-"),
                attributes.get("href", ""),
                plain(match[2]),
                title,
                tuple(classes),
            )
            if kind in ("", ref.kind):
                found.append(ref)
    return found


def element(markup: str, class_name: str, nth: int = 0) -> str:
    """The HTML of the nth element that has a class, tags included; empty if there is none."""
    pattern = re.compile(rf'<(\w+)[^>]*class="(?:[^"]*\s)?{re.escape(class_name)}(?:\s[^"]*)?"')
    starts = list(pattern.finditer(markup))
    if nth >= len(starts):
        return ""
    tag, start = starts[nth][1], starts[nth].start()
    depth = 0
    for match in re.finditer(rf"<(/?){tag}\b[^>]*>", markup[start:]):
        depth += -1 if match[1] else 1
        if depth == 0:
            return markup[start : start + match.end()]
    return markup[start:]


def printed(markup: str, kind: str, view: int = 0) -> list[str]:
    """The ids of the records that the nth selection of a page prints, in order."""
    box = element(markup, "brief-view", view)
    anchors = [ref.href.partition("#")[2] for ref in refs(box, kind) if _is_title(ref)]
    return list(dict.fromkeys(anchor.removeprefix(f"{kind}-") for anchor in anchors))


def _is_title(ref: Ref) -> bool:
    return "brief-marker" not in ref.classes


def prose(markup: str) -> str:
    """What stands before the first annex of a page."""
    return markup.split('<section class="brief-annex', 1)[0]
