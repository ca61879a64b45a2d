"""Files of others as registers of a project that builds without a warning, and out of it again."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from sphinx_briefing.__main__ import main
from sphinx_briefing.exchange.ftm import FORMAT, STATEMENTS
from tests.exchange import test_ftm as ftm
from tests.exchange import test_misp as misp
from tests.exchange import test_stix as stix

PROSE = "Ocean Star and Ivan Petrov sailed with Sun Ship Management (D) Ltd; see IMO 9187629."
"""A text in which namesakes of the list are named, and one by its number."""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    conf = 'extensions = ["myst_parser", "sphinx_briefing"]\nprimary_domain = "brief"\n'
    # The start page names the register, which bears the marking of what it was made of.
    more = 'briefing_autolink = "all"\nbriefing_unmarked = "GREEN"\n'
    (tmp_path / "conf.py").write_text(conf + more)
    tree = "```{toctree}\n:glob:\n\n*\n```"
    (tmp_path / "index.md").write_text(f"# Start\n\n{tree}\n\n{PROSE}\n")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def imported(name: str, data: bytes, *builders: str) -> dict[str, Any]:
    """Import a file into a register, build without a warning, and return the ledger.

    :param builders: what to build besides the ledger.
    """
    Path("others").write_bytes(data)
    assert main(["import", name, "others", "--into", "register.md"]) == 0
    for builder in (*builders, "ledger"):
        words = ("-n", "-W", "-q", "-b", builder, ".", f"_build/{builder}")
        command = [sys.executable, "-m", "sphinx", *words]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert (done.returncode, done.stderr) == (0, "")
    found: dict[str, Any] = json.loads(Path("_build/ledger/ledger.json").read_bytes())
    return found


def exported(name: str) -> bytes:
    assert main(["export", name, "--ledger", "_build/ledger/ledger.json", "-o", "out"]) == 0
    return Path("out").read_bytes()


@pytest.mark.parametrize("name", ["ftm", "auto"])
def test_a_list_becomes_a_register_of_vessels_and_persons(project: Path, name: str) -> None:
    found = imported(name, ftm.jsonl(*ftm.LISTED), "html")
    kinds = {one: fields["kind"] for one, fields in found["actors"].items()}
    assert kinds == {
        "ocean-star-nk-tanker": "vessel", "ocean-star-nk-namesake": "vessel",
        "ivan-petrov": "person", "sun-ship-management-d-ltd": "organisation",
        "ministry-of-ports": "organisation",
    }  # fmt: skip
    assert found["actors"]["ivan-petrov"]["member-of"] == ["ministry-of-ports"]
    (event,) = found["events"].values()
    assert event["targets"] == ["ocean-star-nk-tanker"]
    assert list(found["sources"]) == ["us_ofac_sdn"]


@pytest.mark.parametrize("name", ["ftm", "ftm-statements"])
def test_a_list_goes_out_of_the_project_as_it_came(project: Path, name: str) -> None:
    """What goes out says of everybody what came in, as far as records say it."""
    imported("ftm", ftm.jsonl(*ftm.LISTED))
    of = FORMAT if name == "ftm" else STATEMENTS
    before = ftm.records(ftm.read(FORMAT, ftm.jsonl(*ftm.LISTED)), "actor")
    after = ftm.records(ftm.read(of, exported(name)), "actor")
    assert after.keys() == before.keys()
    for one, record in before.items():
        assert dict(after[one].fields) == {**record.fields}, one


def test_statements_of_a_list_become_a_register(project: Path) -> None:
    found = imported("ftm-statements", ftm.rows(*ftm.LISTED))
    assert len(found["actors"]) == 5
    assert "Listed: us_ofac_sdn" in found["actors"]["ivan-petrov"]["text"]


def test_a_bundle_of_others_becomes_a_register(project: Path) -> None:
    found = imported("stix", stix.bundle(stix.HOUSE, stix.REPORT, stix.NOTE), "html")
    (claim,) = found["claims"].values()
    assert (claim["by"], claim["credibility"]) == (["foreign-office"], "2")


def test_a_bundle_of_ours_comes_back(project: Path, tmp_path: Path) -> None:
    first = imported("ftm", ftm.jsonl(*ftm.LISTED))
    bundle = exported("stix")
    Path("register.md").unlink()
    second = imported("stix", bundle)
    for plural in ("actors", "events", "sources"):
        for fields in (*first[plural].values(), *second[plural].values()):
            fields.pop("line")
            fields["text"] = " ".join(fields["text"].split())
    assert {**second, "claims": {}} == {**first, "claims": {}}


def test_an_event_of_others_becomes_a_register(project: Path) -> None:
    graded = misp.attribute("The fleet grows.", 'admiralty-scale:information-credibility="3"')
    likely = misp.attribute("It will.", 'estimative-language:likelihood-probability="likely"')
    found = imported("misp", misp.event(graded, likely, tags=("tlp:green",)), "html")
    (claim,) = found["claims"].values()
    assert (claim["by"], claim["credibility"], claim["source"]) == (["circl"], "3", ["ships"])
    (judgement,) = found["judgements"].values()
    assert judgement["likelihood"] == "likely"


def test_a_bundle_that_is_too_large_is_one_sentence(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with Path("huge.json").open("wb") as file:
        file.write(b'{"type": "bundle", "objects": [')
        file.truncate(200_000_000)
    assert main(["import", "stix", "huge.json", "--into", "register.md"]) == 1
    said = capsys.readouterr().err
    assert "200" in said
    assert said.count("\n") == 1
    assert not Path("register.md").exists()
