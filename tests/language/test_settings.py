"""Every configuration value takes anything: what cannot be used is said, and left out."""

import datetime
import json
import re
from collections.abc import Callable
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sphinx_briefing.config.settings import Setting, read, settings_of
from sphinx_briefing.own import own_registry
from tests.corpus import brief, note, record
from tests.support import Build

WORDS = sorted(
    {
        "atom",
        "sources",
        "actors",
        "warning",
        "off",
        "overdue",
        "text",
        "ink",
        "top",
        "policy",
        "label",
        "words",
        "briefs",
        "title",
        "RED",
        "first",
        "all",
        "safe",
        "a4",
        "2026",
        "9mm",
        "#123",
        "x/y",
        "../../x",
        "\0",
        "\ud800",
        "",
    }
)
SETTINGS = settings_of(own_registry())

ATOMS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.binary(max_size=3),
    st.dates(),
    st.datetimes(),
    st.timedeltas(),
    st.sampled_from(WORDS),
    st.text(max_size=5),
    st.decimals(),
    st.builds(object),
    st.just(print),
    st.just(int),
    st.builds(Path, st.just("a")),
    st.just(...),
)
ANYTHING = st.recursive(
    ATOMS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.tuples(inner, inner),
        st.dictionaries(st.one_of(st.sampled_from(WORDS), st.integers(), st.none()), inner),
        st.frozensets(st.integers()),
    ),
    max_leaves=6,
)


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda setting: setting.name)
@settings(deadline=None, suppress_health_check=list(HealthCheck), max_examples=150)
@given(value=ANYTHING)
def test_anything_can_be_written(setting: Setting, value: object) -> None:
    used, problems = read(setting, value)
    assert type(used) is type(setting.default)
    assert max(map(len, problems), default=0) < 500
    assert read(setting, used) == (used, []), "what is used is good"


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda setting: setting.name)
def test_defaults_are_good(setting: Setting) -> None:
    assert read(setting, setting.default) == (setting.default, [])
    assert read(setting, setting.instead) == (setting.instead, [])


WRONG: dict[str, Callable[[Setting], Any]] = {
    "[[]]": lambda setting: [[]],
    "a day": lambda setting: datetime.date(2026, 2, 1),
    "a number": lambda setting: 7.5,
    "None": lambda setting: None,
    "nested": lambda setting: {"a": {"b": [None, {"c": 1}]}, "text": [[1]]},
    "lists in place": lambda setting: [[1], ["sources"], {}],
}


@pytest.mark.parametrize("builder", ["html", "briefpdf", "briefdocx", "ledger"])
@pytest.mark.parametrize("kind", WRONG)
def test_builds_go_on_with_all_values_wrong(build: Build, kind: str, builder: str) -> None:
    conf = {setting.name: WRONG[kind](setting) for setting in SETTINGS}
    lines = [f"{name} = {value!r}" for name, value in conf.items()]
    files = {
        "conf.py": "import datetime\nextensions = ['myst_parser', 'sphinx_briefing']\n"
        "primary_domain = 'brief'\nhtml_baseurl = 'https://example.org/'\n" + "\n".join(lines),
        "n.md": note(record("claim", "C", by="E5") + record("actor", "E5", kind="group")),
        "b.md": brief("{claim}`c`", kind="flash"),
    }
    built = build(files, builder)
    assert built.status == 0
    said = {
        warning.split(": ")[1] for warning in built.warnings if warning.endswith("[briefing.field]")
    }
    good = {"briefing_as_of"} if kind == "a day" else set()
    assert said >= conf.keys() - good
    assert all(
        "[briefing.field]" in warning for warning in built.warnings if "briefing_" in warning
    )


def test_what_is_used_is_said(build: Build) -> None:
    [warning] = build({"a.md": "# A\n"}, conf={"briefing_stale_days": [[]]}).warnings
    assert "briefing_stale_days: [[]] is not a number of days; 365 is used" in warning


def test_a_wrong_item_costs_itself_alone(build: Build) -> None:
    conf = {"briefing_annexes": ["terms", ["sources"]]}
    built = build(
        {"b.md": brief("{term}`LEAP`"), "r.md": "# R\n\n" + record("term", "LEAP")}, conf=conf
    )
    [warning] = [w for w in built.warnings if "briefing_" in w]
    assert "briefing_annexes: ['sources'] is not one of: sources, terms, actors; it is" in warning
    assert "brief-view-terms" in built.text("b.html")


def test_a_day_of_python(build: Build) -> None:
    built = build(
        {
            "conf.py": "import datetime\nextensions = ['myst_parser', 'sphinx_briefing']\n"
            "briefing_as_of = datetime.date(2026, 2, 1)\n",
            "index.md": "# A\n",
        }
    )
    assert built.warnings == []


@pytest.mark.parametrize("name", ["taken.txt", ".", "taken.txt/deeper.sarif"])
def test_the_sarif_file_takes_the_place_of_no_other(
    build: Build, tmp_path: Path, name: str
) -> None:
    taken = tmp_path / "taken.txt"
    taken.write_text("precious")
    built = build({"a.md": "# A\n"}, conf={"briefing_sarif": str(tmp_path / name)})
    [warning] = built.warnings
    assert "briefing_sarif: " in warning
    assert taken.read_text() == "precious"


def test_the_sarif_file_is_written_again(build: Build, tmp_path: Path) -> None:
    target = tmp_path / "deep" / "found.sarif"
    built = build({"a.md": "# A\n"}, conf={"briefing_sarif": str(target)}).again({"a.md": "# B\n"})
    assert built.warnings == []
    assert json.loads(target.read_text())["version"] == "2.1.0"


def test_the_manual_describes_all_of_them() -> None:
    manual = (Path(__file__).parents[2] / "docs" / "configuration.md").read_text()
    assert [setting.name for setting in SETTINGS if f"\n`{setting.name}`\n:" not in manual] == []


def test_the_manual_shows_how_each_is_written() -> None:
    manual = (Path(__file__).parents[2] / "docs" / "configuration.md").read_text()
    examples: dict[str, object] = {}
    for block in re.findall(r"(?ms)^( *)```python\n(.*?)^ *```$", manual):
        code = dedent(block[1])
        if code.startswith("briefing_"):
            exec(code, examples)
    for setting in SETTINGS:
        assert setting.name in examples, setting.name
        assert read(setting, examples[setting.name]) == (examples[setting.name], []), setting.name
