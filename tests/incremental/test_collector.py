"""Python's garbage collector is left alone, unless a house asks for it."""

import gc
import subprocess
import sys
from pathlib import Path

import pytest

from sphinx_briefing.collector import FEW, SELDOM, collector_paused

SAYS = """
import atexit, gc

atexit.register(lambda: print("exit", gc.get_freeze_count() > 0))  # the first one runs last
before = gc.get_threshold(), gc.isenabled()
from sphinx.cmd.build import main


def told(name):
    print(name, gc.get_threshold()[0], (gc.get_threshold(), gc.isenabled()) == before)


import builtins
builtins.told = told
status = main(["-q", "-E", "-b", {builder!r}, {src!r}, {out!r}])
told("end")
raise SystemExit(status)
"""

CONF = """
extensions = {extensions}
pages = []


def setup(app):
    def read(app, doctree):
        pages.append(app.env.docname)
        if len(pages) in (1, {few}):
            told(f"page{{len(pages)}}")

    app.connect("builder-inited", lambda app: told("loaded"), priority=999)
    app.connect("doctree-read", read, priority=999)
    app.connect("env-updated", lambda app, env: told("updated") or [], priority=999)
    app.connect("build-finished", lambda app, exception: told("finished"), priority=1000)
"""


def said(folder: Path, extensions: list[str], builder: str = "html") -> dict[str, list[str]]:
    """What a process that builds has to say of its collector, by the moment."""
    src = folder / "src"
    src.mkdir()
    (src / "conf.py").write_text(CONF.format(extensions=extensions, few=FEW))
    for number in range(FEW):
        (src / f"p{number}.rst").write_text(f":orphan:\n\nPage\n====\n\nWords {number}.\n")
    (src / "index.rst").write_text("Start\n=====\n\n.. brief:actor:: E5\n   :kind: group\n")
    code = SAYS.format(src=str(src), out=str(folder / "out"), builder=builder)
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    return {name: words for name, *words in map(str.split, done.stdout.splitlines())}


@pytest.mark.parametrize("builder", ["html", "ledger"])
def test_loading_and_building_leave_the_collector_alone(tmp_path: Path, builder: str) -> None:
    found = said(tmp_path, ["sphinx_briefing"], builder)
    assert found.pop("exit") == ["False"]
    assert sorted(found) == ["end", "finished", "loaded", "page1", f"page{FEW}", "updated"]
    assert {name: same for name, (_threshold, same) in found.items() if same != "True"} == {}


def test_a_house_that_asks_for_it_builds_with_a_collector_held_back(tmp_path: Path) -> None:
    found = said(tmp_path, ["sphinx_briefing.collector", "sphinx_briefing"])
    assert found["loaded"] == found["page1"] == [str(SELDOM), "False"]
    assert {found[name][1] for name in (f"page{FEW}", "finished", "end")} == {"True"}
    assert found["exit"] == ["True"]


def paused(*, fails: bool = False) -> None:
    """Pause, and pause once more within."""
    with collector_paused(), collector_paused():
        assert not gc.isenabled()
        if fails:
            raise KeyError


@pytest.mark.parametrize("was_on", [True, False])
def test_a_pause_ends_as_it_began(was_on: bool) -> None:
    found = gc.isenabled(), gc.get_threshold()
    try:
        (gc.enable if was_on else gc.disable)()
        paused()
        assert (gc.isenabled(), gc.get_threshold()) == (was_on, found[1])
        with pytest.raises(KeyError):
            paused(fails=True)
        assert (gc.isenabled(), gc.get_threshold()) == (was_on, found[1])
    finally:
        (gc.enable if found[0] else gc.disable)()
