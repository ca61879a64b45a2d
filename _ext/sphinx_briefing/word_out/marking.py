"""Differences from earlier words, marked as tracked changes in the XML of a Word file."""

from __future__ import annotations

import copy
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Any

from lxml import etree

from ..word_files.opening import Parts
from ..word_files.paragraphs import FALLBACK, Fields, W, is_computed_field, plain
from ..word_files.places import AUTHOR, WHEN, map_part

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_TOKEN = re.compile(r"\S+\s*|^\s+")


@dataclass(slots=True)
class Earlier:
    """The words of a file in an earlier edition, by the numbers of the paragraphs of today."""

    words: dict[int, str] = field(default_factory=dict)
    """What a paragraph said; one that is not here has said the same."""
    new: set[int] = field(default_factory=set)
    """Paragraphs that there were not."""
    gone: dict[int, list[str]] = field(default_factory=dict)
    """Paragraphs that are no more, by the number of the one before which they stood."""

    def __bool__(self) -> bool:
        return bool(self.words or self.new or self.gone)


def marked(parts: Parts, earlier: Earlier, author: str, when: str) -> tuple[bytes, int]:
    """The bytes of a file with tracked changes, and how many paragraphs have some.

    :param when: day and time of all changes.
    """
    root = parts.xml(parts.main)
    marker = _Marker(author, when)
    paragraphs = paragraphs_in(root)
    for number, words in earlier.gone.items():
        for one in words:
            marker.drop(paragraphs, number, one)
    for number, paragraph in enumerate(paragraphs):
        if number in earlier.new:
            marker.insert(paragraph)
        elif number in earlier.words:
            marker.change(paragraph, earlier.words[number])
    marker.rows(paragraphs, earlier.new)
    changed = {parts.main: _bytes(root)}
    if found := map_part(parts):
        # When the file comes home, what we have marked ourselves is no news.
        name, known = found
        known.set(AUTHOR, author)
        known.set(WHEN, when)
        changed[name] = _bytes(known)
    return parts.saved(changed), marker.changed


def _bytes(root: Any) -> bytes:
    found: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return found


def paragraphs_in(root: Any) -> list[Any]:
    """The paragraphs of a text, as they are numbered."""
    return [
        one
        for one in root.iter(f"{W}p")
        if not any(above.tag == FALLBACK for above in one.iterancestors())
    ]


class _Marker:
    def __init__(self, author: str, when: str) -> None:
        self._author, self._when, self._number = author, when, 90_000
        self.changed = 0

    def _mark(self, tag: str, *children: Any) -> Any:
        self._number += 1
        facts = {"id": str(self._number), "author": self._author, "date": self._when}
        xml = etree.Element(f"{W}{tag}", {f"{W}{key}": value for key, value in facts.items()})
        xml.extend(children)
        return xml

    # -- whole paragraphs --------------------------------------------------------------------

    def insert(self, paragraph: Any) -> None:
        """Mark a paragraph as one that was put in."""
        runs = [*_runs(paragraph)]
        if runs:
            self.changed += 1
        for run in runs:
            home = self._mark("ins")
            run.addprevious(home)
            home.append(run)
        if paragraph.getparent().tag != f"{W}tc":
            self._mark_end(paragraph, "ins")

    def rows(self, paragraphs: Sequence[Any], new: set[int]) -> None:
        """Mark the rows of tables that are new as a whole."""
        numbers = {one: number for number, one in enumerate(paragraphs)}
        rows = dict.fromkeys(row for number in sorted(new)
                             for row in paragraphs[number].iterancestors(f"{W}tr"))  # fmt: skip
        for row in rows:
            inside = [numbers[one] for one in row.iter(f"{W}p") if one in numbers]
            if all(number in new or not _text(paragraphs[number]) for number in inside):
                properties = row.find(f"{W}trPr")
                if properties is None:
                    properties = etree.Element(f"{W}trPr")
                    before = row.find(f"{W}tblPrEx")
                    row.insert(0 if before is None else 1, properties)
                properties.append(self._mark("ins"))

    def drop(self, paragraphs: Sequence[Any], number: int, words: str) -> None:
        """Put a paragraph before another one, and mark it as taken out."""
        new = etree.Element(f"{W}p")
        new.append(self._mark("del", _run(words, None, "delText")))
        self._mark_end(new, "del")
        if number < len(paragraphs):
            place = paragraphs[number]
            while place.getparent().tag != f"{W}body":
                place = place.getparent()
            look = paragraphs[number].find(f"{W}pPr/{W}pStyle")
            if look is not None and place is paragraphs[number]:
                new.find(f"{W}pPr").insert(0, copy.deepcopy(look))
            place.addprevious(new)
        else:
            section = paragraphs[0].getroottree().find(f".//{W}body/{W}sectPr")
            section.addprevious(new)
        self.changed += 1

    def _mark_end(self, paragraph: Any, tag: str) -> None:
        properties = paragraph.find(f"{W}pPr")
        if properties is None:
            properties = etree.Element(f"{W}pPr")
            paragraph.insert(0, properties)
        look = properties.find(f"{W}rPr")
        if look is None:
            look = etree.SubElement(properties, f"{W}rPr")
        look.insert(0, self._mark(tag))

    # -- words -------------------------------------------------------------------------------

    def change(self, paragraph: Any, before: str) -> None:
        """Mark the words of a paragraph that were others before."""
        runs = _single(paragraph)
        after = "".join(text for _, text in runs)
        old, new = _TOKEN.findall(before), _TOKEN.findall(after)
        matcher = SequenceMatcher(
            None, [one.strip() for one in old], [one.strip() for one in new], autojunk=False
        )
        ends = [0]
        for one in new:
            ends.append(ends[-1] + len(one))
        changes = [code for code in matcher.get_opcodes() if code[0] != "equal"]
        self.changed += bool(changes)
        for _, i1, i2, j1, j2 in reversed(changes):
            start, end = ends[j1], ends[j2]
            gone = "".join(old[i1:i2])
            if j2 > j1 and gone and not gone[-1:].isspace() and after[end - 1 : end].isspace():
                end -= 1  # the space behind stays
            if j1 == len(new) and i1 and gone:
                gone = f" {gone.rstrip()}"
            runs = self._revise(paragraph, runs, start, end, gone)

    def _revise(
        self, paragraph: Any, runs: list[tuple[Any, str]], start: int, end: int, gone: str
    ) -> list[tuple[Any, str]]:
        """Mark what stands between two places as put in, and words before it as taken out."""
        runs = _cut(_cut(runs, start), end)
        at, first, last = 0, None, None
        inside = []
        for run, text in runs:
            if at >= start and at < end:
                inside.append(run)
            if at <= start:
                last = run if at < start else last
                first = run if at == start and text else first
            at += len(text)
        for run in inside:
            home = self._mark("ins")
            run.addprevious(home)
            home.append(run)
        if gone:
            model = first if first is not None else last
            properties = model.find(f"{W}rPr") if model is not None else None
            deleted = self._mark("del", _run(gone, properties, "delText"))
            if first is not None:
                home = first.getparent()
                (home if home.tag == f"{W}ins" else first).addprevious(deleted)
            elif last is not None:
                last.addnext(deleted)
            else:
                paragraph.append(deleted)
        return runs


def _runs(paragraph: Any) -> list[Any]:
    """The runs of a paragraph, without those of text boxes in it."""
    return [
        run
        for run in paragraph.iter(f"{W}r")
        if next(run.iterancestors(f"{W}p")) is paragraph
        and not any(
            is_computed_field(one.get(f"{W}instr", ""))
            for one in run.iterancestors(f"{W}fldSimple")
        )
        and not any(above.tag == FALLBACK for above in run.iterancestors())
    ]


def _single(paragraph: Any) -> list[tuple[Any, str]]:
    """The runs of a paragraph with the text of each, after each has been given one piece of it."""
    found = []
    for run in _runs(paragraph):
        last = run
        for piece in [one for one in run if one.tag != f"{W}rPr"][1:]:
            other = etree.Element(f"{W}r")
            if (look := run.find(f"{W}rPr")) is not None:
                other.append(copy.deepcopy(look))
            other.append(piece)
            last.addnext(other)
            last = other
    fields = Fields()
    for run in _runs(paragraph):
        piece = next((one for one in run if one.tag != f"{W}rPr"), None)
        if piece is None or fields.take(piece) or fields.is_computed:
            continue  # numbers that programs work out are nobody's words
        if piece.tag == f"{W}t":
            found.append((run, piece.text or ""))
        elif piece.tag in (f"{W}tab", f"{W}br"):
            found.append((run, " "))
    return found


def _cut(runs: list[tuple[Any, str]], place: int) -> list[tuple[Any, str]]:
    """Split the run that has a place inside of it."""
    found, at = [], 0
    for run, text in runs:
        if at < place < at + len(text):
            other = copy.deepcopy(run)
            for one, words in ((run, text[: place - at]), (other, text[place - at :])):
                one.find(f"{W}t").text = words
                one.find(f"{W}t").set(_SPACE, "preserve")
                found.append((one, words))
            run.addnext(other)
        else:
            found.append((run, text))
        at += len(text)
    return found


def _run(words: str, look: Any, tag: str) -> Any:
    run = etree.Element(f"{W}r")
    if look is not None:
        run.append(copy.deepcopy(look))
    text = etree.SubElement(run, f"{W}{tag}")
    text.text = words
    text.set(_SPACE, "preserve")
    return run


def _text(paragraph: Any) -> str:
    return plain("".join(one.text or "" for one in paragraph.iter(f"{W}t")))
