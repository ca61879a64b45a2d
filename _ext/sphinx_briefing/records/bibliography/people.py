"""The names of authors and editors, as BibTeX, biblatex and CSL write them."""

# ruff: noqa: RUF001 - apostrophes end parts of names

from __future__ import annotations

import re
from collections.abc import Iterable

_EXTENDED = re.compile(r"^\W*(?:family|given|prefix|suffix)(?:-i)?\s*=")
"""``family=Berg, given=Anna``, as biblatex and Better BibLaTeX have it."""
_ET_AL = re.compile(r",?\s+et\s+al\.?$", re.I)


def people(text: str) -> list[str]:
    """The names of a BibTeX field as they are read aloud, still in LaTeX."""
    from bibtexparser.middlewares.names import split_multiple_persons_names

    text = _ET_AL.sub("", " ".join(text.split()))
    written = split_multiple_persons_names(text)
    found = [_person(name) for names in written for name in split_outside(names, ";")]
    return [name for name in found if name and name.lower() != "others"]


def _person(written: str) -> str:
    from bibtexparser.middlewares.names import parse_single_name_into_parts

    if _EXTENDED.match(written):
        return _extended(written)
    try:
        parts = parse_single_name_into_parts(written.strip().rstrip(","))
    except ValueError:  # more commas, or braces, than a name can have
        return written
    return _in_order(parts.first, parts.von, parts.last, suffix=" ".join(parts.jr))


def _extended(written: str) -> str:
    parts = {}
    for part in split_outside(written, ","):
        name, _, value = part.strip().strip('"').partition("=")
        parts[name.strip().lower()] = value.strip().strip('"')
    return spoken(
        parts.get("given"), parts.get("prefix"), parts.get("family"), suffix=parts.get("suffix")
    )


def spoken(*parts: str | None, suffix: str | None = "") -> str:
    """A name in the order in which it is spoken: ``Anna von der Berg, Jr``."""
    name = ""
    for part in filter(None, parts):
        name += part if not name or name.endswith(("'", "’")) else f" {part}"
    return ", ".join(filter(None, (name, suffix)))


def _in_order(*groups: Iterable[str], suffix: str) -> str:
    return spoken(*(" ".join(words) for words in groups), suffix=suffix)


def split_outside(text: str, separator: str) -> list[str]:
    """The parts between separators that stand in neither braces nor quotes."""
    if separator not in text:
        return [text]
    found, start, depth, quoted = [], 0, 0, False
    for position, char in enumerate(text):
        if char == '"':
            quoted = not quoted
        elif char in "{}":
            depth += 1 if char == "{" else -1
        elif char == separator and depth <= 0 and not quoted:
            found.append(text[start:position])
            start = position + 1
    return [*found, text[start:]]
