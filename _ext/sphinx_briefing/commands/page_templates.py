"""A new note or brief to begin with: its front matter, and a heading for each part of its kind.

Pure Python: ``sphinx-briefing new`` writes what is made here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from ..records import KINDS, Brief, BriefKind
from ..records.fields import Field, declared
from ..vocabularies import Scale

_UNDERLINES = "=-"
_NOTE = (
    "title author publisher date url archived accessed language type reliability origin snapshot"
).split()
_BRIEF = "kind reference date authors status edition summary as_of supersedes".split()
_PLAIN = "text"
"""The form of fields that need no word on how they are written."""


@dataclass(frozen=True, slots=True)
class Markup:
    """The markup of headings and comments on a page."""

    restructured: bool = False

    def heading(self, title: str, level: int) -> str:
        """A heading; level 1 is the title of the page."""
        if self.restructured:
            return f"{title}\n{_UNDERLINES[level - 1] * max(len(title), 3)}\n"
        return f"{'#' * level} {title}\n"

    def comment(self, text: str) -> str:
        """A line that only the author sees."""
        return f".. {text}\n" if self.restructured else f"% {text}\n"


def brief_page(
    kind: BriefKind, title: str, day: str, markup: Markup, kinds: Iterable[str], likelihood: Scale
) -> str:
    """A brief of a kind.

    :param day: date of the brief, ISO 8601.
    :param kinds: the names of the kinds that there are.
    :param likelihood: the scale of likelihood in force.
    """
    values = {
        "kind": kind.name,
        "date": day,
        "authors": "[]",
        "status": "draft",
        "edition": "1",
        "summary": "To be written.",
    }
    front = _front("brief", declared(Brief), _BRIEF, values, {"kind": _JOIN.join(kinds)})
    return front + "\n".join([markup.heading(title, 1), *_body(kind, markup, likelihood)])


def _body(kind: BriefKind, markup: Markup, likelihood: Scale) -> Iterator[str]:
    if kind.words:
        yield markup.comment(f"No more than {kind.words} words.")
    if kind.template:
        yield kind.template.strip("\n") + "\n"
        return
    for part in kind.parts:
        yield markup.heading(part.headings[0], 2)
        if part.hint:
            yield markup.comment(part.hint)
    confidence = declared(KINDS["judgement"])["confidence"]
    yield markup.comment(f"Likelihood of a judgement: {_JOIN.join(likelihood.values)}")
    yield markup.comment(f"Confidence in it: {_allowed(confidence)}")


def note_page(title: str, day: str, markup: Markup) -> str:
    """A note on one source.

    :param day: the day on which the source was read, ISO 8601.
    """
    values = {"title": _quoted(title), "accessed": day}
    front = _front("source", declared(KINDS["source"]), _NOTE, values, {})
    event = KINDS["event"]
    parts = [name for name, field in declared(event).items() if field.shape.profile_label]
    hints = (
        "What the source says, in your own words: one claim for each statement worth tracing.",
        f"Credibility of a claim: {_allowed(declared(KINDS['claim'])['credibility'])}",
        "Value of an estimate: 591, a range 435/1423, a round number ~600, an open end 500/..",
        f"Kind of an event: {_allowed(declared(event)['kind'])}",
        f"Who had which part in it, besides its actors: {_JOIN.join(parts)}",
    )
    return front + "\n".join([markup.heading(title, 1), *map(markup.comment, hints)])


# -- front matter ----------------------------------------------------------------------------------

_JOIN = " · "


def _front(
    key: str,
    fields: Mapping[str, Field],
    names: Iterable[str],
    values: Mapping[str, str],
    allowed: Mapping[str, str],
) -> str:
    """Front matter with some fields of a page, and how each is written, as its declaration has it.

    :param allowed: what else may be written in some fields.
    """
    lines = [
        _line(f"  {name}:", values.get(name, ""), allowed.get(name) or _hint(fields[name], values))
        for name in names
    ]
    marking = _allowed(declared(Brief)["tlp"])
    return "\n".join(["---", f"{key}:", *lines, f"# tlp: {marking}", "topics: []", "---", ""])


def _line(name: str, value: str, allowed: str) -> str:
    written = f"{name} {value}" if value else name
    return f"{written}  # {allowed}" if allowed else written


def _hint(field: Field, values: Mapping[str, str]) -> str:
    """A word on a field that is still to be written, or whose values are few."""
    return "" if field.name in values and field.shape.scale is None else _allowed(field)


def _allowed(field: Field) -> str:
    """What may be written in a field; empty for any text."""
    scale = field.shape.scale
    if scale is None:
        return "" if field.shape.name == _PLAIN else field.shape.name
    # Letters and numbers say nothing by themselves.
    return _JOIN.join(
        f"{one.value} {one.label.lower()}" if len(one.value) == 1 else one.value
        for one in scale.grades
    )


def _quoted(text: str) -> str:
    """A text as YAML takes it in any case."""
    return "'" + text.replace("'", "''") + "'"
