"""Records as symbols: of a file, and of the whole project."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

from ..ledger.folding import fold
from ..records.slugs import slug

if TYPE_CHECKING:
    from ..workspace.index import Found
    from .projects import Project
    from .texts import Units

MANY = 100
_KINDS = {
    "actor": types.SymbolKind.Class,
    "term": types.SymbolKind.Constant,
    "topic": types.SymbolKind.Namespace,
    "event": types.SymbolKind.Event,
    "claim": types.SymbolKind.Property,
    "quote": types.SymbolKind.String,
    "source": types.SymbolKind.File,
}


def kind_of(kind: str) -> types.SymbolKind:
    """The kind of symbol that a kind of record is shown as."""
    return _KINDS.get(kind, types.SymbolKind.Object)


def of_file(project: Project, units: Units, path: object, named: str) -> list[types.DocumentSymbol]:
    """The records that a file writes."""
    lines = units.lines(project.file(named))
    found = project.index.records_in(named)
    symbols = []
    for at, one in enumerate(found):
        first = min(max(one.row.line - 1, 0), max(len(lines) - 1, 0))
        after = found[at + 1].row.line - 2 if at + 1 < len(found) else len(lines) - 1
        last = min(max(after, first), max(len(lines) - 1, 0))
        head = lines[first] if lines else ""
        end = lines[last] if lines else ""
        selected = units.range(first, head, len(head) - len(head.lstrip()), len(head))
        whole = types.Range(
            types.Position(first, 0), types.Position(last, units.character(end, len(end)))
        )
        symbols.append(
            types.DocumentSymbol(
                name=one.row.title or one.row.id,
                kind=kind_of(one.row.kind),
                range=whole,
                selection_range=selected,
                detail=f"{one.row.kind} {one.row.id}",
            )
        )
    return symbols


class Names:
    """The names of all records, which are made once for many searches."""

    def __init__(self) -> None:
        self._made_of: object = None
        self._records: list[Found] = []
        self._folded: list[str] = []

    def matching(self, project: Project, query: str) -> list[Found]:
        """The records whose names are like what is asked for, the most like first."""
        if self._made_of is not project.state or project.index.edited:
            self._records = list(project.index.all_records())
            self._folded = [fold(f"{one.row.title} {one.row.id}") for one in self._records]
            self._made_of = project.state
        if not query:
            return self._records[:MANY]
        from rapidfuzz import fuzz, process

        wanted = fold(query)
        plain = [at for at, words in enumerate(self._folded) if wanted in words]
        if len(plain) < MANY:
            key = slug(query)
            for at, words in enumerate(self._folded) if key and key != wanted else ():
                if key in words and at not in plain:
                    plain.append(at)
        plain.sort(key=lambda at: (not self._folded[at].startswith(wanted), len(self._folded[at])))
        if len(plain) < 10:
            alike = process.extract(
                wanted, self._folded, scorer=fuzz.partial_ratio, score_cutoff=75, limit=MANY
            )
            plain += [match[2] for match in alike if match[2] not in plain]
        return [self._records[at] for at in plain[:MANY]]


def of_project(
    project: Project, units: Units, names: Names, query: str
) -> list[types.WorkspaceSymbol]:
    """The records of a project whose names are like what is asked for."""
    from .texts import uri_of

    return [
        types.WorkspaceSymbol(
            name=one.row.title or one.row.id,
            kind=kind_of(one.row.kind),
            container_name=f"{one.row.kind} {one.row.id}",
            location=types.Location(
                uri_of(project.file(one.row.path)),
                types.Range(
                    types.Position(max(one.row.line - 1, 0), 0),
                    types.Position(max(one.row.line - 1, 0), 0),
                ),
            ),
        )
        for one in names.matching(project, query)
    ]
