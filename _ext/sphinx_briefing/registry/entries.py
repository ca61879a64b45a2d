"""The entries of a registry by name, each with who has added it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

OWN = "sphinx_briefing"
"""The name of the toolkit, which owns what it adds itself."""

_NAME = re.compile(r"[a-z][a-z0-9]*(?:[-_][a-z0-9]+)*")


class RegistrationError(ValueError):
    """Something cannot be added: what, why, and what to do."""


@dataclass(frozen=True, slots=True)
class Layout:
    """A way to print a selection: a function to nodes, and one to a picture beside them."""

    name: str
    render: Callable[..., Any]
    """From records and a :class:`.RenderContext` to docutils nodes."""
    picture: Callable[..., Any] | None = None
    """From a :class:`.Task` to a :class:`.Picture`, or ``None`` where there is none to draw."""
    lacks: Callable[..., Any] | None = None
    """From a kind to what it lacks to be printed so, in words; empty where it lacks nothing."""


@dataclass(frozen=True, slots=True)
class Check:
    """Something that may be wrong with the records taken together."""

    name: str
    find: Callable[..., Any]
    """From what a check may ask to what it has found."""


@dataclass(frozen=True, slots=True)
class Annex:
    """An annex of a brief: what the brief refers to of one kind."""

    plural: str
    title: str
    layout: str = ""
    """The layout that prints it; by default the first one of the kind."""


@dataclass(frozen=True, slots=True)
class Exporter:
    """Files that are made of the ledger as a whole."""

    name: str
    write: Callable[..., Any]
    """From a :class:`sphinx_briefing.api.Export` to the files: their bytes by name."""
    on_website: bool = False
    """Whether websites hold them, besides the output of the ``ledger`` builder."""
    wanted: Callable[[Any], bool] | None = None
    """From the configuration to whether the files are asked for; they always are by default."""
    library: str = ""
    """The distribution that makes them, if any: they are made anew for another version."""
    folder: str = ""
    """The folder in the output that it fills itself, if any: ``write`` is then handed an empty one
    besides, which takes the place of that when it is whole, and says whether it is."""
    mark: str = ""
    """A file in that folder, by which one is known that an earlier build has filled."""


@dataclass(frozen=True, slots=True)
class Facet:
    """A choice in the search of a website."""

    name: str
    label: str
    values: Callable[..., Any]
    """From a ledger to pages by value: pairs of an identifier and a printed label."""


@dataclass(slots=True)
class Named:
    """Things by name, each with who has added it."""

    what: str
    items: dict[str, Any] = field(default_factory=dict)
    owners: dict[str, str] = field(default_factory=dict)

    def refuse(self, name: str, owner: str) -> None:
        """Raise an error if there is something of that name."""
        if name in self.items:
            raise RegistrationError(
                f"the {self.what} {name!r} of {owner} is there already, added by "
                f"{self.owners[name]}; give one of them another name"
            )

    def add(self, name: str, item: Any, owner: str) -> None:
        """Add something, unless there is something of that name."""
        self.refuse(name, owner)
        self.items[name] = item
        self.owners[name] = owner


def owned(module: str) -> str:
    """Whose a module is: the toolkit as a whole is one owner."""
    return OWN if module == OWN or module.startswith(f"{OWN}.") else module


def check_name(what: str, name: object, owner: str, pattern: re.Pattern[str] = _NAME) -> None:
    """Raise an error unless a name can be written in pages, classes and addresses."""
    if not isinstance(name, str) or not pattern.fullmatch(name):
        raise RegistrationError(
            f"the {what} {name!r} of {owner} cannot be called so; use small letters, digits, '-'"
        )


def check_callable(what: str, name: str, owner: str, *functions: object) -> None:
    """Raise an error unless some things are functions."""
    for function in functions:
        if not callable(function):
            raise RegistrationError(
                f"the {what} {name!r} of {owner} is {function!r}; write a function"
            )
