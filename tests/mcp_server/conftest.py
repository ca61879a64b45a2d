"""Desks over projects, each cut and read once for all tests of a session that ask for it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sphinx_briefing.mcp_server.desk import Desk

Open = Callable[..., Desk]


@pytest.fixture(scope="session", autouse=True)
def cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The cache of the user, in a folder that is thrown away."""
    folder = tmp_path_factory.mktemp("cache")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BRIEFING_CACHE", str(folder))
        yield folder


@pytest.fixture(scope="session")
def desk() -> Iterator[Open]:
    """Open the desk of a project for an audience."""
    opened: list[Desk] = []

    def open_desk(sources: Path, audience: str, conf: Path | None = None) -> Desk:
        opened.append(Desk(sources, conf or sources, audience))
        return opened[-1]

    yield open_desk
    for one in opened:
        one.close()
