"""The words of paragraphs, walked run by run."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from .model import Paragraph, Revision

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"

REVISIONS = {
    f"{W}ins": "inserted",
    f"{W}del": "deleted",
    f"{W}moveFrom": "moved away",
    f"{W}moveTo": "moved here",
}
_COME, _GONE = ("inserted", "moved here"), ("deleted", "moved away")

_NUMBERED = ("PAGE", "NUMPAGES", "PAGEREF", "SECTIONPAGES")
"""Fields that programs work out anew: what they show is nobody's change."""

_LITERAL = {f"{W}tab": " ", f"{W}br": " ", f"{W}cr": " ", f"{W}noBreakHyphen": "\u2011"}
_MOVES = tuple(f"{W}move{way}Range{end}" for way in ("From", "To") for end in ("Start", "End"))
BETWEEN = (f"{W}bookmarkStart", f"{W}commentRangeStart", f"{W}commentRangeEnd", *_MOVES)
"""Marks that may stand between paragraphs as well."""
_FORMATS = (f"{W}rPrChange", f"{W}pPrChange")


@dataclass
class Walk:
    """The state of a walk through one part of a file.

    :param image: the digest of the image that a relation leads to.
    """

    where: str
    image: Callable[[str], str]
    paragraph: Paragraph
    fields: list[list[str]] = field(default_factory=list)
    """Fields of Word that are open: their instructions, and ``result`` once that has begun."""
    moves: list[str] = field(default_factory=list)
    ranges: dict[str, list[str]] = field(default_factory=dict)
    """By the number of a remark, the words that it is about, while these last."""
    anchors: dict[str, tuple[Paragraph, str]] = field(default_factory=dict)
    is_apart: bool = False
    """Whether what comes is another paragraph today, so that its revisions are others."""
    _revision: Any = None

    def walk(self, node: Any) -> None:
        """Take in what is below an element."""
        for child in node:
            tag = child.tag
            if tag in REVISIONS and len(child):
                self._revised(child)
            elif tag == f"{W}p" or tag == FALLBACK:
                continue  # paragraphs of text boxes come by themselves
            elif tag in (f"{W}t", f"{W}delText"):
                self.say(child.text or "")
            elif tag in _LITERAL:
                self.say(_LITERAL[tag])
            elif tag == f"{M}t":
                self.say("".join((child.text or "").split()))
            elif tag == f"{W}instrText":
                if self.fields:
                    self.fields[-1][0] += child.text or ""
            elif tag == f"{W}fldChar":
                self._field(child.get(f"{W}fldCharType"))
            elif tag == f"{W}fldSimple":
                self.fields.append([child.get(f"{W}instr", ""), "result"])
                self.walk(child)
                self.fields.pop()
            elif tag in BETWEEN or tag == f"{W}commentReference":
                self.mark(child)
            elif tag in _FORMATS:
                self._formatted(child)
            elif tag.endswith(("}blip", "}imagedata")):
                number = child.get(f"{R}embed") or child.get(f"{R}id") or ""
                self.paragraph.images.append(self.image(number))
                self.walk(child)
            else:
                self.walk(child)

    def mark(self, child: Any) -> None:
        """Take in a bookmark, or an end of a move, or of what a remark is about."""
        if child.tag in _MOVES:
            if child.tag.endswith("Start"):
                self.moves.append(child.get(f"{W}name", ""))
            else:
                self.moves = self.moves[:-1]
            return
        if child.tag == f"{W}bookmarkStart":
            if name := child.get(f"{W}name", ""):
                self.paragraph.bookmarks.append(name)
            return
        number = child.get(f"{W}id", "")
        if child.tag == f"{W}commentRangeStart":
            self.ranges[number] = []
            self.anchors.setdefault(number, (self.paragraph, ""))
        else:
            held, words = self.anchors.get(number, (self.paragraph, ""))
            words = "".join(self.ranges.pop(number, [words]))
            self.anchors[number] = (held, words)

    def say(self, words: str) -> None:
        """Take in words as they are revised."""
        for instruction, *results in self.fields:
            if not results or (instruction.split()[:1] and instruction.split()[0] in _NUMBERED):
                self.paragraph.is_contents |= "PAGEREF" in instruction
                return
        what = REVISIONS[self._revision.tag] if self._revision is not None else ""
        if what not in _COME:
            self.paragraph.before += words
        if what not in _GONE:
            self.paragraph.after += words
            for one in self.ranges.values():
                one.append(words)
        if what:
            self._note(self._revision, what, words)

    def _note(self, xml: Any, what: str, words: str) -> None:
        who, when = xml.get(f"{W}author", ""), xml.get(f"{W}date", "")
        begins = len(self.paragraph.before) - (len(words) if what in _GONE else 0)
        name = self.moves[-1] if self.moves and what.startswith("moved") else ""
        last = self.paragraph.revisions[-1] if self.paragraph.revisions else None
        is_apart, self.is_apart = self.is_apart, False
        same = last is not None and (last.what, last.who, last.name) == (what, who, name)
        if last is not None and same and not is_apart:
            reach = last.begins + (len(last.text) if what in _GONE else 0)
            if reach == begins:
                last.text += words
                return
        self.paragraph.revisions.append(Revision(what, who, when, words, name, begins))

    def _revised(self, child: Any) -> None:
        outer, self._revision = self._revision, child
        images = len(self.paragraph.images)
        self.walk(child)
        if len(self.paragraph.images) > images:
            what = REVISIONS[child.tag]
            self._note(child, what, "[image]")
            if what in _COME:
                del self.paragraph.images[images:]
        self._revision = outer

    def _formatted(self, child: Any) -> None:
        who, when = child.get(f"{W}author", ""), child.get(f"{W}date", "")
        run = child.getparent().getparent()
        words = "".join(text.text or "" for text in run.iter(f"{W}t", f"{W}delText"))
        last = self.paragraph.revisions[-1] if self.paragraph.revisions else None
        if last is not None and (last.what, last.who) == ("formatted", who):
            last.text += words if child.tag == f"{W}rPrChange" else ""
            return
        revision = Revision("formatted", who, when, words, begins=len(self.paragraph.before))
        self.paragraph.revisions.append(revision)

    def _field(self, kind: str) -> None:
        if kind == "begin":
            self.fields.append([""])
        elif kind == "separate" and self.fields:
            self.fields[-1].append("result")
        elif kind == "end" and self.fields:
            self.fields.pop()
