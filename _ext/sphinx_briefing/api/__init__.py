"""The public interface: what others add, and what they may rely on.

Everything that the toolkit does for its own it does for those of others, who add them in the
``setup()`` of an extension or of ``conf.py``::

    from typing import Annotated

    from sphinx_briefing import api


    class Vessel(api.Record, frozen=True, kw_only=True):
        \"\"\"A ship.\"\"\"

        kind_name, plural, argument = "vessel", "vessels", "name"
        name: api.Line
        flag: Annotated[str | None, api.country("the flag it flies", filter=True)] = None


    def setup(app):
        api.add_kind(app, Vessel)

What is not named in ``__all__`` is private and may change at any time. What cannot be added, such
as a kind whose name is taken, is a :exc:`sphinx.errors.ExtensionError` that says what to do.
"""

from __future__ import annotations

from msgspec import field

from ..builders.pdf.escape import literal
from ..exports import Export
from ..layouts import RenderContext
from ..layouts.parts import (
    details,
    head_link,
    name_link,
    page_link,
    paragraph,
    source_nodes,
    text,
    title_link,
    value_nodes,
)
from ..layouts.written import full_record
from ..ledger import Ledger, Query
from ..pictures.picture import Picture, Task
from ..records import (
    Actor,
    Assumption,
    Brief,
    Claim,
    Commitment,
    Conventions,
    Estimate,
    Event,
    Gap,
    Hypothesis,
    Indicator,
    Judgement,
    Note,
    Position,
    Quote,
    Recommendation,
    Record,
    Selectable,
    Source,
    Statement,
    Term,
    Topic,
)
from ..records.fields import FieldType
from ..records.tables import Row, Unreadable
from ..report_card import CheckedBrief, Looked
from ..svg.canvas import Sheet
from ..vocabularies import CONFIDENCE, OUTCOME, STANCE, TLP, Grade, Scale
from .adding import (
    Fault,
    add_annex,
    add_check,
    add_exporter,
    add_facet,
    add_field,
    add_kind,
    add_layout,
    add_reader,
    add_scale,
    add_standard_check,
    ledger,
)
from .fields import (
    Amount,
    Country,
    Date,
    Ids,
    Language,
    Line,
    List,
    Named,
    Names,
    Number,
    Passage,
    Switch,
    Unit,
    Url,
    Words,
    amount,
    country,
    date,
    language,
    likelihood,
    line,
    list_of_words,
    names,
    number,
    passage,
    scale,
    switch,
    unit,
    url,
    words,
)

VERSION = 1
"""Raised when something that is public changes so that others must change, too."""

__all__ = [
    "CONFIDENCE",
    "OUTCOME",
    "STANCE",
    "TLP",
    "VERSION",
    "Actor",
    "Amount",
    "Assumption",
    "Brief",
    "CheckedBrief",
    "Claim",
    "Commitment",
    "Conventions",
    "Country",
    "Date",
    "Estimate",
    "Event",
    "Export",
    "Fault",
    "FieldType",
    "Gap",
    "Grade",
    "Hypothesis",
    "Ids",
    "Indicator",
    "Judgement",
    "Language",
    "Ledger",
    "Line",
    "List",
    "Looked",
    "Named",
    "Names",
    "Note",
    "Number",
    "Passage",
    "Picture",
    "Position",
    "Query",
    "Quote",
    "Recommendation",
    "Record",
    "RenderContext",
    "Row",
    "Scale",
    "Selectable",
    "Sheet",
    "Source",
    "Statement",
    "Switch",
    "Task",
    "Term",
    "Topic",
    "Unit",
    "Unreadable",
    "Url",
    "Words",
    "add_annex",
    "add_check",
    "add_exporter",
    "add_facet",
    "add_field",
    "add_kind",
    "add_layout",
    "add_reader",
    "add_scale",
    "add_standard_check",
    "amount",
    "country",
    "date",
    "details",
    "field",
    "full_record",
    "head_link",
    "language",
    "ledger",
    "likelihood",
    "line",
    "list_of_words",
    "literal",
    "name_link",
    "names",
    "number",
    "page_link",
    "paragraph",
    "passage",
    "scale",
    "source_nodes",
    "switch",
    "text",
    "title_link",
    "unit",
    "url",
    "value_nodes",
    "words",
]
