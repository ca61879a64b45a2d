"""Puts captured sources into a project: where notes go, whom they name, whom they retell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path

from ..ledger import Ledger
from ..records import slug
from ..records.kinds import Source
from ..snapshots import SnapshotReader, UnreadableSnapshot, snapshot_path
from .addresses import clean
from .model import Captured, CaptureError, Facts
from .note import WANTED, Speaker, Surroundings, address_as_title, note_text
from .retelling import Known, Origin, origin_of, sentences

NOTES, UNDATED, ARCHIVE = "notes", "undated", "archive"
SUFFIXES = (".md", ".rst")
NEAR = 45
"""Days between a text and one that it retells, or that retells it."""
MOST_SPEAKERS = 8
_LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class Project:
    """The folder that notes go into, and what its register knows."""

    folder: Path
    ledger: Ledger | None = None
    """``None`` where there is no project: then nobody is looked up."""
    cache: Path | None = None
    """A folder for the texts of snapshots."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A note that can be written, with the file that is kept of its source."""

    note: Path
    text: str
    facts: Facts
    snapshot: Path | None = None
    content: bytes | None = None
    """Of the snapshot; ``None`` where it is there already."""
    digest: str = ""
    """The SHA-256 of the snapshot."""
    missing: tuple[str, ...] = ()
    """The fields that the source does not say."""
    origin: Origin | None = None

    @property
    def files(self) -> Mapping[Path, str | bytes]:
        """The files that are to be written, where none is yet."""
        found: dict[Path, str | bytes] = {}
        if self.snapshot is not None and self.content is not None:
            found[self.snapshot] = self.content
        return {**found, self.note: self.text}


def prepared(captured: Captured, path: Path | None, project: Project, today: str) -> Prepared:
    """A note on a source, in its place.

    :param path: the file of the note, or the folder that it goes into; by default named after day
        and title, among the notes of the project.
    :param today: the day on which the source was read, ISO 8601.
    :raises CaptureError: when something is in its place, or it may not be there.
    """
    place = _place(captured, path, project)
    around = _surroundings(captured, place, project, today)
    kept, content = None, None
    if captured.content and captured.suffix:
        top = project.folder if project.ledger is not None else place.parent
        kept, is_there = _kept(top / ARCHIVE, place.stem, captured)
        content = None if is_there else captured.content
        around.snapshot = kept.relative_to(top).as_posix()
        around.digest = sha256(captured.content).hexdigest()
    text = note_text(captured, around, restructured=place.suffix == ".rst")
    facts = captured.facts
    missing = tuple(name for name in WANTED if not getattr(facts, name))
    return Prepared(place, text, facts, kept, content, around.digest, missing, around.origin)


def _kept(folder: Path, name: str, captured: Captured) -> tuple[Path, bool]:
    """The file of a snapshot, and whether it is there: one with the same content is taken again."""
    size = len(captured.content)
    if folder.is_dir():
        for path in sorted(folder.glob(f"*{captured.suffix}")):
            is_alike = path.is_file() and path.stat().st_size == size
            if is_alike and path.read_bytes() == captured.content:
                return path, True
    number = 1
    while True:
        path = folder / (
            f"{name}{captured.suffix}" if number == 1 else f"{name}-{number}{captured.suffix}"
        )
        if not path.exists():
            return path, False
        number += 1


# -- its place -----------------------------------------------------------------------------------


def _place(captured: Captured, path: Path | None, project: Project) -> Path:
    if path is None or path.is_dir():
        folder = _folder_of(captured, project) if path is None else path.resolve()
        return _free(folder, default_name(captured), project)
    if path.suffix not in SUFFIXES:
        raise CaptureError(f"{path} is no name for a note: end it with {' or '.join(SUFFIXES)}")
    whole = path.resolve()
    if whole.exists():
        raise CaptureError(f"{path} is there already; name another file")
    if project.ledger is not None and not whole.is_relative_to(project.folder):
        raise CaptureError(f"{path} is outside the pages of the project, {project.folder}")
    if _is_taken(whole.stem, project):
        raise CaptureError(f"{path}: the register has a source {whole.stem!r}; name another file")
    return whole


def _folder_of(captured: Captured, project: Project) -> Path:
    """The folder of a note among those that are there: by year, if they are kept by year."""
    if project.ledger is None:
        return project.folder
    folder = project.folder / NOTES
    year = captured.facts.date[:4]
    by_year = folder.is_dir() and any(re.fullmatch(r"\d{4}", one.name) for one in folder.iterdir())
    if not by_year:
        return folder
    return folder / (year if year.isdigit() else UNDATED)


def default_name(captured: Captured) -> str:
    """The name of a note: its day, and the first words of its title."""
    title = slug(captured.facts.title or address_as_title(captured)) or "note"
    if len(title) > _LONGEST_NAME:
        cut = title[:_LONGEST_NAME].rpartition("-")[0]
        title = cut or title[:_LONGEST_NAME]
    day = re.match(r"\d{4}(?:-\d\d){0,2}", captured.facts.date)
    return f"{day[0]}-{title}" if day else title


def _free(folder: Path, name: str, project: Project) -> Path:
    number = 1
    while True:
        path = folder / (f"{name}.md" if number == 1 else f"{name}-{number}.md")
        if not path.exists() and not _is_taken(path.stem, project):
            return path
        number += 1


def _is_taken(name: str, project: Project) -> bool:
    return project.ledger is not None and project.ledger.get("source", name) is not None


# -- what its project knows ----------------------------------------------------------------------


def _surroundings(captured: Captured, place: Path, project: Project, today: str) -> Surroundings:
    around = Surroundings(slug(place.stem), today)
    facts, ledger = captured.facts, project.ledger
    if facts.highlights:
        around.speakers = _speakers(captured, ledger)
    if ledger is None:
        return around
    open_to = ledger.markings.of_page("")  # as that of a page without a marking, such as the note
    text = facts.text or [*captured.pages]
    around.actors = [*_actors("\n\n".join([facts.title, *text]), ledger, open_to)]
    around.taken = frozenset(ledger.records("quote"))
    sources: list[Source] = [
        one for one in ledger.records("source").values() if ledger.markings.may_show(one, open_to)
    ]
    if facts.url:
        around.seen = next(
            (one.id for one in sources if one.url and clean(one.url) == facts.url), ""
        )
    if text:
        others = [one for one in sources if one.id != around.seen]
        known = _known(others, facts.date, project)
        around.origin = origin_of(sentences(text), facts.date, known)
    return around


def _actors(text: str, ledger: Ledger, open_to: str) -> Iterator[str]:
    """The actors that a text names, each once, in the order of the text.

    Comments of pages are published with their sources: who is marked more strictly than the note
    is not named in it.
    """
    seen = dict.fromkeys(one.id for one in ledger.mentions_in(text) if one.kind == "actor")
    for identifier in seen:
        record = ledger.get("actor", identifier)
        if record is not None and ledger.markings.may_show(record, open_to):
            name = " ".join(record.title_text.split())
            yield name if slug(name) == identifier else f"{name} ({identifier})"


def _speakers(captured: Captured, ledger: Ledger | None) -> list[Speaker]:
    """The authors of a source, else its publisher: as the register knows them, or to be entered.

    A name that may mean several actors, or one who is marked more strictly, is left out.
    """
    facts = captured.facts
    kind = "person" if facts.is_by_people else "organisation"
    found = [_speaker(name, kind, ledger) for name in facts.author[:MOST_SPEAKERS]]
    found = [one for one in found if one is not None]
    if not found and facts.publisher:
        found = [_speaker(facts.publisher, "organisation", ledger)]
    return [one for one in found if one is not None]


def _speaker(name: str, kind: str, ledger: Ledger | None) -> Speaker | None:
    name = " ".join(name.replace("`", "").split())
    if not slug(name):
        return None
    if ledger is not None:
        found = ledger.find("actor", name)
        if found.id:
            record, markings = ledger.get("actor", found.id), ledger.markings
            is_open = record is not None and markings.may_show(record, markings.of_page(""))
            return Speaker(found.id) if is_open else None
        if found.candidates:
            return None
    return Speaker(name, kind)


def _known(sources: list[Source], day: str, project: Project) -> Iterator[Known]:
    """The sources of about the same days whose snapshots can be read."""
    with SnapshotReader(cache=project.cache) as reader:
        for source in sources:
            if not source.snapshot or not _is_near(source.date or "", day):
                continue
            try:
                path = snapshot_path(project.folder, source.snapshot, source.docname)
                pages = reader.read(path, url=source.url or "").pages
            except UnreadableSnapshot:
                continue  # builds say so
            text = [block for page in pages for block in page.split("\n\n")]
            yield Known(source.id, source.date or "", sentences(text), source.origin)


def _is_near(one: str, other: str) -> bool:
    try:
        return abs((date.fromisoformat(one[:10]) - date.fromisoformat(other[:10])).days) <= NEAR
    except ValueError:
        return True  # nobody knows
