"""The labels that a text defines."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .reader import Text

_LABEL = re.compile(
    r"^[ \t>|]*(?:[-*+][ \t]+)*(?:"
    r"\((?P<myst>[^()\n]+)\)=|\.\. _(?P<rst>[^:`\n]+|`[^`\n]+`):(?=\s)"
    r"|.*\{[^{}\n]*#(?P<id>[\w.:-]+)[^{}\n]*\}[ \t]*$"
    r"|.*\$\$[ \t]*\((?P<formula>[^()\n]+)\)[ \t]*$)",
    re.M,
)
_OPTIONS = ("name", "label")


def labels_of(text: Text) -> Iterator[tuple[str, int]]:
    """Yield the labels of a text, folded, each with its line, from 0."""
    for match in _LABEL.finditer(text.text):
        name = next(filter(None, match.groups()))
        yield _folded(name.strip("`")), text.text.count("\n", 0, match.start())
    for block in text.blocks:
        for option in _OPTIONS:
            if block.options.get(option):
                yield _folded(block.options[option]), block.first


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())
