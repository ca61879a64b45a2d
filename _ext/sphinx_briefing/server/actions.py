"""Changes that mend a page, where the cursor stands, or where something is said to be wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from lsprotocol import types

from ..records.slugs import slug
from . import creating
from . import cursor as pages
from .texts import uri_of

if TYPE_CHECKING:
    from .answers import Place

_MEANT = re.compile(r"did you mean (?P<names>.+?)\?")
_CANDIDATES = re.compile(
    r"(?P<kind>[\w-]+) '(?P<name>[^']*)' is ambiguous: "
    r"it may mean (?P<ids>[^;]+?)(?: and \d+ others)?;"
)
_UNKNOWN = re.compile(r"unknown (?P<kind>[\w-]+) (?P<quote>['\"])(?P<name>.+?)(?P=quote)(?:;|$)")
_NAMES = re.compile(r"'([^']+)'|\"([^\"]+)\"")
CREATED = ("actor", "term", "topic", "event")


def actions(
    place: Place, selected: types.Range, diagnostics: Sequence[types.Diagnostic]
) -> Iterator[types.CodeAction]:
    """Yield all that can be done."""
    for diagnostic in diagnostics:
        yield from _for_diagnostic(place, diagnostic)
    if not place.is_data:
        yield from _claim_of(place, selected)
        yield from _origin(place)
        yield from _split(place, selected, diagnostics)


def _edit(place: Place, edits: list[types.TextEdit]) -> types.WorkspaceEdit:
    return types.WorkspaceEdit(changes={uri_of(place.path): edits})


# -- did you mean -------------------------------------------------------------------------------


def _for_diagnostic(place: Place, diagnostic: types.Diagnostic) -> Iterator[types.CodeAction]:
    text = diagnostic.message
    unknown, written = _UNKNOWN.search(text), ""
    if unknown:
        written = unknown["name"]
    suggested: list[str] = []
    if match := _MEANT.search(text):
        suggested = [one or other for one, other in _NAMES.findall(match["names"])]
        if not written:
            first = _NAMES.search(text)
            written = (first[1] or first[2] or "") if first else ""
    elif match := _CANDIDATES.search(text):
        written = match["name"]
        suggested = [one.strip() for one in match["ids"].split(",")]
    for number, name in enumerate(suggested):
        where = _range_of(place, diagnostic, written)
        if where is not None:
            yield types.CodeAction(
                title=f"Did you mean “{name}”?",
                kind=types.CodeActionKind.QuickFix,
                diagnostics=[diagnostic],
                is_preferred=number == 0 and len(suggested) == 1,
                edit=_edit(place, [types.TextEdit(where, _spelled(place, name))]),
            )
    if unknown and unknown["kind"] in CREATED:
        yield from _create(place, diagnostic, unknown["kind"], written)


def _spelled(place: Place, name: str) -> str:
    """A name as it is written in a list; a comma in it needs quotation marks."""
    return f'"{name}"' if "," in name and "`" not in place.line else name


def _range_of(place: Place, diagnostic: types.Diagnostic, written: str) -> types.Range | None:
    number = diagnostic.range.start.line
    line = place.lines[number] if number < len(place.lines) else ""
    for match in re.finditer(re.escape(written), line) if written else ():
        return place.units.range(number, line, match.start(), match.end())
    return None


def _create(
    place: Place, diagnostic: types.Diagnostic, kind: str, name: str
) -> Iterator[types.CodeAction]:
    found = creating.record_in_register(place.project, place.units, kind, name)
    if found is None:
        return
    path, edit = found
    shown = place.project.named_path(path)
    yield types.CodeAction(
        title=f"Create the {kind} “{name}” in {shown}",
        kind=types.CodeActionKind.QuickFix,
        diagnostics=[diagnostic],
        edit=types.WorkspaceEdit(changes={uri_of(path): [edit]}),
    )


# -- a claim of a passage -----------------------------------------------------------------------


def _claim_of(place: Place, selected: types.Range) -> Iterator[types.CodeAction]:
    if selected.start == selected.end or not _is_note(place):
        return
    first, last = selected.start.line, min(selected.end.line, len(place.lines) - 1)
    start = place.units.column(place.lines[first], selected.start.character)
    end = place.units.column(place.lines[last], selected.end.character)
    parts = list(place.lines[first : last + 1])
    parts[-1] = parts[-1][:end]
    parts[0] = parts[0][start:]
    words = " ".join(" ".join(parts).split()).strip("> ")
    if not words:
        return
    statement = re.sub(r"[{}`]", "", words).rstrip(".")
    passage = words.replace('"', "'")
    identifier = slug(" ".join(statement.split()[:6]))
    if place.is_rst:
        lines = [
            f".. claim:: {statement}",
            f"   :id: {identifier}",
            "   :by: ",
            f"   :passage: {passage}",
        ]
    else:
        lines = [
            f"```{{claim}} {statement}",
            f":id: {identifier}",
            ":by: ",
            f":passage: {passage}",
            "```",
        ]
    at = last
    while at + 1 < len(place.lines) and place.lines[at].strip():
        at += 1
    line = place.lines[at]
    where = place.units.range(at, line, len(line), len(line))
    before = "\n" if not line.strip() else "\n\n"
    text = before + "\n".join(lines) + "\n"
    yield types.CodeAction(
        title="Make a claim of the selected passage",
        kind=types.CodeActionKind.RefactorExtract,
        edit=_edit(place, [types.TextEdit(where, text)]),
    )


def _is_note(place: Place) -> bool:
    head = place.lines[: pages.head_of(place.lines)] or place.lines[:40]
    return any(re.match(r":?source:", line) for line in head)


# -- the origin of a source ---------------------------------------------------------------------


def _origin(place: Place) -> Iterator[types.CodeAction]:
    """Add ``origin`` to the source of a note: the cursor stands in its head."""
    head = pages.head_of(place.lines)
    if not 0 < place.number < head:
        return
    first = next((n for n in range(1, head) if re.match(r"source:\s*$", place.lines[n])), 0)
    if not first:
        return
    last = first
    while last + 1 < head and (place.lines[last + 1][:1].isspace() or not place.lines[last + 1]):
        last += 1
    inside = place.lines[first + 1 : last + 1]
    if any(re.match(r"\s+origin\s*:", line) for line in inside):
        return
    indent = next((line[: len(line) - len(line.lstrip())] for line in inside if line.strip()), "  ")
    line = place.lines[last]
    where = place.units.range(last, line, len(line), len(line))
    yield types.CodeAction(
        title="Add the origin: the source that this one retells",
        kind=types.CodeActionKind.Refactor,
        edit=_edit(place, [types.TextEdit(where, f"\n{indent}origin: ")]),
    )


# -- likelihood and confidence ------------------------------------------------------------------

_JOINT = re.compile(
    r"(?P<before>.+?)(?P<join>,? (?:and|with|but|, )? ?)(?:we have |in which we have )?"
    r"(?P<level>low|moderate|high) confidence(?P<after>[^.]*)",
    re.I,
)


def _split(
    place: Place, selected: types.Range, diagnostics: Sequence[types.Diagnostic]
) -> Iterator[types.CodeAction]:
    """Let likelihood and confidence stand in two sentences, where they stand in one."""
    for diagnostic in diagnostics:
        if diagnostic.code != "briefing.vocabulary" or "confidence" not in diagnostic.message:
            continue
        number = diagnostic.range.start.line
        line = place.lines[number] if number < len(place.lines) else ""
        edit = split_sentence(line)
        if edit is not None:
            where = place.units.range(number, line, 0, len(line))
            yield types.CodeAction(
                title="Split likelihood and confidence into two sentences",
                kind=types.CodeActionKind.QuickFix,
                diagnostics=[diagnostic],
                edit=_edit(place, [types.TextEdit(where, edit)]),
            )


def split_sentence(line: str) -> str | None:
    """A line whose sentence about confidence stands for itself.

    >>> split_sentence("It is likely that they sign, with moderate confidence.")
    'It is likely that they sign. Our confidence in this is moderate.'
    >>> split_sentence("With high confidence, they will almost certainly sign.")
    'They will almost certainly sign. Our confidence in this is high.'
    """
    level = r"(?P<level>low|moderate|high) confidence"
    ahead = re.search(
        rf"(?P<start>^|[.!?]\s+)(?:We assess )?[Ww]ith {level}(?:,| that)? (?P<rest>[^.!?]+)", line
    )
    if ahead:
        rest = ahead["rest"]
        confidence = f"Our confidence in this is {ahead['level'].lower()}"
        said = f"{ahead['start']}{rest[:1].upper()}{rest[1:]}. {confidence}"
        return line[: ahead.start()] + said + line[ahead.end() :]
    after = re.search(rf",? (?:and |but )?(?:with|we have|we say so with|at) {level}", line, re.I)
    if after:
        rest = line[after.end() :]
        said = f". Our confidence in this is {after['level'].lower()}"
        return (
            line[: after.start()] + said + (rest if rest[:1] in (".", "", "!", "?") else f".{rest}")
        )
    return None
