"""The paragraphs of a part, as they were and as they are, with who changed what.

The vocabulary is that of WordprocessingML (ECMA-376, part 1, 17).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field

from .opening import Xml

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_TEXT_BOX = f"{W}txbxContent"
PICTURE = "\ufffc"
"""What stands for a picture in a text."""

INSERTED, DELETED, MOVED_FROM, MOVED_TO = "ins", "del", "moveFrom", "moveTo"
_NEW, _OLD = (INSERTED, MOVED_TO), (DELETED, MOVED_FROM)
_CHANGES = {f"{W}{name}": name for name in (*_NEW, *_OLD)}
_CHARACTERS = {
    f"{W}tab": "\t",
    f"{W}br": "\n",
    f"{W}cr": "\n",
    f"{W}noBreakHyphen": "\u2011",
    f"{W}drawing": PICTURE,
    f"{W}pict": PICTURE,
    f"{W}object": PICTURE,
}
_COMPUTED = ("PAGEREF", "NOTEREF", "PAGE", "NUMPAGES", "REF")
"""Fields whose words programs work out anew."""


@dataclass(frozen=True, slots=True)
class Change:
    """Who changed something, and when, in the words of the file."""

    kind: str
    author: str = ""
    date: str = ""
    name: str = ""
    """Of a move, the name that both its ends share."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of a paragraph, and the change that brought or took them."""

    text: str
    change: Change | None = None
    restyled: Change | None = None

    @property
    def is_old(self) -> bool:
        return self.change is None or self.change.kind in _OLD

    @property
    def is_new(self) -> bool:
        return self.change is None or self.change.kind in _NEW


@dataclass(slots=True)
class Paragraph:
    """A paragraph.

    :ivar bookmarks: names of the bookmarks that begin in it, or before it.
    :ivar opened: comments that begin in it, by their ids, with the number of the piece.
    :ivar closed: comments that end in it, likewise.
    :ivar notes: kind and id of the notes that it refers to.
    :ivar mark: the change of its end, with which the next paragraph becomes a part of it.
    """

    style: str = ""
    pieces: list[Piece] = field(default_factory=list)
    bookmarks: list[str] = field(default_factory=list)
    opened: dict[str, int] = field(default_factory=dict)
    closed: dict[str, int] = field(default_factory=dict)
    notes: list[tuple[str, str]] = field(default_factory=list)
    mark: Change | None = None
    restyled: Change | None = None
    is_made: bool = False
    """Whether programs work it out themselves: a line of contents."""
    note: str = ""
    """The id of the note that it is a part of."""

    @property
    def old(self) -> str:
        """The words before all tracked changes."""
        return "".join(piece.text for piece in self.pieces if piece.is_old)

    @property
    def new(self) -> str:
        """The words with all tracked changes."""
        return "".join(piece.text for piece in self.pieces if piece.is_new)


def plain(text: str) -> str:
    """A text by which passages are compared: white space apart."""
    return " ".join(text.split())


def settle(paragraphs: Iterable[Paragraph], author: str, date: str) -> None:
    """Take in the tracked changes of an author and a time, as if they had never been tracked."""
    if not author:
        return

    def is_theirs(change: Change | None) -> bool:
        return change is not None and (change.author, change.date) == (author, date)

    for paragraph in paragraphs:
        for number, piece in enumerate(paragraph.pieces):
            if is_theirs(piece.change):  # numbers of pieces stay theirs
                paragraph.pieces[number] = Piece(piece.text if piece.is_new else "")
        if is_theirs(paragraph.mark):
            paragraph.mark = None


def digest(text: str) -> str:
    """A short digest of a passage."""
    return hashlib.sha256(plain(text).encode()).hexdigest()[:8]


def paragraphs_of(root: Xml) -> list[Paragraph]:
    """The paragraphs of a part, in the order of reading; those in text boxes follow their own."""
    return _Reader().read(root)


class Fields:
    """The fields that are open while runs are read, in their order."""

    def __init__(self) -> None:
        self._codes: list[str] = []
        self._shown: list[bool] = []

    @property
    def is_computed(self) -> bool:
        """Whether what comes are words that programs work out."""
        return any(
            shown and is_computed_field(code)
            for code, shown in zip(self._codes, self._shown, strict=True)
        )

    def take(self, node: Xml) -> bool:
        """Take a part of a run; say whether it is one of a field, and no words."""
        if node.tag == f"{W}instrText":
            if self._codes:
                self._codes[-1] += node.text or ""
            return True
        if node.tag != f"{W}fldChar":
            return False
        kind = node.get(f"{W}fldCharType", "")
        if kind == "begin":
            self._codes.append("")
            self._shown.append(False)
        elif kind == "separate" and self._codes:
            self._shown[-1] = True
        elif kind == "end" and self._codes:
            self._codes.pop()
            self._shown.pop()
        return True


class _Reader:
    """What is open while a part is read: fields, bookmarks, comments, moves."""

    def __init__(self) -> None:
        self._found: list[Paragraph] = []
        self._open: list[Paragraph] = []
        self._bookmarks: list[str] = []
        self._opened: list[str] = []
        self._moves: dict[str, str] = {}
        self._fields = Fields()
        self._note = ""

    def read(self, root: Xml) -> list[Paragraph]:
        self._blocks(root)
        if self._found:
            last = self._found[-1]
            last.opened.update(dict.fromkeys(self._opened, len(last.pieces)))
        return self._found

    def _blocks(self, holder: Xml) -> None:
        for child in holder:
            if not isinstance(child.tag, str) or child.tag == FALLBACK:
                continue
            if child.tag == f"{W}p":
                self._paragraph(child)
            elif child.tag in (f"{W}footnote", f"{W}endnote", f"{W}comment"):
                self._note = child.get(f"{W}id", "")
                self._blocks(child)
            elif not self._marks(child, None):
                self._blocks(child)

    def _paragraph(self, node: Xml) -> None:
        paragraph = Paragraph(note=self._note)
        paragraph.bookmarks, self._bookmarks = self._bookmarks, []
        paragraph.opened = dict.fromkeys(self._opened, 0)
        self._opened = []
        self._found.append(paragraph)
        boxes: list[Xml] = []
        properties = node.find(f"{W}pPr")
        if properties is not None:
            style = properties.find(f"{W}pStyle")
            paragraph.style = style.get(f"{W}val", "") if style is not None else ""
            paragraph.restyled = _change(properties.find(f"{W}pPrChange"))
            own = properties.find(f"{W}rPr")
            for child in own if own is not None else ():
                if child.tag in _CHANGES:
                    paragraph.mark = _change(child)
        paragraph.is_made = paragraph.style.casefold().startswith(
            ("toc", "contents", "verzeichnis")
        )
        for child in node:
            if child is not properties:
                self._inside(child, paragraph, None, boxes)
        for box in boxes:
            self._blocks(box)

    def _inside(
        self, node: Xml, paragraph: Paragraph, change: Change | None, boxes: list[Xml]
    ) -> None:
        tag = node.tag
        if not isinstance(tag, str) or tag == FALLBACK or self._marks(node, paragraph):
            return
        if tag == f"{W}r":
            self._run(node, paragraph, change, boxes)
        elif tag in _CHANGES:
            own = _change(node)
            if own and self._moves and "move" in own.kind:
                own = Change(own.kind, own.author, own.date, [*self._moves.values()][-1])
            for child in node:
                self._inside(child, paragraph, own, boxes)
        elif tag == f"{W}fldSimple":
            if is_computed_field(node.get(f"{W}instr", "")):
                paragraph.is_made |= "PAGEREF" in node.get(f"{W}instr", "")
                return
            for child in node:
                self._inside(child, paragraph, change, boxes)
        elif tag == f"{M}t":
            self._add(paragraph, Piece(node.text or "", change))
        else:
            for child in node:
                self._inside(child, paragraph, change, boxes)

    def _run(
        self, node: Xml, paragraph: Paragraph, change: Change | None, boxes: list[Xml]
    ) -> None:
        properties = node.find(f"{W}rPr")
        restyled = None
        if properties is not None:
            restyled = _change(properties.find(f"{W}rPrChange"))
        for child in node:
            tag = child.tag
            if self._fields.take(child):
                paragraph.is_made |= tag == f"{W}instrText" and "PAGEREF" in (child.text or "")
            elif self._fields.is_computed:
                continue
            elif tag in (f"{W}t", f"{W}delText"):
                self._add(paragraph, Piece(child.text or "", change, restyled))
            elif tag in _CHARACTERS:
                self._add(paragraph, Piece(_CHARACTERS[tag], change, restyled))
                boxes.extend(child.iter(_TEXT_BOX))
            elif tag in (f"{W}footnoteReference", f"{W}endnoteReference"):
                kind = tag.removeprefix(W).removesuffix("Reference")
                paragraph.notes.append((kind, child.get(f"{W}id", "")))
            elif tag == f"{W}commentReference":
                paragraph.opened.setdefault(child.get(f"{W}id", ""), len(paragraph.pieces))
            elif isinstance(tag, str) and tag.endswith("}AlternateContent"):
                self._add(paragraph, Piece(PICTURE, change, restyled))
                boxes.extend(
                    box for box in child.iter(_TEXT_BOX) if not _is_within(box, FALLBACK, child)
                )

    @staticmethod
    def _add(paragraph: Paragraph, piece: Piece) -> None:
        if piece.text:
            paragraph.pieces.append(piece)

    def _marks(self, node: Xml, paragraph: Paragraph | None) -> bool:
        """Note a mark between words or paragraphs; say whether it was one."""
        tag = node.tag.removeprefix(W)
        identifier = node.get(f"{W}id", "")
        if tag == "bookmarkStart":
            home = self._bookmarks if paragraph is None else paragraph.bookmarks
            home.append(node.get(f"{W}name", ""))
        elif tag == "commentRangeStart":
            if paragraph is None:
                self._opened.append(identifier)
            else:
                paragraph.opened[identifier] = len(paragraph.pieces)
        elif tag == "commentRangeEnd":
            home_of_end = paragraph or (self._found[-1] if self._found else None)
            if home_of_end is not None:
                home_of_end.closed[identifier] = len(home_of_end.pieces)
        elif tag in ("moveFromRangeStart", "moveToRangeStart"):
            self._moves[identifier] = node.get(f"{W}name", "")
        elif tag in ("moveFromRangeEnd", "moveToRangeEnd"):
            self._moves.pop(identifier, None)
        else:
            return str(tag) == "bookmarkEnd"
        return True


def _change(node: Xml | None) -> Change | None:
    if node is None:
        return None
    return Change(node.tag.removeprefix(W), node.get(f"{W}author", ""), node.get(f"{W}date", ""))


def is_computed_field(code: str) -> bool:
    """Whether programs work out the words of a field: the number of a page, of a note."""
    return code.strip().partition(" ")[0].upper() in _COMPUTED


def _is_within(node: Xml, tag: str, top: Xml) -> bool:
    while node is not None and node is not top:
        if node.tag == tag:
            return True
        node = node.getparent()
    return False
