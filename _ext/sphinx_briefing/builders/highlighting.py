"""Listings in the colours that the project's HTML shows them in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from docutils import nodes
from sphinx.highlighting import PygmentsBridge


@dataclass(frozen=True, slots=True)
class Ink:
    """How some words of a listing look."""

    colour: str = ""
    """RRGGBB; empty for that of the text around."""
    bold: bool = False
    italic: bool = False


PLAIN = Ink()


def highlighted(bridge: PygmentsBridge, node: nodes.Element) -> list[tuple[str, Ink]]:
    """Return the words of a listing with their looks, as Sphinx's highlighter finds them."""
    code = node.astext()
    doctest = isinstance(node, nodes.doctest_block)
    language = "pycon" if doctest else str(node.get("language", "default"))
    given: dict[str, Any] = node.get("highlight_args", {})
    lexer = bridge.get_lexer(code, language, given.get("opts"), force=True, location=node)
    tokens = list(lexer.get_tokens(code))
    same = "".join(words for _kind, words in tokens).strip() == code.strip()
    if not same or any(str(kind) == "Token.Error" for kind, _words in tokens):
        return [(code, PLAIN)]  # Not of that language, or changed by its lexer.
    looks = dict(iter(bridge.formatter_args["style"]))
    found: list[tuple[str, Ink]] = []
    for kind, words in tokens:
        while kind not in looks:  # Lexers have kinds of their own, styles the common ones.
            kind = kind.parent
        look = looks[kind]
        ink = Ink((look["color"] or "").upper(), bool(look["bold"]), bool(look["italic"]))
        if found and found[-1][1] == ink:
            found[-1] = (found[-1][0] + words, ink)
        else:
            found.append((words, ink))
    while found and not found[-1][0].strip("\n"):
        found.pop()
    if found:
        found[-1] = (found[-1][0].rstrip("\n"), found[-1][1])
    return found
