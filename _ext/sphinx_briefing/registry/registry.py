"""Everything that a build knows by name: kinds, scales, layouts, checks, whatever can be added.

The toolkit fills the registry at start by the same functions as everybody else
(:mod:`sphinx_briefing.api`); when the configuration has been read, it is frozen. Pure Python.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from pathlib import Path
from types import new_class
from typing import Any, cast, get_args

from ..diagnostics.codes import Level, builtin_codes
from ..records import Brief, Kinds, Note, Record, Selectable
from ..records.declaring import (
    FIELD_NAME,
    RESERVED,
    attribute_of,
    field_of,
    fill_in,
    what_is_wrong,
    what_is_wrong_with_field,
)
from ..records.fields import OVERDUE, FieldType
from ..report_card import StandardCheck
from ..vocabularies import Scale
from . import added_code
from .added_code import module_of
from .entries import (
    OWN,
    Annex,
    Check,
    Exporter,
    Facet,
    Layout,
    Named,
    RegistrationError,
    check_callable,
    check_name,
    owned,
)

_SUFFIX = re.compile(r"(?:\.[a-z0-9_-]+)+")


class Registry:
    """The table of a build. Filled at start, frozen when the configuration has been read."""

    def __init__(self) -> None:
        self._kinds = Named("kind")
        self._names = Named("directive")
        self._tags = Named("class of records")
        self._fields: dict[str, Named] = {}
        self._scales = Named("scale")
        self._layouts = Named("layout")
        self._layouts_of: dict[str, dict[str, str]] = {}
        self.codes = builtin_codes()
        """The codes of what can be said to an author."""
        self._checks = Named("check")
        self._annexes = Named("annex")
        self._readers = Named("reader of data files")
        self._exporters = Named("exporter")
        self._facets = Named("facet")
        self._standard_checks = Named("standard check")
        self._modules: set[str] = set()
        self._frozen_kinds: Kinds | None = None
        self.is_frozen = False
        self.digest = ""
        """A hash of the code that others have added, whose changes make pages anew."""

    # -- adding ---------------------------------------------------------------------------------

    def _note(self, by: str, *things: Any) -> str:
        """Remember where something comes from; say who owns it.

        :param by: the module that adds it; by default the one that it stands in.
        """
        if self.is_frozen:
            raise RegistrationError(
                "everything must be added while extensions are set up: call it in setup()"
            )
        modules = [module_of(thing) for thing in things]
        self._modules.update((*modules, by) if by else modules)
        return owned(by or modules[0])

    def add_kind(self, kind: type[Record], by: str = "") -> None:
        """Add a kind of record.

        :raises RegistrationError: if its declaration is not complete, or a name is taken.
        """
        lineage = [found for found in getattr(kind, "__mro__", ()) if found is not object]
        owner = self._note(by, kind, *lineage)
        if problem := what_is_wrong(kind):
            named = getattr(kind, "__name__", repr(kind))
            raise RegistrationError(f"the kind {named} of {owner} {problem}")
        for name in (kind.kind_name, kind.plural):
            if name in RESERVED:
                raise RegistrationError(
                    f"the kind {kind.__name__} of {owner} cannot be called {name!r}, which means "
                    "something else already; give it another name"
                )
        self._kinds.refuse(kind.kind_name, owner)
        for name in (kind.kind_name, kind.plural):
            self._names.add(name, kind, owner)
        self._tags.add(str(kind.__struct_config__.tag), kind, owner)
        self._kinds.add(kind.kind_name, kind, owner)
        fill_in(kind)

    def add_field(
        self, kind: str, name: str, shape: FieldType, *, column: bool, by: str = ""
    ) -> None:
        """Add a field to a kind that is there, or will be by the end of setting up."""
        owner = self._note(by, shape)
        check_name("field", name, owner, FIELD_NAME)
        is_type: Any = isinstance(shape, FieldType)
        if not is_type:
            raise RegistrationError(
                f"the field {name!r} of {owner} is written as a {type(shape).__name__}; "
                "write what a function like api.line() returns"
            )
        if kind == Note.kind_name:
            raise RegistrationError(
                f"the field {name!r} of {owner} is added to 'note', whose fields are those of its "
                "source; add it to 'source'"
            )
        self._fields.setdefault(kind, Named(f"field of {kind!r}")).add(name, (shape, column), owner)

    def add_scale(self, scale: Scale, by: str = "") -> None:
        """Add a scale; one of likelihoods can be put in force by ``briefing_likelihood``."""
        self._scales.add(scale.name, scale, self._note(by, type(scale)))

    def add_layout(self, layout: Layout, kinds: Iterable[str], by: str = "") -> None:
        """Add a layout, and let it print some kinds besides those that name it themselves."""
        owner = self._note(by, layout.render, layout.picture or layout.render)
        check_name("layout", layout.name, owner)
        check_callable("layout", layout.name, owner, layout.render, layout.picture or layout.render)
        if isinstance(kinds, str):
            raise RegistrationError(
                f"the layout {layout.name!r} of {owner} prints kinds={kinds!r}; write a list"
            )
        self._layouts.add(layout.name, layout, owner)
        for kind in kinds:
            self._layouts_of.setdefault(kind, {})[layout.name] = owner

    def add_check(
        self, check: Check, help: str = "", level: Level = "warning", by: str = ""
    ) -> None:
        """Add a check; what it reports is a code of its own, which ``briefing_checks`` switches.

        :param help: what it reports, in one sentence; empty where there is such a code already.
        """
        owner = self._note(by, check.find)
        check_name("check", check.name, owner)
        check_callable("check", check.name, owner, check.find)
        if level not in get_args(Level):
            raise RegistrationError(
                f"the check {check.name!r} of {owner} has the level {level!r}; "
                f"write one of: {', '.join(get_args(Level))}"
            )
        self._checks.add(check.name, check, owner)
        if help:
            try:
                self.codes.add(check.name, help, level, switched=True)
            except ValueError as error:
                raise RegistrationError(
                    f"the check {check.name!r} of {owner}: {error} Give it another name"
                ) from None

    def add_annex(self, annex: Annex, by: str = "") -> None:
        """Add an annex."""
        self._annexes.add(annex.plural, annex, self._note(by, annex))

    def add_reader(self, suffix: str, read: Callable[..., Any], by: str = "") -> None:
        """Add a reader of data files whose names end in a suffix."""
        owner = self._note(by, read)
        if not _SUFFIX.fullmatch(str(suffix).lower()):
            raise RegistrationError(
                f"the reader of data files of {owner} is for {suffix!r}; write one like '.xlsx'"
            )
        suffix = suffix.lower()
        check_callable("reader of", suffix, owner, read)
        self._readers.add(suffix, read, owner)

    def add_exporter(self, exporter: Exporter, by: str = "") -> None:
        """Add an exporter."""
        owner = self._note(by, exporter.write)
        check_name("exporter", exporter.name, owner)
        check_callable("exporter", exporter.name, owner, exporter.write)
        self._exporters.add(exporter.name, exporter, owner)

    def add_facet(self, facet: Facet, by: str = "") -> None:
        """Add a facet."""
        owner = self._note(by, facet.values)
        check_name("facet", facet.name, owner)
        check_callable("facet", facet.name, owner, facet.values)
        self._facets.add(facet.name, facet, owner)

    def add_standard_check(self, check: StandardCheck, by: str = "") -> None:
        """Add a check by one of the analytic standards."""
        owner = self._note(by, check.find)
        check_name("standard check", check.name, owner)
        check_callable("standard check", check.name, owner, check.find)
        self._standard_checks.add(check.name, check, owner)

    # -- asking ---------------------------------------------------------------------------------

    def freeze(
        self,
        conf: Path | None = None,
        values: Collection[str] = (),
    ) -> None:
        """Take nothing more.

        :param conf: the ``conf.py`` of the project, in which others may have added something.
        :param values: the names of all values of the configuration.
        """
        self.is_frozen = True
        self.codes.freeze()
        others = sorted(name for name in self._modules if owned(name) != OWN)
        self.digest = added_code.digest(others, conf, values) if others else ""

    def owner_of(self, what: str, name: str) -> str:
        """The name of who has added something, for messages.

        :param what: ``kind``, ``layout``, ``check``, ``annex``, ``exporter``, ``facet`` or
            ``standard check``.
        """
        tables = {
            "kind": self._kinds,
            "layout": self._layouts,
            "check": self._checks,
            "annex": self._annexes,
            "reader": self._readers,
            "exporter": self._exporters,
            "facet": self._facets,
            "standard check": self._standard_checks,
        }
        return tables[what].owners.get(name, OWN)

    @property
    def fields(self) -> Mapping[str, Mapping[str, str]]:
        """By kind, the fields that others have added, each with who has."""
        return {kind: named.owners for kind, named in self._fields.items()}

    @property
    def layouts_of(self) -> Mapping[str, Mapping[str, str]]:
        """By kind, the layouts that others have added to it, each with who has."""
        return self._layouts_of

    @property
    def kinds(self) -> Kinds:
        """All kinds of record, with the fields and layouts that others have added."""
        if self._frozen_kinds is not None:
            return self._frozen_kinds
        kinds = self._made_kinds()
        if self.is_frozen:
            self._frozen_kinds = kinds
        return kinds

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
        layouts = self._layouts_of.get(kind.kind_name, {})
        falls_due = getattr(kind, "falls_due", "") and "overdue" not in kind.__struct_fields__
        if added is None and not layouts and not falls_due:
            return kind
        namespace: dict[str, Any] = {
            "layouts": tuple(dict.fromkeys((*kind.layouts, *layouts))),
            "__doc__": kind.__doc__,
            "__module__": kind.__module__,
            "__annotations__": {},
        }
        if falls_due:
            namespace["__annotations__"]["overdue"], namespace["overdue"] = OVERDUE, False
        for name, (shape, column) in added.items.items() if added else ():
            attribute = attribute_of(name)
            problem = what_is_wrong_with_field(kind, name, shape)
            if problem or attribute in namespace["__annotations__"]:
                raise RegistrationError(
                    f"{added.owners[name] if added else OWN} adds a field {name!r} to "
                    f"{kind.kind_name!r} of {self.owner_of('kind', kind.kind_name)}, "
                    f"{problem or 'as somebody else does'}; give it another name"
                )
            namespace["__annotations__"][attribute], namespace[attribute] = field_of(name, shape)
            if column:
                for columns in ("columns", "table_columns"):
                    if listed := namespace.get(columns, getattr(kind, columns)):
                        namespace[columns] = (*listed, name)
        config = {"frozen": True, "kw_only": True}
        extended: Any = new_class(
            kind.__name__, (kind,), config, lambda body: body.update(namespace)
        )
        return cast("type[Selectable]", extended)

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

    @property
    def standard_checks(self) -> Mapping[str, StandardCheck]:
        """The checks of report cards by name."""
        return self._standard_checks.items
