"""Listings in the colours that the project's HTML shows them in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.highlighting import PygmentsBridge

if TYPE_CHECKING:
    from sphinx.config import Config

_LIGHT = "sphinx"


@dataclass(frozen=True, slots=True)
class Ink:
    """The look of some words of a listing."""

    colour: str = ""
    """RRGGBB; empty for that of the text around."""
    bold: bool = False
    italic: bool = False


PLAIN = Ink()


def paper_highlighter(config: Config) -> PygmentsBridge:
    """The highlighter of the project's HTML, or Sphinx's own where that is made for dark ground."""
    bridge = PygmentsBridge("html", config.pygments_style or _LIGHT)
    ground = str(bridge.formatter_args["style"].background_color).lstrip("#")
    return PygmentsBridge("html", _LIGHT) if _is_dark(ground) else bridge


def _is_dark(colour: str) -> bool:
    """Say whether a colour is nearer to black than to white, as eyes see it (ITU-R BT.709)."""
    if len(colour) == 3:
        colour = "".join(2 * digit for digit in colour)
    try:
        red, green, blue = bytes.fromhex(colour)
    except ValueError:
        return False
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue < 128


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
