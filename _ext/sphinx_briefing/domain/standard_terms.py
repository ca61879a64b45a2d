"""Our terms in Sphinx's standard domain: ``:term:`` and other projects' inventories see them.

They are taken out before pages are read and put in when all have been read, in an order that does
not depend on which page was read first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import domain_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


def before_reading(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """Handle ``env-before-read-docs``: a glossary that is read must not find our terms there."""
    if docnames:
        _withdraw(env)


def after_reading(app: Sphinx, env: BuildEnvironment) -> None:
    """Handle ``env-updated``: enter each term, unless Sphinx's own glossary defines the name."""
    domain = domain_of(env)
    if not domain.is_outdated:
        return
    _withdraw(env)
    objects, ledger = env.domains.standard_domain.objects, domain.ledger
    for identifier, term in ledger.records("term").items():
        name = term.title_text
        if ("term", name) not in objects and ledger.is_own("term", identifier):
            objects["term", name] = ledger.anchor("term", identifier)
            domain.standard_terms[name] = objects["term", name]


def _withdraw(env: BuildEnvironment) -> None:
    objects, ours = env.domains.standard_domain.objects, domain_of(env).standard_terms
    for name, place in ours.items():
        if objects.get(("term", name)) == place:
            del objects["term", name]
    ours.clear()


def setup(app: Sphinx) -> None:
    """Connect to the events of reading."""
    app.connect("env-before-read-docs", before_reading)
    app.connect("env-updated", after_reading, priority=100)
