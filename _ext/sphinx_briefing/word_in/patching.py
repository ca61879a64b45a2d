"""Changes of plain words made in the sources as well, as far as they are beyond doubt.

Whoever uses this prints the changed pages and holds them against the Word file
(:meth:`Patch.confirmed`): what does not come out as it was written there is left to the author.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import unified_diff
from itertools import pairwise
from pathlib import Path

from ..word_files.paragraphs import Paragraph, plain
from .printed import Printed
from .remarks import DELETION, INSERTION, REPLACEMENT, Remark
from .sources import Alignment, SourceFile
from .untracked import folded

_WORDS = (INSERTION, DELETION, REPLACEMENT)
_MARKUP = {
    ".md": re.compile(r"([\\`*_\[\]<>{}$|~])"),
    ".rst": re.compile(r"([\\`*_|])"),
}
_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_NO_END = "\n\\ No newline at end of file\n"


@dataclass(frozen=True, slots=True)
class Rewriting:
    """Words of a file that become others.

    :ivar number: the paragraph of our file that prints them.
    """

    start: int
    end: int
    text: str
    number: int
    remark: int


@dataclass(frozen=True, slots=True)
class Patch:
    """Changes of files.

    :ivar files: by file, from the folder of the sources.
    :ivar rewritings: by file, in their order.
    :ivar expected: by paragraph of our file, what it says with them.
    """

    files: Mapping[str, SourceFile]
    rewritings: Mapping[str, Sequence[Rewriting]]
    expected: Mapping[int, str]

    @property
    def remarks(self) -> set[int]:
        """Numbers of the remarks that are in it."""
        return {one.remark for many in self.rewritings.values() for one in many}

    def texts(self) -> dict[str, str]:
        """The texts of the files with the changes."""
        return {
            name: _rewritten(self.files[name].text, many) for name, many in self.rewritings.items()
        }

    def without(self, numbers: Iterable[int]) -> Patch:
        """The patch without what changes some paragraphs."""
        left_out = {*numbers}
        kept = {
            name: [one for one in many if one.number not in left_out]
            for name, many in self.rewritings.items()
        }
        expected = {
            number: text for number, text in self.expected.items() if number not in left_out
        }
        return Patch(self.files, {name: many for name, many in kept.items() if many}, expected)

    def unlike(self, now: Sequence[Paragraph]) -> list[int]:
        """The paragraphs that do not say what they should, printed with the changes.

        :param now: our file, printed with them.
        """
        return [
            number
            for number, text in self.expected.items()
            if number >= len(now) or folded(plain(now[number].old)) != folded(text)
        ]

    def diff(self, name_of: Mapping[str, str]) -> str:
        """A unified diff, as ``git apply`` and ``patch -p1`` take it.

        :param name_of: the names of files in it.
        """
        return "".join(
            _diff(name_of[name], self.files[name].text, text) for name, text in self.texts().items()
        )


def patch_of(remarks: Sequence[Remark], ours: Printed, root: Path) -> Patch:
    """The changes that can be made where it is clear which words of the sources are meant."""
    by_paragraph: dict[int, list[int]] = defaultdict(list)
    for number, remark in enumerate(remarks):
        own = remark.own
        if own is not None and ours.places[own] is not None:
            by_paragraph[own].append(number)
    files: dict[str, SourceFile] = {}
    found: dict[str, list[Rewriting]] = defaultdict(list)
    expected: dict[int, str] = {}
    for own, numbers in by_paragraph.items():
        place = ours.places[own]
        changes = [number for number in numbers if remarks[number].kind != "comment"]
        assert place is not None
        source = files.get(place.file) or SourceFile.read(root / place.file)
        if source is None or not changes:
            continue
        files[place.file] = source
        made = [*_rewritings(own, changes, remarks, ours, source)]
        if len(made) == len(changes):  # all of a paragraph, or nothing of it
            found[place.file] += made
            words = plain(ours.paragraphs[own].old)
            expected[own] = plain(_applied(words, [remarks[number] for number in changes]))
    patch = Patch(files, {name: sorted(many, key=_start) for name, many in found.items()}, expected)
    return patch.without(_overlapping(patch))


def _rewritings(
    own: int, numbers: Sequence[int], remarks: Sequence[Remark], ours: Printed, source: SourceFile
) -> Iterator[Rewriting]:
    """The changes of one paragraph; fewer than asked for where one is not clear."""
    place = ours.places[own]
    assert place is not None
    if len({remarks[number].tracked for number in numbers}) > 1:
        return  # their places are counted in different texts
    start, end = source.span_of(place)
    words = plain(ours.paragraphs[own].old)
    alignment = Alignment(words, source.text[start:end])
    markup = _MARKUP.get(source.path.suffix, _MARKUP[".md"])
    for number in numbers:
        remark = remarks[number]
        if remark.kind not in _WORDS or not _is_of(remark, words):
            return
        offset = remark.offset
        span = alignment.exact(offset, len(remark.old))
        if span is None or "\n\n" in remark.new:
            return
        text = markup.sub(r"\\\1", remark.new)
        yield Rewriting(start + span[0], start + span[1], text, own, number)


def _is_of(remark: Remark, words: str) -> bool:
    """Whether a remark is on just these words."""
    start = remark.offset
    return folded(words[start : start + len(remark.old)]) == folded(remark.old) and folded(
        remark.words
    ) == folded(words)


def _applied(words: str, remarks: Sequence[Remark]) -> str:
    for remark in sorted(remarks, key=lambda one: -one.offset):
        start = remark.offset
        words = words[:start] + remark.new + words[start + len(remark.old) :]
    return words


def _start(one: Rewriting) -> tuple[int, int]:
    return one.start, one.end


def _overlapping(patch: Patch) -> Iterator[int]:
    """Paragraphs that print, and change, the same words as another."""
    for many in patch.rewritings.values():
        for one, other in pairwise(many):
            if other.start < one.end or (one.start == other.start and one.number != other.number):
                yield other.number
                yield one.number


def _rewritten(text: str, many: Iterable[Rewriting]) -> str:
    for one in sorted(many, key=_start, reverse=True):
        text = text[: one.start] + one.text + text[one.end :]
    return text


def _diff(name: str, old: str, new: str) -> str:
    before, after = _LINE.findall(old), _LINE.findall(new)
    lines = unified_diff(before, after, f"a/{name}", f"b/{name}")
    return "".join(line if line.endswith("\n") else line + _NO_END for line in lines)
