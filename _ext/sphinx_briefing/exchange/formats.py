"""The table of formats; their modules are loaded when one is asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module
from types import MappingProxyType

from .model import Format

FORMATS: Mapping[str, str] = MappingProxyType(
    {
        "csl-json": ".csl_json",
        "bibtex": ".bibtex",
        "ris": ".ris",
        "skos": ".skos",
        "web-annotations": ".web_annotations",
        "json-feed": ".json_feed",
        "stix": ".stix",
        "ftm": ".ftm",
        "ftm-statements": ".ftm:STATEMENTS",
        "misp": ".misp",
    }
)
"""By name, the module of each format, which declares it as ``FORMAT``. Modules import libraries
inside of their functions, so that all formats can be listed where some of them cannot be used."""


def format_of(name: str) -> Format:
    """The format of a name.

    :raises ValueError: if there is none.
    """
    module = FORMATS.get(name)
    if module is None:
        raise ValueError(f"there is no format {name!r}; formats are: {', '.join(FORMATS)}")
    place, _, attribute = module.partition(":")
    found: Format = getattr(import_module(place, __package__), attribute or "FORMAT")
    return found


def formats() -> Iterator[Format]:
    """All formats, in the order of the table."""
    return map(format_of, FORMATS)


def recognised(data: bytes, name: str) -> Format:
    """The format of a file.

    :param name: the name of the file, whose end counts where its content says nothing.
    :raises ValueError: if nothing that is read is like it.
    """
    readable = [one for one in formats() if one.read is not None]
    head = data[:65536]
    for one in readable:
        if one.recognises is not None and one.recognises(head):
            return one
    for one in readable:
        if name.lower().endswith(one.suffix):
            return one
    known = ", ".join(one.name for one in readable)
    raise ValueError(f"{name} is like no format that is read; say which one it is: {known}")
