"""Readers of fields: from what is written to what is stored.

Each raises :exc:`ValueError` with a message for the author.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from .conventions import Conventions
from .countries import is_code
from .dates import span
from .lists import entries

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_ID = re.compile(r"""[^\s,;<>"'`#%/\\|{}\[\]]+""")
_ANSWERS = {"yes": True, "true": True, "on": True, "no": False, "false": False, "off": False}
_WIKIDATA = re.compile(
    r"(?:(?:https?:)?//(?:www\.|m\.)?wikidata\.org/(?:wiki|entity)/|wdt?:)?(Q[1-9]\d*)", re.I
)


def read_line(text: str, conventions: Conventions) -> str:
    """One line of text; line breaks become spaces."""
    return " ".join(_CONTROL.sub("", text).split())


def read_path(text: str, conventions: Conventions) -> str:
    """The path of a file of the project."""
    return read_line(text, conventions)


def read_id(text: str, conventions: Conventions) -> str:
    """An id: one word that can stand in an address."""
    if not _ID.fullmatch(text):
        raise ValueError(f"{text!r} cannot be an id; use letters, digits, hyphens and dots")
    return text


def read_list(text: str, conventions: Conventions) -> tuple[str, ...]:
    """A comma-separated list; empty entries and repetitions are dropped."""
    parts = (read_line(part, conventions) for part in entries(text))
    return tuple(dict.fromkeys(part for part in parts if part))


def read_lines(text: str, conventions: Conventions) -> tuple[str, ...]:
    """One entry a line (or separated by semicolons)."""
    parts = (read_line(part, conventions) for part in re.split(r"[\n;]", text))
    return tuple(part for part in parts if part)


def read_date(text: str, conventions: Conventions) -> str:
    """An EDTF date, kept as written."""
    span(text)
    return text


def read_url(text: str, conventions: Conventions) -> str:
    """An absolute web address."""
    try:
        parts = urlsplit(text)
        ok = parts.scheme.lower() in {"http", "https"} and bool(parts.hostname)
    except ValueError:
        ok = False
    if not ok or re.search(r"\s", text):
        raise ValueError(f"{text!r} is not a web address; write it with https://")
    return text


def read_country(text: str, conventions: Conventions) -> str:
    """An ISO 3166-1 alpha-2 code."""
    if not is_code(text):
        raise ValueError(f"{text!r} is not an ISO 3166-1 alpha-2 country code such as DE or GB")
    return text.upper()


def is_language(text: str) -> bool:
    """Whether a text is a BCP 47 language tag."""
    import langcodes

    return langcodes.tag_is_valid(text)


def cased_language(tag: str) -> str:
    """A BCP 47 language tag in the case that it is written in, for options have small letters.

    >>> cased_language("sr-latn"), cased_language("EN-gb")
    ('sr-Latn', 'en-GB')
    """
    first, *others = tag.lower().split("-")
    cases = {2: str.upper, 4: str.title}
    return "-".join([first, *(cases.get(len(one), str)(one) for one in others)])


def read_language(text: str, conventions: Conventions) -> str:
    """A BCP 47 language tag."""
    if not is_language(text):
        raise ValueError(f"{text!r} is not a BCP 47 language tag such as en, de or sr-Latn")
    return text


def read_wikidata(text: str, conventions: Conventions) -> str:
    """A Wikidata item id, or the address of an item."""
    match = _WIKIDATA.fullmatch(text)
    if not match:
        raise ValueError(f"{text!r} is not a Wikidata item id such as Q458")
    return match[1].upper()


def read_offices(text: str, conventions: Conventions) -> tuple[str, ...]:
    """Offices, one a line."""
    return read_lines(text, conventions)


def read_number(text: str, conventions: Conventions) -> int:
    """A whole number from 1."""
    if not re.fullmatch(r"[1-9]\d{0,8}", text):
        raise ValueError(f"{text!r} is not a whole number from 1")
    return int(text)


def read_unit(text: str, conventions: Conventions) -> str:
    """The unit of an amount: vessels, EUR billion, %."""
    return read_line(text, conventions)


def read_switch(text: str, conventions: Conventions) -> bool:
    """Yes or no."""
    answer = _ANSWERS.get(text.lower())
    if answer is None:
        raise ValueError(f"{text!r} is neither yes nor no")
    return answer


def read_likelihood(text: str, conventions: Conventions) -> str:
    """A likelihood on the scale in force."""
    try:
        return conventions.likelihood.read(text)
    except ValueError as error:
        raise ValueError(f"{error} (scale {conventions.likelihood.name})") from None


def read_brief_kind(text: str, conventions: Conventions) -> str:
    """A kind of brief that the configuration knows."""
    if text not in conventions.brief_kinds:
        raise ValueError(f"{text!r} is not one of: {', '.join(conventions.brief_kinds)}")
    return text
