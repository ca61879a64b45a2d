"""Fixtures that every test may ask for.

What needs Sphinx is imported by the fixture that needs it: unit tests run without.
"""

from collections.abc import Iterator, Mapping
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.support import Build, Built, Content

HOUSE = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def chromium() -> Iterator["Browser"]:
    """Chromium, for the tests of one module."""
    from tests.browsing import browser

    with browser() as program:
        yield program


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example, built as HTML; for reading alone."""
    from sphinx.application import Sphinx
    from sphinx.util.docutils import docutils_namespace, patch_docutils

    out = tmp_path_factory.mktemp("site")
    with patch_docutils(HOUSE / "conf"), docutils_namespace():
        Sphinx(
            srcdir=HOUSE / "briefings",
            confdir=HOUSE / "conf",
            outdir=out,
            doctreedir=tmp_path_factory.mktemp("doctrees"),
            buildername="html",
            status=None,
            warning=StringIO(),
        ).build()
    return out


@pytest.fixture
def build(tmp_path: Path) -> "Build":
    """Build tiny projects: see :mod:`tests.support`."""
    from tests.support import build_project

    count = 0

    def build(
        files: "Mapping[str, Content] | str",
        /,
        builder: str = "html",
        *,
        conf: Mapping[str, object] | None = None,
        jobs: int = 1,
    ) -> "Built":
        nonlocal count
        count += 1
        return build_project(tmp_path / f"project-{count}", files, builder, conf=conf, jobs=jobs)

    return build
