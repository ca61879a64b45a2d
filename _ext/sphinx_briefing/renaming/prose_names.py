"""Names in plain prose that are linked to their record, as they stand in the sources."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from ..domain.front_matter import BLOCK
from ..ledger.folding import fold
from ..ledger.mentions import Mention
from ..source_text.edits import starts_of
from ..source_text.prose import MYST, RST
from ..source_text.reader import Text
from .change import Change, LeftAlone, place_of
from .definitions import in_text
from .meaning import Key
from .planning import Project

_MASK = "\x00"
_HEADING = re.compile(r"^[ \t>]*#{1,6}[ \t].*$", re.M)
_UNDERLINED = re.compile(r"^(?P<title>\S.*)\r?\n(?P<line>([=\-~^\"'*+#`:.])\3{2,})[ \t]*$", re.M)
_OPTION_OR_HEAD = re.compile(
    r"^[ \t>]*(?:[`~:]{3,}.*|:[\w-]+:.*|\.\.[ \t]+\S.*|%.*|\([^()\n]+\)=[ \t]*)$", re.M
)
_QUOTED = re.compile(r"^[ \t]*>.*$", re.M)
_LINK = re.compile(r"<!--.*?-->|<[^<>\n]+>|https?://\S+", re.S)


def linked_in_prose(project: Project, key: Key, old: str, new: str, change: Change) -> None:
    """Write another name where plain prose calls a record by one that is linked.

    A page is changed where as many places are found in its source as in what the build has read
    of it; otherwise its places are listed, and left alone.
    """
    known = Counter[str]()
    names = _names_of(project, key)
    forms: dict[str, Counter[str]] = {}
    for text in project.texts:
        if text.docname:
            for words in project.ledger.prose_of(text.docname):
                known[text.docname] += sum(1 for _ in _mentions(project, words, key, old))
                for form in _other_forms(project, words, key, old):
                    if form not in names:
                        forms.setdefault(text.path, Counter())[form] += 1
    for path, found in sorted(forms.items()):
        for form, count in sorted(found.items()):
            where = f"{count} places" if count > 1 else "a place"
            change.remarks.append(f"{path}: {form!r}, a form of {old!r}, stays in {where}")
    for text in project.texts:
        included_by = project.sources.included.get(text.path, ())
        docnames = [text.docname] if text.docname else included_by
        if not any(known[docname] for docname in docnames):
            continue
        places = list(_places(project, text, key, old))
        expected = max(known[docname] for docname in docnames)
        if len(places) <= expected:
            for start, end in places:
                change.add(text.path, start, end, new, "prose")
        else:
            for start, _end in places:
                line, _column = place_of(text.text, start)
                why = "it is not certain that it is prose that is linked"
                change.left_alone.append(LeftAlone(text.path, line, old, why))
        if text.docname and len(places) < expected:
            change.remarks.append(
                f"{text.path}: {expected - len(places)} of {expected} places that are linked are "
                "in an included text, in data, or not plain prose: look at them"
            )


def _names_of(project: Project, key: Key) -> set[str]:
    record = project.ledger.get(*key)
    return {record.title_text, *record.short_names} if record is not None else set()


def _other_forms(project: Project, text: str, key: Key, old: str) -> Iterator[str]:
    """The forms of a name by which prose calls a record: its plural, or in capitals."""
    begin = fold(old)[:-1]
    for mention in project.ledger.mentions_in(text):
        written = " ".join(text[mention.start : mention.end].split())
        if (mention.kind, mention.id) == key and written != old and fold(written).startswith(begin):
            yield written


def _mentions(project: Project, text: str, key: Key, old: str) -> Iterator[Mention]:
    for mention in project.ledger.mentions_in(text):
        written = " ".join(text[mention.start : mention.end].split())
        if (mention.kind, mention.id) == key and written == old:
            yield mention


def _places(project: Project, text: Text, key: Key, old: str) -> Iterator[tuple[int, int]]:
    masked = _masked(project, text, key)
    for mention in _mentions(project, masked, key, old):
        yield mention.start, mention.end


def _masked(project: Project, text: Text, key: Key) -> str:
    """A text in which all but plain prose is hidden, sign by sign."""
    found = list(text.text)

    def hide(start: int, end: int) -> None:
        for at in range(start, end):
            if found[at] not in "\r\n":
                found[at] = _MASK

    starts = starts_of(text.lines)
    if match := BLOCK.match(text.text):
        hide(match.start(), match.end())
    for block in text.blocks:
        if block.is_verbatim or block.bare_name in ("quote", "glossary"):
            hide(starts[block.first], starts[block.end])
        elif block.name and not block.right:
            hide(starts[block.first], starts[max(block.body, block.first + 1)])
    declared = project.ledger.kinds[key[0]]
    for own in in_text(project.sources.reader, text, declared, key[1]):
        hide(starts[own.block.first], starts[own.block.end])
    patterns = [_OPTION_OR_HEAD, _LINK, RST if text.is_rst else MYST]
    patterns += [_UNDERLINED] if text.is_rst else [_HEADING, _QUOTED]
    for pattern in patterns:
        for match in pattern.finditer(text.text):
            is_plain = pattern in (MYST, RST) and not any(
                match.groupdict().get(name)
                for name in ("role", "code", "target", "label", "auto", "phrase", "role2")
            )
            if not is_plain:
                hide(match.start(), match.end())
    return "".join(found)
