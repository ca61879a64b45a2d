"""A name is changed where it is written, where records are called by it, and in linked prose."""

from pathlib import Path

import pytest

from sphinx_briefing.renaming.planning import Refused
from tests.corpus import record
from tests.renaming.desk import Desk

PEOPLE = record(
    "actor", "Kaja Kallas", "Kaja Kallas leads.", id="kaja", kind="person", aliases="Kallas"
) + record("actor", "Boris Pistorius", kind="person")
PAGE = """
# Kaja Kallas speaks

Kaja Kallas met **Boris
Pistorius** and `Boris Pistorius`, [Boris Pistorius](https://x.org), Kallas and Boris Pistorius.

> Boris Pistorius, they quote.

```{claim} Boris Pistorius said so
:by: Boris Pistorius, kaja
Boris Pistorius was there; {actor}`Boris Pistorius`, {actor}`he <Boris Pistorius>`.
```

```{quote}
:by: Boris Pistorius
I am Boris Pistorius.
```
"""


def test_a_name_is_changed_everywhere_that_means_it(tmp_path: Path) -> None:
    desk = Desk(tmp_path, {"people.md": PEOPLE, "a.md": PAGE}, briefing_autolink="all")
    desk.rename_name("actor", "boris-pistorius", "Boris Pistorius", "Boris L. Pistorius")
    assert desk.changed() == [
        "a.md: Kaja Kallas met **Boris L. Pistorius** and `Boris Pistorius`, "
        "[Boris Pistorius](https://x.org), Kallas and Boris L. Pistorius.",
        "a.md: :by: Boris L. Pistorius, kaja",
        "a.md: Boris L. Pistorius was there; {actor}`Boris L. Pistorius`, "
        "{actor}`he <Boris L. Pistorius>`.",
        "a.md: :by: Boris L. Pistorius",
        "people.md: ```{actor} Boris L. Pistorius",
        "people.md: :id: boris-pistorius",
    ]


def test_an_old_name_may_stay_as_an_alias(tmp_path: Path) -> None:
    desk = Desk(tmp_path, {"people.md": PEOPLE, "a.md": PAGE})
    desk.rename_name("actor", "kaja", "Kaja Kallas", "Kallas, Kaja", keep_alias=True)
    assert desk.changed() == [
        "a.md: Kallas, Kaja met **Boris",
        "people.md: ```{actor} Kallas, Kaja",
        "people.md: :aliases: Kallas, Kaja Kallas",
    ]


def test_an_alias_is_changed(tmp_path: Path) -> None:
    desk = Desk(tmp_path, {"people.md": PEOPLE, "a.md": PAGE.replace("met", "and Kallas met")})
    desk.rename_name("actor", "kaja", "Kallas", "K. Kallas")
    assert "people.md: :aliases: K. Kallas" in desk.changed()
    assert "Kaja Kallas and K. Kallas met" in desk.text("a.md")


@pytest.mark.parametrize(
    ("suffix", "content", "expected"),
    [
        (
            ".yaml",
            "- id: kaja\n  name: Kaja Kallas # her\n  kind: person\n  aliases: [Kallas]\n",
            "- id: kaja\n  name: 'Kallas: \"K\"' # her\n  kind: person\n"
            "  aliases: [Kallas, Kaja Kallas]\n",
        ),
        (
            ".yaml",
            "- name: Kaja Kallas\n  kind: person\n",
            "- aliases: Kaja Kallas\n  id: kaja-kallas\n  name: 'Kallas: \"K\"'\n  kind: person\n",
        ),
        (
            ".json",
            '[\n  {\n    "name": "Kaja Kallas",\n    "kind": "person"\n  }\n]\n',
            '[\n  {\n    "aliases": "Kaja Kallas",\n    "id": "kaja-kallas",\n'
            '    "name": "Kallas: \\"K\\"",\n    "kind": "person"\n  }\n]\n',
        ),
        (
            ".csv",
            "name,kind,aliases,id\nKaja Kallas,person,Kallas,\n",
            'name,kind,aliases,id\n"Kallas: ""K""",person,"Kallas, Kaja Kallas",kaja-kallas\n',
        ),
    ],
)
def test_in_data_files(tmp_path: Path, suffix: str, content: str, expected: str) -> None:
    name = f"p{suffix}"
    page = f"# P\n\n```{{actors}}\n:file: {name}\n```\n"
    desk = Desk(tmp_path, {"p.md": page, name: content.encode()})
    (identifier,) = (one for kind, one in desk.state().records if kind == "actor")
    desk.rename_name("actor", identifier, "Kaja Kallas", 'Kallas: "K"', keep_alias=True)
    assert sorted(desk.text(name)) == sorted(expected)
    assert desk.text(name).count("aliases") == 1


def test_a_name_that_is_another_records_is_refused_where_that_is_meant(tmp_path: Path) -> None:
    page = "# A\n\n{actor}`Pistorius` and {actor}`Boris Pistorius`\n"
    people = PEOPLE + record("actor", "Pistorius", kind="person", id="other")
    desk = Desk(tmp_path, {"people.md": people, "a.md": page})
    with pytest.raises(Refused, match=r"a.md:3: actor: 'Pistorius' would mean any of"):
        desk.rename_name("actor", "boris-pistorius", "Boris Pistorius", "Pistorius")
    assert desk.files() == desk.before


def test_other_forms_of_a_name_are_named(tmp_path: Path) -> None:
    term = record("term", "drone", id="d")
    page = "# A\n\nOne drone, two drones, three drones.\n"
    desk = Desk(tmp_path, {"t.md": "# T\n\n" + term, "a.md": page}, briefing_autolink="all")
    change = desk.rename_name("term", "d", "drone", "unmanned aircraft")
    assert "One unmanned aircraft, two drones" in desk.text("a.md")
    assert change.remarks == ["a.md: 'drones', a form of 'drone', stays in 2 places"]
