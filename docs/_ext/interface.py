"""The public interface in the manual, read off the code: signatures, docstrings, variables.

``{interface} add_kind add_field`` describes some names of :mod:`sphinx_briefing.api`,
``{declares} Record`` lists the class variables of a class of records, ``{example} fleet`` prints a
part of the example extension.
"""

import ast
import inspect
import re
import textwrap
from collections.abc import Iterator
from functools import cache, cached_property
from itertools import pairwise
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective
from sphinx.util.typing import ExtensionMetadata

from sphinx_briefing import api

_QUOTED = re.compile(r"(: |-> )'([^']*)'")
_ROLE = re.compile(r":\w+:`[~.!]*([^`<]*)`")


def signature_of(name: str, thing: Any) -> str:
    """How something is called, with its types as they are written."""
    if not inspect.isroutine(thing):
        return name
    return name + _QUOTED.sub(r"\1\2", str(inspect.signature(thing)))


@cache
def documented(path: Path) -> dict[str, str]:
    """The texts below the assignments of a module, and below those of its classes."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    bodies = [("", tree.body)]
    bodies += [(f"{n.name}.", n.body) for n in tree.body if isinstance(n, ast.ClassDef)]
    return {prefix + name: text for prefix, body in bodies for name, text in _texts(body)}


def _texts(body: list[ast.stmt]) -> Iterator[tuple[str, str]]:
    for statement, below in pairwise(body):
        is_text = isinstance(below, ast.Expr) and isinstance(below.value, ast.Constant)
        if not is_text or not isinstance(statement, (ast.Assign, ast.AnnAssign)):
            continue
        targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
        for target in targets:
            if isinstance(target, ast.Name):
                yield target.id, str(below.value.value)


def doc_of(name: str, thing: Any) -> str:
    """What the code says of a name of the interface."""
    for module in ("adding", "fields", "__init__"):
        file = Path(api.__file__).with_name(f"{module}.py")
        if name in (found := documented(file)):
            return inspect.cleandoc(found[name])
    if name in (scales := {"TLP": "markings of TLP 2.0", "STANCE": "stances of positions"}):
        return f"The {scales[name]}, as a scale."
    if name == "field":
        return (
            "A field whose name differs from its attribute, as in "
            "``member_of: Names = field(name='member-of', default=())``."
        )
    return inspect.getdoc(thing) or ""


def inline(text: str) -> list[nodes.Node]:
    """A paragraph of a docstring as nodes."""
    text = _ROLE.sub(r"``\1``", " ".join(text.split()))
    parts = re.split(r"``([^`]+)``", text)
    return [
        nodes.literal(part, part) if number % 2 else nodes.Text(part)
        for number, part in enumerate(parts)
        if part
    ]


def blocks(doc: str) -> Iterator[nodes.Node]:
    """A docstring as nodes: paragraphs, examples and parameters."""
    main, *fields = re.split(r"(?m)^(?=:\w+[^:\n]*: )", doc)
    for part in re.split(r"\n\s*\n", main.strip()):
        if "    " in part.partition("\n")[0][:4] or part.startswith(">>>"):
            code = textwrap.dedent(part)
            yield nodes.literal_block(code, code, language="python")
        elif part:
            yield nodes.paragraph("", "", *inline(part))
    found = nodes.field_list()
    for field in fields:
        head, _, text = field[1:].partition(": ")
        name = head.removeprefix("param ")
        found += nodes.field(
            "",
            nodes.field_name(name, name),
            nodes.field_body("", nodes.paragraph("", "", *inline(text))),
        )
    if found.children:
        yield found


def described(entries: Iterator[tuple[str, str]]) -> nodes.definition_list:
    """Names, each with what is said of it."""
    found = nodes.definition_list()
    for head, doc in entries:
        term = nodes.term("", "", nodes.literal(head, head))
        found += nodes.definition_list_item("", term, nodes.definition("", *blocks(doc)))
    return found


def members(kind: type) -> nodes.definition_list:
    """The public attributes, properties and methods of a class."""
    texts = documented(Path(inspect.getfile(kind)))
    entries = {
        name.partition(".")[2]: text
        for name, text in texts.items()
        if name.startswith(f"{kind.__name__}.")
    }
    for name, thing in vars(kind).items():
        if name.startswith("_"):
            continue
        if isinstance(thing, (property, cached_property)):
            entries[name] = inspect.getdoc(thing) or ""
        elif inspect.isfunction(thing) or isinstance(thing, classmethod):
            entries[signature_of(name, getattr(kind, name))] = inspect.getdoc(thing) or ""
        elif name in getattr(kind, "__annotations__", {}):
            entries.setdefault(name, "")
    return described((name, text) for name, text in entries.items() if not name.startswith("_"))


class Interface(SphinxDirective):
    """``{interface} names``: what some names of the interface are."""

    required_arguments = 1
    final_argument_whitespace = True

    def run(self) -> list[nodes.Node]:
        names = self.arguments[0].split()
        entries = ((name, getattr(api, name)) for name in names)
        found = []
        for name, thing in entries:
            entry = described(iter([(signature_of(name, thing), doc_of(name, thing))]))
            if (
                isinstance(thing, type)
                and not issubclass(thing, api.Selectable)
                and name != "Names"
            ):
                entry[0][1] += members(thing)
            found.append(entry)
        return found


class Declares(SphinxDirective):
    """``{declares} Record``: the class variables of a declaration."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        kind = getattr(api, self.arguments[0])
        found = documented(Path(inspect.getfile(kind)))
        return [
            described(
                (f"{name.partition('.')[2]} = {getattr(kind, name.partition('.')[2])!r}", text)
                for name, text in found.items()
                if name.partition(".")[0] in ("Selectable", "Record")
            )
        ]


class Example(SphinxDirective):
    """``{example} name``: a class or function of the example extension."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        path = Path(self.env.srcdir, "example", "fleet", "sphinx_briefing_fleet.py")
        self.env.note_dependency(str(path))
        source = path.read_text(encoding="utf-8")
        for node in ast.parse(source).body:
            names = [getattr(node, "name", "")]
            names += [t.id for t in getattr(node, "targets", ()) if isinstance(t, ast.Name)]
            if self.arguments[0] in names:
                code = ast.get_source_segment(source, node) or ""
                return [nodes.literal_block(code, code, language="python")]
        raise self.error(f"the example holds no {self.arguments[0]!r}")


def setup(app: Sphinx) -> ExtensionMetadata:
    """Add the directives."""
    directives: dict[str, type[SphinxDirective]] = {
        "interface": Interface,
        "declares": Declares,
        "example": Example,
    }
    for name, directive in directives.items():
        app.add_directive(name, directive)
    return {"parallel_read_safe": True}
