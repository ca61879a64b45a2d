"""Markdown is read however deeply it is nested.

Beyond twenty levels (nine lists in each other), markdown-it leaves text out without a word, and
MyST has no setting for that.

Works round: ``maxNesting`` of the preset ``commonmark`` of markdown-it-py; see
markdown-it/markdown-it#1025.
Seen in: markdown-it-py 3 and 4 with MyST-Parser 5.2.
Can go when: a list at the twelfth level keeps its words.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


@contextmanager
def any_depth() -> Iterator[None]:
    """Let markdown-it read all that is nested."""
    module: Any = sys.modules.get("myst_parser.parsers.sphinx_")
    if module is None:
        yield
        return
    create = module.create_md_parser

    def deeper(*args: Any, **options: Any) -> Any:
        parser = create(*args, **options)
        parser.options["maxNesting"] = 10_000
        return parser

    module.create_md_parser = deeper
    try:
        yield
    finally:
        module.create_md_parser = create
