"""All words of a Word file, with revisions, remarks and bookmarks."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any

from .model import BODY, Comment, Paragraph, Revision, WordText
from .opening import WordParts
from .places import plain
from .walking import BETWEEN, FALLBACK, REVISIONS, W, Walk

_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"
_OTHERS = (("footnotes", "footnote"), ("endnotes", "endnote"), ("header", "header"),
           ("footer", "footer"))  # fmt: skip
_SEPARATORS = frozenset({"separator", "continuationSeparator", "continuationNotice"})


def read_word(parts: WordParts) -> WordText:
    """Read all words of a file.

    :raises ValueError: if it is damaged.
    """
    root = parts.xml(parts.main)
    if root is None:
        raise ValueError(f"{parts.name} is damaged: its text is not there")
    found = WordText([])
    anchors: dict[str, tuple[Paragraph, str]] = {}
    found.paragraphs += _paragraphs(parts, parts.main, root, BODY, anchors)
    for kind, where in _OTHERS:
        for part in sorted(set(parts.related(parts.main, kind))):
            xml = parts.xml(part)
            if xml is not None:
                found.paragraphs += _paragraphs(parts, part, xml, where, anchors)
    for number, comment in _comments(parts).items():
        paragraph, about = anchors.get(number, (None, ""))
        comment.about = plain(about)
        if paragraph is None:
            found.loose.append(comment)
        else:
            paragraph.comments.append(comment)
    return found


def paragraphs_of(root: Any, where: str = BODY) -> list[Paragraph]:
    """The paragraphs of a part that is being written."""
    return _read(root, where, lambda number: number, {})


def numbered_paragraphs(parts: WordParts) -> list[Paragraph]:
    """All paragraphs of the text, empty ones too, in their order."""
    return [one for one in read_word(parts).paragraphs if one.where == BODY]


def _paragraphs(
    parts: WordParts, part: str, root: Any, where: str, anchors: dict[str, tuple[Paragraph, str]]
) -> list[Paragraph]:
    targets = {number: target for number, _, target in parts.relations(part)}

    def image(number: str) -> str:
        blob = parts.blob(targets.get(number, ""))
        return hashlib.sha256(blob).hexdigest()[:16] if blob else "elsewhere"

    return _read(root, where, image, anchors)


def _read(
    root: Any, where: str, image: Any, anchors: dict[str, tuple[Paragraph, str]]
) -> list[Paragraph]:
    found: list[Paragraph] = []
    state = Walk(where, image, Paragraph(where))
    state.anchors = anchors
    for xml in _inside(root):
        if xml.tag != f"{W}p":
            state.mark(xml)
            continue
        state.walk(xml)
        mark = xml.find(f"{W}pPr/{W}rPr")
        if mark is not None and _is_split(mark, state.paragraph):
            state.paragraph.after += "\n"
            state.is_apart = True
            continue
        found.append(state.paragraph)
        state.paragraph = Paragraph(where)
        _rows(xml, found[-1])
    if not state.paragraph.is_empty:
        found.append(state.paragraph)
    for one in found:
        one.before = plain(one.before)
        one.after = "\n".join(filter(None, map(plain, one.after.split("\n"))))
        one.revisions = [
            item for item in one.revisions if item.text.strip() or item.what == "formatted"
        ]
    return found


def _inside(root: Any) -> Iterator[Any]:
    """Paragraphs, and marks that stand between them."""
    for xml in root.iter(f"{W}p", *BETWEEN):
        if xml.tag == f"{W}p":
            note = xml.getparent()
            if note.get(f"{W}type") in _SEPARATORS:
                continue
            if not any(one.tag == FALLBACK for one in xml.iterancestors()):
                yield xml
        elif not any(one.tag == f"{W}p" for one in xml.iterancestors()):
            yield xml


def _is_split(mark: Any, paragraph: Paragraph) -> bool:
    """Whether the end of a paragraph was put in; if anything was done to it, note it."""
    for child in mark:
        if (what := REVISIONS.get(child.tag)) is not None:
            who, when = child.get(f"{W}author", ""), child.get(f"{W}date", "")
            if not any(one.who == who for one in paragraph.revisions):
                said = Revision(what, who, when, "[end of the paragraph]")
                said.begins = len(paragraph.before)
                paragraph.revisions.append(said)
            return what in ("inserted", "moved here")
    return False


def _rows(xml: Any, paragraph: Paragraph) -> None:
    """Note that a row of a table came or went, at its first paragraph."""
    for row in xml.iterancestors(f"{W}tr"):
        properties = row.find(f"{W}trPr")
        first = next(row.iter(f"{W}p"))
        if properties is None or first is not xml:
            return
        for child in properties:
            if (what := REVISIONS.get(child.tag)) is not None:
                who, when = child.get(f"{W}author", ""), child.get(f"{W}date", "")
                paragraph.revisions.insert(0, Revision(what, who, when, "[row of a table]"))
        return


def _comments(parts: WordParts) -> dict[str, Comment]:
    """All remarks by their numbers, answers too."""
    found: dict[str, Comment] = {}
    by_paragraph: dict[str, Comment] = {}
    for part in parts.related(parts.main, "comments"):
        root = parts.xml(part)
        for xml in root.iter(f"{W}comment") if root is not None else ():
            inner = [one.after for one in paragraphs_of(xml) if one.after]
            who, when = xml.get(f"{W}author", ""), xml.get(f"{W}date", "")
            comment = Comment(who, when, " ".join(inner))
            found[xml.get(f"{W}id", str(len(found)))] = comment
            for paragraph in xml.iter(f"{W}p"):
                by_paragraph[paragraph.get(f"{_W14}paraId", "")] = comment
    for part in parts.related(parts.main, "commentsExtended"):
        root = parts.xml(part)
        for xml in root.iter(f"{_W15}commentEx") if root is not None else ():
            one = by_paragraph.get(xml.get(f"{_W15}paraId", "-"))
            parent = by_paragraph.get(xml.get(f"{_W15}paraIdParent", "-"))
            if one is not None:
                one.is_done = xml.get(f"{_W15}done") == "1"
                one.answers = parent.text if parent is not None else ""
    return found
