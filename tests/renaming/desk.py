"""A project of a few files in which records are renamed and merged, as the commands do it."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from io import StringIO
from pathlib import Path

from sphinx_briefing.commands.reading import project_read
from sphinx_briefing.commands.writing import replace_all
from sphinx_briefing.renaming.applying import carry_out
from sphinx_briefing.renaming.change import Change
from sphinx_briefing.renaming.meaning import Key
from sphinx_briefing.renaming.merges import merged
from sphinx_briefing.renaming.planning import Occurrence, Project, occurrences
from sphinx_briefing.renaming.renames import renamed, renamed_by_name
from sphinx_briefing.renaming.sources import sources_of
from sphinx_briefing.renaming.verifying import State, state_of
from tests.support import BASE_CONF, BASE_INDEX, Content, write


class Desk:
    """A project on disk."""

    def __init__(self, folder: Path, files: Mapping[str, Content], **conf: object) -> None:
        self.folder = folder
        for name, content in files.items():
            write(folder / name, content)
        settings = {**BASE_CONF, **conf}
        lines = [f"{name} = {value!r}" for name, value in settings.items()]
        (folder / "conf.py").write_text("\n".join(lines), encoding="utf-8")
        if not (folder / "index.md").exists():
            write(folder / "index.md", BASE_INDEX)
        self.before = self.files()

    def files(self) -> dict[str, bytes]:
        """All files with their bytes."""
        return {
            path.relative_to(self.folder).as_posix(): path.read_bytes()
            for path in sorted(self.folder.rglob("*"))
            if path.is_file()
        }

    def text(self, name: str) -> str:
        """The text of a file."""
        return (self.folder / name).read_bytes().decode()

    def changed(self) -> list[str]:
        """The lines that are new in all files, each with the name of its file."""
        found = []
        for name, data in self.files().items():
            if data != self.before[name]:
                old = self.before[name].decode(errors="replace").splitlines()
                new = data.decode(errors="replace").splitlines()
                found += [f"{name}: {line.strip()}" for line in new if line not in old]
        return found

    @contextmanager
    def read(self) -> Iterator[tuple[Project, State]]:
        """Read the project."""
        warnings = StringIO()
        with project_read(self.folder, self.folder, warnings) as domain:
            state = state_of(domain, warnings.getvalue())
            yield Project(domain, sources_of(domain)), state

    def state(self) -> State:
        """What the project says."""
        with self.read() as (_project, state):
            return state

    def rename(self, kind: str, old: str, new: str) -> Change:
        """Give a record another id."""
        with self.read() as (project, state):
            key = kind, old
            project = Project.of(project.domain, project.sources, key, new)
            change = renamed(project, key, new)
        self._carry_out(change, state, {old: new}, {key: (kind, new)})
        return change

    def rename_name(
        self, kind: str, identifier: str, old: str, new: str, *, keep_alias: bool = False
    ) -> Change:
        """Give a record another name."""
        with self.read() as (project, state):
            key = kind, identifier
            project = Project.of(project.domain, project.sources, key, old, new)
            change = renamed_by_name(project, key, old, new, keep_alias=keep_alias)
        self._carry_out(change, state, {old: new}, {}, called=key)
        return change

    def merge(self, kind: str, keep: str, gone: str) -> Change:
        """Let a record become a part of another one."""
        with self.read() as (project, state):
            one, other = (kind, keep), (kind, gone)
            project = Project.of(project.domain, project.sources, other, also=[one])
            change = merged(project, one, other)
            titles = [project.ledger.records(kind)[which].title_text for which in (gone, keep)]
        names = {gone: keep, titles[0]: titles[1]}
        self._carry_out(change, state, names, {other: one}, gone=other)
        return change

    def occurrences(self, kind: str, identifier: str) -> list[Occurrence]:
        """Where a record is named."""
        with self.read() as (project, _state):
            key = kind, identifier
            return occurrences(Project.of(project.domain, project.sources, key), key)

    def _carry_out(
        self,
        change: Change,
        before: State,
        names: Mapping[str, str],
        keys: Mapping[Key, Key],
        **which: Key,
    ) -> None:
        carry_out(change, self.folder, before, self.state, replace_all, names, keys=keys, **which)
