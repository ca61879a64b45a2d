"""There is one question after markings, and all who print anything ask that one."""

import ast
import re
from pathlib import Path

from tests.outputs.test_marking_builds import BUILDERS
from tests.unit.test_layers import PACKAGE, modules

PRINT = ("layouts", "pictures", "presentation", "resolve", "checks", "builders", "html", "exports")
"""The floors whose modules print, or look at what is printed."""
COMPARES = {
    "checks.markings.outline": "finds the most open of some pages",
    "resolve.portions": "tells passages that are stricter than their page",
}
"""Who compares markings there all the same, and for what: none of it decides what is printed."""


def test_markings_are_compared_in_one_place() -> None:
    found = {
        module
        for module, tree in modules().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        and (node.module or "").rpartition(".")[2] == "markings"
        and {alias.name for alias in node.names} & {"is_stricter", "rank_of"}
    }
    assert {name for name in found if name.partition(".")[0] in PRINT} == COMPARES.keys()


def test_the_order_of_markings_is_known_in_one_place() -> None:
    ranked = {
        module
        for module, tree in modules().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and node.attr == "rank"
        and isinstance(node.value, ast.Name)
        and node.value.id == "TLP"
    }
    assert ranked == {"markings"}


def test_every_builder_of_the_toolkit_is_watched() -> None:
    builders = {
        name
        for path in PACKAGE.rglob("*.py")
        if "add_builder(" in path.read_text(encoding="utf-8")
        for name in _names(path)
    }
    assert builders
    assert builders <= set(BUILDERS)


def _names(path: Path) -> set[str]:
    """The names of the builders that a module defines, or that its folder does."""
    folder = path.parent if path.name == "__init__.py" else path
    files = folder.glob("*.py") if folder.is_dir() else [path]
    text = "\n".join(file.read_text(encoding="utf-8") for file in files)
    return set(re.findall(r'^    name = "(\w+)"$', text, re.M))
