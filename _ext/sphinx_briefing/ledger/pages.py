"""The contribution of one page: its records, its front matter, and its references."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple, Union, cast

import msgspec
from msgspec import Struct, defstruct, field

from ..conditions import Condition, Where
from ..diagnostics.model import Diagnostic
from ..records import Brief, Kinds, Record, Source
from ..texts import without_half_characters
from .questions import Question

UNNAMED = "\x1a"
"""Surrounds ``kind:target`` in a prose where the name of a record is still to be written."""

PAGE = "page"
"""The kind of a reference to a whole page."""


class Block(NamedTuple):
    """A block of a brief with a condition, without the blocks in it that have others."""

    words: int
    is_empty: bool
    where: Where


class Heading(NamedTuple):
    """A heading of a brief."""

    text: str
    where: Where = ()


class Prose(NamedTuple):
    """Prose in which names may be linked, with the record whose definition it belongs to."""

    owner: tuple[str, str] | None
    text: str
    where: Where = ()


class Entry(Struct, frozen=True, gc=False, omit_defaults=True):
    """A record as it was read: names are not yet looked up.

    ``lines`` holds the line of each field, ``body`` the pickled nodes of the prose (empty when
    the prose is plain paragraphs, which ``record.text`` holds whole) and ``anchor`` its address
    on the page.
    """

    record: Record
    lines: Mapping[str, int] = field(default_factory=dict)
    body: bytes = b""
    body_digest: str = ""
    """A hash of what the body shows; its pickle may differ where nothing else does."""
    body_refers: tuple[tuple[str, str], ...] = ()
    """What the body refers to: kind and name of records, an empty kind for anything else."""
    anchor: str = ""
    path: str = ""
    """The file it is written in, where it is not the page's own."""
    is_conditional: bool = False
    """Whether its body has blocks with conditions, so that its text is not settled."""
    where: Where = ()

    @property
    def key(self) -> tuple[str, str]:
        """Kind and id."""
        return self.record.kind_name, self.record.id


class Reference(Struct, frozen=True, gc=False, omit_defaults=True):
    """A name that a page refers to by role or option: what kind, as written, where."""

    kind: str
    target: str
    line: int
    option: str = ""
    """The option of a selection that names it; empty for a role."""
    path: str = ""
    """The file it is written in, where it is not the page's own."""
    where: Where = ()
    open_to: str = ""
    """The marking of the passage that an included file stands in."""


class ChangesAsked(Struct, frozen=True, gc=False, omit_defaults=True):
    """A place where a page prints what has changed since an earlier edition."""

    since: int
    """The number of that edition; 0 for the one before."""
    line: int
    path: str = ""
    """The file it is written in, where it is not the page's own."""
    where: Where = ()


class CardAsked(Struct, frozen=True, gc=False, omit_defaults=True):
    """A place where a page prints the report card of a brief."""

    brief: str
    """The reference or page of the brief, as written; empty for the page itself."""
    line: int
    path: str = ""
    """The file it is written in, where it is not the page's own."""
    where: Where = ()


class Bare(NamedTuple):
    """A paragraph of a brief that refers to no statement, source or judgement."""

    line: int
    beginning: str
    """Its first words."""
    path: str = ""
    """The file it is written in, where it is not the page's own."""
    marking: str = ""
    """The marking of the passage it stands in."""
    where: Where = ()


class Passage(Struct, frozen=True, gc=False, omit_defaults=True):
    """A paragraph or heading of a page, with the place it begins at."""

    text: str
    """What stands in it in the words of the author; line breaks are kept."""
    line: int
    path: str = ""
    """The file it is written in, where it is not the page's own."""
    owner: tuple[str, str] | None = None
    """Kind and id of the record whose body it belongs to."""
    where: Where = ()


class Caption(NamedTuple):
    """A title that references print, of something in a passage with a marking of its own."""

    anchor: str
    title: str
    marking: str


class PageFacts(Struct, omit_defaults=True):
    """All that is stored of one page. Changed only while the page is read."""

    docname: str
    path: str = ""
    title: str = ""
    """Its title; ids of records that it refers to stand between :data:`UNNAMED`."""
    titles_refer: bool = False
    """Whether any of its headings refers to a record by its name."""
    tlp: str | None = None
    holds: str = ""
    """The strictest marking of its passages."""
    captions: list[Caption] = field(default_factory=list)
    """What references elsewhere call parts of its passages."""
    topics: tuple[str, ...] = ()
    lines: dict[str, int] = field(default_factory=dict)
    source: Source | None = None
    brief: Brief | None = None
    is_note: bool = False
    is_broken: bool = False
    """Whether its front matter could not be read, so that nobody knows what it is."""
    entries: list[Entry] = field(default_factory=list)
    left_out: list[tuple[str, str]] = field(default_factory=list)
    """Kind and id of records that were reported as bad and not kept."""
    references: list[Reference] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    changes: list[ChangesAsked] = field(default_factory=list)
    cards: list[CardAsked] = field(default_factory=list)
    includes: list[Reference] = field(default_factory=list)
    """The pages whose files it includes or shows."""
    diagnostics: list[Diagnostic] = field(default_factory=list)
    """What was found wrong when the page was read; said again in every build."""
    wording: list[Diagnostic] = field(default_factory=list)
    """What is wrong with the words of its prose."""
    bare: list[Bare] = field(default_factory=list)
    """The paragraphs of a brief that carry nothing that they rest on."""
    glossary: list[Entry] = field(default_factory=list)
    """The terms of Sphinx's own glossaries on the page, with their anchors."""
    words: int = 0
    """The words of a brief outside of blocks with conditions."""
    headings: list[Heading] = field(default_factory=list)
    """The headings below the title of a brief."""
    is_empty: bool = False
    """Whether it is a brief with nothing below its headings, outside of blocks with conditions."""
    blocks: list[Block] = field(default_factory=list)
    """The blocks of a brief that have conditions."""
    conditions: tuple[Condition, ...] = ()
    """All conditions of blocks on the page, sorted."""
    passages: list[Passage] = field(default_factory=list)
    """What is read for spellings; kept only where that check is on."""
    autolink: bool = True
    prose: list[Prose] = field(default_factory=list)
    """Prose in which names may be linked."""


def with_names(text: str, written: Mapping[str, Mapping[str, Record]]) -> str:
    """A prose with the names of the records that it refers to by id."""
    if UNNAMED not in text:
        return text

    def name_of(match: re.Match[str]) -> str:
        kind, _, target = match[1].partition(":")
        record = written.get(kind, {}).get(target)
        return record.title_text if record and not record.marker else target

    return re.sub(f"{UNNAMED}(.*?){UNNAMED}", name_of, text, flags=re.S)


_encoder = msgspec.msgpack.Encoder()


def pack(page: PageFacts) -> bytes:
    """The facts of a page as bytes, which an environment loads and merges unseen."""
    try:
        return _encoder.encode(page)
    except UnicodeEncodeError:
        plain = msgspec.to_builtins(page, builtin_types=(bytes,))
        return _encoder.encode(without_half_characters(plain))


def unpacker(kinds: Kinds) -> Callable[[bytes], PageFacts]:
    """A decoder of what :func:`pack` made.

    :param kinds: the kinds that there are; msgspec decodes what it is told of.
    """
    any_record: Any = Union[tuple(kinds.values())]  # noqa: UP007 - it has no other spelling
    entry = defstruct(
        "Entry",
        [("record", any_record)],
        bases=(Entry,),
        frozen=True,
        gc=False,
        omit_defaults=True,
        kw_only=True,
    )
    facts = defstruct(
        "PageFacts",
        [
            ("source", kinds.source | None, None),
            ("brief", kinds.brief | None, None),
            ("entries", list[entry], field(default_factory=list)),  # type: ignore[valid-type]
            ("glossary", list[entry], field(default_factory=list)),  # type: ignore[valid-type]
        ],
        bases=(PageFacts,),
        omit_defaults=True,
        kw_only=True,
    )
    return cast("Callable[[bytes], PageFacts]", msgspec.msgpack.Decoder(facts).decode)
