"""The house itself: who imports whom, how long files are, how docstrings begin.

``FLOORS`` is the plan, from the ground up: to move something in it is a decision, and no mending.
"""

import ast
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import sphinx_briefing

PACKAGE = Path(sphinx_briefing.__file__).parent
HERE = Path(__file__).parent

FLOORS: tuple[tuple[str, ...], ...] = (
    ("palette", "version", "vocabularies"),
    (
        "code_digest",
        "conditions",
        "files",
        "html_cleaning",
        "project_folders",
        "quotations",
        "svg",
        "texts",
    ),
    ("word_files",),
    ("diagnostics", "file_stamps", "markings", "snapshots"),
    ("records",),
    ("ledger", "schema"),
    ("ledger_tables",),
    ("editions",),
    ("report_card",),
    ("capture", "houses", "registry", "verbatim"),
    ("exchange",),
    ("doctree", "diagnostics.log", "foreign_functions", "websites"),
    ("collector", "config", "diagnostics.build_log", "sphinx_patches"),
    ("diagnostics.sinks", "presentation"),
    ("layouts",),
    ("domain", "pictures"),
    ("incremental", "source_text"),
    ("audiences",),
    ("resolve", "exports"),
    ("checks",),
    ("builders",),
    ("builders.paper",),
    ("builders.docx", "builders.pdf"),
    ("html",),
    ("proof", "renaming", "shards", "word_in"),
    ("word_out",),
    ("own", "workspace"),
    ("server",),
    ("commands.folders", "commands.telling"),
    ("commands.impact_report", "commands.reading"),
    ("commands.looking_up",),
    ("commands.showing",),
    ("mcp_server",),
    ("commands",),
    ("", "api", "__main__"),
)
"""Folders and modules of the package, the lowest first; the package itself is ``""``.

A module belongs to the longest name that it begins with. It imports from its own folder and from
floors below its own.
"""

PURE_BELOW = "doctree"
"""The first floor that may import Sphinx and docutils."""

LONGEST = 400
"""Lines of a file."""

STARTED = {"__main__", "api", "shards.process"}
"""Modules that are run by their name."""

FILES = ("*.py", "*.js", "*.css", "*.typ")


@dataclass(frozen=True)
class Import:
    """A line that imports something."""

    importer: str
    imported: str
    is_ours: bool
    line: int
    is_for_types: bool

    @property
    def edge(self) -> tuple[str, str]:
        return self.importer, self.imported


@cache
def modules() -> Mapping[str, ast.Module]:
    """The modules of the package by their name below it."""
    return {name_of(path): ast.parse(path.read_bytes()) for path in sorted(PACKAGE.rglob("*.py"))}


def name_of(path: Path) -> str:
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def is_folder(module: str) -> bool:
    return PACKAGE.joinpath(*module.split("."), "__init__.py").is_file()


@cache
def imports() -> tuple[Import, ...]:
    """All imports of the package, those inside of functions too."""
    return tuple(found for name in modules() for found in imports_of(name))


def imports_of(module: str) -> Iterator[Import]:
    tree = modules()[module]
    for_types = {
        id(node)
        for block in ast.walk(tree)
        if isinstance(block, ast.If) and "TYPE_CHECKING" in ast.unparse(block.test)
        for statement in block.body
        for node in ast.walk(statement)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = base_of(module, node)
            # A name is a module of ours, or something inside of the one that is named first.
            names = [
                whole if ours(whole := f"{base}.{alias.name}") else base for alias in node.names
            ]
        else:
            continue
        for name in dict.fromkeys(names):
            own = ours(name)
            yield Import(
                importer=module,
                imported=name if own is None else own,
                is_ours=own is not None,
                line=node.lineno,
                is_for_types=id(node) in for_types,
            )


def base_of(module: str, node: ast.ImportFrom) -> str:
    if not node.level:
        return node.module or ""
    folder = [PACKAGE.name, *module.split(".")] if module else [PACKAGE.name]
    if not is_folder(module):
        folder.pop()
    folder = folder[: len(folder) - node.level + 1]
    return ".".join([*folder, *([node.module] if node.module else [])])


def ours(name: str) -> str | None:
    """The name below the package of what is a module of it."""
    first, _, rest = name.partition(".")
    return rest if first == PACKAGE.name and rest in modules() else None


def inner() -> list[Import]:
    """The imports of the package from itself."""
    return [found for found in imports() if found.is_ours]


def unit_of(module: str) -> str:
    """The name in the table of floors that a module belongs to."""
    names = {name for floor in FLOORS for name in floor}
    parts = module.split(".")
    for length in range(len(parts), 0, -1):
        if (name := ".".join(parts[:length])) in names:
            return name
    raise AssertionError(f"{module} has no floor: add it, or its folder, to FLOORS")


def floor_of(unit: str) -> int:
    return next(number for number, floor in enumerate(FLOORS) if unit in floor)


def listed(edges: Iterable[tuple[str, str]]) -> str:
    named = [[name or PACKAGE.name for name in edge] for edge in sorted(edges)]
    return "\n".join(f"{importer} -> {imported}" for importer, imported in named)


def circles(edges: Iterable[tuple[str, str]]) -> list[list[str]]:
    """The sets of modules that reach each other."""
    graph: dict[str, set[str]] = {}
    for one, other in edges:
        graph.setdefault(one, set()).add(other)
    reached = {name: reachable(graph, name) for name in graph}
    found = {
        tuple(sorted(other for other in reached[name] if name in reached.get(other, ())))
        for name in graph
        if name in reached[name]
    }
    return sorted(map(list, found))


def reachable(graph: Mapping[str, Iterable[str]], start: str) -> set[str]:
    found: set[str] = set()
    waiting = list(graph.get(start, ()))
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting.extend(graph.get(name, ()))
    return found


def test_every_module_has_a_floor_and_every_floor_a_module() -> None:
    assert {unit_of(module) for module in modules()} == {name for floor in FLOORS for name in floor}


def test_imports_go_down() -> None:
    upward = {
        found.edge
        for found in inner()
        if (one := unit_of(found.importer)) != (other := unit_of(found.imported))
        and floor_of(other) >= floor_of(one)
    }
    assert upward == set(), f"imports that do not go down:\n{listed(upward)}"


def test_there_are_no_circles() -> None:
    assert circles(found.edge for found in inner() if not found.is_for_types) == []


def test_lower_floors_know_nothing_of_sphinx() -> None:
    first = floor_of(PURE_BELOW)
    found = [
        f"{one.importer}:{one.line} imports {one.imported}"
        for one in imports()
        if not one.is_ours
        and not one.is_for_types
        and one.imported.partition(".")[0] in ("sphinx", "docutils", "myst_parser")
        and floor_of(unit_of(one.importer)) < first
    ]
    assert found == []


def test_every_module_is_used() -> None:
    imported = {found.imported for found in inner()}
    folders = {name.rpartition(".")[0] for name in imported}
    unused = [name for name in modules() if name not in imported | folders | STARTED]
    assert [name for name in unused if not is_named(name)] == []


def is_named(module: str) -> bool:
    """Whether the modules of a folder, or the package, name a module that is loaded by name."""
    folder, _, name = module.rpartition(".")
    whole = f"{PACKAGE.name}.{module}"
    return any(
        text.partition(":")[0] == whole or (other.startswith(folder) and text in (name, f".{name}"))
        for other, tree in modules().items()
        for text in texts_of(tree)
    )


def texts_of(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def test_files_are_short() -> None:
    long = {
        path.relative_to(PACKAGE).as_posix(): count
        for pattern in FILES
        for path in sorted(PACKAGE.rglob(pattern))
        if (count := len(path.read_text(encoding="utf-8").splitlines())) > LONGEST
    }
    assert long == {}


def questions() -> list[str]:
    """Public docstrings that read like a question; a yes or no may begin with "Whether"."""
    return [
        f"{module or PACKAGE.name}: {name}: {text.splitlines()[0]}"
        for module, tree in modules().items()
        for name, node in public(tree)
        if (text := ast.get_docstring(node) or "")
        and re.match("(What|Which|Whether)\\b", text)
        and not (text.startswith("Whether") and says_yes_or_no(node))
    ]


Documented = ast.Module | ast.ClassDef | ast.FunctionDef


def public(node: ast.Module | ast.ClassDef, inside: str = "") -> Iterator[tuple[str, Documented]]:
    if isinstance(node, ast.Module):
        yield "", node
    for child in node.body:
        if isinstance(child, ast.ClassDef):
            if not child.name.startswith("_"):
                yield f"{inside}{child.name}", child
                yield from public(child, f"{inside}{child.name}.")
        elif isinstance(child, ast.FunctionDef) and not child.name.startswith("_"):
            yield f"{inside}{child.name}", child


def says_yes_or_no(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.FunctionDef)
        and node.returns is not None
        and ast.unparse(node.returns).startswith(("bool", "TypeGuard", "TypeIs"))
    )


def test_docstrings_say_and_do_not_ask() -> None:
    assert questions() == []


IMPORT_ALL = """
import importlib, sys
for name in sys.argv[1:]:
    importlib.import_module(name)
    for package in ("sphinx", "docutils", "myst_parser"):
        if package in sys.modules:
            sys.exit(f"{name} imports {package}")
"""


def test_unit_tests_need_no_sphinx() -> None:
    names = [f"tests.unit.{path.stem}" for path in sorted(HERE.glob("test_*.py"))]
    done = subprocess.run(
        [sys.executable, "-c", IMPORT_ALL, "tests.conftest", *names],
        cwd=HERE.parent.parent,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
