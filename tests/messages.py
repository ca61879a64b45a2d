"""The messages of a build, and those of the process that reads a project for an editor."""

import os
import re
from io import StringIO
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils

Said = tuple[str, int, str, str]
"""File, line, code and words."""

_START = re.compile(r"(?:(?P<place>.*?): )?(?:WARNING|ERROR|CRITICAL|SEVERE): (?P<text>.*)", re.S)
_CODE = re.compile(r" \[(?P<code>[\w-]+(?:\.[\w-]+)?)\]\Z")


def of_build(src: Path, conf: Path, work: Path) -> set[Said]:
    """What a clean build of a website prints as warnings."""
    warning = StringIO()
    with patch_docutils(conf), docutils_namespace():
        app = Sphinx(
            srcdir=src,
            confdir=conf,
            outdir=work / "out",
            doctreedir=work / "doctrees",
            buildername="html",
            confoverrides={"briefing_files": [], "briefing_audience": ""},
            status=None,
            warning=warning,
        )
        app.build()
    return {parsed(text, src) for text in warnings_in(warning.getvalue())}


def warnings_in(text: str) -> list[str]:
    """The warnings in what was printed; one of several lines is one."""
    found: list[str] = []
    for line in re.sub(r"\x1b\[[0-9;]*m", "", text).splitlines():
        if re.search(r"(^|: )(WARNING|ERROR|CRITICAL|SEVERE): ", line) or not found:
            found.append(line)
        else:
            found[-1] += f"\n{line}"
    return [one for one in found if one.strip()]


def parsed(text: str, src: Path) -> Said:
    """A printed warning as file, line, code and words."""
    match = _START.fullmatch(text)
    assert match is not None, text
    said, code = match["text"], ""
    if found := _CODE.search(said):
        said, code = said[: found.start()], found["code"]
    path, colon, line = (match["place"] or "").rpartition(":")
    if not colon or (line and not line.isdecimal()):
        path, line = match["place"] or "", ""
    path = path.partition(":docstring of ")[0]
    below = f"{src.resolve()}{os.sep}"
    return path.removeprefix(below).removeprefix(f"{src}{os.sep}"), int(line or 0), code, said


def of_workspace(src: Path, conf: Path, work: Path) -> set[Said]:
    """What the process that reads a project for an editor finds, notes apart."""
    from sphinx_briefing.workspace.hearing import INFORMATION
    from sphinx_briefing.workspace.index import Index, connect
    from sphinx_briefing.workspace.project import LiveProject
    from sphinx_briefing.workspace.settling import Settling

    work.mkdir(parents=True, exist_ok=True)
    with LiveProject(src, conf, work).closing() as project:
        first = [*project.said_first, *project.read_changed()]
        Settling(project, first).run()
    index = Index(connect(work / "index.sqlite"))
    found = {
        (one.path, one.line, one.code, one.text)
        for messages in index.messages().values()
        for one, _whole in messages
        if one.severity != INFORMATION
    }
    index.close()
    return found
