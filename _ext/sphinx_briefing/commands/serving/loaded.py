"""All that a build imports, imported before any build: a process is forked from it for each."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules, walk_packages

from sphinx.application import builtin_extensions

OTHERS = (
    "asyncio",
    "babel.numbers",
    "bibtexparser",
    "docutils.languages.en",
    "docutils.parsers.rst.directives.admonitions",
    "docutils.parsers.rst.directives.images",
    "docutils.parsers.rst.directives.tables",
    "docutils.writers.html5_polyglot",
    "furo",
    "myst_parser.mdit_to_docutils.sphinx_",
    "myst_parser.parsers.sphinx_",
    "myst_parser.sphinx_ext.directives",
    "myst_parser.sphinx_ext.main",
    "myst_parser.sphinx_ext.mathjax",
    "myst_parser.sphinx_ext.myst_refs",
    "pygments.lexers",
    "pygments.styles.native",
    "pylatexenc.latex2text",
    "sphinx.search.en",
    "typst",
)
"""Libraries that are imported late. Those of extras may be missing, and others may change the names
of their modules: a build imports them then."""

OUTSIDE_BUILDS = (
    "__main__",
    "capture",
    "commands",
    "renaming",
    "server",
    "word_files",
    "word_in",
    "workspace",
)
"""Parts of the toolkit that no build imports."""


def _names() -> Iterator[str]:
    yield from builtin_extensions
    top, package = Path(__file__).parents[2], __name__.partition(".")[0]
    yield package
    for module in iter_modules([str(top)], f"{package}."):
        name = module.name.rpartition(".")[2]
        if name not in OUTSIDE_BUILDS:
            yield module.name
            if module.ispkg:
                yield from (one.name for one in walk_packages([str(top / name)], f"{module.name}."))
    yield from OTHERS


for _name in _names():
    with suppress(ImportError):
        import_module(_name)

gc.collect()
gc.freeze()  # no build looks through what all of them share
