"""Keep what stands between ``{{`` and ``}}`` on a page from running anything.

MyST's extension ``substitution`` renders it with Jinja, which is a programming language: whoever
writes a page could run any command on the machine that builds it. A page may turn the extension on
by itself, in its front matter. So here MyST gets a Jinja that knows names, texts and a few
filters, and no attributes of objects. ``briefing_allow = ["code"]`` gives it all of Jinja back.

This replaces the name ``jinja2`` in :mod:`myst_parser.mdit_to_docutils.base` while a substitution
is rendered; written for MyST-Parser 5.2. It can go when MyST renders in a sandbox:
``tests/language/test_substitutions.py`` holds a test that says so.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import wraps
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import jinja2
from jinja2.exceptions import SecurityError
from jinja2.sandbox import SandboxedEnvironment

from ..config.settings import CODE
from ..config.values import allows
from ..diagnostics.model import Diagnostic

if TYPE_CHECKING:
    from sphinx.application import Sphinx

LIMIT = 2_000
"""The longest text that a filter takes or makes; filters in a row could make gigabytes."""
MOST = 500
"""The most substitutions on a page: of thirty that hold each other twice, a page never ends."""

FILTERS = (
    "abs", "capitalize", "count", "d", "default", "e", "escape", "first", "float", "int", "join",
    "last", "length", "list", "lower", "replace", "reverse", "round", "sort", "string", "title",
    "trim", "unique", "upper",
)  # fmt: skip
"""The filters that are known."""


class Names(SandboxedEnvironment):
    """Jinja without programs: no statements, no attributes, no functions of its own."""

    intercepted_binops = frozenset({"*", "**", "%"})

    def __init__(self, undefined: type[jinja2.Undefined]) -> None:
        super().__init__(undefined=undefined)
        self.filters = {name: _bounded(self.filters[name]) for name in FILTERS}
        self.globals = {}
        self.refused: list[str] = []
        """Why something was not rendered."""

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Know the name of the page alone; all else leads to the insides of programs."""
        return attr == "docname" and type(obj).__name__ == "BuildEnvironment"

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """Reckon with numbers; texts could be multiplied without end."""
        if operator == "**" or not all(isinstance(side, (int, float)) for side in (left, right)):
            raise SecurityError(f"{operator!r} is not known here")
        return super().call_binop(context, operator, left, right)

    def from_string(self, source: Any, *args: Any, **kwargs: Any) -> Any:
        """A template that prints nothing where it is refused, and remembers why."""
        try:
            parsed = self.parse(source)
            if any(not isinstance(part, jinja2.nodes.Output) for part in parsed.body):
                raise SecurityError("statements are not known here")
            template = super().from_string(source, *args, **kwargs)
        except SecurityError as error:
            return self._refuse(error)
        except jinja2.TemplateAssertionError as error:  # no such filter
            return self._refuse(error)
        return SimpleNamespace(render=lambda *names: self._rendered(template, *names))

    def _rendered(self, template: jinja2.Template, *names: Any) -> str:
        try:
            return template.render(*names)
        except SecurityError as error:
            return str(self._refuse(error).render())

    def _refuse(self, error: Exception) -> Any:
        self.refused.append(str(error).rstrip("."))
        return SimpleNamespace(render=lambda *names: "")


def _bounded(function: Callable[..., Any]) -> Callable[..., Any]:
    """A filter that takes and makes no text longer than :data:`LIMIT`."""

    def check(*values: Any) -> None:
        for value in values:
            if isinstance(value, (str, list, tuple)) and len(value) > LIMIT:
                raise SecurityError(f"a text of more than {LIMIT} characters is not filtered")

    @wraps(function)
    def bounded(*values: Any, **options: Any) -> Any:
        check(*values, *options.values())
        found = function(*values, **options)
        check(found)
        return found

    return bounded


def _safe(render: Callable[..., None], base: Any) -> Callable[..., None]:
    @wraps(render)
    def render_substitution(self: Any, token: Any, inline: bool) -> None:
        env = self.sphinx_env
        if env is None or "brief" not in env.domains or allows(env.config, CODE):
            return render(self, token, inline)
        line = base.token_line(token)
        done = self.document.briefing_substitutions = (
            getattr(self.document, "briefing_substitutions", 0) + 1
        )
        if done > MOST:
            if done == MOST + 1:
                _report(
                    self,
                    line,
                    f"a page holds no more than {MOST} substitutions, those in "
                    "substitutions included; the rest is left out",
                )
            return None
        environments: list[Names] = []

        def environment(undefined: type[jinja2.Undefined]) -> Names:
            environments.append(Names(undefined))
            return environments[-1]

        theirs = base.jinja2
        base.jinja2 = SimpleNamespace(
            Environment=environment, StrictUndefined=jinja2.StrictUndefined, nodes=jinja2.nodes
        )
        try:
            render(self, token, inline)
        finally:
            base.jinja2 = theirs
        for why in (why for names in environments for why in names.refused):
            _report(
                self,
                line,
                f"the substitution {{{{{token.content}}}}} is left out: {why}; "
                "write the name of a substitution, or allow 'code' in briefing_allow if you "
                "trust all authors",
            )
        return None

    render_substitution.is_safe = True  # type: ignore[attr-defined]
    return render_substitution


def _report(renderer: Any, line: int, message: str) -> None:
    env = renderer.sphinx_env
    source, own = str(renderer.document["source"]), str(env.doc2path(env.docname))
    path = "" if source == own else source
    env.domains["brief"].note_diagnostic(Diagnostic(env.docname, line, "unsafe", message, path))


def make_substitutions_safe() -> None:
    """Let MyST render substitutions in our way from now on, on the pages of our projects."""
    from myst_parser.mdit_to_docutils import base

    renderer = base.DocutilsRenderer
    if not hasattr(renderer.render_substitution, "is_safe"):
        renderer.render_substitution = _safe(renderer.render_substitution, base)  # type: ignore[method-assign]


def setup(app: Sphinx) -> None:
    """Look after substitutions where MyST is used."""
    app.connect("builder-inited", _make_safe)


def _make_safe(app: Sphinx) -> None:
    if "myst_parser" in sys.modules:
        make_substitutions_safe()
