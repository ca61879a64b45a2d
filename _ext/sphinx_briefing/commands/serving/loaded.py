"""All that a build imports, imported before any build: a process is forked from it for each."""

from __future__ import annotations

import gc
from contextlib import suppress
from importlib import import_module

MODULES = (
    "sphinx.application",
    "sphinx.builders.html",
    "myst_parser.sphinx_ext.main",
    "sphinx_briefing",
    "sphinx_briefing.html",
    "sphinx_briefing.html.theme_briefing",
    "sphinx_briefing.builders.pdf.builder",
    "sphinx_briefing.builders.docx.builder",
    "furo",
    "docutils.parsers.rst.directives.tables",
    "docutils.parsers.rst.directives.images",
    "docutils.writers.html5_polyglot",
    "pygments.lexers",
    "sphinx.search.en",
)
"""Those of extras may be missing, and others may change their names: a build imports them then."""

for _name in MODULES:
    with suppress(ImportError):
        import_module(_name)

gc.collect()
gc.freeze()  # no build looks through what all of them share
