"""Fixtures that every test may ask for."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.support import Build, Built, Content, build_project


@pytest.fixture
def build(tmp_path: Path) -> Build:
    """Build tiny projects: see :mod:`tests.support`."""
    count = 0

    def build(
        files: Mapping[str, Content] | str,
        /,
        builder: str = "html",
        *,
        conf: Mapping[str, object] | None = None,
        jobs: int = 1,
    ) -> Built:
        nonlocal count
        count += 1
        return build_project(tmp_path / f"project-{count}", files, builder, conf=conf, jobs=jobs)

    return build
