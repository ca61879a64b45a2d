"""Questions and answers: declared once, so that schemas, checks and answers agree.

Schemas are JSON Schema 2020-12 (https://json-schema.org/draft/2020-12), as the protocol wants them.
"""

from __future__ import annotations

from typing import Annotated, Any

import msgspec
from msgspec import Meta, Struct

from .quoted import TextOfNote

PER_PAGE = 50
"""Entries of a list that are handed on at once."""
LONGEST_NAME, LONGEST_DRAFT = 2000, 100_000
"""Characters of a name or sentence, and of a draft, that are looked at."""

Kind = Annotated[
    str | None,
    Meta(description="Kind of record: claim, quote, actor, source, judgement, brief …"),
]
Name = Annotated[
    str,
    Meta(min_length=1, max_length=LONGEST_NAME, description="Its id or name, or kind:id."),
]
Page = Annotated[
    int, Meta(ge=1, le=100_000, description="Part of a long answer: next_page of the one before.")
]


class Question(Struct, forbid_unknown_fields=True, kw_only=True):
    """The base of all that is asked."""


class Find(Question, kw_only=True):
    """A question for ``find``."""

    query: Annotated[
        str,
        Meta(min_length=1, max_length=LONGEST_NAME, description="An id, a name, words of a title."),
    ]
    kind: Kind = None
    limit: Annotated[int, Meta(ge=1, le=100, description="How many at most.")] = 20
    page: Page = 1


class Show(Question, kw_only=True):
    """A question for ``show``."""

    kind: Kind = None
    name: Name
    page: Page = 1


class Impact(Question, kw_only=True):
    """A question for ``impact``."""

    kind: Kind = None
    name: Name
    page: Page = 1


class Sources(Question, kw_only=True):
    """A question for ``sources``."""

    statement: Annotated[
        str,
        Meta(min_length=1, max_length=LONGEST_NAME, description="A sentence, or kind:id."),
    ]
    page: Page = 1


class CheckDraft(Question, kw_only=True):
    """A question for ``check_draft``."""

    text: Annotated[
        str,
        Meta(min_length=1, max_length=LONGEST_DRAFT, description="The draft, plain or Markdown."),
    ]
    page: Page = 1


class Answer(Struct, omit_defaults=True, kw_only=True):
    """The base of all answers.

    :param audience: for whom it is.
    :param next_page: the part to ask for, where there is more.
    :param more: how to get the rest, in words.
    """

    audience: str = ""
    next_page: int = 0
    more: str = ""


class Ref(Struct, omit_defaults=True):
    """A record that is named: ``kind:id``, and its name or statement."""

    record: str
    title: TextOfNote | None = None


class Hit(Struct, omit_defaults=True):
    """A record that was found, or a brief."""

    record: str
    kind: str
    id: str
    title: TextOfNote
    page: str
    line: int = 0


class Found(Answer, kw_only=True):
    """The answer of ``find``: the best first; where there is none, the nearest."""

    found: list[Hit]
    total: int
    nearest: list[str] = []


class FieldOf(Struct, omit_defaults=True):
    """A field of a record, in the words of its card."""

    label: str
    values: list[TextOfNote]


class Referring(Struct, omit_defaults=True):
    """A place that refers to a record: a field of another one, or a page."""

    page: str
    record: str = ""
    field: str = ""


class OnIt(Struct, omit_defaults=True):
    """A record that rests on another: its standing now, and without that one."""

    record: str
    title: TextOfNote
    standing: str
    without: str = ""
    on: list[str] = []
    page: str = ""


class Printing(Struct, omit_defaults=True):
    """A brief that shows a record."""

    page: str
    title: TextOfNote
    reference: TextOfNote | None = None
    date: str = ""
    status: str = ""
    shows: list[str] = []
    knows: bool = True
    """Whether it speaks of a day on which a withdrawal was known."""


class SourceOf(Struct, omit_defaults=True):
    """A source, with what is known of its worth."""

    record: str
    title: TextOfNote
    author: list[TextOfNote] = []
    publisher: TextOfNote | None = None
    date: str = ""
    type: str = ""
    language: str = ""
    reliability: str = ""
    """Admiralty A to F, with its words."""
    url: TextOfNote | None = None
    archived: TextOfNote | None = None
    retracted: str = ""
    """The day on which it was."""
    retraction: TextOfNote | None = None
    retells: list[str] = []
    """The sources that it retells: with these it is one voice."""


class Difference(Struct, omit_defaults=True):
    """A point on which a sentence and a record differ: number, day, name, negation and so on."""

    what: str
    draft: str
    record_says: TextOfNote | None
    record: str


class Carried(Struct, omit_defaults=True):
    """How many sources carry a record, and how many voices that do not hang on each other."""

    sources: int
    independent: int


class Said(Struct, omit_defaults=True):
    """A record that says something, and what carries it."""

    record: str
    title: TextOfNote
    likeness: float = 0.0
    """How much it is like the sentence that was asked about, of 1."""
    differences: list[Difference] = []
    """What that sentence says otherwise."""
    by: list[Ref] = []
    date: str = ""
    marking: str = ""
    credibility: str = ""
    """Admiralty 1 to 6, with its words."""
    words: TextOfNote | None = None
    """The passage, or the quotation: the source's own words."""
    locator: TextOfNote | None = None
    words_found: str = ""
    """Whether these stand in the snapshot of the source."""
    sources: list[SourceOf] = []
    carried: Carried | None = None
    cautions: list[str] = []
    """What speaks against using it as it stands: codes, each with records."""
    disputed_by: list[Ref] = []


class Sourced(Answer, kw_only=True):
    """The answer of ``sources``: the records that say it, and where they have it from."""

    said: list[Said]
    nearest: list[Ref] = []
    """Where nothing says it: what is most like it."""


class Shown(Answer, kw_only=True):
    """The answer of ``show``: all that is known of a record, or of a brief."""

    record: str
    kind: str
    id: str
    title: TextOfNote
    page: str
    line: int = 0
    marking: str = ""
    standing: str = ""
    state: TextOfNote | None = None
    fields: list[FieldOf] = []
    text: TextOfNote | None = None
    said: Said | None = None
    """Its sources, grades and disputes."""
    rests_on: list[Ref] = []
    on_it_rest: list[OnIt] = []
    referred_to_by: list[Referring] = []
    briefs: list[Printing] = []


class Impacted(Answer, kw_only=True):
    """The answer of ``impact``: what rests on a record, and whether it stands without it."""

    record: str
    title: TextOfNote
    standing: str
    since: str = ""
    why: TextOfNote | None = None
    retold_by: list[str] = []
    resting: list[OnIt] = []
    briefs: list[Printing] = []


class Bearing(Struct, omit_defaults=True):
    """A record that says what a sentence says, or is the nearest to it."""

    record: str
    title: TextOfNote
    likeness: float
    says_it_as: str = ""
    """``statement``, ``value``, ``words``, ``translation`` or ``text``."""
    cautions: list[str] = []


class Quoted(Struct, omit_defaults=True):
    """A quotation of the draft: where its words stand, or what is nearest to them."""

    draft: str
    found_in: list[str] = []
    nearest: str = ""
    differences: list[Difference] = []


class Checked(Struct, omit_defaults=True):
    """A sentence of a draft. ``text_of_draft`` is what the caller has sent."""

    number: int
    start: int
    end: int
    text_of_draft: str
    verdict: str
    """``record``, ``judgement`` or ``unsupported``."""
    records: list[Bearing] = []
    """Those that bear it out; of a judgement, the recorded one."""
    nearest: list[Bearing] = []
    differences: list[Difference] = []
    not_in_records: list[str] = []
    """Words of the draft that none of them has."""
    quotations: list[Quoted] = []
    notes: list[str] = []


class Aside(Struct):
    """A part of the draft that asserts nothing, and was not looked up."""

    start: int
    end: int
    why: str


class Counts(Struct):
    """How many sentences of the whole draft are of each sort."""

    record: int
    judgement: int
    unsupported: int


class CheckedDraft(Answer, kw_only=True):
    """The answer of ``check_draft``."""

    counts: Counts
    sentences: list[Checked]
    not_checked: list[Aside] = []
    limits: str = ""


def schema_of(shape: type[Struct]) -> dict[str, Any]:
    """The JSON Schema of what is asked or answered, with an object at its root."""
    (root,), parts = msgspec.json.schema_components([shape], ref_template="#/$defs/{name}")
    name = str(root["$ref"]).rpartition("/")[2]
    found: dict[str, Any] = dict(parts.pop(name))
    if parts:
        found["$defs"] = parts
    return found
