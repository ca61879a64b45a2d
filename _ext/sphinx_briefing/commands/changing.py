"""A change of the sources shown, written, and looked at: what ``rename`` and ``merge`` share."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated

import typer

from .folders import find_project
from .telling import tell

if TYPE_CHECKING:
    from ..domain import BriefDomain
    from ..renaming.change import Change
    from ..renaming.meaning import Key
    from ..renaming.sources import Sources
    from ..renaming.verifying import State

DryRun = Annotated[bool, typer.Option("--dry-run", "-n", help="Show the change, write nothing.")]
Json = Annotated[bool, typer.Option("--json", help="Write the edits as JSON, instead of a diff.")]


class Plan:
    """A change, with what a project says before it and must say after it.

    :param names: what is called otherwise afterwards, old and new.
    :param keys: records that have other ids afterwards.
    :param gone: a record that becomes a part of another one.
    :param called: a record that gets other names.
    """

    def __init__(
        self,
        change: Change,
        names: Mapping[str, str],
        keys: Mapping[Key, Key] | None = None,
        *,
        gone: Key | None = None,
        called: Key | None = None,
    ) -> None:
        self.change = change
        self.names = names
        self.keys = keys or {}
        self.gone = gone
        self.called = called


def change_sources(
    source: Path | None,
    conf: Path | None,
    plan: Callable[[BriefDomain, Sources], Plan],
    *,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Work a change out, show it, and write it unless it is only to be shown.

    :raises ValueError: if it cannot be done; nothing is written then, or all is put back.
    """
    from ..renaming.applying import carry_out
    from ..renaming.sources import sources_of
    from ..renaming.verifying import state_of
    from .reading import project_read
    from .writing import replace_all

    folder, settings = find_project("", source, conf)
    with TemporaryDirectory(prefix="briefing-") as doctrees:

        @contextmanager
        def project() -> Iterator[tuple[BriefDomain, State]]:
            warnings = StringIO()
            with project_read(folder, settings, warnings, Path(doctrees)) as domain:
                yield domain, state_of(domain, warnings.getvalue())

        def read() -> State:
            with project() as (_domain, state):
                return state

        with project() as (domain, before):
            found = plan(domain, sources_of(domain, settings))
        _show(found.change, as_json=as_json)
        if dry_run:
            return
        carry_out(
            found.change,
            folder,
            before,
            read,
            replace_all,
            found.names,
            keys=found.keys,
            gone=found.gone,
            called=found.called,
        )
    files = len({edit.path for edit in found.change.edits})
    tell(f"changed {_counted(len(found.change.edits), 'place')} in {_counted(files, 'file')}")


def _show(change: Change, *, as_json: bool) -> None:
    import msgspec

    if as_json:
        encoded = msgspec.json.format(msgspec.json.encode(change.data()), indent=1)
        sys.stdout.write(encoded.decode() + "\n")
        return
    sys.stdout.write(change.diff())
    for one in sorted(set(change.left_alone)):
        tell(f"left alone: {one.path}:{one.line}: {one.words}: {one.why}")
    for remark in change.remarks:
        tell(remark)


def _counted(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
