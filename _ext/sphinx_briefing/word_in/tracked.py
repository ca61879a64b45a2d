"""Comments and tracked changes of a Word file, each as a remark at its paragraph."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ..word_files.comments import Comment
from ..word_files.opening import Xml
from ..word_files.paragraphs import (
    DELETED,
    INSERTED,
    MOVED_FROM,
    MOVED_TO,
    Change,
    Paragraph,
    Piece,
    W,
    plain,
)
from .remarks import (
    BREAK,
    COMMENT,
    DELETION,
    INSERTION,
    MOVE,
    OTHER,
    REPLACEMENT,
    STYLE,
    Remark,
    quoted,
    sentence,
)

_OTHERS = {
    "tblPrChange": "changes the look of a table",
    "tblGridChange": "changes the columns of a table",
    "trPrChange": "changes the look of a row",
    "tcPrChange": "changes the look of a cell",
    "tblPrExChange": "changes the look of a row",
    "sectPrChange": "changes the page",
    "numberingChange": "changes the numbers of a list",
    "cellIns": "adds a cell",
    "cellDel": "removes a cell",
    "cellMerge": "joins cells",
}
_IN_ROWS = {"ins": "adds a row", "del": "removes a row"}


@dataclass(frozen=True, slots=True)
class _End:
    """One end of a move."""

    at: tuple[int, int]
    text: str
    change: Change


def remarks_of(
    paragraphs: Sequence[Paragraph], comments: Mapping[str, Comment]
) -> Iterator[Remark]:
    """The comments and tracked changes in the paragraphs of a part."""
    taken: list[_End] = []
    put: list[_End] = []
    for number, paragraph in enumerate(paragraphs):
        yield from _comments(number, paragraph, comments)
        yield from _changes(number, paragraph, taken, put)
    yield from _moves(paragraphs, taken, put)


def _comments(
    number: int, paragraph: Paragraph, comments: Mapping[str, Comment]
) -> Iterator[Remark]:
    for identifier, start in paragraph.opened.items():
        comment = comments.get(identifier)
        if comment is None:
            continue
        end = paragraph.closed.get(identifier, len(paragraph.pieces))
        words = "".join(piece.text for piece in paragraph.pieces[start:end])
        answered = comments.get(comment.answers)
        said = f"to {answered.author}: " if answered is not None else ""
        passage = f"on {quoted(words)}: " if words.strip() else ""
        done = " (resolved)" if comment.is_resolved else ""
        yield Remark(
            COMMENT,
            comment.author,
            comment.date,
            f"{said}{passage}{comment.text}{done}",
            plain(words),
            comment.text,
            at=(number, _offset(paragraph, start)),
        )


def _offset(paragraph: Paragraph, piece: int) -> int:
    return sum(len(one.text) for one in paragraph.pieces[:piece] if one.is_old)


def _changes(
    number: int, paragraph: Paragraph, taken: list[_End], put: list[_End]
) -> Iterator[Remark]:
    whole = _whole(paragraph)
    for start, pieces in _together(paragraph):
        change = pieces[0].change
        at = (number, start)
        if change is None:
            restyled = pieces[0].restyled
            assert restyled is not None
            words = "".join(piece.text for piece in pieces)
            yield Remark(
                STYLE, restyled.author, restyled.date, f"restyles {quoted(words)}", words, at=at
            )
            continue
        for kind, ends in ((MOVED_FROM, taken), (MOVED_TO, put)):
            if text := _text(pieces, kind):
                moved = next(one.change for one in pieces if one.change and one.change.kind == kind)
                ends.append(_End(at, text, moved))
        old, new = _text(pieces, DELETED), _text(pieces, INSERTED)
        if not old and not new:
            continue
        date = next(
            p.change.date for p in pieces if p.change and p.change.kind in (INSERTED, DELETED)
        )
        if whole is not None and (not old or not new):
            verb = "adds the paragraph" if new else "removes the paragraph"
            kind = INSERTION if new else DELETION
            yield Remark(kind, change.author, date, f"{verb} {quoted(new or old)}", old, new, at=at)
            continue
        kind = REPLACEMENT if old and new else DELETION if old else INSERTION
        around = _around(paragraph.old, start, start + len(old))
        what = sentence(kind, old, new, around)
        yield Remark(kind, change.author, date, what, old, new, at=at)
    if paragraph.restyled is not None:
        who = paragraph.restyled
        what = f"restyles the paragraph {quoted(paragraph.old or paragraph.new)}"
        yield Remark(STYLE, who.author, who.date, what, plain(paragraph.old), at=(number, 0))
    if paragraph.mark is not None and whole is None and paragraph.mark.kind in (INSERTED, DELETED):
        verb = "begins a new paragraph" if paragraph.mark.kind == INSERTED else "joins the next one"
        words = quoted((paragraph.new or paragraph.old)[-60:])
        yield Remark(
            BREAK,
            paragraph.mark.author,
            paragraph.mark.date,
            f"{verb} after {words}",
            at=(number, len(paragraph.old)),
        )


def _whole(paragraph: Paragraph) -> str | None:
    """The kind of change that a paragraph came or went by as a whole."""
    kinds = {piece.change.kind if piece.change else "" for piece in paragraph.pieces}
    if len(kinds) == 1 and paragraph.mark is not None and kinds == {paragraph.mark.kind}:
        return paragraph.mark.kind
    return None


def _together(paragraph: Paragraph) -> Iterator[tuple[int, list[Piece]]]:
    """Changed pieces that stand side by side, of one author; where they begin in the old words."""
    offset, open_, start = 0, list[Piece](), 0
    for piece in paragraph.pieces:
        change = piece.change or piece.restyled
        if open_ and (change is None or not _same(open_[-1], piece)):
            yield start, open_
            open_ = []
        if change is not None:
            start = start if open_ else offset
            open_.append(piece)
        offset += len(piece.text) if piece.is_old else 0
    if open_:
        yield start, open_


def _same(one: Piece, other: Piece) -> bool:
    if one.change is None or other.change is None:
        return one.change is None and other.change is None and one.restyled == other.restyled
    return one.change.author == other.change.author


def _text(pieces: Sequence[Piece], kind: str) -> str:
    return "".join(one.text for one in pieces if one.change is not None and one.change.kind == kind)


def _around(text: str, start: int, end: int, width: int = 40) -> str:
    """The words that a change stands in, cut between words."""
    left = text.rfind(" ", 0, max(start - width, 0)) + 1 if start > width else 0
    right = text.find(" ", min(end + width, len(text)))
    return text[left : right if right >= 0 else len(text)]


def _moves(paragraphs: Sequence[Paragraph], taken: list[_End], put: list[_End]) -> Iterator[Remark]:
    """Moves, each from where it began; an end without the other is a deletion or an insertion."""
    left = [*put]
    for end in taken:
        found = next(
            (
                one
                for one in left
                if (end.change.name and one.change.name == end.change.name)
                or plain(one.text) == plain(end.text)
            ),
            None,
        )
        author, date = end.change.author, end.change.date
        if found is None:
            yield Remark(
                DELETION, author, date, f"moves away {quoted(end.text)}", end.text, at=end.at
            )
            continue
        left.remove(found)
        before = _before(paragraphs, found.at)
        what = f"moves {quoted(end.text)} {before}"
        yield Remark(MOVE, author, date, what, end.text, found.text, at=end.at)
    for end in left:
        author, date = end.change.author, end.change.date
        what = f"moves here {quoted(end.text)}"
        yield Remark(INSERTION, author, date, what, "", end.text, at=end.at)


def _before(paragraphs: Sequence[Paragraph], at: tuple[int, int]) -> str:
    """The words after which something was put."""
    number, offset = at
    words = paragraphs[number].old[:offset]
    while not words.strip() and number > 0:
        number -= 1
        words = paragraphs[number].old
    return f"behind {quoted(words[-60:])}" if words.strip() else "to the beginning"


def other_changes(root: Xml) -> Iterator[Remark]:
    """Tracked changes of tables and pages, each at the paragraph that follows or encloses it."""
    number = -1
    for node in root.iter():
        if not isinstance(node.tag, str):
            continue
        name = node.tag.removeprefix(W)
        if name == "p":
            number += 1
        author = node.get(f"{W}author")
        if author is None:
            continue
        parent = node.getparent()
        is_row = name in _IN_ROWS and parent is not None and parent.tag == f"{W}trPr"
        what = _IN_ROWS[name] if is_row else _OTHERS.get(name)
        if what is not None:
            yield Remark(OTHER, author, node.get(f"{W}date", ""), what, at=(number + 1, 0))
