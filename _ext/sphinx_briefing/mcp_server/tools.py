"""The tools by their names: what each is asked, what it answers, and its words for a model."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec
from msgspec import Struct

from ..markings import badge_of
from . import drafts, records, shapes
from .quoted import PREFACE
from .records import Refused

if TYPE_CHECKING:
    from .desk import Cut

NOT_READ = "the notes cannot be read at the moment; whoever runs the server finds why in its log"


class Tool(NamedTuple):
    """A tool."""

    description: str
    question: type[Struct]
    answer: type[shapes.Answer]
    run: Callable[..., shapes.Answer]


class Outcome(NamedTuple):
    """The outcome of a call: texts, and the same as data; of one that was refused, texts alone."""

    texts: tuple[str, ...]
    data: Any = None

    @property
    def is_error(self) -> bool:
        """Whether it was refused."""
        return self.data is None


TOOLS: Mapping[str, Tool] = {
    "find": Tool(
        "Look up records of the notes (claims, quotes, actors, sources, judgements …) and briefs "
        "by an id, a name or words of a title, in any script. Start here to get a kind:id.",
        shapes.Find,
        shapes.Found,
        records.find,
    ),
    "show": Tool(
        "All that is known of one record: fields, source and grades, disputes, whether it still "
        "stands, its marking, what it rests on and what refers to it.",
        shapes.Show,
        shapes.Shown,
        records.show,
    ),
    "impact": Tool(
        "What rests on a record, down to judgements and briefs, and whether each would stand "
        "without it.",
        shapes.Impact,
        shapes.Impacted,
        records.impact,
    ),
    "sources": Tool(
        "Where a statement comes from: the records that say it (of a sentence, or of one record "
        "kind:id), with passages, sources, their reliability, independent voices, disputes and "
        "retractions.",
        shapes.Sources,
        shapes.Sourced,
        drafts.sources,
    ),
    "check_draft": Tool(
        "Check a draft against the notes: for each sentence, the record that says it, the recorded "
        "judgement, or 'unsupported', with numbers, days, names and denials that differ, "
        "quotations looked up word by word, and cautions (disputed, retracted, overdue). "
        "Deterministic; it compares words and does not understand them.",
        shapes.CheckDraft,
        shapes.CheckedDraft,
        drafts.check_draft,
    ),
}  # fmt: skip


def call(cut: Cut, audience: str, name: str, arguments: Mapping[str, Any]) -> Outcome:
    """Call a tool.

    No refusal says a word of what was asked, nor whether anything was left out for the audience:
    nothing that is not for it is here.
    """
    tool = TOOLS.get(name)
    if tool is None:
        return refused("unknown_tool", f"there is no such tool; tools are: {', '.join(TOOLS)}")
    try:
        question = msgspec.convert(_encodable(arguments), tool.question, strict=False)
    except (msgspec.ValidationError, TypeError, ValueError, RecursionError, OverflowError):
        wanted = ", ".join(tool.question.__struct_fields__)
        message = f"the arguments are not of the schema of this tool; it takes: {wanted}"
        return refused("bad_arguments", message)
    try:
        answer = tool.run(cut, question)
    except Refused as error:
        return refused(error.code, error.message, error.near)
    answer.audience = badge_of(audience)
    data = msgspec.to_builtins(answer)
    return Outcome((PREFACE, encoded(data)), data)


def _encodable(arguments: Mapping[str, Any]) -> dict[str, Any]:
    """Arguments without halves of characters, which JSON may hold and no text does."""
    return {
        name: value.encode("utf-8", "replace").decode() if isinstance(value, str) else value
        for name, value in arguments.items()
    }


def refused(code: str, message: str, near: Any = ()) -> Outcome:
    """An answer that says why there is none."""
    found: dict[str, Any] = {"error": code, "message": message}
    if near:
        found["did_you_mean"] = [*near]
    return Outcome((PREFACE, encoded(found)) if near else (encoded(found),))


def encoded(data: Any) -> str:
    """Data in one line of JSON, which no text inside of it can leave."""
    return msgspec.json.encode(data).decode()
