"""Keep notes, briefs and registers from reading, requesting or running what they may not.

Directives of docutils, Sphinx and MyST read files of the whole machine, ask other hosts, import
modules and evaluate Python. They are asked here first, on pages of ours, and where they are refused
an ``unsafe`` warning says so at their line. ``briefing_allow`` names what a house allows.

The methods that do it are wrapped in their classes, since the same directive has a name in each
language and any extension may have made a class of its own of it. Written for docutils 0.21 to
0.22, Sphinx 8.2 to 9 and MyST-Parser 5.2; ``tests/language/test_guards.py`` tries each of them.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Callable, Iterator
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from docutils.parsers.rst import Directive, directives
from docutils.parsers.rst.directives import misc, tables
from docutils.utils import SystemMessagePropagation
from sphinx.directives.code import LiteralInclude

from ..config.settings import CODE, OUTSIDE_FILES, REMOTE_DATA
from ..config.values import allows
from ..diagnostics.model import Diagnostic
from ..html_cleaning import scheme_of
from .options import option_lines
from .ours import is_ours, note_text

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

RUNS_CODE = (
    "automodule", "autoclass", "autoexception", "autofunction", "autodata",
    "automethod", "autoattribute", "autoproperty", "autodecorator", "autosummary",
    "inheritance-diagram",
)  # fmt: skip
"""Directives that import what an author names."""

_HARMLESS = (
    ast.Expression, ast.BoolOp, ast.boolop, ast.UnaryOp, ast.Not, ast.Compare, ast.cmpop,
    ast.Name, ast.Load, ast.Constant, ast.Tuple, ast.List, ast.Set,
)  # fmt: skip
"""What a condition may be made of: it compares values of the configuration, and calls nothing."""

_Files = Callable[[Any], Iterator[tuple[str, str]]]
"""From a directive to the files that it would read, each with the option that names it."""


def is_inside(env: BuildEnvironment, path: str | Path) -> bool:
    """Whether a file is in the folder of the sources; links are followed first."""
    try:
        return Path(path).resolve().is_relative_to(Path(env.srcdir).resolve())
    except (OSError, ValueError, RuntimeError):
        return False


def _env_of(directive: Any) -> BuildEnvironment | None:
    """The environment of a project of ours."""
    document = directive.document if hasattr(directive, "renderer") else directive.state.document
    env: BuildEnvironment | None = getattr(document.settings, "env", None)
    return env if env is not None and "brief" in env.domains else None


def _refuse(directive: Any, env: BuildEnvironment, option: str, message: str) -> None:
    """Report what is refused, at the line that asks for it."""
    line, source = directive.lineno, ""
    if isinstance(directive, Directive):
        found, at = directive.state_machine.get_source_and_line(line)
        source, line = str(found or ""), int(at or line)
        if option:
            lines = option_lines(directive.block_text, line, directive.options)
            line = lines.get(option, line)
    else:
        source = str(directive.document["source"])
    path = "" if source == str(env.doc2path(env.docname)) else source
    report = Diagnostic(env.docname, line, "unsafe", f"{directive.name}: {message}", path)
    env.domains["brief"].note_diagnostic(report)  # type: ignore[attr-defined]


def _may_read(directive: Any, env: BuildEnvironment, files: _Files) -> bool:
    if allows(env.config, OUTSIDE_FILES):
        return True
    for option, path in files(directive):
        if not is_inside(env, path):
            _refuse(
                directive,
                env,
                option,
                f"a file outside the sources is not read: {option or 'it'} names "
                f"{_address(directive, option)!r}; move the file into the sources, or allow "
                f"{OUTSIDE_FILES!r} in briefing_allow",
            )
            return False
    return True


def _address(directive: Any, option: str) -> str:
    written = directive.options[option] if option else directive.arguments[0]
    return str(written)[:200]


def _may_ask(directive: Any, env: BuildEnvironment) -> bool:
    address = directive.options.get("url")
    if address is None:
        return True
    remote = scheme_of(address) in ("http", "https") and allows(env.config, REMOTE_DATA)
    if remote or (scheme_of(address) == "file" and allows(env.config, OUTSIDE_FILES)):
        return True
    _refuse(
        directive,
        env,
        "url",
        f"no other host is asked while pages are read: {str(address)[:200]!r}; keep a copy in "
        f"the sources, or allow {REMOTE_DATA!r} in briefing_allow",
    )
    return False


# -- which files ------------------------------------------------------------------------------


def _included(directive: Any) -> Iterator[tuple[str, str]]:
    """The file of ``include``, as docutils finds it; its own ones are everybody's."""
    name = directives.path(directive.arguments[0])
    if name.startswith("<") and name.endswith(">"):
        yield from _standard(name, misc.Include.standard_include_path)
        return
    settings = directive.state.document.settings
    yield "", misc.adapt_path(name, directive.state.document.current_source, settings.root_prefix)


def _included_by_myst(directive: Any) -> Iterator[tuple[str, str]]:
    name = "".join(line.strip() for line in directive.arguments[0].splitlines())
    if name.startswith("<") and name.endswith(">"):
        yield from _standard(name, directive.klass.standard_include_path)
        return
    env = directive.document.settings.env
    folder = Path(directive.document["source"]).absolute().parent
    yield "", str(folder / env.relfn2path(directive.arguments[0])[1])


def _standard(name: str, folder: Any) -> Iterator[tuple[str, str]]:
    path = Path(folder, name[1:-1]).resolve()
    if not path.is_relative_to(Path(folder).resolve()):
        yield "", str(path)


def _of_option(directive: Any) -> Iterator[tuple[str, str]]:
    """The file of ``raw`` and ``csv-table``."""
    if "file" in directive.options:
        document = directive.state.document
        source, prefix = document.current_source, document.settings.root_prefix
        yield "file", misc.adapt_path(directive.options["file"], source, prefix)


def _of_listing(directive: Any) -> Iterator[tuple[str, str]]:
    """The files of ``literalinclude``."""
    yield "", directive.env.relfn2path(directive.arguments[0])[1]
    if "diff" in directive.options:
        yield "diff", directive.env.relfn2path(directive.options["diff"])[1]


def _of_drawing(directive: Any) -> Iterator[tuple[str, str]]:
    """The file of ``graphviz``."""
    if directive.arguments:
        yield "", directive.env.relfn2path(directive.arguments[0])[1]


# -- asking first -----------------------------------------------------------------------------

_May = Callable[[Any, "BuildEnvironment"], bool]


def _wrap(owner: Any, name: str, may: _May, included: _Files | None = None) -> None:
    """Ask before a method of a directive runs, on pages of ours.

    :param included: the files whose text becomes part of the page, and may make it ours.
    """
    method = getattr(owner, name)
    if hasattr(method, "is_guarded"):
        return

    @wraps(method)
    def guarded(self: Any) -> Any:
        env = _env_of(self)
        if env is None:
            return method(self)
        for _, path in included(self) if included else ():
            _look_into(env, path)
        if is_ours(env, env.domains["brief"].pages.get(env.docname)) and not may(self, env):  # type: ignore[attr-defined]
            if name != "run":
                raise SystemMessagePropagation(nodes.comment())
            return [nodes.comment()]
        return method(self)

    guarded.is_guarded = True  # type: ignore[attr-defined]
    setattr(owner, name, guarded)


def _look_into(env: BuildEnvironment, path: str) -> None:
    if is_inside(env, path):
        try:
            note_text(env, Path(path).read_text(encoding="utf-8", errors="replace"))
        except (OSError, ValueError):
            return  # the directive says so


def _may_include(directive: Any, env: BuildEnvironment) -> bool:
    return _may_read(directive, env, _included)


def _may_include_in_myst(directive: Any, env: BuildEnvironment) -> bool:
    return _may_read(directive, env, _included_by_myst)


def _may_read_and_ask(directive: Any, env: BuildEnvironment) -> bool:
    return _may_ask(directive, env) and _may_read(directive, env, _of_option)


def _may_list(directive: Any, env: BuildEnvironment) -> bool:
    return _may_read(directive, env, _of_listing)


def _may_draw(directive: Any, env: BuildEnvironment) -> bool:
    return _may_read(directive, env, _of_drawing)


def _may_run(directive: Any, env: BuildEnvironment) -> bool:
    if allows(env.config, CODE):
        return True
    _refuse(
        directive,
        env,
        "",
        f"it runs what is written on the page; write it on a page that is no note, brief or "
        f"register, or allow {CODE!r} in briefing_allow",
    )
    return False


def _may_evaluate(directive: Any, env: BuildEnvironment) -> bool:
    if allows(env.config, CODE) or _is_harmless(directive.arguments[0]):
        return True
    _refuse(
        directive,
        env,
        "",
        f"it runs what is written on the page; compare values of the configuration "
        f"(internal, language == 'fr'), or allow {CODE!r} in briefing_allow",
    )
    return False


def _is_harmless(expression: str) -> bool:
    """Whether a condition only compares values; one that cannot be read is Sphinx's to report."""
    try:
        parsed = ast.parse(expression.strip(), mode="eval")
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return True
    return all(isinstance(node, _HARMLESS) for node in ast.walk(parsed))


def guard(app: Sphinx) -> None:
    """Handle ``builder-inited``: every extension has added its directives."""
    _wrap(misc.Include, "run", _may_include, _included)
    _wrap(misc.Raw, "run", _may_read_and_ask)
    _wrap(tables.CSVTable, "get_csv_data", _may_read_and_ask)
    _wrap(LiteralInclude, "run", _may_list)
    if mocking := sys.modules.get("myst_parser.mocking"):
        _wrap(mocking.MockIncludeDirective, "run", _may_include_in_myst, _included_by_myst)
    known = directives._directives  # type: ignore[attr-defined]
    for name in RUNS_CODE:
        if name in known:
            _wrap(known[name], "run", _may_run)
    if "ifconfig" in known:
        _wrap(known["ifconfig"], "run", _may_evaluate)
    if "graphviz" in known:
        _wrap(known["graphviz"], "run", _may_draw)


def look_at_source(app: Sphinx, docname: str, content: list[str]) -> None:
    """Handle ``source-read``: see whether a page will be one of ours."""
    note_text(app.env, content[0])


def setup(app: Sphinx) -> None:
    """Guard the directives that are there."""
    app.connect("builder-inited", guard)
    # As it is written, and as other extensions leave it.
    app.connect("source-read", look_at_source, priority=100)
    app.connect("source-read", look_at_source, priority=900)
