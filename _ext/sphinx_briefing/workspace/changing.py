"""Another id, or another name, of a record: the edits of all files, open ones included."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..renaming.planning import Project, Refused
from ..renaming.renames import is_called, renamed, renamed_by_name
from ..renaming.sources import Unwritable, sources_of
from .protocol import Event, Replacement, Request

if TYPE_CHECKING:
    from .project import LiveProject


def changes(project: LiveProject, request: Request) -> Event:
    """The edits that a renaming takes, or the sentence that says why it cannot be."""
    domain, key = project.domain, (request.kind, request.id)
    opened = {path: text.encode("utf-8", "replace") for path, text in project.texts.items()}
    record = domain.ledger.get(*key)
    if record is None:
        return _refused(f"there is no {request.kind} {request.id!r} any more")
    try:
        sources = sources_of(domain, None, opened)
        called = is_called(record, request.written) if request.written else ""
        if called:
            change = renamed_by_name(
                Project.of(domain, sources, key, called, request.new), key, called, request.new
            )
        else:
            change = renamed(Project.of(domain, sources, key, request.new), key, request.new)
    except (Refused, Unwritable, OSError) as error:
        return _refused(str(error))
    edits = [Replacement(one.path, one.start, one.end, one.words) for one in sorted(change.edits)]
    return Event("renamed", edits=edits, files=dict.fromkeys(change.texts, 0))


def _refused(sentence: str) -> Event:
    return Event("renamed", text=" ".join(sentence.split()))
