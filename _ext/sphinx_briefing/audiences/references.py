"""References of what remains to what was taken out: they print their own words, or none."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from ..records import Kinds, Record, declared, naming
from ..records.lists import entries
from ..source_text.blocks import Block
from ..source_text.edits import Edit, placed, regions, starts_of
from ..source_text.prose import OWN_WORDS
from ..source_text.reader import Text
from .cuts import Cut
from .front_edits import front_edits
from .meant import RESTRICTED, is_meant
from .prose import Local, ProseFinder
from .removed import Withheld

_FILES = frozenset({"include", "literalinclude"})
_LINKS = ("link", "target")
"""Options of directives of all kinds that lead to a page or a label."""

_DEFINED = re.compile(
    r"^[ \t>]*(?:[-*+][ \t]+)*\[(?P<mark>\^?)(?P<label>[^\[\]\n]+)\]:[ \t]*(?P<target>\S*)", re.M
)
_DEFINED_IN_RST = re.compile(
    r"^[ \t|]*\.\.[ \t]+(?:\[(?P<footnote>[^\[\]\n]+)\]|\|(?P<substitution>[^|\n]+)\|)(?=\s)", re.M
)


class ReferenceFinder:
    """Finds what a text says about things that were taken out."""

    def __init__(self, withheld: Withheld, words: str) -> None:
        self._withheld = withheld
        self._words = words
        self.prose = ProseFinder(withheld, words)
        self._printed = _printed(withheld.kinds)

    def edits(self, text: Text, cuts: Sequence[Cut], docnames: Sequence[str]) -> list[Edit]:
        """Return the places that are replaced, in order, those left out that are cut anyway.

        :param docnames: the pages that the text stands on: its own, or those that include it.
        """
        starts = starts_of(text.lines)
        quiet = [block for block in text.blocks if is_meant(block.bare_name)]
        found: list[Edit] = []
        options = [*self._in_options(text, starts), *self._in_lists(text, starts, docnames)]
        options += front_edits(text, self._withheld)
        taken = [(edit.start, edit.end) for edit in options]
        words = self._in_words(text, starts, cuts, docnames)
        free = (e for e in words if not any(a < e.end and e.start < b for a, b in taken))
        for edit in sorted([*options, *free], key=lambda edit: (edit.start, edit.end)):
            line = bisect_right(starts, edit.start, hi=len(starts) - 1) - 1
            column = edit.start - starts[line]
            if any(cut.holds(line, column) for cut in cuts):
                continue
            if found and edit.start < found[-1].end:
                continue
            is_quiet = any(block.holds(line, column) for block in quiet)
            found.append(replace(edit, line=line + 1, message="" if is_quiet else edit.message))
        return found

    # -- prose ----------------------------------------------------------------------------------

    def _in_words(
        self, text: Text, starts: Sequence[int], cuts: Sequence[Cut], docnames: Sequence[str]
    ) -> Iterator[Edit]:
        local = _local(text, cuts, starts)
        verbatim = [
            (starts[block.first], starts[block.end]) for block in text.blocks if block.is_verbatim
        ]
        inner = [
            (starts[block.first + 1], starts[max(block.end - 1, block.first + 1)])
            for block in text.blocks
            if block.name == "eval-rst"
        ]
        for region in regions(text.text, text.lines, text.blocks):
            for docname in docnames:
                parts = [(region.text, text.is_rst or region.cell is not None)]
                if not text.is_rst and region.cell is None:
                    parts = [
                        (_masked(region.text, inner), False),
                        (_only(region.text, inner), True),
                    ]
                for part, is_rst in parts:
                    for edit in self.prose.edits(part, docname, local, is_rst=is_rst):
                        at = region.at[edit.start]
                        if not any(first <= at < end for first, end in verbatim):
                            yield from placed(edit, region)
        for label, target in local.links.items():
            if target and any(self.prose.is_link(target, docname) for docname in docnames):
                for match in _DEFINED.finditer(text.text):
                    if match["target"] == target and _folded(match["label"]) == label:
                        line = text.text.find("\n", match.end()) + 1 or len(text.text)
                        yield Edit(match.start(), line, "")

    def in_data(self, data: str, text: Text) -> list[Edit]:
        """Return what is replaced in a data file that is read by a text, in order."""
        found = self.prose.edits(data, text.docname or text.path, Local(), is_rst=text.is_rst)
        return [replace(edit, line=data.count("\n", 0, edit.start) + 1) for edit in found]

    # -- options --------------------------------------------------------------------------------

    def _in_options(self, text: Text, starts: Sequence[int]) -> Iterator[Edit]:
        kinds = self._withheld.kinds
        printed = self._printed
        for block in text.blocks:
            name = block.bare_name
            if name in kinds:
                last = self._last_of(kinds[name], block)
                for field in naming(kinds[name]):
                    required = field.required or field.name == last
                    yield from self._in_option(
                        text, block, starts, field.name, field.shape.named, required=required
                    )
            elif name in printed:
                for option, what in printed[name].items():
                    yield from self._in_option(text, block, starts, option, what, required=True)
            for option in _LINKS:
                target = block.options.get(option, "").rstrip("_").strip("`")
                if target and self.prose.is_link(target, text.docname or text.path):
                    said = f"{block.name} {option!r} leads to what is not for this audience"
                    yield from self._line(text, block, starts, option, "", said)

    def _last_of(self, kind: type[Record], block: Block) -> str:
        """The field that a record cannot lose, where of several one has to be written."""
        written = [name for name in kind.one_of if block.options.get(name)]
        fields = declared(kind)
        for name in written:
            left = self.left_of(block.options[name], fields[name].shape.named)
            if left is None or left:
                return ""
        return written[-1] if written else ""

    def _in_option(
        self,
        text: Text,
        block: Block,
        starts: Sequence[int],
        option: str,
        named: str,
        *,
        required: bool,
    ) -> Iterator[Edit]:
        written = block.options.get(option)
        if not written or option not in block.lines:
            return
        left = self.left_of(written, named)
        if left is None:
            return
        words = ", ".join(left) or (self._words if required else "")
        said = f"{block.bare_name} {option!r} names what is not for this audience; "
        said += "it is left out there" if left or not required else f"{words!r} stands there"
        if required and not left and block.bare_name in self._withheld.kinds:
            said += f", and the {block.bare_name} is left out with it"
        yield from self._line(text, block, starts, option, words, said)

    def left_of(self, written: str, named: str) -> list[str] | None:
        """Entries of a list, without the names of what was taken out; ``None`` if that is all."""
        try:
            parts = [part.strip() for part in entries(" ".join(written.split()))]
        except ValueError:
            parts = [part.strip() for part in written.split(",")]
        left = [part for part in parts if not self.is_gone(named, part)]
        if len(left) == len(parts):
            return None
        return [f'"{part}"' if "," in part else part for part in left if part]

    def is_gone(self, named: str, name: str) -> bool:
        """Whether a name in a field means what was taken out."""
        plain = name.strip("\"'")
        if named in ("note", "brief"):
            withheld = self._withheld
            return plain in withheld.references or withheld.is_file(plain.lstrip("/"))
        return self._withheld.is_record(named, plain)

    def _line(
        self,
        text: Text,
        block: Block,
        starts: Sequence[int],
        option: str,
        words: str,
        said: str,
    ) -> Iterator[Edit]:
        """The lines of an option with other words; without any, none."""
        at = block.lines[option]
        end = max(block.ends.get(option, at + 1), at + 1)
        line = text.lines[at]
        head = re.compile(r".*?\b" + re.escape(option) + r"[\"']?[ \t]*:", re.I).match(line)
        if head is None:
            return
        last = text.lines[end - 1]
        stop = starts[end] - (len(last) - len(last.rstrip("\r\n")))
        if block.right:
            stop = starts[at] + block.right
            words = f" {words}" if words else ""
            yield Edit(
                starts[at] + len(head.group()), stop, words.ljust(block.right - head.end()), 0, said
            )
        elif words:
            yield Edit(starts[at] + len(head.group()), stop, f" {words}", 0, said)
        else:
            yield Edit(starts[at], starts[end], "", 0, said)

    # -- lists of pages, and files --------------------------------------------------------------

    def _in_lists(
        self, text: Text, starts: Sequence[int], docnames: Sequence[str]
    ) -> Iterator[Edit]:
        def is_file(target: str) -> bool:
            return any(self.prose.is_file(target, docname) for docname in docnames)

        for block in text.blocks:
            if block.name == "toctree":
                yield from _in_toctree(text, block, starts, is_file)
            elif block.name in _FILES and is_file(block.argument):
                said = (
                    f"{block.name}: {block.argument!r} is not for this audience; "
                    "nothing is included"
                )
                yield Edit(starts[block.first], starts[block.end], "", 0, said, block)


def _in_toctree(
    text: Text, block: Block, starts: Sequence[int], is_file: Callable[[str], bool]
) -> Iterator[Edit]:
    found = [(at, text.lines[at].strip(" \t\r\n>")) for at in range(block.body, block.end)]
    found = [(at, line) for at, line in found if line and line.strip("`:~") != ""]
    gone = []
    for at, line in found:
        own = OWN_WORDS.fullmatch(text.lines[at].strip())
        if is_file(own["target"] if own else line):
            gone.append(at)
    said = "toctree: none of its pages is for this audience; it is empty"
    for number, at in enumerate(gone):
        message = said if not number and len(gone) == len(found) else ""
        yield Edit(starts[at], starts[at + 1], "", 0, message)


def _printed(kinds: Kinds) -> dict[str, dict[str, str]]:
    """The options that name what a directive prints, by its name."""
    found: dict[str, dict[str, str]] = {"report-card": {"brief": kinds.brief.kind_name}}
    for kind in (*kinds.values(), kinds.note, kinds.brief):
        named = {"ids": kind.kind_name}
        for field in declared(kind).values():
            if field.shape.refers:
                for option in (field.name, *field.filters):
                    named.setdefault(option, field.named_by(option))
        found[kind.plural] = named
    if "terms" in found:
        found["glossary"] = found["terms"]
    return found


def _local(text: Text, cuts: Sequence[Cut], starts: Sequence[int]) -> Local:
    """What a page defines for itself: footnotes, substitutions and links."""
    gone: dict[str, set[str]] = {"footnote": set(), "substitution": set()}
    kept: dict[str, set[str]] = {"footnote": set(), "substitution": set()}
    links: dict[str, str] = {}
    for match in _DEFINED_IN_RST.finditer(text.text):
        where = gone if _is_cut(match.start(), cuts, starts) else kept
        for what in gone:
            if match[what]:
                where[what].add(_folded(match[what]))
    for match in () if text.is_rst else _DEFINED.finditer(text.text):
        is_gone = _is_cut(match.start(), cuts, starts)
        if match["mark"]:
            (gone if is_gone else kept)["footnote"].add(_folded(match["label"]))
        elif not is_gone or _folded(match["label"]) not in links:
            links[_folded(match["label"])] = "" if is_gone else match["target"].strip("<>")
    return Local(
        frozenset(gone["footnote"] - kept["footnote"]),
        frozenset(gone["substitution"] - kept["substitution"]),
        links,
    )


def _is_cut(place: int, cuts: Sequence[Cut], starts: Sequence[int]) -> bool:
    line = bisect_right(starts, place, hi=len(starts) - 1) - 1
    return any(cut.holds(line, max(place - starts[line], cut.column)) for cut in cuts)


def _folded(label: str) -> str:
    return " ".join(label.casefold().split())


def _masked(text: str, spans: Sequence[tuple[int, int]]) -> str:
    for first, end in spans:
        text = text[:first] + re.sub(r"[^\n]", "\x00", text[first:end]) + text[end:]
    return text


def _only(text: str, spans: Sequence[tuple[int, int]]) -> str:
    if not spans:
        return ""
    found = [re.sub(r"[^\n]", "\x00", text)]
    for first, end in spans:
        found[0] = found[0][:first] + text[first:end] + found[0][end:]
    return found[0]


__all__ = ["RESTRICTED", "Edit", "ReferenceFinder"]
