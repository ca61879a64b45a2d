"""Report text of Markdown pages that looks like markup and is none, so that readers see it.

A fence of backquotes with a backquote in its first line is no fence, and its record is lost; nor is
one of colons where MyST has not been told to read them.
Vaults of notes (Obsidian and others) have markup of their own, of which some is meant to be hidden.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from docutils import nodes

from ..diagnostics.model import Diagnostic
from ..doctree import line_of
from ..records import slug
from . import BriefDomain, domain_of
from .collect import is_rst
from .passages import path_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_FENCE = re.compile(r"^(?P<fence>`{3,})\{(?:brief:)?(?P<name>[\w-]+)\}(?P<argument>.*)", re.M)
_COLONS = re.compile(r"^(?P<fence>:{3,})\{(?:brief:)?(?P<name>[\w-]+)\}(?P<argument>.*)", re.M)
_ID = re.compile(r"^:id:[ \t]*(\S+)", re.M)
_WIKILINK = re.compile(r"!?\[\[[^\[\]\n]+\]\]")
_HIDDEN = re.compile(r"%%.+?%%", re.S)
_CALLOUT = re.compile(r"\[!\w[^\[\]\n]*\]")
_NOT_TEXT = (nodes.literal, nodes.math, nodes.raw, nodes.image, nodes.problematic)

Found = tuple[nodes.Element, int, str]
"""A block, the line of something in it, and its text."""


def look(app: Sphinx, document: nodes.document) -> None:
    """Handle ``doctree-read``: say what is no markup here, and what to write instead."""
    domain, docname = domain_of(app.env), app.env.docname
    if is_rst(app, docname):
        return
    own = str(app.env.doc2path(docname))
    texts = [
        (block, _text(block)) for block in document.findall(nodes.TextElement) if _is_prose(block)
    ]
    for block, text in texts:
        for line, message in _fences(domain, block, text):
            domain.note_diagnostic(Diagnostic(docname, line, "field", message, path_of(block, own)))
    facts = domain.pages.get(docname)
    if facts is None or not (
        facts.entries
        or facts.is_note
        or facts.brief
        or facts.tlp
        or facts.topics
        or facts.is_broken
    ):
        return
    for found, message in (
        (
            list(_matches(texts, _WIKILINK)),
            "is printed as it stands; write {actor}`Name` for a record, or [words](page.md)",
        ),
        (
            list(_callouts(document)),
            "makes no callout here, it is printed; write a ```{note} around its text",
        ),
        (
            [
                *_matches(texts, _HIDDEN),
                *_hidden(document, str(app.env.temp_data.get("briefing_source") or "")),
            ],
            "hides nothing here, it is printed; begin each line with '%', or take it out",
        ),
    ):
        if found:
            element, line, text = found[0]
            more = f" (and {len(found) - 1} more on this page)" if len(found) > 1 else ""
            report = Diagnostic(
                docname, line, "field", f"{text!r} {message}{more}", path_of(element, own)
            )
            domain.note_diagnostic(report)


def _is_prose(block: nodes.TextElement) -> bool:
    return isinstance(block, (nodes.paragraph, nodes.title, nodes.term))


def _text(block: nodes.Element) -> str:
    """The text of a block; what stands in code is left out, but not its lines."""
    parts = []
    for child in block.children:
        if isinstance(child, nodes.Text):
            parts.append(child.astext())
        elif isinstance(child, _NOT_TEXT) or not isinstance(child, nodes.Element):
            parts.append("\0" + "\n" * child.astext().count("\n"))
        else:
            parts.append(_text(child))
    return "".join(parts)


def _line(block: nodes.Element, text: str, at: int) -> int:
    return line_of(block) + text.count("\n", 0, at)


# -- fences -------------------------------------------------------------------------------------


def _fences(domain: BriefDomain, block: nodes.TextElement, text: str) -> Iterator[tuple[int, str]]:
    """The first lines of records that Markdown takes for text."""
    if not isinstance(block, nodes.paragraph):
        return
    for match in _COLONS.finditer(text):
        if match["name"] in domain.directives:
            _leave_out(domain, match["name"], block.astext()[match.start() :])
            message = (
                f"this begins no {{{match['name']}}}, it is printed as it stands: write the fence "
                "with ```, or add 'colon_fence' to myst_enable_extensions"
            )
            yield _line(block, text, match.start()), message
    for match in _FENCE.finditer(text):
        if match["name"] in domain.directives:
            _leave_out(domain, match["name"], block.astext()[match.start() :])
            message = (
                f"this begins no {{{match['name']}}}, and what follows its end is read as code: "
                "the first line of a fence of backquotes holds no other backquote; "
                "take them out of that line, or write the fence with ~~~ or :::"
            )
            yield _line(block, text, match.start()), message
            following = block.next_node(nodes.literal_block, siblings=True, descend=False)
            # The last line of the fence begins one, so that records below it are code.
            for lost in _FENCE.finditer(following.astext() if following else ""):
                _leave_out(domain, lost["name"], lost.string[lost.start() :])


def _leave_out(domain: BriefDomain, name: str, text: str) -> None:
    """Those who refer to the record are not to blame."""
    if name in domain.kinds and (match := _FENCE.match(text) or _COLONS.match(text)):
        argument = match["argument"].replace("`", "").strip()
        found = _ID.search(text.partition(match["fence"])[2].partition(match["fence"])[0])
        names = {argument, slug(argument), found[1] if found else ""}
        domain.note_left_out(name, names - {""})


# -- vaults -------------------------------------------------------------------------------------


def _matches(
    texts: Iterable[tuple[nodes.TextElement, str]], pattern: re.Pattern[str]
) -> Iterator[Found]:
    for block, text in texts:
        for match in pattern.finditer(text):
            yield block, _line(block, text, match.start()), match[0]


def _callouts(document: nodes.document) -> Iterator[Found]:
    for quote in document.findall(nodes.block_quote):
        first = quote.children[0] if quote.children else None
        if isinstance(first, nodes.paragraph) and (match := _CALLOUT.match(_text(first))):
            yield first, line_of(first), f"> {match[0]}"


def _hidden(document: nodes.document, source: str) -> Iterator[Found]:
    """Comments of vaults. MyST hides their first line, when it begins with them."""
    is_open, at = False, 0
    for comment in document.findall(nodes.comment):
        text = comment.astext().strip()
        if text == "%":
            is_open = not is_open
        if text.startswith("%") and not text.endswith("%%") and (is_open or text != "%"):
            following = comment.next_node(siblings=True, descend=False)
            if following is not None and not isinstance(following, nodes.comment):
                # Where the first of them stands; parsers do not tell.
                at = at or _line_in(source, f"%{text}".partition("\n")[0]) or line_of(comment)
                yield comment, at, f"%{text}"


def _line_in(source: str, wanted: str) -> int:
    lines = (number for number, line in enumerate(source.split("\n"), 1) if line.strip() == wanted)
    return next(lines, 0)


def setup(app: Sphinx) -> None:
    """Look at each page when its records are known, and before they are stored."""
    app.connect("doctree-read", look, priority=550)
