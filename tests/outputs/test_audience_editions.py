"""What is not for an audience comes from no frozen edition."""

import json
from pathlib import Path

from sphinx_briefing.__main__ import main
from tests.audiences import whole
from tests.support import Built, build_project

BRIEF = """\
---
brief:
  kind: flash
  reference: B-1
  date: 2026-03-01
  edition: {edition}
  status: final
  summary: A summary.
---
# A brief

{{claim}}`ports`

```{{restricted}} RED
{{claim}}`walfish-north`
```

```{{judgement}} Trade will grow
:id: growth
:likelihood: {likelihood}
:confidence: low
:basis: ports, walfish-north
```

{more}
"""

RED_JUDGEMENT = """\
```{judgement} Walfish wins
:id: walfish-wins
:likelihood: likely
:confidence: low
:basis: walfish-north
:tlp: RED
```
"""


def _brief(edition: int, likelihood: str = "likely", more: str = RED_JUDGEMENT) -> str:
    return BRIEF.format(edition=edition, likelihood=likelihood, more=more)


def _frozen(tmp_path: Path) -> Built:
    """The project with the brief as it was in its first edition, which is frozen."""
    files = whole() | {"briefs/policy.md": _brief(1)}
    built = build_project(
        tmp_path, files, "text", conf={"briefing_audience": "GREEN", "suppress_warnings": []}
    )
    folders = ["--source", str(built.src), "--conf", str(built.src)]
    assert main(["freeze", *folders, "briefs/policy"]) == 0
    return built


def test_editions_are_frozen_as_their_own_readers_have_them(tmp_path: Path) -> None:
    built = _frozen(tmp_path)
    edition = json.loads((built.src / "editions/B-1/1.json").read_text())
    assert "walfish-wins" in edition["records"]["judgements"]
    assert edition["records"]["judgements"]["walfish-wins"]["tlp"] == "RED"


def test_a_brief_is_not_amended_because_an_audience_sees_less(tmp_path: Path) -> None:
    built = _frozen(tmp_path).again()
    assert not [one for one in built.warnings if "amended" in one or "frozen" in one]
    built.again({"briefs/policy.md": _brief(1, "unlikely")})
    assert len([one for one in built.warnings if "amended" in one]) == 1
    assert not [one for one in built.warnings if "alfish" in one]


def test_what_was_withheld_then_and_is_gone_now_is_no_change(tmp_path: Path) -> None:
    built = _frozen(tmp_path)
    built.again({"briefs/policy.md": _brief(2, "unlikely", "")})
    text = built.text("briefs/policy.txt")
    assert "Trade will grow" in text
    assert "alfish" not in text
    assert "ports" not in [one.strip() for one in text.splitlines()]


def test_what_was_open_then_and_is_withheld_now_is_not_said_either(tmp_path: Path) -> None:
    built = _frozen(tmp_path)
    path = built.src / "editions/B-1/1.json"
    conf = built.src / "conf.py"
    # It was frozen when nothing had been marked.
    path.write_text(path.read_text().replace('"tlp": "RED"', '"tlp": "CLEAR"'))
    conf.write_text(conf.read_text().replace("'GREEN'", "'AMBER'"))
    built.again({"briefs/policy.md": _brief(2)})
    assert "alfish" not in built.text("briefs/policy.txt")
    assert [one for one in built.warnings if "was changed after it had been frozen" in one]


def test_editions_of_briefs_that_are_removed_are_not_read(tmp_path: Path) -> None:
    built = _frozen(tmp_path)
    built.again({"briefs/policy.md": _brief(1).replace("brief:", "tlp: RED\nbrief:", 1)})
    (tree,) = (tmp_path / "first/doctrees/audience-green/briefing-audience").rglob("src")
    assert not (tree / "editions").exists()
    assert (tree / "index.md").is_file()


def test_impact_speaks_of_the_whole_project(tmp_path: Path, capsys: object) -> None:
    built = _frozen(tmp_path)
    folders = ["--source", str(built.src), "--conf", str(built.src)]
    assert main(["impact", *folders, "walfish-north"]) == 0
