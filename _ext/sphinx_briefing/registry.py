"""Everything that a build knows by name: kinds, scales, layouts, checks, whatever can be added.

The toolkit fills the registry at start by the same functions as everybody else
(:mod:`sphinx_briefing.api`); when the configuration has been read, it is frozen. Pure Python.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import blake2b
from pathlib import Path
from types import ModuleType
from typing import Any, cast

import msgspec

from .diagnostics.codes import Level, builtin_codes
from .records import Brief, Kinds, Note, Record, Selectable
from .records.declaring import FIELD_NAME, OPTIONS, RESERVED, field_of, fill_in, what_is_wrong
from .records.fields import FieldType, all_fields
from .vocabularies import Scale


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


@dataclass(frozen=True, slots=True)
class Facet:
    """A choice in the search of a website."""

    name: str
    label: str
    values: Callable[..., Any]
    """From a ledger to pages by value: pairs of an identifier and a printed label."""


@dataclass(slots=True)
class _Named:
    """Things by name, each with who has added it."""

    what: str
    items: dict[str, Any] = field(default_factory=dict)
    owners: dict[str, str] = field(default_factory=dict)

    def add(self, name: str, item: Any, owner: str) -> None:
        if name in self.items:
            raise RegistrationError(
                f"the {self.what} {name!r} of {owner} is there already, added by "
                f"{self.owners[name]}; give one of them another name"
            )
        self.items[name] = item
        self.owners[name] = owner


OWN = "sphinx_briefing"
"""The name of the toolkit, which owns what it adds itself."""


class Registry:
    """The table of a build. Filled at start, frozen when the configuration has been read."""

    def __init__(self) -> None:
        self._kinds = _Named("kind")
        self._plurals = _Named("plural")
        self._tags = _Named("class of records")
        self._fields: dict[str, _Named] = {}
        self._scales = _Named("scale")
        self._layouts = _Named("layout")
        self._layouts_of: dict[str, list[str]] = {}
        self.codes = builtin_codes()
        """The codes of what can be said to an author."""
        self._checks = _Named("check")
        self._annexes = _Named("annex")
        self._readers = _Named("reader of data files")
        self._exporters = _Named("exporter")
        self._facets = _Named("facet")
        self._modules: set[str] = set()
        self._frozen_kinds: Kinds | None = None
        self.is_frozen = False

    # -- adding ---------------------------------------------------------------------------------

    def _note(self, thing: Any) -> str:
        """Remember where something comes from; say who owns it."""
        if self.is_frozen:
            raise RegistrationError(
                "everything must be added while extensions are set up: call it in setup()"
            )
        module = str(getattr(thing, "__module__", "") or "")
        self._modules.add(module)
        if module in ("", "builtins"):  # what Sphinx runs conf.py as
            return "conf.py"
        return OWN if module.startswith(f"{OWN}.") else module

    def add_kind(self, kind: type[Record]) -> None:
        """Add a kind of record.

        :raises RegistrationError: if its declaration is not complete, or a name is taken.
        """
        owner = self._note(kind)
        if problem := what_is_wrong(kind):
            raise RegistrationError(f"the kind {kind.__name__} of {owner} {problem}")
        for name in (kind.kind_name, kind.plural):
            if name in RESERVED:
                raise RegistrationError(
                    f"the kind {kind.__name__} of {owner} cannot be called {name!r}, which means "
                    "something else already; give it another name"
                )
        fill_in(kind)
        self._kinds.add(kind.kind_name, kind, owner)
        self._plurals.add(kind.plural, kind, owner)
        self._tags.add(str(kind.__struct_config__.tag), kind, owner)

    def add_field(
        self, kind: str, name: str, shape: FieldType, *, column: bool, owner: object
    ) -> None:
        """Add a field to a kind that is there, or will be by the end of setting up."""
        by = self._note(owner)
        if not FIELD_NAME.fullmatch(name):
            raise RegistrationError(
                f"the field {name!r} of {by} cannot be called so; use small letters, digits, '-'"
            )
        self._fields.setdefault(kind, _Named(f"field of {kind!r}")).add(name, (shape, column), by)

    def add_scale(self, scale: Scale, owner: object) -> None:
        """Add a scale; one of likelihoods can be put in force by ``briefing_likelihood``."""
        self._scales.add(scale.name, scale, self._note(owner))

    def add_layout(self, layout: Layout, kinds: Iterable[str]) -> None:
        """Add a layout, and let it print some kinds besides those that name it themselves."""
        self._layouts.add(layout.name, layout, self._note(layout.render))
        if layout.picture is not None:
            self._note(layout.picture)
        for kind in kinds:
            self._layouts_of.setdefault(kind, []).append(layout.name)

    def add_check(self, check: Check, help: str = "", level: Level = "warning") -> None:
        """Add a check; what it reports is a code of its own, which ``briefing_checks`` switches.

        :param help: what it reports, in one sentence; empty where there is such a code already.
        """
        owner = self._note(check.find)
        if help:
            try:
                self.codes.add(check.name, help, level, switched=True)
            except ValueError as error:
                raise RegistrationError(f"the check {check.name!r} of {owner}: {error}") from None
        self._checks.add(check.name, check, owner)

    def add_annex(self, annex: Annex, owner: object) -> None:
        """Add an annex."""
        self._annexes.add(annex.plural, annex, self._note(owner))

    def add_reader(self, suffix: str, read: Callable[..., Any]) -> None:
        """Add a reader of data files whose names end in a suffix."""
        self._readers.add(suffix.lower(), read, self._note(read))

    def add_exporter(self, exporter: Exporter) -> None:
        """Add an exporter."""
        self._exporters.add(exporter.name, exporter, self._note(exporter.write))

    def add_facet(self, facet: Facet) -> None:
        """Add a facet."""
        self._facets.add(facet.name, facet, self._note(facet.values))

    # -- asking ---------------------------------------------------------------------------------

    def freeze(self) -> None:
        """Take nothing more; look whether all fits together.

        :raises RegistrationError: if something names a kind or layout that is not there.
        """
        self.is_frozen = True
        self.codes.freeze()
        for kind in self.kinds.selectable.values():
            for layout in kind.layouts:
                if layout not in self._layouts.items:
                    raise RegistrationError(
                        f"the kind {kind.kind_name!r} names the layout {layout!r}, which nobody "
                        f"has added; there are: {', '.join(self._layouts.items)}"
                    )
            for item in all_fields(kind):
                if item.shape.refers and item.shape.refers not in self.kinds:
                    raise RegistrationError(
                        f"the field {item.name!r} of {kind.kind_name!r} names records of the kind "
                        f"{item.shape.refers!r}, which nobody has added"
                    )
                for option in item.filters:
                    meant = self.kinds.named_by_option.get(option, "")
                    if option in OPTIONS or meant != item.shape.refers:
                        raise RegistrationError(
                            f"the field {item.name!r} of {kind.kind_name!r} cannot be picked by "
                            f"an option {option!r}, which means something else already"
                        )
        unknown = {*self._fields, *self._layouts_of} - self.kinds.selectable.keys()
        if unknown:
            raise RegistrationError(
                f"there is no kind {', '.join(map(repr, sorted(unknown)))} that fields or layouts "
                f"have been added to; there are: {', '.join(self.kinds.selectable)}"
            )
        for plural in self._annexes.items:
            if plural not in self.kinds.by_plural:
                raise RegistrationError(
                    f"there is no kind whose selections are called {plural!r} for an annex"
                )

    @property
    def kinds(self) -> Kinds:
        """All kinds of record, with the fields and layouts that others have added."""
        if self._frozen_kinds is not None:
            return self._frozen_kinds
        made = self._made_kinds()
        if self.is_frozen:
            self._frozen_kinds = made
        return made

    def _made_kinds(self) -> Kinds:
        records = [self._extended(kind) for kind in self._kinds.items.values()]
        note, brief = self._extended(Note), self._extended(Brief)
        return Kinds(
            cast("list[type[Record]]", records),
            cast("type[Note]", note),
            cast("type[Brief]", brief),
            self.likelihoods.values(),
        )

    def _extended(self, kind: type[Selectable]) -> type[Selectable]:
        """A kind with what others have added to it; itself where that is nothing."""
        added = self._fields.get(kind.kind_name)
        layouts = self._layouts_of.get(kind.kind_name, [])
        if added is None and not layouts:
            return kind
        namespace: dict[str, Any] = {
            "layouts": tuple(dict.fromkeys((*kind.layouts, *layouts))),
            "__doc__": kind.__doc__,
        }
        fields: list[Any] = []
        for name, (shape, column) in added.items.items() if added else ():
            if any(name == item.name for item in all_fields(kind)):
                raise RegistrationError(
                    f"the kind {kind.kind_name!r} has a field {name!r} already; "
                    f"{added.owners[name] if added else OWN} must give it another name"
                )
            fields.append(field_of(name, shape))
            if column:
                for columns in ("columns", "table_columns"):
                    if listed := namespace.get(columns, getattr(kind, columns)):
                        namespace[columns] = (*listed, name)
        made = msgspec.defstruct(
            kind.__name__, fields, bases=(kind,), namespace=namespace, module=kind.__module__,
            frozen=True, kw_only=True,
        )  # fmt: skip
        return cast("type[Selectable]", made)

    @property
    def likelihoods(self) -> Mapping[str, Scale]:
        """The scales of likelihoods by name: those whose grades all have bounds."""
        return {name: scale for name, scale in self._scales.items.items() if scale.is_of_likelihood}

    @property
    def layouts(self) -> Mapping[str, Layout]:
        """The layouts by name."""
        return self._layouts.items

    @property
    def checks(self) -> Mapping[str, Check]:
        """The checks by the code of what they report."""
        return self._checks.items

    @property
    def annexes(self) -> Mapping[str, Annex]:
        """The annexes by the directive that prints their kind, in the order of adding."""
        return self._annexes.items

    @property
    def readers(self) -> Mapping[str, Callable[..., Any]]:
        """The readers of data files by suffix."""
        return self._readers.items

    @property
    def exporters(self) -> Mapping[str, Exporter]:
        """The exporters by name."""
        return self._exporters.items

    @property
    def facets(self) -> Mapping[str, Facet]:
        """The facets of a search by name."""
        return self._facets.items

    @cached_property
    def digest(self) -> str:
        """A hash of the code that others have added, whose changes make pages anew."""
        found = blake2b(digest_size=16)
        for name in sorted(self._modules):
            if name.partition(".")[0] == OWN:
                continue  # hashed as a whole, elsewhere
            for path in files_of(sys.modules.get(name)):
                found.update(path.name.encode() + path.read_bytes())
        return found.hexdigest()


def files_of(module: ModuleType | None) -> Iterator[Path]:
    """The Python files of a module, and of the package that it belongs to."""
    top = sys.modules.get((module.__name__ if module else "").partition(".")[0], module)
    file = getattr(top, "__file__", None)
    if file is None:
        return
    path = Path(file)
    if path.name == "__init__.py":
        yield from sorted(path.parent.rglob("*.py"))
    elif path.is_file():
        yield path
