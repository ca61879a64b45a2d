"""What documentation and docstrings show is what the toolkit does."""

import doctest
import importlib
import pkgutil
from pathlib import Path

import pytest

import sphinx_briefing

HOUSE = Path(__file__).parents[2]
MODULES = sorted(
    module.name
    for module in pkgutil.walk_packages(sphinx_briefing.__path__, f"{sphinx_briefing.__name__}.")
)


@pytest.mark.parametrize("name", MODULES)
def test_docstring_examples_hold(name: str) -> None:
    assert doctest.testmod(importlib.import_module(name)).failed == 0


@pytest.mark.parametrize("name", ["note", "brief"])
def test_readme_shows_the_pages_of_the_manual(name: str) -> None:
    page = (HOUSE / "docs" / "example" / f"{name}.md").read_text(encoding="utf-8")
    assert page in (HOUSE / "README.md").read_text(encoding="utf-8")
