"""A captured source as a note: front matter, what is missing, where to write, what was marked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ..records.bibliography.languages import tag
from ..records.conventions import Conventions
from ..records.fields import declared
from ..records.kinds import Actor, Source
from ..vocabularies import TLP
from .markup import Page, plain, scalar
from .model import Captured
from .passages import opening, placed
from .retelling import Origin

_FIELDS = (
    "title", "author", "publisher", "date", "url", "archived", "accessed", "language", "type",
    "reliability", "origin",
)  # fmt: skip
WANTED = ("author", "publisher", "date", "url", "language", "type")
"""Fields that a note should have, besides its title."""


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who says what was marked: a name that the register knows, or one that the note enters."""

    name: str
    kind: str = ""
    """The kind of actor that the note enters; empty where the register knows the name."""


@dataclass(slots=True)
class Surroundings:
    """All that the project around a note knows of it."""

    id: str
    """The id of the note's source."""
    accessed: str
    snapshot: str = ""
    """The path of the snapshot, as the note writes it."""
    digest: str = ""
    """The SHA-256 of the snapshot."""
    actors: Sequence[str] | None = None
    """The actors of the register that the text names; ``None`` without a register."""
    speakers: Sequence[Speaker] = ()
    origin: Origin | None = None
    seen: str = ""
    """The source that has this address already."""
    taken: frozenset[str] = field(default_factory=frozenset)
    """Ids of quotations that are taken."""


def note_text(captured: Captured, around: Surroundings, *, restructured: bool) -> str:
    """A note on a source."""
    facts = captured.facts
    title = plain(facts.title) or address_as_title(captured)
    if not facts.title:
        facts.remarks["title"] = (
            facts.remarks.get("title", "there is none") + "; this stands for it"
        )
    page = Page(restructured=restructured)
    page.heading(title, 1)
    page.comment(*_remarks(captured, around))
    if around.actors is not None:
        named = "; ".join(around.actors)
        page.comment(f"Actors of the register in the text: {named}" if named
                     else "Actors of the register in the text: none")  # fmt: skip
    for locator, text in opening(captured):
        page.comment(f"{locator}: {text}")
    page.heading("Claims", 2)
    page.comment("One claim for each statement worth tracing, in your own words.")
    _marked(page, captured, around)
    return f"---\n{_front(title, captured, around)}---\n{page.text}"


def address_as_title(captured: Captured) -> str:
    """The name of a source without a title: its address."""
    url = captured.facts.url.partition("://")[2].partition("?")[0].strip("/")
    return url or plain(captured.name) or "Untitled"


def _front(title: str, captured: Captured, around: Surroundings) -> str:
    facts = captured.facts
    origin = around.origin
    values = {
        "title": scalar(title),
        "author": _people(facts.author),
        "publisher": scalar(facts.publisher) if plain(facts.publisher) else "",
        "date": _day(facts.date),
        "url": _url(facts.url),
        "archived": _url(facts.archived),
        "accessed": around.accessed,
        "language": tag(facts.language),
        "type": facts.type,
        "origin": scalar(origin.id) if origin is not None and origin.is_certain else "",
    }
    lines = ["source:"]
    for name in _FIELDS:
        value = values.get(name, "")
        scale = declared(Source)[name].shape.scale
        hint = f"  # {', '.join(scale.values)}" if scale is not None and not value else ""
        lines.append(f"  {name}: {value}".rstrip() + hint)
    if around.snapshot:
        lines.append(f"  snapshot: {scalar(around.snapshot)}  # SHA-256 {around.digest}")
    lines.append(f"# tlp: one of {', '.join(TLP.values)}")
    lines.append("topics: []")
    return "\n".join(lines) + "\n"


def _people(names: Sequence[str]) -> str:
    """Authors as a field has them: a name with a comma stands in quotation marks of its own."""
    shown = [f'"{name}"' if "," in name else name for name in map(plain, names) if name]
    if len(shown) == 1:
        return scalar(shown[0])
    return f"[{', '.join(_in_list(name) for name in shown)}]" if shown else ""


def _in_list(name: str) -> str:
    written = scalar(name)
    return written if written.startswith("'") or "," not in written else f"'{written}'"


def _day(day: str) -> str:
    """A day that the declaration takes; empty for any other."""
    if not day:
        return ""
    try:
        declared(Source)["date"].shape.read(day, Conventions())
    except ValueError:
        return ""
    return scalar(day) if not day.replace("-", "").isdigit() else day


def _url(url: str) -> str:
    try:
        return scalar(str(declared(Source)["url"].shape.read(url, Conventions()))) if url else ""
    except ValueError:
        return ""


def _remarks(captured: Captured, around: Surroundings) -> Iterator[str]:
    """What the author should look at, or find out."""
    facts = captured.facts
    missing = [name for name in WANTED if not getattr(facts, name)]
    if missing:
        yield f"Missing: {', '.join(missing)}."
    for name, remark in facts.remarks.items():
        yield f"{name}: {remark}."
    if around.seen:
        yield f"url: source {around.seen!r} has the same one."
    if (origin := around.origin) is not None:
        share = f"{origin.share:.0%} of the sentences"
        if not origin.is_older:
            yield f"origin: {origin.id!r} is later and seems to retell this one ({share})."
        elif origin.is_certain:
            yield f"origin: {share} are nearly in {origin.id!r}, which was first."
        else:
            day = ", of the same day" if origin.is_same_day else ""
            yield f"origin: perhaps {origin.id}{day} ({share} are nearly in it)."
    if around.snapshot:
        yield "Paragraphs are numbered as locators are."


def _marked(page: Page, captured: Captured, around: Surroundings) -> None:
    """Add what a reader has marked: quotations, and in comments what cannot be one."""
    if not captured.facts.highlights:
        return
    page.heading("Quotations", 2)
    speakers = around.speakers
    if new := [one for one in speakers if one.kind]:
        kinds = declared(Actor)["kind"].shape.scale
        assert kinds is not None
        page.comment(f"New to the register; move it there. kind: {', '.join(kinds.values)}.")
        for one in new:
            page.directive("actor", plain(one.name), {"kind": one.kind})
    elif not speakers:
        page.comment("Nobody knows who says it: name the speaker in 'by', and take the % away.")
    said_by = ", ".join(_argument(one.name) for one in speakers)
    number = 0
    for mark, is_there in placed(captured):
        note = f"Your note: {mark.note}" if mark.note else ""
        if not mark.words:
            page.comment(" ".join(filter(None, [mark.locator and f"{mark.locator}:", note])))
            continue
        # Builds warn of what looks like a fence, even where it is quoted.
        if not is_there or not speakers or mark.words.startswith((":::", "```")):
            why = "" if is_there else " (not found in the snapshot as it stands)"
            page.comment(
                f"Marked, {mark.locator or 'no page'}{why}: {mark.words}", *([note] if note else [])
            )
            continue
        number += 1
        identifier = f"q-{around.id}-{number}"
        while identifier in around.taken:
            number += 1
            identifier = f"q-{around.id}-{number}"
        options = {
            "id": identifier,
            "by": said_by,
            "language": tag(captured.facts.language),
            "locator": plain(mark.locator),
        }
        page.directive("quote", "", options, page.escaped(mark.words))
        if note:
            page.comment(note)


def _argument(name: str) -> str:
    """A name as a field of names takes it."""
    name = plain(name)
    return f'"{name}"' if "," in name else name
