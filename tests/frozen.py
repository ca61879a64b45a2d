"""Edits of a project's frozen editions: they come, change, go, and are spoilt by hand."""

import random
from typing import TYPE_CHECKING, Any

from sphinx_briefing.editions import Edition, Kept, encoded
from sphinx_briefing.records import KINDS

if TYPE_CHECKING:
    from tests.edited import Project

REFERENCES = ("B-1", "B-2")


def edition(reference: str, number: int, rng: random.Random) -> bytes:
    """What a brief of the edited project may have said, as far as its notes go."""
    records = []
    for one in rng.sample((1, 2, 3), 2):
        values: dict[str, Any] = {"retracted": rng.choice([None, "2026-02-03"])}
        records.append(Kept("source", f"s{one}", f"Report {one}", values))
        said = {"disputed": False, "standing": "stands", "source": (f"s{one}",)}
        records.append(Kept("claim", f"c{one}", f"Ports open in round {one}", said))
        due = {"status": rng.choice(["open", "met"]), "due": "2026-02-11", "overdue": False}
        records.append(Kept("commitment", f"m{one}", f"Publish list {one}", due))
    gone = {"likelihood": rng.choice(["likely", "unlikely"]), "basis": ("claim:c1",)}
    records.append(Kept("judgement", "gone", "It was thought likely once", gone))
    knows = frozenset({"source", "commitment", "judgement"})
    kept = {record.key: record for record in records}
    return encoded(Edition(reference, number, "A brief", "2026-02-28", "", "", kept, knows), KINDS)


def _brief(project: "Project", reference: str) -> str:
    """The page of a brief, wherever it is; empty if it is gone."""
    wanted = f"reference: {reference}\n".encode()
    return next((name for name, text in sorted(project.files.items()) if wanted in text), "")


def freeze_edition(project: "Project", rng: random.Random) -> None:
    reference, number = rng.choice(REFERENCES), rng.choice((1, 1, 2))
    name = f"editions/{reference}/{number}.json"
    content = edition(reference, number, rng)
    spoilt = rng.random()
    if spoilt < 0.1:
        content = content.replace(b'"It was thought', b'"It is thought')
    elif spoilt < 0.2:
        content = content[: rng.randrange(len(content))]
    elif spoilt < 0.3:
        content = edition("B-9", number, rng)
    project.files[name] = content


def remove_edition(project: "Project", rng: random.Random) -> None:
    names = sorted(name for name in project.files if name.startswith("editions/"))
    if names:
        del project.files[rng.choice(names)]


def next_edition(project: "Project", rng: random.Random) -> None:
    """A brief says which edition it is, and whether it is final."""
    reference = rng.choice(REFERENCES)
    name = _brief(project, reference)
    if name:
        number, status = rng.choice((1, 2, 2, 3)), rng.choice(("final", "draft"))
        project.replace(
            name,
            rf"^  reference: {reference}\n(  edition: .*\n)?(  status: .*\n)?",
            f"  reference: {reference}\n  edition: {number}\n  status: {status}\n",
        )


def place_changes(project: "Project", rng: random.Random) -> None:
    """An author places what has changed, or takes it away again."""
    name = _brief(project, rng.choice(REFERENCES))
    if name:
        text = project.files[name].partition(b"\n```{changes}")[0]
        asked = rng.choice([b"", b"```{changes}\n```\n", b"```{changes}\n:since: 1\n```\n"])
        project.files[name] = text.rstrip(b"\n") + b"\n" + (b"\n" + asked if asked else b"")


EDITS = (freeze_edition, freeze_edition, remove_edition, next_edition, next_edition, place_changes)
"""Every edit; each takes the project and a source of chance."""
