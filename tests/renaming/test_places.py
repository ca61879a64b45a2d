"""Places of all sorts in which a record is named, and what is left alone."""

from pathlib import Path

import pytest

from sphinx_briefing.renaming.applying import PutBack
from sphinx_briefing.renaming.planning import Refused
from tests.corpus import record
from tests.renaming.desk import Desk

KAJA = record("actor", "Kaja Kallas", id="kaja", kind="person", aliases="Kallas")


def test_in_included_texts_and_what_they_include(tmp_path: Path) -> None:
    files = {
        "people.md": "# P\n\n" + KAJA,
        "a.md": "# A\n\n```{include} parts/one.inc\n```\n\n```{include} /parts/two.txt\n```\n",
        "parts/one.inc": "{actor}`kaja` leads.\n\n```{actors}\n:file: parts/more.csv\n```\n",
        "parts/two.txt": "```{event} A meeting\n:date: 2026\n:actors: kaja\n```\n",
        "parts/more.csv": "id,name,kind,speaks-for\nboris,Boris,person,kaja\n",
        "unused.inc": "{actor}`kaja`\n",
    }
    desk = Desk(tmp_path, files)
    desk.rename("actor", "kaja", "kallas")
    assert desk.changed() == [
        "parts/more.csv: boris,Boris,person,kallas",
        "parts/one.inc: {actor}`kallas` leads.",
        "parts/two.txt: :actors: kallas",
        "people.md: :id: kallas",
    ]


PAGE = """
---
myst:
  substitutions:
    her: "{actor}`kaja`"
---
# A

```{eval-rst}
.. brief:event:: A meeting
   :date: 2026
   :actors: kaja

   By :brief:actor:`kaja` and {actor}`kaja`.
```

```{list-table}
* - {actor}`kaja`
  - b
```

[her][k] {any}`actor-kaja` <project:#actor-kaja> ![kaja](kaja.png) kaja

[k]: #actor-kaja

% {actor}`kaja`

```{csv-table}
{actor}`kaja`, b
```

```{actors}
:as: map
:centre: kaja
:groups: The one = kaja, Kallas; Others = Kallas
```

    {actor}`kaja` in code
"""


def test_in_all_sorts_of_blocks(tmp_path: Path) -> None:
    desk = Desk(tmp_path, {"people.md": "# P\n\n" + KAJA, "a.md": PAGE, "kaja.png": b""})
    desk.rename("actor", "kaja", "kk")
    expected = PAGE.lstrip().replace("`kaja`", "`kk`").replace("actor-kaja", "actor-kk")
    expected = expected.replace(": kaja", ": kk").replace("= kaja", "= kk")
    expected = expected.replace("and {actor}`kk`", "and {actor}`kaja`")
    assert desk.text("a.md") == expected.replace("{actor}`kk` in code", "{actor}`kaja` in code")


def test_a_bare_name_means_what_it_means_in_each_field(tmp_path: Path) -> None:
    """In ``basis``, a bare id is looked for among claims first."""
    files = {
        "a.md": "# A\n\n" + record("actor", "Kaja", id="x", kind="person")
        + record("claim", "So", id="x", by="x")
        + record("judgement", "J", id="j", likelihood="likely", basis="x, actor:x")
    }  # fmt: skip
    desk = Desk(tmp_path, files)
    desk.rename("actor", "x", "kaja")
    assert desk.changed() == ["a.md: :id: kaja", "a.md: :by: kaja", "a.md: :basis: x, actor:kaja"]


def test_a_kind_is_said_where_the_new_id_alone_would_mean_another(tmp_path: Path) -> None:
    files = {
        "a.md": "# A\n\n" + record("event", "Kraków", id="krakow", date="2026")
        + record("claim", "So", id="so", by="Kaja") + record("actor", "Kaja", kind="person")
        + record("judgement", "J", id="j", likelihood="likely", basis="krakow")
    }  # fmt: skip
    desk = Desk(tmp_path, files)
    desk.rename("event", "krakow", "so")
    assert desk.changed() == ["a.md: :basis: event:so"]


def test_an_id_that_dangling_references_wait_for_is_refused(tmp_path: Path) -> None:
    desk = Desk(tmp_path, {"a.md": "# A\n\n" + KAJA + "{actor}`nobody`\n"})
    with pytest.raises(Refused, match=r"a.md:9: actor: 'nobody' would mean actor nobody there"):
        desk.rename("actor", "kaja", "nobody")
    assert desk.files() == desk.before


def test_settings_and_translations_are_listed(tmp_path: Path) -> None:
    files = {
        "a.md": "# A\n\n" + KAJA + "Met {actor}`kaja`.\n",
        "locale/de/LC_MESSAGES/a.po": 'msgid "Met {actor}`kaja`."\nmsgstr "Traf {actor}`kaja`."\n',
    }
    desk = Desk(tmp_path, files, html_title="Of kaja", locale_dirs=["locale"])
    change = desk.rename("actor", "kaja", "kk")
    assert [(one.path, one.why) for one in sorted(change.left_alone)] == [
        ("a.po", "a translation: bring it up to date with its page"),
        ("conf.py", "settings are Python: look at it"),
    ]


def test_files_in_other_encodings(tmp_path: Path) -> None:
    table = "id,name,kind\nkaja,Kaja Kallas,person\nm,Müller,person\n"
    page = "# A\n\n```{actors}\n:file: p.csv\n:encoding: latin-1\n```\n"
    desk = Desk(tmp_path, {"a.md": page, "p.csv": table.encode("latin-1")})
    desk.rename("actor", "kaja", "kk")
    assert desk.files()["p.csv"] == table.replace("kaja,", "kk,").encode("latin-1")
    (tmp_path / "p.csv").write_bytes(table.encode("utf-16"))
    with pytest.raises(Refused, match=r"p.csv cannot be changed: it is in UTF-16"):
        desk.rename("actor", "kaja", "kk")


def test_a_record_that_is_written_twice_or_in_a_glossary_is_refused(tmp_path: Path) -> None:
    files = {
        "a.md": "# A\n\n" + KAJA + KAJA,
        "b.md": "# B\n\n```{glossary}\nLEAP\n: Drones.\n```\n\n{term}`LEAP`\n",
    }
    desk = Desk(tmp_path, files)
    with pytest.raises(Refused, match=r"is written in several places \(a.md:3, a.md:9\)"):
        desk.rename("actor", "kaja", "kk")
    with pytest.raises(Refused, match="as a glossary of Sphinx is"):
        desk.rename("term", "leap", "l")


def test_where_a_record_is_named(tmp_path: Path) -> None:
    page = "# A\n\n{actor}`kaja` and {actor}`Kallas`, [her](#actor-kaja).\n"
    desk = Desk(tmp_path, {"a.md": page, "p.md": "# P\n\n" + KAJA})
    found = desk.occurrences("actor", "kaja")
    assert [(one.path, one.line, one.column, one.place.how) for one in found] == [
        ("a.md", 3, 9, "role"),
        ("a.md", 3, 27, "role"),
        ("a.md", 3, 49, "link"),
        ("p.md", 3, 12, "name"),
        ("p.md", 4, 6, "id"),
    ]


def test_what_would_mean_something_else_afterwards_is_put_back(tmp_path: Path) -> None:
    """An extension reads a name in its own way, which nobody knows here."""
    desk = Desk(tmp_path, {"a.md": "# A\n\n" + KAJA})
    setup = (
        "\ndef setup(app):\n    app.connect('source-read', lambda app, name, source: "
        "source.__setitem__(0, source[0] + '\\n{actor}`ka' + 'ja`\\n'))\n"
    )
    with (tmp_path / "conf.py").open("a") as conf:
        conf.write(setup)
    desk.before = desk.files()
    with pytest.raises(PutBack, match="unknown actor 'kaja'"):
        desk.rename("actor", "kaja", "kk")
    assert desk.files() == desk.before
