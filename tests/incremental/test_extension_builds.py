"""Freshness holds for what others add: kinds, layouts, exporters, and their code."""

import os
import random
import shutil
import time
from pathlib import Path

import pytest

from tests import edited
from tests.building import differing, finished, sphinx
from tests.edited_fleet import EDITS, Fleet, change_code, leave_group, mark_ship
from tests.fleet import FILES, FLAGLESS, MODULE, conf_alone, conf_of_module
from tests.support import BASE_INDEX, write

LONG = bool(os.environ.get("BRIEFING_LONG_TESTS"))
ALL_EDITS = (*EDITS, *EDITS, *edited.EDITS)
SOME = (leave_group, mark_ship, change_code)
"""The edits that are tried one by one in each run of the tests."""


class Compared:
    """A project whose incremental builds are compared with clean ones."""

    def __init__(self, root: Path, builder: str) -> None:
        self.root, self.builder = root, builder
        self.src = root / "src"
        self.src.mkdir()

    def build(self, jobs: str = "2") -> list[str]:
        out, doctrees = self.root / "out", self.root / "doctrees"
        return finished(sphinx(self.src, out, doctrees, self.builder, "-j", jobs))

    def compare(self, done: list[str]) -> None:
        said = self.build()
        clean = self.root / "clean"
        shutil.rmtree(clean, ignore_errors=True)
        shutil.copytree(self.src, clean / "src", ignore=shutil.ignore_patterns("*.mo"))
        told = finished(sphinx(clean / "src", clean / "out", clean / "doctrees", self.builder))
        assert differing(self.root / "out", clean / "out", self.src, clean / "src") == [], done
        assert said == told, done

    def kill(self, seconds: float) -> None:
        out, doctrees = self.root / "out", self.root / "doctrees"
        process = sphinx(self.src, out, doctrees, self.builder, "-j", "2")
        time.sleep(seconds)
        process.kill()
        assert process.stderr is not None
        process.stderr.close()
        process.wait()


@pytest.mark.parametrize("builder", ["html", "briefpdf", "briefdocx", "ledger"])
def test_edits_of_outside_kinds_equal_a_clean_build(builder: str, tmp_path: Path) -> None:
    project, rng, built = Fleet(), random.Random(f"fleet {builder}"), Compared(tmp_path, builder)
    done: list[str] = []
    for number in range(12 if LONG else 3):
        for edit in rng.sample(ALL_EDITS, rng.randrange(1, 5)) if number else ():
            edit(project, rng)
            done.append(edit.__name__)
        project.write(built.src)
        if number == 1:
            built.kill(rng.uniform(0.8, 3))
            done.append("kill")
        built.compare(done)


@pytest.mark.parametrize("edit", EDITS if LONG else SOME, ids=lambda edit: str(edit.__name__))
def test_each_edit_alone_equals_a_clean_build(edit: object, tmp_path: Path) -> None:
    project, rng, built = Fleet(), random.Random(5), Compared(tmp_path, "html")
    project.write(built.src)
    built.build()
    assert callable(edit)
    edit(project, rng)
    project.write(built.src)
    built.compare([str(edit)])


def outputs(folder: Path) -> dict[str, tuple[int, int]]:
    """When each page of an output was written; those that Sphinx writes in every build aside."""
    return {
        path.relative_to(folder).as_posix(): (path.stat().st_mtime_ns, path.stat().st_ino)
        for path in folder.rglob("*.html")
        if path.stem not in ("genindex", "search", "briefing-search")
    }


def project_of(folder: Path, conf: str) -> Compared:
    built = Compared(folder, "html")
    for name, content in {**FILES, "index.md": BASE_INDEX, "conf.py": conf}.items():
        write(built.src / name, content)
    return built


def test_code_in_conf_makes_pages_anew_and_nothing_else_does(tmp_path: Path) -> None:
    conf = conf_alone()
    built = project_of(tmp_path, conf)
    assert built.build() == [FLAGLESS]
    before = outputs(tmp_path / "out")
    for unchanged in (
        conf,
        conf.replace("\n    kind_name", "  # as authors write it\n\n    kind_name"),
        conf + "\nnitpicky = True\n",
        "linkcheck_timeout = 3\n" + conf,
    ):
        (built.src / "conf.py").write_text(unchanged, encoding="utf-8")
        assert built.build() == [FLAGLESS]
        assert outputs(tmp_path / "out") == before
    changed = conf.replace("; last seen ", "; lately seen ")
    (built.src / "conf.py").write_text(changed, encoding="utf-8")
    built.compare(["layout"])
    assert "; lately seen " in (tmp_path / "out" / "brief.html").read_text(encoding="utf-8")
    changed = changed.replace('label="IMO"', 'label="Number"').replace(
        "state: Annotated", 'length: Annotated[int | None, api.number("length")] = None\n    '
        "state: Annotated",
    )  # fmt: skip
    (built.src / "conf.py").write_text(changed, encoding="utf-8")
    write(
        built.src / "register.md", FILES["register.md"].replace(":imo:", ":length: 228\n    :imo:")
    )
    built.compare(["kind"])
    assert "228" in (tmp_path / "out" / "register.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("is_package", [False, True])
def test_code_of_a_module_makes_pages_anew(is_package: bool, tmp_path: Path) -> None:
    folder = tmp_path / "modules"
    name = "sphinx_briefing_fleet" + ("/__init__.py" if is_package else ".py")
    write(folder / name, MODULE)
    if is_package:
        part = "SEEN = '; last seen '\n"
        write(folder / "sphinx_briefing_fleet" / "words.py", part)
        code = MODULE.replace('nodes.Text("; last seen ")', "nodes.Text(words.SEEN)")
        code = code.replace("from sphinx_briefing import api", "from sphinx_briefing import api\n"
                            "from sphinx_briefing_fleet import words")  # fmt: skip
        write(folder / name, code)
        name = "sphinx_briefing_fleet/words.py"
    built = project_of(tmp_path, conf_of_module(folder))
    assert built.build() == [FLAGLESS]
    before = outputs(tmp_path / "out")
    built.build()
    assert outputs(tmp_path / "out") == before
    code = (folder / name).read_text(encoding="utf-8")
    (folder / name).write_text(code.replace("; last seen ", "; lately seen "), encoding="utf-8")
    built.compare(["module"])
    assert "; lately seen " in (tmp_path / "out" / "brief.html").read_text(encoding="utf-8")


def test_files_of_an_exporter_come_and_go(tmp_path: Path) -> None:
    conf = conf_alone()
    built = project_of(tmp_path, conf)
    built.build()
    assert (tmp_path / "out" / "fleet.csv").is_file()
    gone = conf.replace('    api.add_exporter(app, "fleet", as_csv, on_website=True)\n', "")
    (built.src / "conf.py").write_text(gone, encoding="utf-8")
    built.compare(["exporter"])
    assert not (tmp_path / "out" / "fleet.csv").exists()
