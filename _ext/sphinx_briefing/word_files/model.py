"""The words of a Word file, with what was done to them."""

from __future__ import annotations

from dataclasses import dataclass, field

BODY = "body"


@dataclass(slots=True)
class Revision:
    """A tracked change, or adjoining ones of the same author."""

    what: str
    """``inserted``, ``deleted``, ``moved away``, ``moved here`` or ``formatted``."""
    who: str
    when: str
    text: str = ""
    name: str = ""
    """What the two ends of a move have in common."""
    begins: int = 0
    """Where it begins, in the words before all revisions."""


@dataclass(slots=True)
class Comment:
    """A remark at the side."""

    who: str
    when: str
    text: str
    about: str = ""
    """The words that it is about."""
    answers: str = ""
    """The remark that it answers."""
    is_done: bool = False


@dataclass(slots=True)
class Paragraph:
    """One paragraph as it was before the revisions, though these may have split it."""

    where: str
    """``body``, ``footnote``, ``endnote``, ``header`` or ``footer``."""
    before: str = ""
    after: str = ""
    """With all revisions accepted; on several lines if these have split it."""
    bookmarks: list[str] = field(default_factory=list)
    revisions: list[Revision] = field(default_factory=list)
    comments: list[Comment] = field(default_factory=list)
    images: list[str] = field(default_factory=list)
    """The digests of its images."""
    is_contents: bool = False
    """Whether it is a line of the contents."""

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing in it that anybody could miss."""
        return not (self.before or self.after or self.images or self.revisions or self.comments)


@dataclass(slots=True)
class WordText:
    """All paragraphs of a file, and the remarks that stand nowhere."""

    paragraphs: list[Paragraph]
    loose: list[Comment] = field(default_factory=list)

    def within(self, where: str) -> list[Paragraph]:
        """The paragraphs of one part of the file that are not empty."""
        return [one for one in self.paragraphs if one.where == where and not one.is_empty]
