"""Things to search for: what was taken out, as lines of words that stand nowhere else."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from anyascii import anyascii

from ..audiences.removed import PAGE, Removed
from ..domain.front_matter import BLOCK
from .searching import Searcher
from .words import columns, folded, starts

LEAST = 5
"""The words of a sentence that is searched for."""

MOST = 20
"""The words of a sentence that is searched for as a whole, as its beginning stands elsewhere."""

LEAST_LETTERS = 8
"""The letters, digits aside, without which words are the numbers of any table."""

_TARGETS = (
    (re.compile(r"!?\[((?:[^\[\]]|\[[^\]]*\])*)\]\([^()\s]*(?:\s+\"[^\"]*\")?\)"), r"\1"),
    (re.compile(r"`([^`<]+?)\s*<[^`>]*>`_{0,2}"), r"\1"),
    (re.compile(r"\[\^[^\]\s]+\]:?|\[#?[^\]\s]*\]_|^[ \t]*\.\. \[#?[^\]\s]*\]", re.M), ""),
)
"""What leads elsewhere, and is not printed."""

_SIGNS = (
    (re.compile(r"\{[\w:.+-]+\}(?=`)|:[\w:.+-]+:(?=`)"), ""),
    (re.compile(r"^[ \t>]*(?:[`~:]{3,}[ \t]*\{[^}\n]+\}|\.\. [^\s:]+::)[ \t]*", re.M), "\n\n"),
    (re.compile(r"\\[A-Za-z]+(?=[\s{])"), "\n"),  # of formulas
    (re.compile(r"(?<!!)\[\]\(#[^()\s]*\)"), "\n\n"),  # what it leads to is printed there
)
"""Names of roles, directives, options and commands, which outputs use as well."""

_LABELS = re.compile(
    r"^[ \t>]*(?:\((?P<myst>[^()\n]+)\)=|\.\. _(?P<rst>[^:`\n]+|`[^`\n]+`):)[ \t]*$"
    r"|^[ \t>]*:name:[ \t]+(?P<name>\S.*)$"
    r"|\{(?:index|term)\}`(?P<entry>[^`<>]+)`"
    r"|^[ \t>]*(?:`{3,}|:{3,}|\.\. )\{?index(?:\}|::)[ \t]+(?P<index>\S.*)$",
    re.M,
)
_FILES = re.compile(
    r"(?:\]\(|\{(?:image|figure|download|literalinclude)\}[ \t`]|"
    r"(?:image|figure|download|literalinclude)::?[ \t`]+)"
    r"<?(?:[^`()<>\n]*<)?(?P<path>[^()<>`\s#?]*\.[A-Za-z0-9]{1,5})(?=[)>`\s#?]|$)"
)
_OPTION = re.compile(r"^[ \t>-]*:[\w-]+:[ \t]+(.*)$", re.M)
_FRONT = re.compile(r"---\n.*?\n---\n", re.S)
_KEY = re.compile(r"^[ \t-]*[\w-]+:[ \t]+(.*)$", re.M)
_ID = re.compile(r"[^\s,;:]+[-_/.][^\s,;:]+")
_HEADING = re.compile(r"^#{1,6}[ \t]+(\S.*)$|^(\S.*)\n([=\-~^\"'*+#:.])\3{2,}[ \t]*$", re.M)


@dataclass(slots=True)
class Needles:
    """Lines of words, each with what it was taken from.

    :param names: what is to stand alone.
    :param tight: those of the names that no white space stands in.
    :param lines: the beginnings of sentences.
    :param wholes: all that begins with them.
    :param remaining: how many are not searched for, as they stand in what remains.
    :param short: how many are not, as a number or a letter stands anywhere.
    """

    names: dict[str, Removed] = field(default_factory=dict)
    tight: set[str] = field(default_factory=set)
    lines: dict[str, Removed] = field(default_factory=dict)
    wholes: dict[str, set[tuple[str, ...]]] = field(default_factory=dict)
    remaining: int = 0
    short: int = 0

    def of(self, needle: str) -> Removed:
        """Return what a line was taken from."""
        return self.names.get(needle) or self.lines[needle]

    def searcher(self) -> Searcher:
        """A searcher for all of them."""
        return Searcher(self.names, self.lines, self.tight, self.wholes)


def needles_of(removed: Iterable[Removed], known: Callable[[Searcher], set[str]]) -> Needles:
    """The lines to search for.

    :param known: those of some lines that stand in what remains.
    """
    found = Needles()
    texts: dict[tuple[str, ...], Removed] = {}
    short: set[str] = set()
    spaced: set[str] = set()
    # What is named last stands inside of what is named first, and says more exactly where it is.
    for one in removed:
        for name in _names(one):
            needle = folded(name.encode("utf-8", "replace"))
            if _tells(needle):
                found.names[needle] = one
                (found.tight if _ID.fullmatch(name) else spaced).add(needle)
            elif needle:
                short.add(needle)
        for start in _starts(one):
            if len(start) >= LEAST:
                texts[start] = one
    for start, one in texts.items():
        if count := _first(start):
            line = " ".join(start[:count])
            found.lines[line] = one
            found.wholes.setdefault(line, set()).add(start)
    found.short = len(short)
    found.tight -= spaced
    standing = known(found.searcher())
    for needle in standing & found.names.keys():
        del found.names[needle]
        found.remaining += 1
    ambiguous = standing & found.lines.keys()
    for needle in ambiguous:
        del found.lines[needle], found.wholes[needle]
    # Only all of it can tell it then: a word more may be the first of what follows it in an output.
    whole = {
        " ".join(start): one
        for start, one in texts.items()
        if (count := _first(start)) and " ".join(start[:count]) in ambiguous
    }
    standing = known(Searcher((), whole))
    for needle, one in whole.items():
        if needle in standing:
            found.remaining += 1
        else:
            found.lines[needle] = one
    return found


def _first(start: tuple[str, ...]) -> int:
    """The least words that tell a text from others; 0 if none do."""
    letters = 0
    for count, word in enumerate(start, start=1):
        letters += sum(not letter.isdigit() for letter in word)
        if count >= LEAST and letters >= LEAST_LETTERS:
            return count
    return 0


def _tells(name: str) -> bool:
    """Whether a name says anything: a letter, or a number of less than five digits, does not."""
    joined = name.replace(" ", "")
    return len(joined) > (4 if joined.isdigit() else 1)


def _names(one: Removed) -> Iterator[str]:
    """What something is called, and what its text names: labels, entries of the index, files."""
    for name in one.names:
        yield name
        if not name.isascii():
            yield anyascii(name)
    for match in _LABELS.finditer(one.text):
        if match["index"]:
            entries = re.split(r"[;,]", match["index"])
            yield from (re.sub(r"^\s*(?:single|pair|triple|see\w*):", "", one) for one in entries)
        else:
            yield next(filter(None, match.groups())).strip("`! ")
    for match in _FILES.finditer(one.text):
        yield match["path"].rpartition("/")[2]
    if one.what == PAGE:
        # The end of front matter would underline its last line.
        first = _HEADING.search(BLOCK.sub("", one.text))
        if first is not None:
            yield from _printed(first[1] or first[2])


def _field(match: re.Match[str]) -> str:
    """The value of a field by itself, and the names in it if it is a list of them."""
    values = match[1]
    parts = re.split(r"[,;]", values)
    return "\n\n" + ("|".join(parts) if max(len(one.split()) for one in parts) < LEAST else values)


def _printed(text: str) -> Iterator[str]:
    """A text without the names of its markup: as it is written, and as it is printed."""
    text = _OPTION.sub(_field, text)
    front = _FRONT.match(text)
    if front is not None:
        text = _KEY.sub(_field, front.group()) + text[front.end() :]
    for pattern, printed in _SIGNS:
        text = pattern.sub(printed, text)
    yield text
    plain = text
    for pattern, printed in _TARGETS:
        plain = pattern.sub(printed, plain)
    if plain != text:
        yield plain


def _starts(one: Removed) -> Iterator[tuple[str, ...]]:
    for text in _printed(one.text):
        data = text.encode("utf-8", "replace")
        yield from starts(data, MOST)
        yield from starts(columns(data), MOST)
