"""The comments in a Word file."""

from __future__ import annotations

from dataclasses import dataclass

from .opening import Parts
from .paragraphs import W, paragraphs_of, plain

_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment: who says what, when, and whose comment it answers."""

    id: str
    author: str
    date: str
    text: str
    answers: str = ""
    """The id of the comment that this one answers."""
    is_resolved: bool = False


def comments_of(parts: Parts) -> dict[str, Comment]:
    """The comments of a file by their ids, in its order."""
    threads = {
        one.get(f"{_W15}paraId", ""): (
            one.get(f"{_W15}paraIdParent", ""),
            one.get(f"{_W15}done", "0") in ("1", "true"),
        )
        for _, root in parts.related("commentsExtended")
        for one in root
        if isinstance(one.tag, str)
    }
    found: dict[str, Comment] = {}
    ids: dict[str, str] = {}
    for _, root in parts.related("comments"):
        for node in root.iter(f"{W}comment"):
            identifier = node.get(f"{W}id", "")
            inner = [one.get(f"{_W14}paraId", "") for one in node.iter(f"{W}p")]
            ids.update(dict.fromkeys(filter(None, inner), identifier))
            parent, done = next((threads[one] for one in inner if one in threads), ("", False))
            text = " ".join(plain(one.new) for one in paragraphs_of(node))
            found[identifier] = Comment(
                identifier,
                node.get(f"{W}author", "") or node.get(f"{W}initials", ""),
                node.get(f"{W}date", ""),
                plain(text),
                parent,
                done,
            )
    return {
        key: Comment(
            one.id, one.author, one.date, one.text, ids.get(one.answers, ""), one.is_resolved
        )
        for key, one in found.items()
    }
