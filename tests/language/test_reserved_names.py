"""Whatever a field, a kind or a class is called: it is taken and works, or one sentence says why.

The names are those that something means already: to msgspec, to Python, to declarations, to the
kinds of the toolkit and to options of directives. Each is tried on each way to a field.
"""

import json
import keyword
from typing import Annotated, Any

import msgspec
import pytest
from sphinx.errors import ExtensionError

from sphinx_briefing import api
from sphinx_briefing.own import own_registry
from sphinx_briefing.records import KINDS, Kinds, to_json
from sphinx_briefing.records.declaring import OPTIONS, RESERVED
from sphinx_briefing.records.fields import all_fields
from sphinx_briefing.registry import RegistrationError, consistency
from tests.support import Build

OF_KINDS = {
    name
    for kind in KINDS.selectable.values()
    for field in all_fields(kind)
    for name in (field.name, field.attribute)
}
NAMES = sorted(
    {*dir(api.Record), *dir(api.Brief), *dir(msgspec.Struct), *dir(type(msgspec.Struct)),
     *keyword.kwlist, *keyword.softkwlist, *OPTIONS, *OF_KINDS, *RESERVED, ":kind", "record", "tag",
     "self", "cls", "_x", "__x", "x__", "x-", "x-y", "é", "A", "", " ", "a b", "1", "\0"}
)  # fmt: skip
"""Every name that may mean something already, and some that cannot be written."""

ATTRIBUTES = [
    name for name in NAMES
    if name.isidentifier() and not keyword.iskeyword(name)
    and name != "__annotations__"  # Python cannot hold it itself
]  # fmt: skip


def a_kind(attribute: str, default: object = None) -> Any:
    """A kind with one more field, as a class that somebody has written."""
    scope = {"api": api, "Annotated": Annotated, "default": default}
    exec(
        "class Vessel(api.Record, frozen=True, kw_only=True):\n"
        "    '''A ship.'''\n"
        "    kind_name, plural, argument = 'vessel', 'vessels', 'its_name'\n"
        "    its_name: api.Line\n"
        f"    {attribute}: api.Line | None = default\n",
        scope,
    )
    return scope["Vessel"]


def registered(kind: Any = None, field: str = "", of: str = "claim") -> Kinds:
    """The kinds of a build that has one more of them, or one more field of one."""
    registry = own_registry()
    if kind is not None:
        registry.add_kind(kind, by="conf")
    else:
        registry.add_field(of, field, api.line(), column=True, by="conf")
    registry.freeze()
    consistency.look(registry, {})
    return registry.kinds


def check_sentence(said: str, *names: str) -> None:
    """Check that what is said of a name is one sentence with the name and what to do."""
    assert any(repr(name) in said for name in names), said
    assert any(do in said for do in ("; write ", "; use ", "another name")), said
    for inside in ("<", "0x", "msgspec", "tag_field", "Struct", "\n"):
        assert inside not in said, said


def check_works(kind: Any, name: str, record: Any) -> None:
    """Check that a field that was taken is stored, and stands in the ledger."""
    assert to_json(record)[name] == "x"
    stored = msgspec.msgpack.encode(record)
    assert msgspec.msgpack.decode(stored, type=kind | api.Event) == record
    assert record.title_text
    assert isinstance(getattr(record, "short_names", ()), tuple)
    assert record.written_date == ""


@pytest.mark.parametrize("attribute", ATTRIBUTES)
def test_an_attribute_is_taken_or_refused(attribute: str) -> None:
    try:
        kind: Any = registered(a_kind(attribute))["vessel"]
    except RegistrationError as error:
        check_sentence(str(error), attribute, f"_Vessel{attribute}", attribute.replace("_", "-"))
        return
    record = kind(id="a", **{"its_name": "A", attribute: "x"})
    check_works(kind, attribute, record)


@pytest.mark.parametrize("name", NAMES)
def test_a_written_name_is_taken_or_refused(name: str) -> None:
    try:
        kind: Any = registered(a_kind("x_", api.field(name=name, default=None)))["vessel"]
    except RegistrationError as error:
        check_sentence(str(error), name)
        return
    check_works(kind, name, kind(id="a", its_name="A", x_="x"))


GIVEN: dict[str, dict[str, Any]] = {
    "claim": {"id": "a", "statement": "A", "by": ("b",)},
    "source": {"id": "a", "title": "A"},
    "term": {"id": "a", "name": "A"},
    "brief": {"title": "A"},
}
"""Kinds that get one more field, each with what it cannot be without."""


@pytest.mark.parametrize("of", GIVEN)
@pytest.mark.parametrize("name", NAMES)
def test_an_added_field_is_taken_or_refused(name: str, of: str) -> None:
    try:
        kind: Any = registered(field=name, of=of).selectable[of]
    except RegistrationError as error:
        check_sentence(str(error), name)
        return
    attribute = next(field.attribute for field in all_fields(kind) if field.name == name)
    check_works(kind, name, kind(**GIVEN[of], **{attribute: "x"}))


WRITTEN = {
    "id_: api.Line | None = api.field(name='id', default=None)": (
        "declares the field 'id', which every record has; give it another name"
    ),
    "a: api.Line = ''\n    b: api.Line = api.field(name='a', default='')": (
        "declares the field 'a', which it has already; give it another name"
    ),
    "a: api.List = ['x']": "has a default that could be changed; write a tuple like",
    "def __init__(self):\n        pass": "cannot be made: Struct types cannot define __init__",
    "long: api.Number | None = None": (
        "has a field 'long', which holds another name of a record; write api.Line, or another name"
    ),
    "aliases: api.Line | None = None": "which holds other names of a record; write api.List, or",
}


@pytest.mark.parametrize("body", WRITTEN)
def test_a_class_that_cannot_be_made_is_refused_when_it_is_added(body: str) -> None:
    scope: dict[str, Any] = {"api": api}
    exec(
        "class Vessel(api.Record, frozen=True, kw_only=True):\n"
        "    kind_name, plural, argument = 'vessel', 'vessels', 'its_name'\n"
        f"    its_name: api.Line\n    {body}\n",
        scope,
    )
    with pytest.raises(RegistrationError) as raised:
        registered(scope["Vessel"])
    assert str(raised.value).startswith("the kind Vessel of conf")
    assert WRITTEN[body] in str(raised.value)


def test_a_class_whose_fields_are_not_given_by_name_is_refused(build: Build) -> None:
    fields = "    size: api.Line | None = None\n    port: api.Line"
    conf = CONF.replace(", frozen=True, kw_only=True", "").replace("FIELDS", fields)
    with pytest.raises(ExtensionError) as raised:
        build({"conf.py": conf})
    assert str(raised.value) == (
        "sphinx_briefing: the kind Vessel of conf.py is not written by name; "
        "write class …(Record, frozen=True, kw_only=True)"
    )


@pytest.mark.parametrize("name", sorted(RESERVED | {"year", "kind"}))
def test_a_kind_is_not_called_as_something_else_is(name: str) -> None:
    for names in ((name, "others"), ("other", name)):
        kind = a_kind("size")
        kind.kind_name, kind.plural = names
        kind.is_facet = True
        if name in RESERVED or kind.kind_name == name:
            with pytest.raises(RegistrationError, match=f"'{name}'.*give it another name"):
                registered(kind)


# -- what a name means to the toolkit ---------------------------------------------------------

CONF = """
extensions = ["myst_parser", "sphinx_briefing"]
primary_domain = "brief"
html_theme = "basic"
briefing_search = True
html_baseurl = "https://example.org/"
briefing_profiles = ["vessels", "actors"]
from typing import Annotated
from sphinx_briefing import api

ODD = api.Scale("odd", "", "", (api.Grade("a", "A"),))

class Vessel(api.Record, frozen=True, kw_only=True):
    '''A ship.'''
    kind_name, plural, argument = "vessel", "vessels", "its_name"
    linked = profiled = is_facet = in_files = True
    its_name: api.Words
FIELDS

def setup(app):
    api.add_kind(app, Vessel)
"""
PAGE = """
---
source: {title: A report, date: 2026-01-01}
---
# Note

```{actor} Anna
:kind: person
```

```{claim} It rains
:id: rain
:by: Anna
```

```{vessel} Eagle S
:id: eagle
OPTIONS

A ship.
```

Of the {vessel}`eagle`, which Anna saw with the Eagle S.

```{vessels}
```

```{vessels}
:as: list
```
"""
FORMS = {
    "line()": ("str | None", "None", "Words"),
    "number()": ("int | None", "None", "7"),
    "switch()": ("bool", "False", "yes"),
    "list_of_words()": ("tuple[str, ...]", "()", "one, two"),
    "date()": ("str | None", "None", "2026-01-05"),
    "url()": ("str | None", "None", "https://example.org/a"),
    "country()": ("str | None", "None", "DE"),
    "likelihood()": ("str | None", "None", "likely"),
    "names('actor')": ("tuple[str, ...]", "()", "Anna"),
    "names('claim')": ("tuple[str, ...]", "()", "rain"),
    "scale(ODD)": ("str | None", "None", "a"),
}
LEDGER = {
    "number()": 7,
    "switch()": True,
    "list_of_words()": ["one", "two"],
    "names('actor')": ["anna"],
    "names('claim')": ["rain"],
}
"""What stands in the ledger, where that is not what is written."""


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("builder", ["html", "ledger", "briefpdf", "briefdocx"])
def test_a_name_means_no_form(form: str, builder: str, build: Build) -> None:
    """A field is called as one of another kind is, and is written in another form."""
    holds, default, written = FORMS[form]
    unfit = {field.attribute for field in all_fields(api.Record)} | {"aliases", "forms", "variants"}
    if form != "line()":
        unfit |= {"abbr", "long"}
    if form == "date()":
        unfit |= {"by", "actor", "status", "kind"}  # options of selections that are no dates
    attributes = {
        field.attribute for kind in KINDS.selectable.values() for field in all_fields(kind)
    }
    names = sorted((attributes | {"record", "actor", "page"}) - unfit - {"not_", "for_"})
    fields = (f"    {name}: Annotated[{holds}, api.{form}] = {default}" for name in names)
    options = "\n".join(f":{name}: {written}" for name in names)
    page = PAGE.replace("OPTIONS", options)
    if builder in ("briefpdf", "briefdocx"):
        page = page.replace("source: {title: A report, date: 2026-01-01}", "brief: {}")
        page = page.replace(":by: Anna", ":by: Anna\n:source: talk")
        page += "\n```{source} A talk\n:id: talk\n```\n"
    conf = CONF.replace("FIELDS", "\n".join(fields))
    built = build({"conf.py": conf, "note.md": page}, builder)
    assert built.warnings == []
    if builder == "ledger":
        eagle = built.ledger["vessels"]["eagle"]
        assert eagle["record"] == LEDGER.get(form, written)


def test_options_of_any_name_are_read_from_every_format(build: Build) -> None:
    """Options that something else means in Python, docutils or selections are fields here."""
    words = {*map(str.lower, keyword.kwlist), *keyword.softkwlist, *OPTIONS, "name", "class", "ref"}
    names = sorted({*words, "align", "width", "record", "tag", "self", "numbered"} - {"_", "text"})
    fields = "\n".join(
        f"    x{number}: api.Line | None = api.field(name={name!r}, default=None)"
        for number, name in enumerate(names)
    )
    written = {name: f"v{number}" for number, name in enumerate(names)}
    options = "\n".join(f":{name}: {value}" for name, value in written.items())
    indented = options.replace("\n", "\n   ")
    listed = json.dumps([{"its_name": "Carla", "id": "carla", **written}])
    built = build(
        {
            "conf.py": CONF.replace("FIELDS", fields),
            "page.md": f"# Page\n\n```{{vessel}} Anna\n:id: anna\n{options}\n```\n\n"
            "```{vessels}\n```\n\n```{vessels}\n:file: more.json\n```\n",
            "rest.rst": f"Rest\n====\n\n.. brief:vessel:: Bruno\n   :id: bruno\n   {indented}\n",
            "more.json": listed,
        },
        "ledger",
    )
    assert built.warnings == []
    for identifier in ("anna", "bruno", "carla"):
        record = built.ledger["vessels"][identifier]
        assert {name: record[name] for name in names} == written
