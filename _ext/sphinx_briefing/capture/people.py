"""Authors as pages write them: bylines in several languages, cleaned into names."""

from __future__ import annotations

import re
from collections.abc import Iterable

_BY = re.compile(
    r"^(?:interview\s*:\s*|(?:(?:written|posted|published|reported|story|text|foto|words)\s+)?by|von|par|por|di|da|od"
    r"|автор[иа]?|autor(?:in|en|ka|zy|es)?|auteur[es]?|autore|author[s]?|text|texte|reporting by)"
    r"(?:\s*[:\u2013\u2014-]\s*|\s+)",
    re.I,
)
_SPLIT = re.compile(
    r"\s*(?:;|\||/|\s&\s|\band\b|\bund\b|\bet\b|\by\b|\bta\b|\bта\b|\bі\b|\bи\b|\boraz\b)\s*"
)
_NO_NAME = re.compile(
    r"https?:|www\.|@|\d|^(?:by|von|par|por|di|da|od|autor|author|admin(?:istrator)?|editors?"
    r"|editorial(?: team| staff| board)?|staff|redaktion|die redaktion|rédaction|la rédaction"
    r"|redazione|redacción|redakcja|редакц\w+|webmaster|web ?team|team|guest|anonymous|unknown|none"
    r"|null|n/a|website|user|root|press office|staff (?:writer|reporter)s?|news ?desk"
    r"|online ?team)$|\b(?:gmbh|llc|ltd|inc)\b",
    re.I,
)
_ROLE = re.compile(
    r"\b(?:correspondent|editor|reporter|writer|journalist|korrespondent\w*|redakteur\w*|correspondant\w*"
    r"|in [A-Z]\w+|bureau chief|analyst|columnist|minister|fellow|researcher|professor|director"
    r"|kolumnist\w*|desk)\b",
    re.I,
)
_PLACE = re.compile(r"\s*\(.*?\)\s*$|\s+(?:in|à|aus)\s+[^\W\d_].*$")
_SUFFIX = re.compile(r"^(?:jr|sr|ph\.?d|md|ii|iii|iv|m\.?a|dr)\.?$", re.I)
_SMALL = frozenset("and und et y та de von van der & і и".split())
LONGEST = 60


def people(texts: Iterable[str], *, family_first: bool = False, publisher: str = "") -> list[str]:
    """The names in some bylines, each once; what is no name of a writer is left out.

    :param family_first: whether ``Family, Given`` is one name, as in metadata of journals.
    :param publisher: the publisher, whose own name says nothing about who wrote it.

    >>> people(["By Anna Writer, Defence Correspondent"]), people(["Doe, Jane"], family_first=True)
    (['Anna Writer'], ['Jane Doe'])
    """
    found: dict[str, None] = {}
    for text in texts:
        for name in _names(text, family_first=family_first):
            if name.casefold() != publisher.casefold():
                found.setdefault(name)
    return [*found]


def _names(text: str, *, family_first: bool) -> Iterable[str]:
    text = " ".join(text.split()).strip(" ,;|-\u2013\u2014\u2022\u00b7")
    text = _BY.sub("", text)
    for part in _SPLIT.split(text):
        parts = [piece.strip(" \u2022") for piece in part.split(",")]
        parts = [piece for piece in parts if piece]
        if family_first and len(parts) == 2:
            if _is_name(name := f"{parts[1]} {parts[0]}"):
                yield name
            continue
        for number, piece in enumerate(parts):
            if number and (_ROLE.search(piece) or _SUFFIX.match(piece)):
                continue
            if number and " " not in piece:
                continue  # a town, an agency
            piece = _PLACE.sub("", piece)
            if _is_name(piece):
                yield piece


def _is_name(text: str) -> bool:
    return bool(text) and len(text) <= LONGEST and len(text.split()) <= 6 and not (
        _NO_NAME.search(text) or text.islower()
    ) and any(map(str.isalpha, text))  # fmt: skip


def is_byline(text: str) -> bool:
    """Whether a text says that it names who wrote something.

    >>> is_byline("By Anna Writer"), is_byline("By now he had left the house, and went on to Kyiv")
    (True, False)
    """
    match = _BY.match(text)
    if match is None or len(text) > 100:
        return False
    rest = text[match.end() :].split(",")[0].split()
    return 2 <= len(rest) <= 8 and all(
        word[0].isupper() or word.lower() in _SMALL
        for word in rest
    )  # fmt: skip
