"""What the manual reads off the code: fields, scales, the interface, commands, examples.

``python -m tools.manual`` writes these parts of ``docs/*.md`` anew. Each stands between two
comments, ``<!-- begin: fields claim -->`` and ``<!-- end -->``, as plain Markdown, so that the
manual reads well where nothing builds it, too. A test holds the pages against the code.
"""

from __future__ import annotations

import ast
import importlib
import inspect
import re
import textwrap
from collections.abc import Callable, Iterable, Iterator
from enum import Enum
from functools import cache, cached_property
from itertools import pairwise
from pathlib import Path
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints

from typer.models import ArgumentInfo, OptionInfo

from sphinx_briefing import api, vocabularies
from sphinx_briefing.commands.app import COMMANDS, function_of
from sphinx_briefing.commands.telling import PROGRAM
from sphinx_briefing.exchange.formats import formats as exchanged
from sphinx_briefing.exchange.model import Format
from sphinx_briefing.ledger.ceilings import CONDITIONS, USUAL
from sphinx_briefing.records import KINDS, Brief, Note, Selectable, help_of
from sphinx_briefing.records.fields import declared
from sphinx_briefing.report_card import OWN_STANDARD_CHECKS, QUESTIONS

DOCS = Path(__file__).parents[1] / "docs"
EXTENSION = DOCS / "example" / "fleet" / "sphinx_briefing_fleet.py"

_PART = re.compile(r"(?ms)^<!-- begin: (\w+) ([^\n]*?) -->\n.*?^<!-- end -->$")
_QUOTED = re.compile(r"(: |-> )'([^']*)'")
_ROLE = re.compile(r":\w+:`[~.!]*([^`<]*)`")


def main() -> None:
    """Write each page that has changed."""
    for page in sorted(DOCS.glob("*.md")):
        old = page.read_text(encoding="utf-8")
        new = renewed(old)
        if new != old:
            page.write_text(new, encoding="utf-8")


def renewed(page: str) -> str:
    """A page of the manual with its parts as the code has them now."""

    def part(match: re.Match[str]) -> str:
        name, words = match.groups()
        return f"<!-- begin: {name} {words} -->\n\n{PARTS[name](words).strip()}\n\n<!-- end -->"

    return _PART.sub(part, page)


# -- fields and scales ----------------------------------------------------------------------------


def fields(kind: str) -> str:
    """The fields that an author may write for a kind of record or page."""
    kinds: dict[str, type[Selectable]] = {**KINDS, "note": Note, "brief": Brief}
    record = kinds[kind]
    argument = getattr(record, "argument", "")
    rows = []
    for field in declared(record).values():
        note = " (the argument)" if field.name == argument else ""
        note = note or (" (required)" if field.required else "")
        rows.append((f"`{field.name}`{note}", help_of(record, field.name), field.shape.name))
    return _table(("Field", "What it holds", "Written as"), rows)


def scale(name: str) -> str:
    """The entries of a closed vocabulary, with its source."""
    scales = {one.name: one for one in vars(vocabularies).values() if isinstance(one, api.Scale)}
    found = scales[name]
    bands = any(grade.band for grade in found.grades)
    head = ("Value", "Printed", *(["Probability"] if bands else []))
    rows = (
        (f"`{grade.value}`", grade.label, *([grade.band] if bands else []))
        for grade in found.grades
    )
    return f"{_table(head, rows)}\n\nSource: {found.source}."


def ceilings(_all: str) -> str:
    """The conditions that each level of confidence puts to the evidence, by default."""
    rows = (
        (f"`{name}`", what, *(f"{row[name]}" for row in USUAL.values()))
        for name, what in CONDITIONS.items()
    )
    return _table(("Condition", "Asks for", *(f"`{level}`" for level in USUAL)), rows)


def standard_checks(standard: str) -> str:
    """The checks of report cards by a standard, and what a person is asked."""
    where = {"found": "found", "look": "for a person to look at", "open": "open"}
    checks = [one for one in OWN_STANDARD_CHECKS.values() if one.standard == standard]
    rows = ((f"`{one.name}`", one.asks, where[one.where]) for one in checks)
    asked = "\n".join(f"- {question}" for question in QUESTIONS[standard])
    table = _table(("Check", "What is looked for", "Listed as"), rows)
    return f"{table}\n\nA person is asked:\n\n{asked}"


def formats(_all: str) -> str:
    """The formats of others, and below each what it holds of which kind."""
    rows = []
    details = []
    for one in exchanged():
        ways = [way for way, there in (("out", one.write), ("in", one.read)) if there is not None]
        extra = f"`{one.extra}`" if one.extra else ""
        rows.append((f"`{one.name}`", f"[{one.title}]({one.source})", ", ".join(ways), extra))
        if one.holds:
            details.append(f"### {one.title}\n\n{_held(one)}")
    head = ("Name", "Format", "Ways", "Extra")
    return "\n\n".join((_table(head, rows), *details))


def _held(one: Format) -> str:
    rows = []
    for kind, held in one.holds.items():
        names = [name for name in KINDS.selectable[kind].__struct_encode_fields__ if name != "id"]
        fields_of = [name for name in names if name in declared(KINDS.selectable[kind])]
        rest = [name for name in fields_of if name not in held]
        places = "; ".join(f"`{name}` ({place})" for name, place in held.items())
        rows.append((f"`{kind}`", places, ", ".join(f"`{name}`" for name in rest)))
    return _table(("Kind", "Fields that it holds", "Fields that it does not"), rows)


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    def row(cells: Iterable[str]) -> str:
        return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"

    names = [*head]
    return "\n".join([row(names), row("---" for _ in names), *map(row, rows)])


# -- the interface --------------------------------------------------------------------------------


def interface(names: str) -> str:
    """What some names of :mod:`sphinx_briefing.api` are: signatures, docstrings, members."""
    return "\n".join(_described(name, getattr(api, name)) for name in names.split())


def declares(name: str) -> str:
    """The class variables of a declaration."""
    kind = getattr(api, name)
    found = []
    for written, text in documented(Path(inspect.getfile(kind))).items():
        owner, _dot, variable = written.partition(".")
        if owner in ("Selectable", "Record"):
            found.append(_entry(f"{variable} = {getattr(kind, variable)!r}", text))
    return "\n".join(found)


def _described(name: str, thing: Any) -> str:
    entry = _entry(_signature(name, thing), _doc_of(name, thing))
    if isinstance(thing, type) and not issubclass(thing, api.Selectable) and name != "Names":
        entry += "\n" + textwrap.indent("\n".join(_members(thing)), "  ")
    return entry


def _members(kind: type) -> Iterator[str]:
    """Yield the public attributes, properties and methods of a class, and of its nameless parts."""
    seen: set[str] = set()
    parts = [one for one in kind.__bases__ if one.__module__.startswith("sphinx_briefing.")]
    for part in (kind, *(one for one in parts if not hasattr(api, one.__name__))):
        for entry in _own_members(part):
            if entry not in seen:
                seen.add(entry)
                yield entry


def _own_members(kind: type) -> Iterator[str]:
    texts = documented(Path(inspect.getfile(kind)))
    entries = {
        name.partition(".")[2]: text
        for name, text in texts.items()
        if name.startswith(f"{kind.__name__}.")
    }
    for name, thing in list(vars(kind).items()):
        if isinstance(thing, (property, cached_property)):
            entries[name] = inspect.getdoc(thing) or ""
        elif inspect.isfunction(thing) or isinstance(thing, classmethod):
            entries[_signature(name, getattr(kind, name))] = inspect.getdoc(thing) or ""
        elif name in getattr(kind, "__annotations__", {}):
            entries.setdefault(name, "")
    for name, text in entries.items():
        if not name.startswith("_"):
            yield _entry(name, text)


def _signature(name: str, thing: Any) -> str:
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
        if not isinstance(below, ast.Expr) or not isinstance(below.value, ast.Constant):
            continue
        if not isinstance(statement, (ast.Assign, ast.AnnAssign)):
            continue
        targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
        for target in targets:
            if isinstance(target, ast.Name):
                yield target.id, str(below.value.value)


def _doc_of(name: str, thing: Any) -> str:
    """What the code says of a name of the interface."""
    for module in ("adding", "fields", "__init__"):
        found = documented(Path(api.__file__).with_name(f"{module}.py"))
        if name in found:
            return inspect.cleandoc(found[name])
    if name in (
        scales := {
            "TLP": "markings of TLP 2.0",
            "OUTCOME": "outcomes of judgements",
            "STANCE": "stances of positions",
        }
    ):
        return f"The {scales[name]}, as a scale."
    if name == "field":
        return (
            "A field whose name differs from its attribute, as in "
            "``member_of: Names = field(name='member-of', default=())``."
        )
    return inspect.getdoc(thing) or ""


def _entry(head: str, doc: str) -> str:
    """An entry of a list: a name, and what its docstring says as Markdown."""
    text = "\n\n".join(_blocks(inspect.cleandoc(doc)))
    return f"- `{head}`\n" + (f"\n{textwrap.indent(text, '  ')}\n" if text else "")


def _blocks(doc: str) -> Iterator[str]:
    """Yield a docstring as Markdown: paragraphs, examples, a list of parameters."""
    main, *parameters = re.split(r"(?m)^(?=:\w+[^:\n]*: )", doc)
    for block in re.split(r"\n\s*\n", main.strip()):
        if block.startswith(("    ", ">>>")):
            yield f"```python\n{textwrap.dedent(block)}\n```"
        elif block:
            yield _prose(block)
    entries = []
    for parameter in parameters:
        name, _colon, text = parameter[1:].partition(": ")
        said = _prose(text).replace("\n", "\n  ")
        entries.append(f"- *{name.removeprefix('param ')}*: {said}")
    if entries:
        yield "\n".join(entries)


def _prose(text: str) -> str:
    text = " ".join(text.split()).replace("*", r"\*")
    lines = textwrap.wrap(
        re.sub(r"``([^`]+)``", r"`\1`", _ROLE.sub(r"``\1``", text)),
        100,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return "\n".join(lines)


# -- commands -------------------------------------------------------------------------------------


def commands(_all: str) -> str:
    """All commands: what each does, an example, its arguments and options."""
    return "\n\n".join(map(_command, COMMANDS))


def _command(name: str) -> str:
    module = importlib.import_module(COMMANDS[name], "sphinx_briefing.commands")
    function = function_of(name, module)
    blocks = re.split(r"\n\s*\n", inspect.getdoc(function) or "")
    said = "\n\n".join(_prose(block).replace("<", r"\<") for block in blocks)
    examples = "\n".join(f"$ {PROGRAM} {example}" for example in module.EXAMPLES)
    rows = [*_parameters(function)]
    return (
        f"(command-{name})=\n## `{name}`\n\n{said}\n\n```console\n{examples}\n```\n\n"
        f"{_table(('Argument or option', 'What it says'), rows)}"
    )


def _parameters(function: Callable[..., None]) -> Iterator[tuple[str, str]]:
    """Yield how each argument and option is written, and its help."""
    hints = get_type_hints(function, include_extras=True)
    for name, parameter in inspect.signature(function).parameters.items():
        kind, info, *_others = get_args(hints[name])
        assert isinstance(info, ArgumentInfo | OptionInfo)
        plain = next(one for one in get_args(kind) or (kind,) if one is not type(None))
        if get_origin(kind) not in (UnionType, None):  # a list of them
            plain = get_args(kind)[0]
        takes = info.metavar or _taken(plain)
        if isinstance(info, ArgumentInfo):
            written = f"`{info.metavar or name.upper()}`"
        else:
            # In annotations, Typer takes the first name for a default.
            named = (info.default, *(info.param_decls or ()))
            words = [word for word in named if isinstance(word, str) and word.startswith("-")]
            words = sorted(words, key=len, reverse=True) or [f"--{name.replace('_', '-')}"]
            written = ", ".join(f"`{word} {takes}`" if takes else f"`{word}`" for word in words)
        said = (info.help or "").removesuffix(".")
        default = parameter.default
        if info.show_default and default not in (None, "", False, inspect.Parameter.empty):
            said += f"; default: {default}"
        yield written, f"{said}."


def _taken(kind: Any) -> str:
    """What an option of a type takes."""
    if isinstance(kind, type) and issubclass(kind, Enum):
        return "|".join(one.value for one in kind)
    return {bool: "", int: "NUMBER", Path: "PATH"}.get(kind, "TEXT")


# -- examples -------------------------------------------------------------------------------------


def example(name: str) -> str:
    """A class, a function or a variable of the example extension."""
    source = EXTENSION.read_text(encoding="utf-8")
    for node in ast.parse(source).body:
        names = [getattr(node, "name", "")]
        names += [t.id for t in getattr(node, "targets", ()) if isinstance(t, ast.Name)]
        if name in names:
            return f"```python\n{ast.get_source_segment(source, node)}\n```"
    raise LookupError(f"the example holds no {name!r}")


def file(name: str) -> str:
    """A file beside the pages, as an author writes it."""
    return f"````markdown\n{(DOCS / name).read_text(encoding='utf-8').strip()}\n````"


def text(name: str) -> str:
    """Text from a file beside the pages, such as the tables of measurements."""
    return (DOCS / name).read_text(encoding="utf-8")


PARTS: dict[str, Callable[[str], str]] = {
    one.__name__: one
    for one in (
        fields,
        scale,
        ceilings,
        standard_checks,
        interface,
        declares,
        commands,
        formats,
        example,
        file,
        text,
    )
}
"""What may stand between the comments."""


if __name__ == "__main__":
    main()
