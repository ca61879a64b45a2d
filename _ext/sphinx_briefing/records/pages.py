"""The pages that can be selected: notes and briefs."""

from typing import Annotated

from msgspec import field

from .. import vocabularies as scales
from . import fields as shape
from .base import Help, Names, Selectable


class Page(Selectable, frozen=True, kw_only=True):
    """The base of notes and briefs: pages with a marking and topics."""

    argument = "title"
    layouts = ("list", "table", "timeline")

    title: Annotated[str, shape.DERIVED, Help(description="title of the page")] = ""
    tlp: Annotated[str | None, shape.scale(scales.TLP), Help(description="marking, TLP 2.0")] = None
    topics: Annotated[
        Names, shape.names("topic", filters=("topic",)), Help(description="topics of the page")
    ] = ()
    docname: Annotated[str, shape.DERIVED, Help(description="the page")] = ""
    line: Annotated[int, shape.DERIVED, Help(description="line its front matter starts at")] = 0
    mentions: Annotated[
        Names, shape.DERIVED, Help(description="pages that refer to it, sorted")
    ] = ()
    original: Annotated[
        str, shape.SPARSE, Help(description="its name or statement before it was translated")
    ] = ""

    @property
    def title_text(self) -> str:
        return self.title or self.docname


class Note(Page, frozen=True, kw_only=True):
    """A page that holds what one source says."""

    kind_name = "note"
    plural = "notes"
    dates_of = "source"
    columns = ("title", "date", "publisher", "type", "reliability")
    label, labels = "Note", "Notes"

    source: Annotated[str, shape.SOURCE_OF_NOTE, Help(description="id of its source")] = ""


class Brief(Page, frozen=True, kw_only=True):
    """A page that is a brief."""

    kind_name = "brief"
    plural = "briefs"
    dated_by = said_by = ("date",)
    columns = ("title", "reference", "date", "kind", "status", "edition", "tlp")
    label, labels = "Brief", "Briefs"

    kind: Annotated[str | None, shape.BRIEF_KIND, Help(description="kind of brief")] = None
    reference: Annotated[str | None, shape.LINE, Help(description="file reference")] = None
    date: Annotated[str | None, shape.DATE, Help(description="last significant amendment")] = None
    authors: Annotated[Names, shape.LIST, Help(description="who answers for it")] = ()
    status: Annotated[
        str | None, shape.scale(scales.BRIEF_STATUS, "status"), Help(description="draft to final")
    ] = None
    edition: Annotated[int | None, shape.NUMBER, Help(description="number of the edition")] = None
    summary: Annotated[str | None, shape.WORDS, Help(description="the bottom line")] = None
    as_of: Annotated[
        str | None, shape.DATE, Help(description="day facts are judged on; default: date")
    ] = None
    supersedes: Annotated[
        str | None, shape.LINE, Help(description="reference of the brief it replaces")
    ] = None
    superseded_by: Annotated[
        Names, shape.DERIVED, Help(description="pages of the briefs that replace it, sorted")
    ] = field(name="superseded-by", default=())
