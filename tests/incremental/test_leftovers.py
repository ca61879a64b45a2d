"""What a build no longer makes is removed, whoever has removed it before; and comes back."""

from pathlib import Path

import pytest
from sphinx.cmd.build import build_main

from tests.corpus import brief, note, record
from tests.support import Build, Built

FILES = {
    "registers.md": "# Registers\n\n"
    + record("actor", "Group of Five", kind="group", id="five")
    + record("term", "LEAP", "A programme.")
    + record("topic", "Ports", id="ports"),
    "n.md": note(
        record("claim", "Harbours reopen", by="five", id="c", topic="ports")
        + record("event", "Talks", date="2026-02-01", kind="meeting", actors="five"),
        title="A note",
    ),
    "b.md": brief("{claim}`c` on {term}`LEAP`.", title="A brief", date="2026-02-23"),
}
ON = {
    "briefing_cards": True,
    "briefing_profiles": ["actors", "terms", "topics"],
    "briefing_indexes": ["actors", "briefs"],
    "briefing_search": True,
    "briefing_feeds": ["atom", "calendar"],
    "html_baseurl": "https://briefs.example.org/",
}
OFF = {"briefing_cards": False, "briefing_profiles": [], "briefing_indexes": [],
       "briefing_search": False, "briefing_feeds": []}  # fmt: skip
MADE = {
    "briefing_cards": "_static/briefing-cards/",
    "briefing_profiles": "briefing/actor/",
    "briefing_indexes": "briefing/actors",
    "briefing_search": "_search/",
    "briefing_feeds": "calendar.ics",
}


def configured(built: Built, conf: dict[str, object]) -> Built:
    """The same project with other settings."""
    lines = "\n".join(f"{name} = {value!r}" for name, value in conf.items())
    first = built.src / "conf-first.txt"
    if not first.exists():
        first.write_bytes((built.src / "conf.py").read_bytes())
    return built.again({"conf.py": f"{first.read_text(encoding='utf-8')}\n{lines}\n"})


def remove_all(built: Built, name: str) -> None:
    """Remove what a part has made, as another build or a person may."""
    for made in [made for made in built.files() if made.startswith(MADE[name])]:
        (built.out / made).unlink()


@pytest.mark.parametrize("name", OFF)
def test_a_part_can_be_turned_off_and_on_again(build: Build, name: str) -> None:
    built = build(FILES, conf=ON)
    for removed in (False, True):
        assert [made for made in built.files() if made.startswith(MADE[name])]
        if removed:
            remove_all(built, name)
        configured(built, {name: OFF[name]})
        assert built.warnings == []
        assert not [made for made in built.files() if made.startswith(MADE[name])]
        assert built.files() == built.afresh().files()
        configured(built, {name: ON[name]})
        assert built.warnings == []
        assert built.files() == built.afresh().files()


def test_all_parts_can_be_turned_off_at_once(build: Build) -> None:
    built = build(FILES, conf=ON)
    configured(built, OFF)
    assert built.files() == built.afresh().files()
    configured(built, ON)
    assert built.files() == built.afresh().files()


def test_outputs_that_somebody_has_removed_end_no_build(build: Build) -> None:
    built = build({**FILES, "deep/er/more.md": note("", title="More")}, conf=ON)
    (built.out / "deep/er/more.html").unlink()
    (built.out / "deep/er").rmdir()
    (built.out / "briefing/actor/five.html").unlink()
    built.again(
        {
            "deep/er/more.md": None,
            "registers.md": FILES["registers.md"].replace(":id: five", ":id: six"),
        }
    )
    assert built.files() == built.afresh().files()


def test_a_page_that_has_the_output_of_another_keeps_it(build: Build) -> None:
    files = {"index.md": "# Start\n", "deep.md": "# Deep\n", "deep/index.md": "# Deeper\n"}
    built = build(files, "dirhtml")
    built.again({"deep.md": None})
    assert "Deeper" in built.text("deep/index.html")
    assert built.files() == built.afresh().files()


def test_pages_that_list_what_is_gone_are_told_so(build: Build) -> None:
    built = build({**FILES, "index.md": "# Start\n\n```{toctree}\nn\nb\nregisters\n```\n"})
    assert built.warnings == []
    built.again({"b.md": None})
    assert "toctree contains reference to nonexisting document 'b'" in "".join(built.warnings)
    assert built.warnings == built.afresh().warnings


def test_pages_change_with_the_tags_of_a_build(tmp_path: Path) -> None:
    conf = 'extensions = ["myst_parser", "sphinx_briefing"]\nbriefing_autolink = "off"\n'
    (tmp_path / "conf.py").write_text(conf, encoding="utf-8")
    only = "Start\n=====\n\n.. only:: inside\n\n   For us alone.\n"
    (tmp_path / "index.rst").write_text(only, encoding="utf-8")

    def text(*tags: str) -> str:
        options = [option for tag in tags for option in ("-t", tag)]
        assert build_main(["-q", "-b", "text", *options, str(tmp_path), str(tmp_path / "o")]) == 0
        return (tmp_path / "o" / "index.txt").read_text(encoding="utf-8")

    assert "For us" not in text()
    assert "For us" in text("inside")
    assert "For us" not in text()


def test_pages_that_a_killed_build_had_begun_are_made_again(build: Build) -> None:
    built = build(FILES, "text")
    good = built.files()
    (built.out / "n.txt").write_text("Half a no", encoding="utf-8")
    (built.out / ".briefing-answers-text.journal").write_text("briefing\nn\n", encoding="utf-8")
    built.again()
    assert built.files() == good


CHAIN = {
    "one.md": note(
        record("claim", "It opened", "See {term}`LEAP`, *now*.", by="five", id="c1"),
        id="s1", title="One", date="2026-02-01", origin="s2",
    ),
    "two.md": note("Two.\n", id="s2", title="Two", date="2026-02-01", origin="s3"),
    "three.md": note("Three.\n", id="s3", title="Three", date="2026-02-01", origin="s6"),
    "six.md": note("Six.\n", id="s6", title="Six", date="2026-02-01"),
    "other.md": note(
        record("claim", "It did not", "So *they* say.", by="five", id="c2", disputes="c1"),
        id="s4", title="Other", date="2026-02-01", origin="s5",
    ),
    "five.md": note("Five.\n", id="s5", title="Five", date="2026-02-01"),
    "registers.md": FILES["registers.md"],
    "annexed.md": brief("{source}`s1` {source}`s4`\n", title="Annexed", date="2026-02-23"),
    "printed.md": brief(
        record("claims", ids="c1", **{"as": "list"}), title="Printed", date="2026-02-23"
    ),
    "contrasted.md": "# Contrasted\n\n" + record("claims", ids="c1", **{"as": "contrast"}),
}  # fmt: skip
EDITS = {
    # The last of a chain of origins, of which the page shows no more than how many there are.
    "annexed.html": ("three.md", "origin: s6", "origin: s5"),
    # The emphasis in a claim that is printed because it disputes another.
    "contrasted.html": ("other.md", "So *they* say", "So they *say*"),
    # The emphasis in the definition of a term to which the words of a claim refer.
    "printed.html": ("registers.md", "A programme.", "A *programme*."),
}


@pytest.mark.parametrize("page", EDITS)
def test_pages_follow_what_they_show_at_second_hand(build: Build, page: str) -> None:
    built = build(CHAIN, conf={"html_copy_source": False})
    before = built.files()
    name, old, new = EDITS[page]
    built.again({name: CHAIN[name].replace(old, new)})
    clean = built.afresh().files()
    assert before[page] != clean[page]
    assert [name for name in clean if built.files()[name] != clean[name]] == []
