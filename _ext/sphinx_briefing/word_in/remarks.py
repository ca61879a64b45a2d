"""Comments and changes that somebody has made in a Word file."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ..texts import shorten

COMMENT, INSERTION, DELETION, REPLACEMENT = "comment", "insertion", "deletion", "replacement"
MOVE, STYLE, BREAK, OTHER = "move", "style", "break", "other"

SHOWN = 120
"""Characters that are shown of a passage."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the sources.

    :ivar file: the file, from the folder of the sources.
    :ivar last: the last line that may belong to what stands there.
    :ivar record: kind and id of what is printed there, where it is a record.
    """

    file: str
    line: int
    last: int = 0
    record: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment, or a change.

    :ivar what: a sentence on it, which begins with a verb or, of a comment, with its passage.
    :ivar old: the words that were changed, or that a comment is on.
    :ivar new: the words in their stead; of a comment, what it says.
    :ivar tracked: whether the program has noted the change, or only the words differ.
    :ivar at: where it is in the file that came back: number of the paragraph, and of the character
        in its words before all tracked changes.
    """

    kind: str
    who: str
    when: str
    what: str
    old: str = ""
    new: str = ""
    tracked: bool = True
    at: tuple[int, int] = (-1, 0)
    place: Place | None = None
    own: int | None = None
    """The paragraph of our file that it is on."""
    words: str = ""
    """The words of that paragraph, or of theirs, in which ``offset`` counts."""
    offset: int = 0

    def placed(self, place: Place | None) -> Remark:
        return replace(self, place=place)


def quoted(text: str) -> str:
    """Words of a passage as they are shown in a line.

    >>> quoted("a\\n b")
    '\u201ca b\u201d'
    """
    return f"\u201c{shorten(' '.join(text.split()), SHOWN)}\u201d"


def sentence(kind: str, old: str, new: str, around: str) -> str:
    """A sentence on a change of words.

    :param around: the words that it stands in, or those before it.
    """
    inside = f" in {quoted(around)}" if around.strip() and around.strip() != old.strip() else ""
    if kind == REPLACEMENT:
        return f"replaces {quoted(old)} with {quoted(new)}{inside}"
    if kind == DELETION:
        return f"deletes {quoted(old)}{inside}" if old.strip() else f"deletes a space{inside}"
    return f"inserts {quoted(new)}{inside}" if new.strip() else f"inserts a space{inside}"
