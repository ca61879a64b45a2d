"""What large pages cost: work is counted, not timed, and grows no faster than what is printed."""

import gc
import sys
from pathlib import Path
from typing import Any, SupportsIndex, overload

import pytest
from docutils import nodes

from sphinx_briefing.doctree import Replacing, forget, replace
from sphinx_briefing.resolve.pages import walk
from tests.support import build_project

ACTOR = "# Actors\n\n```{actor} Vik\n:kind: state\n```\n\n```{source} S\n:id: s\n:date: 2026\n```\n"
CLAIM = "```{{claim}} Statement {n}\n:id: c{n}\n:by: Vik\n:source: s\n```\n"


class Counted(list[nodes.Node]):
    """Children that count how often somebody looks at one of them."""

    looks = 0

    @overload
    def __getitem__(self, at: SupportsIndex) -> nodes.Node: ...
    @overload
    def __getitem__(self, at: "slice[Any, Any, Any]") -> list[nodes.Node]: ...
    def __getitem__(self, at: Any) -> Any:
        self.looks += 1
        return super().__getitem__(at)

    def index(self, *_arguments: Any) -> int:
        raise AssertionError("it looks through all that stands before")


def paragraph(count: int) -> nodes.paragraph:
    """A paragraph of texts that are all equal, and references between them."""
    found = nodes.paragraph()
    for _ in range(count):
        found += [nodes.Text(" "), nodes.reference("", "")]
    return found


def test_many_nodes_of_one_parent_are_replaced_in_one_pass() -> None:
    parent = paragraph(500)
    children = Counted(parent.children)
    parent.children = children
    replacing = Replacing()
    for node in list(children):
        new = [nodes.inline(), nodes.inline()] if isinstance(node, nodes.reference) else []
        replacing.replace(node, new)
    assert len(parent.children) == 1000
    assert all(type(node) is nodes.inline and node.parent is parent for node in parent.children)
    assert children.looks < 3 * 1000


def test_the_very_node_is_replaced_and_not_an_equal_one() -> None:
    parent = paragraph(3)
    last = parent.children[4]
    replace(last, [nodes.Text("here")])
    assert parent.astext() == "  here"
    replacing = Replacing()
    for node in reversed(list(parent.children)):  # in any order, if at more cost
        replacing.replace(node, [])
    assert parent.children == []
    stray = nodes.Text("")
    stray.parent = parent
    with pytest.raises(ValueError, match="not among the children"):
        replacing.replace(stray, [])


def test_labels_of_what_is_replaced_go_over() -> None:
    parent = nodes.paragraph("", "", nodes.inline(ids=["a"]), nodes.inline(ids=["b"]))
    replacing = Replacing()
    first, second = list(parent.children)
    replacing.replace(first, [nodes.reference()])
    replacing.replace(second, [])
    assert [type(node) for node in parent.children] == [nodes.reference, nodes.target]
    assert [node["ids"] for node in parent.children if isinstance(node, nodes.Element)] == [
        ["a"],
        ["b"],
    ]


def test_what_is_forgotten_needs_no_collector() -> None:
    gc.collect()
    gc.disable()
    try:
        before = _alive(nodes.citation_reference)
        for _ in range(50):
            inner = nodes.citation_reference("", "", nodes.Text("x"))
            node = nodes.citation_reference("", "", inner)
            del inner
            forget(node)
        del node
        assert _alive(nodes.citation_reference) == before
    finally:
        gc.enable()


def _alive(kind: type[nodes.Node]) -> int:
    return sum(type(item) is kind for item in gc.get_objects())


def test_depth_is_no_limit() -> None:
    root = nodes.container("", nodes.container(brief_kind="actor", brief_id="a"))
    for _ in range(3 * sys.getrecursionlimit()):
        root = nodes.container("", root)
    assert [page for page, _ in walk(root, "p")] == ["p"]
    forget(root)


def selections(count: int) -> dict[str, str]:
    claims = "\n".join(CLAIM.format(n=n) for n in range(15))
    layouts = ("table", "list")
    page = "\n".join(f"```{{claims}}\n:as: {layouts[n % 2]}\n```\n" for n in range(count))
    return {"a.md": ACTOR, "notes.md": f"# Notes\n\n{claims}", "page.md": f"# Page\n\n{page}"}


def claims(count: int) -> dict[str, str]:
    written = "\n".join(CLAIM.format(n=n) for n in range(count))
    view = "```{claims}\n```\n\n```{claims}\n:as: list\n```\n"
    return {"a.md": ACTOR, "notes.md": f"# Notes\n\n{written}", "page.md": f"# Page\n\n{view}"}


def references(count: int) -> dict[str, str]:
    roles = " ".join(["{actor}`Vik` and Vik, {source}`s`."] * count)
    return {"a.md": ACTOR, "page.md": f"# Page\n\n{roles}\n"}


@pytest.mark.parametrize(
    ("written", "size"),
    [(selections, 6), (claims, 15), (references, 25)],
    ids=["selections", "claims", "references"],
)
def test_work_grows_as_what_is_printed(tmp_path: Path, written: Any, size: int) -> None:
    """Twice as much costs twice as much; what every build costs falls out of the differences."""
    build_project(tmp_path / "first", written(1))  # what is loaded once
    once, twice, fourfold = (
        _calls(tmp_path / str(count), written(count)) for count in (size, 2 * size, 4 * size)
    )
    assert fourfold - twice < 2.2 * (twice - once)


def _calls(root: Path, files: dict[str, str]) -> int:
    calls = 0

    def count(_frame: object, event: str, _argument: object) -> None:
        nonlocal calls
        calls += event == "call"

    sys.setprofile(count)
    try:
        built = build_project(root, files)
    finally:
        sys.setprofile(None)
    assert built.warnings == []
    return calls


def test_replaced_references_are_freed_at_once(tmp_path: Path) -> None:
    """A page that prints many records makes more nodes than it keeps."""
    conf = """\
import gc
from sphinx.addnodes import pending_xref

extensions = ["myst_parser", "sphinx_briefing"]
primary_domain = "brief"
html_theme = "basic"

def count(app, doctree, docname):
    if docname == "page":
        alive = sum(type(item) is pending_xref for item in gc.get_objects())
        (app.outdir / "alive").write_text(str(alive))

def setup(app):
    gc.disable()
    app.connect("doctree-resolved", count)
    app.connect("build-finished", lambda *_: gc.enable())
"""
    built = build_project(tmp_path / "p", {**selections(10), "conf.py": conf})
    assert built.warnings == []
    assert int(built.text("alive")) < 50
