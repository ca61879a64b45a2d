"""The start page, where it is not for an audience: nothing but the way to the pages that are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from ..markings import OPEN
from ..source_text.blocks import Block
from ..source_text.reader import Text, path_of

_KEPT = ("maxdepth", "titlesonly", "hidden", "glob", "reversed", "numbered")
"""Options of a table of contents that say nothing in words."""
_OWN_TITLE = re.compile(r".*<(?P<page>[^<>]+)>\s*", re.S)
_SIGNS = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~$:])")


def start_page(text: Text, title: str, pages: AbstractSet[str]) -> str:
    """A page that leads where the start page led, says nothing else, and is for everybody.

    :param text: the start page.
    :param title: a name for the whole.
    :param pages: the names of the pages that remain.
    """
    heading = _SIGNS.sub(r"\\\1", " ".join(title.split()) or "-")
    if text.is_rst:
        parts = [f":tlp: {OPEN}\n", f"{heading}\n{'=' * (2 * len(heading))}\n"]
    else:
        parts = [f"---\ntlp: {OPEN}\n---\n# {heading}\n"]
    for block in text.blocks:
        if block.name == "toctree" and (entries := list(_entries(text, block, pages))):
            options = [
                f":{name}: {block.options[name]}".rstrip()
                for name in _KEPT
                if name in block.options
            ]
            if text.is_rst:
                body = "".join(f"   {line}".rstrip() + "\n" for line in (*options, "", *entries))
                parts.append(f".. toctree::\n{body}")
            else:
                lines = [*options, *([""] if options else []), *entries]
                parts.append("\n".join(["```{toctree}", *lines, "```", ""]))
    return "\n".join(parts)


def _entries(text: Text, block: Block, pages: AbstractSet[str]) -> Iterator[str]:
    for line in text.lines[block.body : block.end]:
        written = line.strip(" \t\r\n>")
        own = _OWN_TITLE.fullmatch(line.strip())
        written = (own["page"] if own else written).strip()
        if not written or not written.strip("`:~") or written.startswith(":"):
            continue
        name = path_of(text.docname, written)
        is_pattern = "glob" in block.options and any(sign in written for sign in "*?[")
        if is_pattern or name in pages or name.rpartition(".")[0] in pages:
            yield written
