"""Passages with markings of their own, through edits: what is built again is built as if new."""

import pytest

from tests.corpus import note, page, record
from tests.language.test_passages import FRONT, passage
from tests.support import Build, Built, Content

JUDGED = record("judgement", "It holds", likelihood="likely", confidence="low", basis="c")
SOURCE = note(
    record("claim", "So it is", id="c", by="a") + record("actor", "Norland", id="a", kind="state"),
    id="s", title="Report", page_fields={"tlp": "AMBER"},
)  # fmt: skip
LABEL = "(label)=\n~~~{list-table} Caption\n* - Cell\n~~~\n\n"


def files(marking: str, inside: str = "", source: str = SOURCE) -> dict[str, Content]:
    text = f"{{claim}}`c` and {{actor}}`a`.\n\n{LABEL}{JUDGED}{inside}"
    return {
        "index.md": "# Start\n\n```{toctree}\nb\nother\nn\n```\n\n{ref}`label`\n",
        "b.md": FRONT + (passage(marking, text) if marking else text),
        "other.md": page({}, "```{judgements}\n:scope: all\n```\n\n{judgement}`it-holds`\n"),
        "n.md": source,
    }


STEPS = (
    files("AMBER"),
    files("GREEN"),
    files("RED", "Words.\n"),
    files(""),
    files("CLEAR"),
    files("AMBER", passage("RED", "More.").replace("`````", "````")),
    files("AMBER", source=SOURCE.replace("tlp: AMBER", "tlp: GREEN")),
    files("AMBER", source=SOURCE.replace("Report", "Account")),
)


def same(built: Built) -> None:
    clean = built.afresh()
    assert sorted(built.warnings) == sorted(clean.warnings)
    assert built.files() == clean.files()


@pytest.mark.parametrize(("builder", "jobs"), [("html", 1), ("html", 2), ("text", 1)])
def test_a_build_after_edits_is_that_of_a_new_project(
    build: Build, builder: str, jobs: int
) -> None:
    conf = {"briefing_search": True, "html_theme": "briefing"}
    built = build(STEPS[0], builder, conf=conf, jobs=jobs)
    for step in STEPS[1:]:
        built.again(step)
        same(built)
