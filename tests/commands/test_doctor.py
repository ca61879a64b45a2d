"""``sphinx-briefing doctor``: what is wrong with an installation or a project."""

import json
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from sphinx_briefing.__main__ import main
from sphinx_briefing.commands import doctor_installation
from sphinx_briefing.commands.doctor_installation import EVERYTHING, GIVES, found_in_installation
from tests.corpus import brief, note, page, record
from tests.support import BASE_CONF, Content, write

HOUSE = Path(__file__).parent.parent.parent
PEOPLE = page(
    {},
    record("actor", "Şimşek", id="simsek", kind="person")
    + record("topic", "Ports", id="ports")
    + record("term", "Cease-fire", id="ceasefire"),
    "People",
)
GOOD: Mapping[str, Content] = {
    "index.md": "# Start\n\n```{toctree}\n:glob:\n\n*\n```\n\nA {term}`ceasefire`.\n",
    "r.md": PEOPLE,
    "n.md": note(
        record("claim", "Ports are open", by="simsek", id="open", topic="ports"),
        id="gazette", date="2026-02-01",
    ),
}  # fmt: skip


def project(top: Path, files: Mapping[str, Content], conf: Mapping[str, object] = {}) -> Path:
    values = {**BASE_CONF, **conf}
    lines = (f"{name} = {value!r}\n" for name, value in values.items())
    for name, content in {"conf.py": "".join(lines), **GOOD, **files}.items():
        write(top / name, content)
    return top


Findings = list[dict[str, Any]]


def findings(capsys: pytest.CaptureFixture[str], top: Path) -> Findings:
    """What doctor finds in a project, apart from what this machine lacks."""
    status = main(["doctor", "--json", "--source", str(top)])
    data = json.loads(capsys.readouterr().out)
    assert status == (3 if data["findings"] else 0)
    return [one for one in data["findings"] if one["code"] not in ("extra", "version")]


def test_a_project_in_order_has_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert findings(capsys, project(tmp_path, {})) == []


def test_what_is_wrong_with_records_is_told_at_its_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    double = record("actor", "SIMSEK", id="minister", kind="person")
    lonely = record("term", "Veto", id="veto") + record("term", "Quorum", id="quorum")
    project(
        tmp_path,
        {
            "r.md": PEOPLE + double,
            "lonely.md": page({}, lonely, "Terms"),
            "n.md": str(GOOD["n.md"]).replace(
                "  id: gazette", "  id: gazette\n  snapshot: archive/a.txt"
            )
            + record("event", "A dinner", date="2026-02-02", id="d", actors="minister"),
            "archive/a.txt": "A report",
            "archive/b.txt": "Nobody's",
            "b.md": brief("Words.", reference="NL-1", status="final"),
            "editions/NL-0/1.json": "{}",
        },
        {"exclude_patterns": ["archive"]},
    )
    monkeypatch.chdir(tmp_path)
    found = {(one["code"], one["where"]): one for one in findings(capsys, tmp_path)}
    line = 1 + (PEOPLE + double).splitlines().index("```{actor} SIMSEK")
    assert {key for key in found if key[0] != "messages"} == {
        ("double", f"r.md:{line}"),
        ("register", "lonely.md"),
        ("snapshot", "archive/b.txt"),
        ("edition", "editions/NL-0"),
        ("frozen", "b.md:1"),
    }
    assert found["double", f"r.md:{line}"]["do"].endswith("merge actor:simsek actor:minister")


def test_what_is_wrong_with_a_configuration_is_told_at_its_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    project(
        tmp_path,
        {"venv/pyvenv.cfg": "", "venv/LICENSE.txt": "x", "out/.buildinfo": "", "out/a.txt": "x"},
        {
            "extensions": ["myst_parser"],
            "myst_enable_extensions": [],
            "html_theme": "no_such_theme",
            "exclude_patterns": ["venv"],
            "source_suffix": [".md"],
            "primary_domain": None,
        },
    )
    monkeypatch.chdir(tmp_path)
    lines = Path("conf.py").read_text().splitlines()

    def place(name: str) -> str:
        return f"conf.py:{1 + next(n for n, line in enumerate(lines) if line.startswith(name))}"

    assert [(one["code"], one["where"]) for one in findings(capsys, tmp_path)] == [
        ("extension", place("extensions")),
        ("myst", place("myst_enable_extensions")),
        ("theme", place("html_theme")),
        ("exclude", place("exclude_patterns")),
    ]


@pytest.mark.parametrize(
    ("conf", "code", "said"),
    [
        ("import no_such_library\n", "conf", "conf.py:1 cannot be run: ModuleNotFoundError"),
        ("x = (\n", "conf", "SyntaxError"),
        ('extensions = ["sphinx_briefing", "none_such"]\n', "pages", "none_such"),
    ],
)
def test_a_configuration_that_raises_is_a_finding(
    conf: str, code: str, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    project(tmp_path, {"conf.py": conf})
    (found,) = findings(capsys, tmp_path)
    assert found["code"] == code
    assert said in found["what"]


def test_a_file_that_is_not_utf8_is_named_whatever_the_configuration_does(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    files: dict[str, Content] = {"n.md": b"# Note\n\ncaf\xe9\n", "conf.py": "1 / 0\n"}
    monkeypatch.chdir(project(tmp_path, files))
    assert [(one["code"], one["where"]) for one in findings(capsys, tmp_path)] == [
        ("conf", "conf.py"),
        ("encoding", "n.md:3"),
    ]


def test_without_a_project_the_installation_alone_is_looked_at(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["doctor"]) in (0, 3)
    captured = capsys.readouterr()
    assert captured.out.startswith("sphinx-briefing ")
    assert "only the installation is looked at" in captured.err
    assert main(["doctor", "--source", "nowhere"]) == 1


def test_extras_that_are_missing_and_libraries_that_are_old_are_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    wanted = [
        "sphinx>=99",
        "no-such-library>=1; extra == 'pdf'",
        "other-library; extra == 'pdf'",
        "third-library; extra == 'all'",
        "fourth-library; sys_platform == 'never'",
        "msgspec",
    ]
    monkeypatch.setattr(doctor_installation, "requires", lambda name: wanted)
    extra, old = found_in_installation()
    assert extra.what == (
        "no-such-library, other-library are not installed, for the extra 'pdf' (PDFs of briefs)"
    )
    assert extra.do == 'if you want that: pip install "sphinx-briefing[pdf]"'
    assert (old.code, old.where) == ("version", "sphinx")
    assert ">=99" in old.what


def test_each_extra_says_what_it_is_for() -> None:
    declared = tomllib.loads((HOUSE / "pyproject.toml").read_text())["project"]
    assert GIVES.keys() | {EVERYTHING} == declared["optional-dependencies"].keys()
