"""The public interface: what is named, typed and documented, and used by the example alone."""

import ast
import importlib.util
import inspect
import re
import sys
from pathlib import Path
from typing import Any, get_type_hints

import pytest

from sphinx_briefing import api
from tests.support import Build

HOUSE = Path(__file__).parents[2]
PAGE, REFERENCE = (
    (HOUSE / "docs" / f"{name}.md").read_text(encoding="utf-8")
    for name in ("extending", "interface")
)
EXAMPLE = HOUSE / "docs" / "example" / "fleet"

SIGNATURES = {
    "add_annex": "(app, plural, *, title='', layout='')",
    "add_check": "(app, name, find, *, help='', level='warning')",
    "add_exporter": "(app, name, write, *, on_website=False)",
    "add_facet": "(app, name, label, pages)",
    "add_field": "(app, kind, name, written_as, *, column=True, catalog='')",
    "add_kind": "(app, kind)",
    "add_layout": "(app, name, render, *, picture=None, kinds=(), lacks=None)",
    "add_reader": "(app, suffix, read)",
    "add_scale": "(app, scale)",
    "add_standard_check": "(app, name, standard, find, *, asks, what, do, where='found', "
    "is_counted=True)",
    "country": "(help='', *, label='', filter=False, column=True)",
    "date": "(help='', *, label='', filter=False, column=True)",
    "details": "(record, context, *, leave=())",
    "full_record": "(record, body, context)",
    "head_link": "(record)",
    "language": "(help='', *, label='', filter=False, column=True)",
    "ledger": "(env, page='')",
    "likelihood": "(help='', *, label='', filter=False, column=True)",
    "line": "(help='', *, label='', filter=False, column=True)",
    "list_of_words": "(help='', *, label='', filter=False, column=True)",
    "literal": "(text)",
    "name_link": "(kind, identifier)",
    "names": (
        "(kind, help='', *, label='', filter=False, column=True, reverse='', profile_label='', "
        "single=False)"
    ),
    "number": "(help='', *, label='', filter=False, column=True)",
    "page_link": "(docname, title)",
    "paragraph": "(*parts, classes=())",
    "passage": "(help='', *, label='', filter=False, column=True)",
    "scale": "(of, help='', *, label='', filter=False, column=True)",
    "source_nodes": "(record, context)",
    "switch": "(help='', *, label='', filter=False, column=True)",
    "text": "(value, *classes)",
    "title_link": "(kind, identifier, title)",
    "amount": "(help='', *, label='', filter=False, column=True)",
    "unit": "(help='', *, label='', filter=False, column=True)",
    "url": "(help='', *, label='', filter=False, column=True)",
    "value_nodes": "(record, name, context, *, short=True)",
    "words": "(help='', *, label='', filter=False, column=True)",
}
"""How each function is called. Whoever changes one changes what others rely on: say so in the
changelog, and raise ``api.VERSION`` if they must change, too."""


def functions() -> dict[str, Any]:
    return {
        name: thing
        for name in api.__all__
        if inspect.isfunction(thing := getattr(api, name)) and name != "field"
    }


def called(function: Any) -> str:
    signature = inspect.signature(function)
    bare = [p.replace(annotation=p.empty) for p in signature.parameters.values()]
    return str(signature.replace(parameters=bare, return_annotation=signature.empty))


def test_functions_are_called_as_others_rely_on() -> None:
    assert {name: called(function) for name, function in functions().items()} == SIGNATURES


def test_what_is_named_is_there_and_sorted_by_nobody_twice() -> None:
    assert len(set(api.__all__)) == len(api.__all__)
    for name in api.__all__:
        assert hasattr(api, name)


@pytest.mark.parametrize("name", sorted(SIGNATURES))
def test_functions_are_typed_and_documented(name: str) -> None:
    function = getattr(api, name)
    parameters = inspect.signature(function).parameters
    assert set(function.__annotations__) == {*parameters, "return"}
    doc = inspect.getdoc(function) or ""
    assert doc.partition("\n")[0].endswith(".")
    explained = set(re.findall(r":param (\w+):", doc))
    assert explained <= parameters.keys()


def test_classes_are_documented() -> None:
    for name in api.__all__:
        thing = getattr(api, name)
        if inspect.isclass(thing) and thing.__module__.startswith("sphinx_briefing"):
            assert inspect.getdoc(thing), name


def test_the_manual_documents_just_what_is_named() -> None:
    described = [
        name
        for names in re.findall(r"<!-- begin: interface (.*) -->\n", REFERENCE)
        for name in names.split()
    ]
    assert sorted(described) == sorted(api.__all__)


def test_the_manual_uses_nothing_private() -> None:
    named = set(re.findall(r"\bapi\.(\w+)", PAGE))
    assert named <= set(api.__all__)
    assert set(re.findall(r"sphinx_briefing\.(\w+)", PAGE)) == {"api"}


def test_the_example_uses_nothing_private() -> None:
    for path in EXAMPLE.rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(
                "sphinx_briefing"
            ):
                assert node.module == "sphinx_briefing"
                assert [alias.name for alias in node.names] == ["api"]
            if isinstance(node, ast.Attribute) and getattr(node.value, "id", "") == "api":
                assert node.attr in api.__all__
            if isinstance(node, ast.Attribute):
                assert not node.attr.startswith("_") or node.attr.startswith("__")


def test_the_manual_shows_the_whole_example() -> None:
    tree = ast.parse((EXAMPLE / "sphinx_briefing_fleet.py").read_text(encoding="utf-8"))
    there = {node.name for node in tree.body if isinstance(node, (ast.ClassDef, ast.FunctionDef))}
    there |= {
        n.targets[0].id
        for n in tree.body
        if isinstance(n, ast.Assign) and isinstance(n.targets[0], ast.Name)
    }
    assert set(re.findall(r"<!-- begin: example (\w+)", PAGE)) == there


def test_the_types_of_the_example_can_be_read() -> None:
    spec = importlib.util.spec_from_file_location("fleet", EXAMPLE / "sphinx_briefing_fleet.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["fleet"] = module
    try:
        spec.loader.exec_module(module)
        for name, thing in vars(module).items():
            if inspect.isfunction(thing) and thing.__module__ == "fleet":
                assert "return" in get_type_hints(thing), name
    finally:
        del sys.modules["fleet"]


HANDED_OVER = '''
from sphinx_briefing import api

class Ship(api.Record, frozen=True, kw_only=True):
    """A ship."""
    kind_name, plural, argument = "ship", "ships", "name"
    name: api.Line
    class_: api.Line | None = api.field(name="class", default=None)

def setup(app):
    return {"sphinx_briefing": [Ship], "parallel_read_safe": True}
'''


def test_kinds_may_be_handed_over_by_an_extension_that_is_listed_first(
    build: Build, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "ships_handed_over.py").write_text(HANDED_OVER, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    extensions = ["ships_handed_over", "myst_parser", "sphinx_briefing"]
    page = "# Page\n\n```{ship} Eagle S\n:class: tanker\n```\n\n```{ships}\n:as: table\n```\n"
    built = build({"page.md": page}, "text", conf={"extensions": extensions})
    assert built.warnings == []
    assert "Class: tanker" in built.text("page.txt")
    ship = built.ledger["ships"]["eagle-s"]
    assert ship["class"] == "tanker"
    del sys.modules["ships_handed_over"]
