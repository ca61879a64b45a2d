"""Check that all additions to a registry fit together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from ..records.declaring import OPTIONS
from ..records.fields import EVERY, all_fields
from .entries import OWN, Layout, RegistrationError

if TYPE_CHECKING:
    from ..records import Selectable
    from .registry import Registry

_OWN_FACETS = frozenset({"kind", "source", "year"})


def look(registry: Registry, taken: Mapping[str, str]) -> None:
    """Raise an error if something does not fit.

    :param taken: names of directives and roles that are not ours, each with what it is.
    :raises RegistrationError: what, whose it is, and what to do.
    """
    for looked in (
        _extended(registry),
        _taken_names(registry, taken),
        _printed(registry),
        _fields(registry),
    ):
        for problem in looked:
            raise RegistrationError(problem)


def _extended(registry: Registry) -> Iterator[str]:
    kinds = registry.kinds.selectable
    for what, added in (("field", registry.fields), ("layout", registry.layouts_of)):
        for kind, owners in added.items():
            for name, owner in owners.items():
                if kind not in kinds:
                    yield (
                        f"{owner} adds the {what} {name!r} to the kind {kind!r}, which is not "
                        f"there; there are: {', '.join(kinds)}"
                    )


def _taken_names(registry: Registry, taken: Mapping[str, str]) -> Iterator[str]:
    for kind, declaration in registry.kinds.items():
        owner = registry.owner_of("kind", kind)
        for name in (kind, declaration.plural):
            if owner != OWN and name in taken:
                yield (
                    f"the kind {kind!r} of {owner} cannot be called {name!r}, which is "
                    f"{taken[name]}; give it another name"
                )
        if owner != OWN and declaration.is_facet and kind in _OWN_FACETS:
            yield (
                f"the kind {kind!r} of {owner} cannot be a facet, since one of {OWN} is called so; "
                "give it another name, or leave out is_facet"
            )
    facets = {kind: f"the kind {kind!r}" for kind, d in registry.kinds.items() if d.is_facet}
    for name in registry.facets:
        if name in _OWN_FACETS or name in facets:
            whose = facets.get(name, OWN)
            yield (
                f"the facet {name!r} of {registry.owner_of('facet', name)} is there already, that "
                f"of {whose}; give it another name"
            )


def _printed(registry: Registry) -> Iterator[str]:
    for kind in registry.kinds.selectable.values():
        for layout in kind.layouts:
            if layout not in registry.layouts:
                yield (
                    f"{_of(registry, kind)} names the layout {layout!r}, which nobody "
                    f"has added; there are: {', '.join(registry.layouts)}"
                )
            elif lack := _lack(registry.layouts[layout], kind):
                yield (f"{_of(registry, kind)} is printed by the layout {layout!r}, which {lack}")
    for plural, annex in registry.annexes.items():
        owner = registry.owner_of("annex", plural)
        printed = registry.kinds.by_plural.get(plural)
        if printed is None or printed.kind_name not in registry.kinds:
            plurals = ", ".join(record.plural for record in registry.kinds.values())
            yield (
                f"the annex {plural!r} of {owner} is of no kind of record; write one of: {plurals}"
            )
        elif annex.layout and annex.layout not in printed.layouts:
            yield (
                f"the annex {plural!r} of {owner} is printed by the layout {annex.layout!r}; "
                f"write one of: {', '.join(printed.layouts)}"
            )


def _lack(layout: Layout, kind: type[Selectable]) -> str:
    """The want of a kind that a layout cannot print."""
    return str(layout.lacks(kind) or "") if layout.lacks is not None else ""


def _fields(registry: Registry) -> Iterator[str]:
    named = registry.kinds.named_by_option
    for kind in registry.kinds.selectable.values():
        filters = registry.kinds.filters_of(kind)
        for item in all_fields(kind):
            whose = f"the field {item.name!r} of {_of(registry, kind)}"
            for named_kind in item.shape.kinds:
                if named_kind not in registry.kinds and named_kind != EVERY:
                    yield f"{whose} names records of {named_kind!r}, a kind that nobody has added"
            if kind is registry.kinds.brief and item.shape.named not in ("", "topic"):
                yield f"{whose} names records, which front matter cannot; use api.line()"
            for option in item.filters:
                if option in OPTIONS or named.get(option, "") != item.named_by(option):
                    yield (
                        f"{whose} cannot be picked by an option {option!r}, which means something "
                        f"else already for {_other_user(registry, option, item.named_by(option))}; "
                        "give the field another name, or leave out filter=True"
                    )
            if (
                item.shape.date
                and not item.shape.derived
                and (item.name in OPTIONS or item.name in named or item.name in filters)
            ):
                yield (
                    f"{whose} is a date, by which selections are picked with an option "
                    f"{item.name!r}; that means something else already, so give it another name"
                )


def _other_user(registry: Registry, option: str, named: str) -> str:
    """The owner of an option that means something else than naming records of a kind."""
    for kind in registry.kinds.selectable.values() if option not in OPTIONS else ():
        fields = registry.kinds.filters_of(kind).get(option, ())
        if any(field.named_by(option) != named for field in fields):
            return _of(registry, kind)
    return "all kinds"


def _of(registry: Registry, kind: type[Selectable]) -> str:
    return f"the kind {kind.kind_name!r} of {registry.owner_of('kind', kind.kind_name)}"
