"""The kinds of brief: one declaration a kind, and those that a house adds as plain data."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Annotated, Any

import msgspec

SUMMARY = frozenset({"summary", "bottom line", "key points"})
"""The parts that the ``summary`` of the front matter stands for."""

_NUMBER = re.compile(r"[\divxlc]+[.)]\s+")


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a brief: the headings that announce it, and what belongs under them."""

    headings: tuple[str, ...]
    """Alternatives, the usual one first."""
    hint: str = ""

    @property
    def name(self) -> str:
        """The part as it is named to the author."""
        return " or ".join(map(repr, self.headings))

    def is_in(self, headings: Iterable[str]) -> bool:
        """Whether one of the headings announces the part.

        Case does not count, nor what stands around the words: *2. Method and sources* is *Method*.
        """
        pattern = "|".join(re.escape(_folded(heading)) for heading in self.headings)
        has_part = re.compile(rf"(?<!\w)(?:{pattern})(?!\w)")
        return any(has_part.search(_folded(heading)) for heading in headings)


def _folded(heading: str) -> str:
    return _NUMBER.sub("", " ".join(heading.split()).casefold(), count=1)


@dataclass(frozen=True, slots=True)
class BriefKind:
    """A kind of brief: its printed label, its parts, its length, how a new one begins."""

    name: str
    label: str
    expects: tuple[Part, ...] = ()
    """Parts that a new page begins with; one that is missing is a note, not a warning."""
    requires: tuple[Part, ...] = ()
    """Parts without which a brief of this kind is incomplete."""
    words: int = 0
    """The most words that it may have; 0 for any number."""
    pages: int = 0
    """The most pages that its text may have in the PDF, annexes apart; 0 for any number."""
    template: str = ""
    """What a new page holds below its title, in Markdown; empty for a heading for each part."""
    heading: str = ""
    """What stands above the title of one; empty for the label."""

    @property
    def above(self) -> str:
        """The line above the title of a brief."""
        return self.heading or self.label

    @property
    def parts(self) -> tuple[Part, ...]:
        """All parts, without repetition, in the order in which they are written."""
        return tuple(dict.fromkeys((*self.expects, *self.requires)))

    @staticmethod
    def missing(parts: Iterable[Part], headings: Iterable[str], summary: str) -> list[Part]:
        """The parts that neither the headings of a brief nor its summary provide."""
        written = (*headings, *(SUMMARY if summary else ()))
        return [part for part in parts if not part.is_in(written)]


_BOTTOM_LINE = Part(
    ("Bottom line", "Summary", "Key points"), "What the reader must know, if nothing else is read."
)

BRIEF_KINDS: Mapping[str, BriefKind] = MappingProxyType(
    {
        kind.name: kind
        for kind in (
            BriefKind(
                "flash",
                "Flash",
                (
                    Part(
                        ("What happened", "Event", *_BOTTOM_LINE.headings),
                        "Who did what, when and where, and who says so.",
                    ),
                    Part(("What it means", "Assessment", "Comment"), "Why it matters."),
                    Part(("What to watch", "Next steps", "Outlook"), "What will show more."),
                ),
                words=400,
                pages=1,
                heading="Flash brief",
            ),
            BriefKind(
                "infocus",
                "In focus",
                (
                    _BOTTOM_LINE,
                    Part(("Background", "Context"), "How it came to this."),
                    Part(
                        ("Assessment", "Analysis", "Judgements", "Positions"),
                        "Who wants what, and what we make of it.",
                    ),
                    Part(("Outlook", "What to watch", "Next steps"), "What comes next."),
                ),
                words=900,
                pages=2,
            ),
            BriefKind(
                "research",
                "Research",
                (
                    Part(("Question", "Questions"), "What the brief answers, and for whom."),
                    Part(("Method and sources", "Method", "Sources"), "What was read, and how."),
                    Part(("Findings", "Results"), "What was found, each with its source."),
                    Part(("Gaps and limits", "Gaps", "Limits"), "What is not known."),
                ),
                words=6000,
                heading="Research brief",
            ),
            BriefKind(
                "policy",
                "Policy",
                (
                    _BOTTOM_LINE,
                    Part(("Background", "Context"), "How it came to this."),
                    Part(("Positions",), "Who wants what."),
                    Part(
                        ("Options", "Recommendations"),
                        "What can be done, what speaks for and against it, what we advise.",
                    ),
                ),
                words=3000,
                heading="Policy brief",
            ),
            BriefKind(
                "meeting",
                "Meeting",
                (
                    Part(("Purpose", "Participants"), "Who met whom, when, where, and why."),
                    Part(
                        ("Points discussed", "Outcome", "Results"),
                        "What was said, and what came of it.",
                    ),
                    Part(("Next steps", "Outlook"), "Who does what by when."),
                ),
                words=1500,
                heading="Meeting brief",
            ),
        )
    }
)
"""The kinds that every house has, until ``briefing_kinds`` changes them."""


class _Written(msgspec.Struct, forbid_unknown_fields=True):
    """A kind as ``briefing_kinds`` holds it."""

    label: str | None = None
    requires: list[str | list[str]] | None = None
    words: Annotated[int, msgspec.Meta(ge=0)] | None = None
    pages: Annotated[int, msgspec.Meta(ge=0)] | None = None
    template: str | None = None


def kinds_of(own: Any) -> Mapping[str, BriefKind]:
    """The kinds in force: the built-in ones, changed and joined by those of a house.

    :param own: the value of ``briefing_kinds``; a text in the place of a dictionary is a label.
    :raises ValueError: with a message for whoever writes the configuration.
    """
    kinds = dict(BRIEF_KINDS)
    for name, data in own.items():
        if not is_name(name):
            raise ValueError(f"{name!r} cannot name a kind of brief; write one word")
        kinds[name] = _changed(kinds.get(name) or _plain(name), data)
    return MappingProxyType(kinds)


def is_name(name: object) -> bool:
    """Whether something can name a kind of brief: it is one word."""
    return isinstance(name, str) and re.fullmatch(r"\S+", name) is not None


def _plain(name: str) -> BriefKind:
    return BriefKind(name, name.replace("-", " ").replace("_", " ").capitalize())


def _changed(kind: BriefKind, data: Any) -> BriefKind:
    if isinstance(data, str):
        data = {"label": data}
    try:
        written = msgspec.convert({} if data is None else data, _Written)
    except msgspec.ValidationError as error:
        raise ValueError(f"{kind.name!r}: {str(error).replace('$.', '')}") from None
    requires = kind.requires
    if written.requires is not None:
        choices = [[one] if isinstance(one, str) else one for one in written.requires]
        if not all(choice and all(map(str.strip, choice)) for choice in choices):
            raise ValueError(f"{kind.name!r}: 'requires' holds an empty heading")
        requires = tuple(Part(tuple(choice)) for choice in choices)
    return BriefKind(
        kind.name,
        written.label or kind.label,
        # What the house requires takes the place of what the kind would expect.
        kind.expects if written.requires is None else (),
        requires,
        kind.words if written.words is None else written.words,
        kind.pages if written.pages is None else written.pages,
        written.template or kind.template,
        written.label or kind.heading,
    )
