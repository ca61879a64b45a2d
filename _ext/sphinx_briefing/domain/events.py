"""Handlers of the events of a build, on behalf of the domain."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from ..registry import Registry
from . import complete, domain_for, domain_of

if TYPE_CHECKING:
    from docutils.nodes import Element
    from sphinx.addnodes import pending_xref
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


def answer_term(
    app: Sphinx, env: BuildEnvironment, node: pending_xref, contnode: Element
) -> nodes.reference | None:
    """Handle ``missing-reference``: the standard ``:term:`` finds ours by any of their names."""
    if node.get("refdomain") != "std" or node.get("reftype") != "term":
        return None
    fromdocname = node.get("refdoc", env.docname)
    target = node["reftarget"]
    return domain_of(env).resolve_xref(
        env, fromdocname, app.builder, "term", target, node, contnode
    )


def update_derived(app: Sphinx, env: BuildEnvironment) -> None:
    """Handle ``env-updated``, before the environment is stored."""
    domain_of(env).update_derived()


def remember_builder(app: Sphinx) -> None:
    """Let the domain know the builder that its answers are for."""
    domain_of(app.env).settle(app.builder)


def setup(app: Sphinx, registry: Registry) -> None:
    """Add the domain of a build, and what it does when all pages have been read."""
    domain = domain_for(registry)
    app.add_domain(domain)
    app.connect("config-inited", lambda app, config: complete(domain), priority=150)
    app.connect("builder-inited", remember_builder)
    app.connect("missing-reference", answer_term)
    app.connect("env-updated", update_derived, priority=200)  # when standard terms are entered
