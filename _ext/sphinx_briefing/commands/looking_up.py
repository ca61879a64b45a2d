"""Records looked up as a person remembers them: in any script, by any word of their titles."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from anyascii import anyascii
from rapidfuzz import fuzz, process

from ..ledger import Ledger
from ..ledger.folding import fold
from ..ledger.names_of_kinds import key_in
from ..records import Record
from ..records.fields import OR
from .folders import find_project
from .impact_report import ledger_of

if TYPE_CHECKING:
    from ..domain import BriefDomain

ALIKE = 75
"""Of 100: how much a word of a name shares with one that is looked for."""

MOST = 20
"""Records that are listed where nothing but similar names was found."""

BRIEF = "brief"


@dataclass(frozen=True)
class Looking:
    """A ledger that is asked, and the project that it was read from, where it was.

    :param domain: ``None`` for a ledger from a file.
    """

    ledger: Ledger
    domain: BriefDomain | None = None

    def place(self, docname: str, line: int = 0, path: str = "") -> str:
        """A place as ``file:line``, the file as seen from the working folder.

        A page of another house has no file here, and is named as it is in its ledger.
        """
        if self.domain is None or docname.partition(":")[0] in self.ledger.houses:
            found = path or docname
        else:
            env = self.domain.env
            file = Path(env.srcdir, path) if path else Path(env.doc2path(docname))
            found = os.path.relpath(file) if file.is_relative_to(Path.cwd()) else str(file)
        return f"{found}:{line}" if line else found

    def declared_at(self, record: Record) -> str:
        """The place where a record is declared."""
        if address := self.ledger.address_elsewhere(record.kind_name, record.id):
            return address
        entry = self.ledger.entry(record.kind_name, record.id)
        return self.place(record.docname, record.line, entry.path if entry else "")


@contextmanager
def looking(ledger: Path | None, source: Path | None, conf: Path | None) -> Iterator[Looking]:
    """The ledger of a file, or else of the pages of a project.

    The cache of the user keeps what was read, so that the next time only what has changed is.
    """
    if ledger is not None:
        yield Looking(ledger_of(ledger))
        return
    from .reading import project_read

    folders = find_project("", source, conf)
    with (
        remembered(*folders) as kept,
        project_read(*folders, warnings=None, doctrees=kept) as domain,
    ):
        yield Looking(domain.ledger, domain)


@contextmanager
def remembered(sources: Path, conf: Path, name: str = "asked") -> Iterator[Path | None]:
    """A folder that this process alone has; ``None`` where there is none to be had.

    :param name: what it is for.
    """
    from ..workspace.caches import Place, folder_of

    try:
        place = Place(folder_of(sources, conf) / name)
    except (ImportError, OSError):  # no library for it, no room, nobody's home
        yield None
        return
    try:
        yield place.path
    finally:
        place.close()


class Found(NamedTuple):
    """A record, or a brief, that was found."""

    kind: str
    id: str
    title: str
    docname: str
    line: int
    path: str = ""


class _Names(NamedTuple):
    """What something is called."""

    found: Found
    names: Sequence[str]

    @property
    def words(self) -> str:
        return plain(" ".join(self.names))


def plain(text: str) -> str:
    """A text in small ASCII letters, so that all scripts and accents are one."""
    return fold(anyascii(fold(text)))


def find_all(ledger: Ledger, words: str, kinds: Sequence[str] = ()) -> list[Found]:
    """The records and briefs that some words mean, the best first.

    That is what a reference of these words means; if nothing, then all whose names or titles have
    each of the words in them; if nothing, those whose words are nearly the same.

    :raises ValueError: if a kind is none.
    """
    known = [*ledger.kinds, BRIEF]
    for kind in kinds:
        if kind not in known:
            raise ValueError(f"there is no kind {kind!r}; kinds are: {', '.join(known)}")
    called = [*_called(ledger, kinds or known)]
    exact = {*_meant(ledger, words, [kind for kind in kinds or known if kind != BRIEF])}
    whole = plain(words)
    hits = [one for one in called if one.found[:2] in exact or whole in map(plain, one.names)]
    wanted = whole.split()
    if wanted:
        hits += [one for one in called if one not in hits and _has_all(one.words, wanted)]
    if not hits and wanted:
        hits = [*_alike(called, wanted)]
    return [one.found for one in hits]


def nearest(ledger: Ledger, words: str, kinds: Sequence[str] = ()) -> list[str]:
    """The records whose names are most like some words which mean nothing, as ``kind:id``."""
    called = [*_called(ledger, kinds or [*ledger.kinds, BRIEF])]
    names = {plain(name): one.found for one in called for name in one.names}
    records = [kind for kind in kinds or ledger.kinds if kind != BRIEF]
    near = ledger.find(OR.join(records), words).nearest if records else ()
    alike = [plain(one.partition(":")[2] if len(records) > 1 else one) for one in near]
    alike += [
        name
        for name, _score, _at in process.extract(
            plain(words), [*names], scorer=fuzz.WRatio, score_cutoff=60, limit=3
        )
    ]
    found = [names[name] for name in alike if name in names]
    return [*dict.fromkeys(f"{one.kind}:{one.id}" for one in found)][:3]


def _meant(ledger: Ledger, words: str, kinds: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The records that a reference of these words may mean."""
    if not kinds:
        return
    several = OR.join(kinds)
    lookup = ledger.find(several, words)
    for one in (lookup.id, *lookup.candidates):
        if one:
            yield key_in(several, one)


def _called(ledger: Ledger, kinds: Iterable[str]) -> Iterator[_Names]:
    for kind in kinds:
        if kind == BRIEF:
            for docname, brief in ledger.briefs.items():
                names = [docname, *filter(None, (brief.title, brief.reference))]
                yield _Names(Found(kind, docname, brief.title or docname, docname, 1), names)
            continue
        for identifier, record in ledger.every(kind).items():
            entry = ledger.entry(kind, identifier)
            title = " ".join(record.title_text.split())
            path = entry.path if entry else ""
            found = Found(kind, identifier, title, record.docname, record.line, path)
            others = (record.original, *record.short_names)
            yield _Names(found, [identifier, *filter(None, (title, *others))])


def _has_all(text: str, wanted: Sequence[str]) -> bool:
    return all(word in text for word in wanted)


def _alike(called: Sequence[_Names], wanted: Sequence[str]) -> Iterator[_Names]:
    """Those that have, for each word that is looked for, one that nearly is it; the best first."""
    texts = [{*one.words.split()} for one in called]
    vocabulary = sorted(set[str]().union(*texts))
    near = [
        {
            word: score
            for word, score, _at in process.extract(
                one, vocabulary, scorer=fuzz.ratio, score_cutoff=ALIKE, limit=None
            )
        }
        for one in wanted
    ]
    found = []
    for at, words in enumerate(texts):
        scores = [max((one[word] for word in words & one.keys()), default=0.0) for one in near]
        if all(scores):
            found.append((-sum(scores), at))
    for _score, at in sorted(found)[:MOST]:
        yield called[at]
