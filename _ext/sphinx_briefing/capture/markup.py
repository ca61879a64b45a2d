"""Texts of others as markup that prints them and does nothing else."""

from __future__ import annotations

import re
import unicodedata

import yaml

_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>#$~^|&@!()])")
_RESTRUCTURED = re.compile(r"([\\`*_|\[\]<>])")
_FIRST = re.compile(r"^([-+=:.%'\"/,;?]|\d+(?=[.)]))")
_SAFE = re.compile(r"[^\W\d_][\w .,/\u2013\u2019-]*|https?://[\w./~%+=&?;@-]+")
_WIDTH = 98
_UNDERLINES = "=-"


def plain(text: str) -> str:
    """A text in one line, without what cannot be printed."""
    kept = (
        char if unicodedata.category(char) not in ("Cc", "Cs", "Zl", "Zp", "Co", "Cn") else " "
        for char in text
    )  # fmt: skip
    return " ".join("".join(kept).split())


def scalar(text: str) -> str:
    """A text as YAML reads it back.

    >>> scalar("On the road"), scalar("Guarantees: what's next")
    ('On the road', "'Guarantees: what''s next'")
    """
    text = plain(text)
    if _SAFE.fullmatch(text) and yaml.safe_load(text) == text:
        return text
    return "'" + text.replace("'", "''") + "'"


class Page:
    """A page in one of the two languages of markup, written line by line."""

    def __init__(self, *, restructured: bool) -> None:
        self._restructured = restructured
        self.blocks: list[str] = []

    @property
    def text(self) -> str:
        """All of it, blocks parted by empty lines."""
        return "\n\n".join(block.rstrip("\n") for block in self.blocks) + "\n"

    def heading(self, title: str, level: int) -> None:
        """Add a heading; level 1 is the title of the page."""
        title = self.escaped(title) or "Title"
        if self._restructured:
            line = _UNDERLINES[level - 1] * (2 * max(len(title), 3))  # wide letters count twice
            self.blocks.append(f"{title}\n{line}")
        else:
            self.blocks.append(f"{'#' * level} {title}")

    def comment(self, *lines: str) -> None:
        """Add lines that only the author sees."""
        lines = tuple(part for line in lines for part in _folded(plain(line)))
        if self._restructured:
            # Two dots alone, so that nothing after them is taken for a directive.
            self.blocks.append("\n".join(["..", *(f"   {line}" for line in lines)]))
        else:
            self.blocks.append("\n".join(f"% {line}" for line in lines))

    def directive(self, name: str, argument: str, options: dict[str, str], body: str = "") -> None:
        """Add a directive."""
        fields = [f":{key}: {value}" for key, value in options.items() if value]
        inner = [*fields, *(["", body] if body else [])]
        if self._restructured:
            head = f".. {name}:: {argument}".rstrip()
            self.blocks.append("\n".join([head, *(f"   {line}".rstrip() for line in inner)]))
        else:
            self.blocks.append("\n".join([f"```{{{name}}} {argument}".rstrip(), *inner, "```"]))

    def escaped(self, text: str) -> str:
        """A text of others as prose."""
        text = plain(text)
        pattern = _RESTRUCTURED if self._restructured else _MARKDOWN
        escaped = pattern.sub(r"\\\1", text)
        if match := _FIRST.match(escaped):
            number = match[1] if match[1][0].isdigit() else ""
            rest = escaped[len(number) :]
            escaped = f"{number}\\{rest}"
        return escaped


def _folded(line: str) -> list[str]:
    """A line in several that an editor shows whole."""
    found, now = [], ""
    for word in line.split(" "):
        if now and len(now) + 1 + len(word) > _WIDTH:
            found.append(now)
            now = word
        else:
            now = f"{now} {word}" if now else word
    return [*found, now]
