"""Two records become one, and nothing that referred to either is lost."""

from pathlib import Path

import pytest

from sphinx_briefing.renaming.applying import PutBack
from sphinx_briefing.renaming.planning import Refused
from tests.corpus import note, record
from tests.renaming.desk import Desk

PEOPLE = "# People\n\n" + "".join(
    [
        record("actor", "Kaja Kallas", "Leads.", id="kaja", kind="person", aliases="Kallas"),
        record("actor", "K. Kallas", "Prose.", id="kk", kind="person", aliases="Kallas, KaKa",
               country="EE"),
        record("actor", "E5", kind="group", members="kaja, Boris, kk"),
        record("actor", "Boris", kind="person"),
    ]
)  # fmt: skip
PAGE = "# A\n\n{actor}`kk` and {actor}`K. Kallas`, {actor}`kaja`; KaKa\n\n" + record(
    "event", "A meeting", date="2026", actors="kk"
)


def test_two_actors_become_one(tmp_path: Path) -> None:
    desk = Desk(tmp_path, {"people.md": PEOPLE, "a.md": PAGE})
    change = desk.merge("actor", "kaja", "kk")
    assert desk.text("people.md") == "# People\n\n" + "".join(
        [
            record("actor", "Kaja Kallas", "Leads.", id="kaja", kind="person",
                   aliases="Kallas, K. Kallas, KaKa"),
            record("actor", "E5", kind="group", members="kaja, Boris"),
            record("actor", "Boris", kind="person"),
        ]
    )  # fmt: skip
    assert desk.text("a.md") == PAGE.replace("`kk`", "`kaja`").replace(": kk", ": kaja")
    assert change.remarks == [
        "country: EE stood with 'kk' alone, and is not taken over",
        "the prose of 'kk' is not taken over",
    ]


@pytest.mark.parametrize(
    ("suffix", "content", "left"),
    [
        (
            ".yaml",
            "# all\n- id: a\n  name: A A\n  kind: person\n\n# b\n- id: b\n  name: B B\n"
            "  kind: person\n- id: c\n  name: C C\n  kind: person\n  speaks-for: b\n",
            "# all\n- aliases: B B\n  id: a\n  name: A A\n  kind: person\n\n# b\n"
            "- id: c\n  name: C C\n  kind: person\n  speaks-for: a\n",
        ),
        (
            ".yaml",
            "-   {id: b, name: B B, kind: person}  # two\n- id: a\n  name: A A\n  kind: person\n",
            "- aliases: B B\n  id: a\n  name: A A\n  kind: person\n",
        ),
        (
            ".yaml",
            "[\n  {id: a, name: A A, kind: person},\n  {id: b, name: B B, kind: person}\n]\n",
            "[\n  {aliases: B B, id: a, name: A A, kind: person}\n]\n",
        ),
        (
            ".json",
            '[{"id": "a", "name": "A A", "kind": "person"},\n'
            '{"id": "b", "name": "B B", "kind": "person"}]',
            '[{"aliases": "B B", "id": "a", "name": "A A", "kind": "person"}]',
        ),
        (
            ".csv",
            "id,name,kind,aliases\na,A A,person,\nb,B B,person,BB\nc,C C,person,\n",
            'id,name,kind,aliases\na,A A,person,"B B, BB"\nc,C C,person,\n',
        ),
    ],
)
def test_in_data_files(tmp_path: Path, suffix: str, content: str, left: str) -> None:
    page = f"# P\n\n```{{actors}}\n:file: p{suffix}\n```\n\n{{actor}}`b`\n"
    desk = Desk(tmp_path, {"p.md": page, f"p{suffix}": content.encode()})
    desk.merge("actor", "a", "b")
    assert desk.text(f"p{suffix}") == left
    assert "{actor}`a`" in desk.text("p.md")


def test_what_does_harm_is_put_back(tmp_path: Path) -> None:
    claims = record("claim", "One", id="one", by="kaja") + record(
        "claim", "Two", id="two", by="kaja", disputes="one"
    )
    desk = Desk(tmp_path, {"people.md": PEOPLE, "n.md": note(claims)})
    with pytest.raises(PutBack, match="all is put back"):
        desk.merge("claim", "two", "one")
    assert desk.files() == desk.before


def test_a_note_is_not_merged(tmp_path: Path) -> None:
    desk = Desk(tmp_path, {"a.md": note(), "b.md": note()})
    with pytest.raises(Refused, match="a note is not merged"):
        desk.merge("source", "a", "b")
    assert desk.files() == desk.before
