"""The language of a project: all that authors may write in it, as plain data without Sphinx."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ..config.values import conventions_of, registry_of
from ..domain.register_files import OPTIONS as FILE_OPTIONS
from ..domain.selections import choices_for, options_of
from ..records import Brief, Conventions, Note, declared, help_of
from ..records.declaring import PRINTING, SELECTING
from ..records.fields import BRIEF_KIND, LIKELIHOOD, SWITCH, Field
from ..vocabularies import TLP

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from ..records import Kinds

_OTHERS = {
    "changes": "what has changed since the edition before",
    "desk": "what falls due, what is open",
    "glossary": "terms of the project; with a body, Sphinx's own glossary",
    "report-card": "what can be said of a brief by the nine standards of ICD 203",
    "restricted": "a passage with a marking of its own",
}


def language_of(app: Sphinx) -> dict[str, Any]:
    """The kinds, fields, values, directives and roles of a project."""
    config = app.config
    registry, conventions = registry_of(config), conventions_of(config)
    kinds = registry.kinds
    records = {
        name: {
            "plural": kind.plural,
            "label": kind.label or name,
            "help": (kind.__doc__ or "").partition("\n")[0],
            "argument": kind.argument,
            "in_files": kind.in_files,
            "linked": kind.linked,
            "rests_on": kind.rests_on,
            "subtype": kind.subtype,
            "fields": {
                field.name: {
                    **_field(field, conventions),
                    "help": help_of(kind, field.name),
                    "limited_to": list(kind.limited_to.get(field.name, ())),
                }
                for field in declared(kind).values()
                if field.name != kind.argument
            },
        }
        for name, kind in kinds.items()
    }
    page = {name: _field(field, conventions) for name, field in declared(Note).items()}
    brief = {
        name: _field(field, conventions)
        for name, field in declared(kinds.brief).items()
        if name not in declared(Brief) or name not in page
    }
    source = {
        name: _field(field, conventions)
        for name, field in declared(kinds.source).items()
        if name != "source"
    }
    return {
        "kinds": records,
        "front": {
            "": {
                **page,
                "autolink": {"help": "whether names in prose are linked", "values": ["yes", "no"]},
                "source": {"help": "makes the page a note", "below": "source"},
                "brief": {"help": "makes the page a brief", "below": "brief"},
            },
            "source": source,
            "brief": brief,
        },
        "selections": {
            kind.plural: _options(kinds, kind, conventions) for kind in kinds.selectable.values()
        },
        "others": {**_OTHERS},
        "markings": list(TLP.values),
        "suffixes": dict(config.source_suffix),
        "linked": sorted(kinds.linked),
        "likelihood": list(conventions.likelihood.values),
        "primary": config.primary_domain == "brief",
        "brief_kinds": list(conventions.brief_kinds),
        "excluded": list(config.exclude_patterns),
    }


def _field(field: Field, conventions: Conventions) -> dict[str, Any]:
    shape = field.shape
    values: list[str] = []
    if shape.scale is not None:
        values = list(shape.scale.values)
    elif shape.is_like(LIKELIHOOD):
        values = list(conventions.likelihood.values)
    elif shape.is_like(BRIEF_KIND):
        values = list(conventions.brief_kinds)
    elif shape.is_like(SWITCH):
        values = ["yes", "no"]
    return {
        "help": field.help,
        "type": shape.name,
        "named": shape.named,
        "values": values,
        "several": field.several,
        "required": field.required,
        "date": shape.date,
    }


def _options(kinds: Kinds, kind: Any, conventions: Conventions) -> dict[str, Any]:
    found: dict[str, Any] = {}
    applying = {*kinds.filters_of(kind), *kinds.dates_in(kind), *SELECTING, *PRINTING, "ids"}
    for name in (*options_of(kinds), *kinds.dates_in(kind)):
        if name not in applying:
            continue
        fields = kinds.filters_of(kind).get(name, ())
        values = [value for field in fields for value in _field(field, conventions)["values"]]
        choices: Mapping[str, Any] = choices_for(kind)
        named = kinds.named_by_option.get(name, "")
        if name == "ids" and kind.kind_name in kinds:
            named = kind.kind_name
        found[name] = {
            "help": fields[0].help if fields else "",
            "named": named,
            "values": list(choices.get(name, values)),
            "several": True,
        }
    if getattr(kind, "in_files", False):
        for name in FILE_OPTIONS:
            found.setdefault(name, {"help": "records of a data file" if name == "file" else ""})
    return found
