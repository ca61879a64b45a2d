"""Where the sources of a project name a record, and what only looks as if it did."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from ..domain import BriefDomain
from ..editions import FOLDER
from ..ledger import Ledger
from ..source_text.edits import Edit as TextEdit
from ..source_text.edits import in_tables, starts_of
from ..source_text.places import NotWritable, Place
from ..source_text.reader import Text
from .change import Change, LeftAlone, place_of
from .definitions import Definition, in_data, in_head, in_text
from .meaning import Conflict, Key, Meaning
from .sources import DataFile, Sources, holding


class Refused(ValueError):
    """A change that cannot be made, and why, in one sentence."""


class Occurrence(NamedTuple):
    """A place where a record is written by its id or by one of its names.

    :param path: from the folder of the sources.
    :param line: and ``column``, from 1.
    """

    path: str
    place: Place
    line: int
    column: int


@dataclass(slots=True)
class Project:
    """A project with the texts and data files in which some words stand."""

    domain: BriefDomain
    sources: Sources
    texts: list[Text] = field(default_factory=list)
    data: list[DataFile] = field(default_factory=list)

    @classmethod
    def of(
        cls,
        domain: BriefDomain,
        sources: Sources,
        key: Key,
        *words: str,
        also: Iterable[Key] = (),
    ) -> Project:
        """Read what may hold a record, others, or some words."""
        names, docnames = [*words], set[str]()
        for one in (key, *also):
            names.append(one[1])
            record = domain.ledger.get(*one)
            if record is not None:
                names += [record.title_text, *record.short_names]
                docnames.add(record.docname)
        holds = holding(names)
        texts = list(sources.texts(holds))
        read = {text.path for text in texts}
        own = {path for path, name in sources.pages.items() if name in docnames}
        # The id of a note may be the name of its page alone.
        texts += sources.texts(lambda _: True, own - read)
        return cls(domain, sources, texts, list(sources.data_files(texts, holds)))

    @property
    def ledger(self) -> Ledger:
        """The records of the project."""
        return self.domain.ledger

    def definitions(self, key: Key) -> list[Definition]:
        """Where a record is written; a data file that several pages read counts once."""
        kind, identifier = key
        declared = self.ledger.kinds[kind]
        found: list[Definition] = []
        for text in self.texts:
            found += in_text(self.sources.reader, text, declared, identifier)
            if kind == "source":
                found += in_head(text, identifier)
        seen: set[tuple[str, int]] = set()
        for data in self.data:
            if data.kind.kind_name == kind:
                for row in in_data(data, identifier):
                    if (row.path, row.row.start) not in seen:
                        seen.add((row.path, row.row.start))
                        found.append(row)
        return found

    def names(self) -> Iterator[tuple[str, str, Place]]:
        """All names of records in what was read, each with its file and the text of that."""
        for text in self.texts:
            for place in self._apart(self.sources.names_in_text(text)):
                yield text.path, text.text, place
        seen: set[tuple[str, int]] = set()
        for data in self.data:
            for place in self._apart(self.sources.names_in_data(data)):
                if (data.path, place.start) not in seen:
                    seen.add((data.path, place.start))
                    yield data.path, data.text, place

    def _apart(self, places: Iterable[Place]) -> Iterator[Place]:
        """Places as the build reads them: a list may be one name with a comma."""
        done = -1
        for place in places:
            whole = place.whole
            if (
                whole is not None
                and self.ledger.names[place.named].find(whole.written, suggest=False).id
            ):
                if whole.start > done:
                    done = whole.start
                    yield whole
                continue
            yield place

    def change(self) -> Change:
        """A change of nothing yet."""
        found = Change()
        for text in self.texts:
            found.texts[text.path] = text.text, "utf-8"
        for data in self.data:
            found.texts[data.path] = data.text, data.encoding
        return found


def occurrences(project: Project, key: Key) -> list[Occurrence]:
    """All places where a record is named, those where it is defined among them."""
    found: dict[tuple[str, int], Occurrence] = {}
    for definition in project.definitions(key):
        for name in ("id", definition.kind.argument):
            place = definition.place(name) if name else None
            if place is not None:
                where = place_of(definition.whole, place.start)
                found[definition.path, place.start] = Occurrence(definition.path, place, *where)
    plain = Meaning(project.ledger, key, key, lambda record: record, {}, key[1])
    for path, text, place in project.names():
        if plain.target(place) == key:
            found.setdefault(
                (path, place.start), Occurrence(path, place, *place_of(text, place.start))
            )
    return [found[at] for at in sorted(found)]


def one_definition(project: Project, key: Key) -> Definition:
    """The place where a record is written.

    :raises Refused: if there is none that can be changed, or several.
    """
    found = project.definitions(key)
    if len(found) == 1:
        return found[0]
    name = f"{key[0]} {key[1]!r}"
    if found:
        places = ", ".join(f"{one.path}:{one.line}" for one in found)
        raise Refused(f"{name} is written in several places ({places}): leave one of them first")
    record = project.ledger.get(*key)
    if record is None:
        raise Refused(f"{name} is left out, for a mistake that a build says: mend it first")
    if house := project.ledger.house_of(*key):
        raise Refused(f"{name} is a record of the house {house!r}: only they can rename it")
    for data in project.data:
        if data.problem:
            raise Refused(f"{data.path} cannot be changed: {data.problem}")
    where = f"{record.docname}, line {record.line}"
    raise Refused(
        f"{name} ({where}) is written in a way that cannot be changed here, as a glossary of "
        f"Sphinx is: write it as a {{{key[0]}}} with an id of its own first"
    )


def refer(project: Project, meaning: Meaning, change: Change) -> None:
    """Rewrite the references that would mean somebody else, or nobody.

    :raises Refused: where one cannot be.
    """
    found = list(project.names())
    holding = {
        (path, place.whole.start)
        for path, _text, place in found
        if place.whole and meaning.target(place) == meaning.becomes != meaning.key
    }
    for path, text, place in found:
        try:
            new = meaning.replaced(place)
            words = None if new is None else place.spelled(new)
        except (Conflict, NotWritable) as error:
            line, _column = place_of(text, place.start)
            raise Refused(f"{path}:{line}: {place.where}: {error}; nothing is changed") from None
        if words is None:
            continue
        if place.whole and (path, place.whole.start) in holding:
            start, end = _with_comma(text, place, place.whole)
            change.add(path, start, end, "", place.how, place.where)
        else:
            change.add(path, place.start, place.end, words, place.how, place.where)


def _with_comma(text: str, place: Place, whole: Place) -> tuple[int, int]:
    """An entry of a list that goes, since what it would say stands there already."""
    start, end = place.start, place.end
    if text[start - 1] in "\"'“" and start > whole.start:
        start, end = start - 1, end + 1
    before = re.search(r",\s*\Z", text[whole.start : start])
    if before:
        return whole.start + before.start(), end
    after = re.compile(r"\s*,\s*").match(text, end)
    return start, after.end() if after else end


def keep_tables(project: Project, change: Change) -> None:
    """Keep the columns of tables where they are, or make them wider."""
    for text in project.texts:
        if not any(block.table for block in text.blocks):
            continue
        mine = [edit for edit in change.edits if edit.path == text.path]
        plain = [TextEdit(edit.start, edit.end, edit.words) for edit in mine]
        for edit in in_tables(plain, text.lines, text.blocks)[len(plain) :]:
            change.add(text.path, edit.start, edit.end, edit.words, "table")


# -- what only looks so -------------------------------------------------------------------------


def look_alikes(project: Project, key: Key, change: Change) -> None:
    """List what looks like a reference to a record, and is none that a build reads."""
    kind, identifier = key
    name = re.escape(identifier)
    pattern = re.compile(
        rf"\{{(?:brief:)?{kind}\}}`+(?:[^`]*<)?{name}>?`|:(?:brief:)?{kind}:`(?:[^`]*<)?{name}>?`"
        rf"|(?<![\w-]){kind}-{name}(?![\w-])"
        rf"|(?<=:by: ){name}(?![\w-])"
    )
    for text in project.texts:
        taken = [(edit.start, edit.end) for edit in change.edits if edit.path == text.path]
        starts = starts_of(text.lines)
        verbatim = [block for block in text.blocks if block.is_verbatim]
        for match in pattern.finditer(text.text):
            if any(start < match.end() and match.start() < end for start, end in taken):
                continue
            line, _column = place_of(text.text, match.start())
            inside = any(starts[b.first] <= match.start() < starts[b.end] for b in verbatim)
            why = "it stands in code" if inside else "nothing that the build reads as a reference"
            change.left_alone.append(LeftAlone(text.path, line, match.group(), why))
    _outside(project, key, change)


def _outside(project: Project, key: Key, change: Change) -> None:
    """List files that name a record and are not rewritten: settings, editions, translations."""
    env = project.domain.env
    name = re.compile(rf"(?<![\w-]){re.escape(key[1])}(?![\w-])")
    folder = project.sources.folder
    conf = project.sources.conf / "conf.py"
    for number, line in enumerate(_lines(conf), start=1):
        if name.search(line):
            found = LeftAlone(conf.name, number, line.strip(), "settings are Python: look at it")
            change.left_alone.append(found)
    frozen = [
        path.relative_to(folder).as_posix()
        for path in sorted((folder / FOLDER).glob("*/*.json"))
        if name.search("\n".join(_lines(path)))
    ]
    if frozen:
        change.remarks.append(
            f"frozen editions are history and stay as they are: {', '.join(frozen)} know it as "
            f"{key[1]!r}, and it is found again there by its words"
        )
    for where in env.config.locale_dirs:
        for path in sorted(Path(project.sources.conf, where).rglob("*.po")):
            if name.search("\n".join(_lines(path))):
                why = "a translation: bring it up to date with its page"
                change.left_alone.append(LeftAlone(path.name, 1, key[1], why))


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text("utf-8", "replace").splitlines()
    except OSError:
        return []
