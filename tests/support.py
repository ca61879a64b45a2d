"""Build tiny Sphinx projects in a test, and look at what comes out.

A test describes a project as a mapping of file names to texts, or names a folder of
``tests/roots/``, and gets a :class:`Built` back::

    def test_actor_page(build: Build) -> None:
        built = build({"index.md": "# Start\\n\\n{actor}`E5`"})
        assert built.warnings == ["index.md:3: WARNING: … [briefing.unknown]"]

The sources are built in a folder of their own, by the same steps as ``sphinx-build`` takes.
Tests that need many projects at once (property tests, benchmarks) call :func:`build_project`.
"""

import gettext
import json
import os
import re
import shutil
import textwrap
from collections.abc import Mapping
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path
from typing import Any, Protocol

from sphinx.application import Sphinx
from sphinx.locale import translators
from sphinx.util.docutils import docutils_namespace, patch_docutils

ROOTS = Path(__file__).parent / "roots"

BASE_CONF: Mapping[str, object] = {
    "project": "Test",
    "extensions": ["myst_parser", "sphinx_briefing"],
    "primary_domain": "brief",
    "myst_enable_extensions": ["colon_fence"],
    "html_theme": "basic",
    "exclude_patterns": ["_build"],
    # Tests of websites are spared the PDFs of their briefs.
    "briefing_files": [],
    # A page outside every toctree is no fault in a project of two pages.
    "suppress_warnings": ["toc.not_included"],
}
"""What a project's ``conf.py`` says unless the test says otherwise."""

BASE_INDEX = "# Start\n\n```{toctree}\n:glob:\n\n**\n```\n"
"""The start page of a project that brings none: it leads to every other page."""

Content = str | bytes
"""The content of a source file."""

_ANSI = re.compile(r"\x1b\[[0-9;]*m")
_START_OF_WARNING = re.compile(r"(^|: )(WARNING|ERROR|CRITICAL|SEVERE): ")


class Build(Protocol):
    """The type of the ``build`` fixture; the arguments are those of :func:`build_project`."""

    def __call__(
        self,
        files: Mapping[str, Content] | str,
        /,
        builder: str = "html",
        *,
        conf: Mapping[str, object] | None = None,
        jobs: int = 1,
    ) -> "Built": ...


@dataclass
class Built:
    """A project that has been built, and may be built again."""

    root: Path
    """The folder of this project: sources, outputs and environments are inside."""

    builder: str
    jobs: int = 1
    status: int = 0
    """The exit status that ``sphinx-build`` would end with (without ``-W``)."""

    warnings: list[str] = field(default_factory=list)
    """The warnings of the last build: no colours, paths relative to the sources."""

    messages: str = ""
    """What the last build said about its progress."""

    run: str = "first"
    """The name of the folder that outputs and environment are in."""

    @property
    def src(self) -> Path:
        """The folder of the sources."""
        return self.root / "src"

    @property
    def out(self) -> Path:
        """The folder of the output."""
        return self.root / self.run / self.builder

    def path(self, name: str) -> Path:
        """The path of an output file, which must exist."""
        path = self.out / name
        if not path.is_file():
            there = "\n  ".join(sorted(self.files()))
            raise AssertionError(f"no output file {name}; there are\n  {there}")
        return path

    def text(self, name: str) -> str:
        """The text of an output file."""
        return self.path(name).read_text(encoding="utf-8")

    def files(self) -> dict[str, bytes]:
        """Every output file with its bytes, apart from what Sphinx keeps for itself."""
        return {
            path.relative_to(self.out).as_posix(): path.read_bytes()
            for path in sorted(self.out.rglob("*"))
            if path.is_file() and not path.name.startswith(".")
        }

    @property
    def ledger(self) -> dict[str, Any]:
        """The ledger of the sources as they stand, from the ledger builder."""
        built = self if self.builder == "ledger" else self.afresh(builder="ledger")
        ledger: dict[str, Any] = json.loads(built.text("ledger.json"))
        return ledger

    def again(
        self,
        changes: Mapping[str, Content | None] | None = None,
        *,
        jobs: int | None = None,
    ) -> "Built":
        """Build incrementally, after changing files (``None`` deletes one)."""
        for name, content in (changes or {}).items():
            if content is None:
                (self.src / name).unlink()
            else:
                write(self.src / name, content)
        if jobs is not None:
            self.jobs = jobs
        _run(self)
        return self

    def afresh(self, *, builder: str | None = None, jobs: int = 1) -> "Built":
        """Build the sources as they stand from nothing, beside the present output."""
        run = 1 + sum(path.name.startswith("afresh-") for path in self.root.iterdir())
        built = Built(self.root, builder or self.builder, jobs, run=f"afresh-{run}")
        _run(built)
        return built


def build_project(
    root: Path,
    files: Mapping[str, Content] | str,
    /,
    builder: str = "html",
    *,
    conf: Mapping[str, object] | None = None,
    jobs: int = 1,
) -> Built:
    """Write a project into ``root`` and build it.

    ``files`` maps names to contents (texts are dedented), or names a folder of ``tests/roots``.
    Where it brings no ``conf.py`` or no start page, :data:`BASE_CONF` and :data:`BASE_INDEX`
    stand in; ``conf`` is added at the end of ``conf.py``. With ``jobs`` above 1, Sphinx works in
    parallel when there are more than five pages.
    """
    src = root / "src"
    if isinstance(files, str):
        shutil.copytree(ROOTS / files, src)
    else:
        src.mkdir(parents=True)
        for name, content in files.items():
            write(src / name, content)
    conf_py = src / "conf.py"
    lines = [conf_py.read_text(encoding="utf-8")] if conf_py.exists() else _assignments(BASE_CONF)
    conf_py.write_text("\n".join([*lines, *_assignments(conf or {}), ""]), encoding="utf-8")
    if not any(path.stem == "index" for path in src.iterdir()):
        write(src / "index.md", BASE_INDEX)
    built = Built(root, builder, jobs)
    _run(built)
    return built


def write(path: Path, content: Content) -> None:
    """Write one source file: bytes as they are, a text dedented and in UTF-8."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if isinstance(content, str):
        content = textwrap.dedent(content).lstrip("\n").encode()
    path.write_bytes(content)


def _assignments(settings: Mapping[str, object]) -> list[str]:
    return [f"{name} = {value!r}" for name, value in settings.items()]


def _run(built: Built) -> None:
    """Build as ``sphinx-build`` does, and note status and warnings."""
    status, warning = StringIO(), StringIO()
    gettext._translations.clear()  # type: ignore[attr-defined]  # as Python keeps catalogues
    translators.clear()  # Sphinx keeps them for the life of the process, which here builds twice
    with patch_docutils(built.src), docutils_namespace():
        app = Sphinx(
            srcdir=built.src,
            confdir=built.src,
            outdir=built.out,
            doctreedir=built.root / built.run / "doctrees",
            buildername=built.builder,
            status=status,
            warning=warning,
            parallel=built.jobs,
        )
        app.build()
    built.status = int(app.statuscode)
    built.messages = _plain(status.getvalue(), built.src)
    built.warnings = _split(_plain(warning.getvalue(), built.src))


def _plain(text: str, src: Path) -> str:
    return _ANSI.sub("", text).replace(f"{src.resolve()}{os.sep}", "").replace(f"{src}{os.sep}", "")


def _split(text: str) -> list[str]:
    """Split a warning stream into warnings; one that spans several lines stays one."""
    warnings: list[str] = []
    for line in text.splitlines():
        if _START_OF_WARNING.search(line) or not warnings:
            warnings.append(line)
        else:
            warnings[-1] += f"\n{line}"
    return [warning for warning in warnings if warning.strip()]
