"""What cannot be added is refused at start: a clear error that says whose it is and what to do."""

import sys
from collections.abc import Iterator
from pathlib import Path
from types import new_class
from typing import Annotated, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sphinx.errors import ExtensionError

from sphinx_briefing import api
from sphinx_briefing.own import own_registry
from sphinx_briefing.registry import RegistrationError, Registry, consistency
from tests.support import BASE_CONF, Build, _assignments

HEAD = (
    "\n".join(_assignments({**BASE_CONF, "briefing_search": True}))
    + '''
from typing import Annotated
from docutils import nodes
import msgspec
from sphinx_briefing import api

class Vessel(api.Record, frozen=True, kw_only=True):
    """A ship."""
    kind_name, plural, argument = "vessel", "vessels", "name"
    name: api.Line
    flag: Annotated[str | None, api.country("its flag", filter=True)] = None

GRADES = (api.Grade("a", "A", 0, 9), api.Grade("b", "B"))

def setup(app):
    add(app)

'''
)

NOTE = """
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
    """


def a_kind(body: str, *, of: str = "Vessel") -> str:
    """A declaration that differs from that of vessels, and its adding."""
    lines = "".join(f"    {line}\n" for line in body.splitlines())
    return f"class Other({of}, frozen=True, kw_only=True):\n{lines}" + adding("kind", "Other")


def adding(what: str, *arguments: str) -> str:
    return f"def add(app):\n    api.add_{what}(app, {', '.join(arguments)})\n"


def layout(returned: str, more: str = "") -> str:
    render = f"lambda records, context: {returned}"
    return adding("layout", '"odd"', render, 'kinds=["claim"]', *([more] if more else []))


def refused(build: Build, conf: str, note: str = NOTE, builder: str = "html") -> str:
    """What is said of a project that cannot be built."""
    with pytest.raises(ExtensionError) as raised:
        build({"conf.py": HEAD + conf, "note.md": note, "data.odd": "x"}, builder)
    said = str(raised.value)
    assert said.startswith("sphinx_briefing: ")
    assert "\n" not in said
    assert "0x" not in said  # no address of anything
    return said.removeprefix("sphinx_briefing: ")


KINDS = {
    "kind_name = 'claim'": "the kind 'claim' of conf.py is there already, added by sphinx_briefing",
    "plural = 'claims'": "'claims' of conf.py is there already, added by sphinx_briefing",
    "plural = 'claim'": "'claim' of conf.py is there already, added by sphinx_briefing",
    "kind_name = 'claims'": "'claims' of conf.py is there already, added by sphinx_briefing",
    "plural = 'vessel'": "needs a plural that differs from 'vessel'",
    "kind_name = 'note'": "cannot be called 'note', which means something else",
    "kind_name = 'figure'": "cannot be called 'figure', which is a directive {figure}",
    "kind_name = 'ref'": "cannot be called 'ref', which is a role {ref}",
    "plural = 'toctree'": "cannot be called 'toctree', which is a directive {toctree}",
    "kind_name = 'a-b'": "has the kind_name 'a-b'; use small letters and digits",
    "kind_name = 7": "has kind_name = 7; write text",
    "argument = 'nam'": "has no field 'nam', which it calls its argument",
    "argument = 'topic'": "has the argument 'topic', which is no line of text; write api.Line",
    "layouts = 'list'": "has layouts = 'list'; write a tuple",
    "layouts = ()": "has no layouts",
    "layouts = ('matrix',)": (
        "is printed by the layout 'matrix', which needs a field that names actors; write one like "
    ),
    "layouts = ('list', 'map')": (
        "by the layout 'map', which prints actors alone; leave that layout out"
    ),
    "layouts = ('chart',)": (
        "is printed by the layout 'chart', which needs an amount, its unit and a date; write "
    ),
    "layouts = ('contrast',)": "by the layout 'contrast', which prints claims alone; leave that",
    "layouts = ('corroboration',)": "the layout 'corroboration', which prints claims alone",
    "layouts = ('summary',)": "by the layout 'summary', which prints sources alone; leave that",
    "layouts = ('fleet',)": "names the layout 'fleet', which nobody has added; there are: list,",
    "columns = ('nam',)": "has no field 'nam', which it lists in 'columns'",
    "hint = ('nam',)": "has no field 'nam', which it lists in 'hint'",
    "badges = ('name',)": "has the badge 'name', which is no switch",
    "subtype = 'nam'": "has no field 'nam', which it calls its subtype",
    "rests_on = 'nam'": "has no field 'nam', which it calls its rests_on",
    "in_calendar = 'nam'": "has no field 'nam', which it calls its in_calendar",
    "in_calendar = 'name'": "has in_calendar = 'name', which is no date; write api.Date",
    "falls_due = 'flag'": "has falls_due = 'flag', which is no date; write api.Date",
    "falls_due = 'due'\ndue: api.Date | None = None\noverdue: api.Switch = False": (
        "has a field 'overdue', which is derived of what falls due; give it another name"
    ),
    "schema_type = 7": "has schema_type = 7; write text",
    "countable = 1": "has countable = 1; write True or False",
    "badges = ('overdue',)": "has no field 'overdue', which it lists in 'badges'",
    "dated_by = ('so-so',)\nso: api.Date = api.field(name='so-so')": (
        "has the field 'so-so' in 'dated_by', whose attribute has another name"
    ),
    "marker = 'yes'": "has marker = 'yes'; write True or False",
    "dates_of = 'source'": "has dates_of, which notes alone have; write dated_by",
    "dated_by = ('name',)": "has the field 'name' in 'dated_by', which is no date; write api.Date",
    "exclusive = ('flag',)": "has the field 'flag' in 'exclusive', which names no records; write "
    "api.Names",
    "more: str": "does not say how the field 'more' is written; annotate it",
    "more: Nowhere": "'Nowhere', cannot be read: name 'Nowhere' is not defined",
    "more: 'two words'": "Other of conf.py has annotations that cannot be read: ",
    "owner: api.Names['company'] = ()": "names records of 'company', a kind that nobody has added",
    "id: api.Line": "declares the field 'id', which every record has; give it another name",
    "text: api.Line = ''": "declares the field 'text', which every record has",
    "topic: api.Line = ''": "declares the field 'topic', which every record has",
    "title_text: api.Line": "write title_text_: … = api.field(name='title_text')",
    "owner: api.Names['actor'] | None = None": "write owner: Annotated[tuple[str, ...], …] = ()",
    "owner: Annotated[str, api.names('actor')]": "write owner: Annotated[tuple[str, ...], …] = ()",
    "size: Annotated[str | None, api.number()] = None": "write size: Annotated[int | None, …]",
    "more: Annotated[object, api.line()] = None": "write more: Annotated[str | None, …] = None",
    "more: Annotated[str, api.line()] = None": "write more: Annotated[str | None, …] = None",
    "since: Annotated[str | None, api.line(filter=True)] = None": "picked by an option 'since'",
    "by: Annotated[str | None, api.line(filter=True)] = None": "cannot be picked by an option 'by'",
    "centre: Annotated[str | None, api.line(filter=True)] = None": "by an option 'centre'",
    "groups: Annotated[str | None, api.line(filter=True)] = None": "by an option 'groups'",
    "until: api.Date | None = None": "is a date, by which selections are picked with an option",
}


@pytest.mark.parametrize("declared", KINDS)
def test_a_declaration_with_a_fault_is_refused(declared: str, build: Build) -> None:
    assert KINDS[declared] in refused(build, a_kind(declared))


def test_a_class_of_a_name_that_is_taken_is_refused(build: Build) -> None:
    conf = "class Claim(Vessel, frozen=True, kw_only=True):\n    pass\n" + adding("kind", "Claim")
    expected = "the class of records 'claim' of conf.py is there already, added by sphinx_briefing"
    assert expected in refused(build, conf)


ADDED = {
    adding("kind", "7"): "the kind 7 of conf.py is no class like class Vessel(api.Record",
    adding("kind", "api.Record"): "the kind Record of conf.py is no class like",
    a_kind("kind_name = 'oath'\nplural = 'oaths'", of="api.Claim"): "is a subclass of Claim",
    adding("kind", "api.Brief"): "the kind Brief of conf.py is no class like",
    adding("field", "'ship'", "'x'", "api.line()"): "conf.py adds the field 'x' to the kind 'ship'",
    adding("field", "'claim'", "'by'", "api.line()"): "a field 'by' to 'claim' of sphinx_briefing, "
    "which it has already; give it another name",
    adding("field", "'claim'", "'kind-name'", "api.line()"): "'kind_name' means something else",
    adding("field", "'claim'", "'hint'", "api.line()"): "'hint' means something else already",
    adding("field", "'claim'", "'A b'", "api.line()"): "the field 'A b' of conf.py cannot be calle",
    adding("field", "'claim'", "'x'", "'line'"): "is written as a str; write what a function like",
    adding("field", "'note'", "'x'", "api.line()"): "add it to 'source'",
    adding("field", "'claim'", "'x'", "api.names('ship')"): "names records of 'ship', a kind that",
    adding("field", "'claim'", "'limit'", "api.line(filter=True)"): "picked by an option 'limit'",
    adding("layout", "'list'", "print"): "the layout 'list' of conf.py is there already",
    adding("layout", "'x'", "print", "kinds=['ship']"): "adds the layout 'x' to the kind 'ship'",
    adding("layout", "'x'", "print", "kinds='claim'"): "prints kinds='claim'; write a list",
    adding("layout", "'x'", "print", "kinds=['claim']", "lacks=lambda kind: 'needs wind; wait'"): (
        "the kind 'claim' of sphinx_briefing is printed by the layout 'x', which needs wind; wait"
    ),
    adding("layout", "'x'", "print", "kinds=['claim']", "lacks=lambda kind: None"): (
        "the function of the layout 'x' that looks at kinds of conf.py returns None; return words"
    ),
    adding("layout", "'x'", "print", "kinds=['claim']", "lacks=lambda kind: 1 / 0"): (
        "the function of the layout 'x' that looks at kinds of conf.py failed: ZeroDivisionError"
    ),
    adding("layout", "'x'", "print", "lacks=7"): "the layout 'x' of conf.py is 7; write a function",
    adding("layout", "'x'", "7"): "the layout 'x' of conf.py is 7; write a function",
    adding("layout", "'X Y'", "print"): "the layout 'X Y' of conf.py cannot be called so",
    adding("check", "'overdue'", "print"): "'overdue' of conf.py is there already, added by sphin",
    adding("check", "'field'", "print"): "there is a code 'field' already",
    adding("check", "'x'", "print", "level='loud'"): "level 'loud'; write one of: off, note, warni",
    adding("check", "'x'", "7"): "the check 'x' of conf.py is 7; write a function",
    adding("annex", "'sources'"): "the annex 'sources' of conf.py is there already",
    adding("annex", "'claim'"): "the annex 'claim' of conf.py is of no kind of record",
    adding("annex", "'notes'"): "the annex 'notes' of conf.py is of no kind of record",
    adding("annex", "'claims'", "layout='matrix'"): "write one of: table, list, timeline",
    adding("reader", "'.CSV'", "print"): "'.csv' of conf.py is there already, added by sphinx_brie",
    adding("reader", "'odd'", "print"): "is for 'odd'; write one like '.xlsx'",
    adding("reader", "'.odd'", "None"): "the reader of '.odd' of conf.py is None; write a function",
    adding("exporter", "'ledger'", "print"): "'ledger' of conf.py is there already, added by sphin",
    adding("facet", "'topic'", "'T'", "print"): "there already, that of the kind 'topic'",
    adding("facet", "'year'", "'Y'", "print"): "there already, that of sphinx_briefing",
    adding("scale", "7"): "the scale 7 of conf.py is no Scale; write api.Scale",
    adding("scale", "api.Scale('icd-203', '', '', (api.Grade('a', 'A', 0, 9),))"): "there already",
    adding("scale", "api.Scale('x', '', '', GRADES)"): "has no per cents for 'b'",
    adding("scale", "api.Scale('x', '', '', (api.Grade('a', 'A', 9, 2),))"): "the lower first",
    adding("scale", "api.Scale('x', '', '', ())"): "has no grades",
    adding("scale", "api.Scale('x', '', '', 2 * (api.Grade('a', 'A', 0, 9),))"): "two grades 'a'",
    "def add(app):\n    app.connect('builder-inited', lambda app: api.add_annex(app, 'claims'))": (
        "everything must be added while extensions are set up: call it in setup()"
    ),
}


@pytest.mark.parametrize("conf", ADDED)
def test_what_does_not_fit_is_refused(conf: str, build: Build) -> None:
    assert ADDED[conf] in refused(build, conf)


FAULT = "[api.Fault(c, 'm', 'f') for c in ledger.records('claim').values()]"
RUNNING = {
    adding("check", "'x'", "lambda ledger: 1 / 0"): (
        "the check 'x' of conf.py failed: ZeroDivisionError: division by zero; conf.py, line "
    ),
    adding("check", "'x'", "lambda ledger: ledger.records('ship')"): "failed: KeyError: 'ship'",
    adding("check", "'x'", "lambda ledger: None"): "returns None; return an iterable of api.Fault",
    adding("check", "'x'", "lambda ledger: [(7, 'm')]"): "returns 7; return api.Fault(record, mess",
    adding("check", "'x'", "lambda ledger: [7]"): "returns 7; return an iterable of api.Fault(…)",
    adding("facet", "'x'", "'X'", "lambda ledger: 1 / 0"): "the facet 'x' of conf.py failed: Zero",
    adding("facet", "'x'", "'X'", "lambda ledger: {'a': []}"): "returns 'a'; return a mapping of (",
    layout("1 / 0"): "the layout 'odd' of conf.py failed on the page 'note': ZeroDivisionError",
    layout("None"): "the layout 'odd' of conf.py returns None; return a list of blocks",
    layout("['words']"): "the layout 'odd' of conf.py returns 'words'; return a list of blocks",
    layout("nodes.paragraph()"): "the layout 'odd' of conf.py returns 'paragraph'; return a list",
    layout("[]", "picture=lambda task: 1 / 0"): "the picture of the layout 'odd' of conf.py failed",
    layout("[]", "picture=lambda task: 'svg'"): "returns 'svg'; return an api.Picture, or None",
}


@pytest.mark.parametrize("conf", RUNNING)
def test_what_fails_while_a_build_runs_is_said_as_theirs(conf: str, build: Build) -> None:
    printed = "\n    ```{claims}\n    :as: odd\n    ```\n" if '"odd"' in conf else ""
    said = refused(build, conf, NOTE + printed)
    assert RUNNING[conf] in said


FILES = {
    "{'../x': b''}": "names a file '../x'; write a path below the output, with slashes",
    "{'/x': b''}": "names a file '/x'; write a path below the output, with slashes",
    "{'a/../x': b''}": "names a file 'a/../x'; write a path below the output, with slashes",
    "{'a//x': b''}": "names a file 'a//x'; write a path below the output, with slashes",
    "{'.doctrees/x': b''}": "that begins with a letter or digit",
    "{'a\\\\x': b''}": "write a path below the output, with slashes",
    "{'c:x': b''}": "write a path below the output, with slashes",
    "{'': b''}": "write a path below the output, with slashes",
    "{'ledger.json': b''}": "the exporters 'ledger' and 'x' both write the file 'ledger.json'",
    "{'a': b'', 'a/b': b''}": "the exporter 'x' writes 'a/b', and a is a file as well",
    "{'x': 'words'}": "returns 'words'; return a mapping of names of files to bytes",
    "[1]": "returns 'list'; return a mapping of names of files to bytes",
    "1 / 0": "the exporter 'x' of conf.py failed: ZeroDivisionError: division by zero; conf.py",
}


@pytest.mark.parametrize("written", FILES)
def test_files_of_exporters_stay_where_they_belong(written: str, build: Build) -> None:
    conf = adding("exporter", "'x'", f"lambda export: {written}")
    assert FILES[written] in refused(build, conf, builder="ledger")


@pytest.mark.parametrize("name", ["note.html", "objects.inv", "index.html"])
def test_exporters_write_no_file_of_the_website(name: str, build: Build) -> None:
    conf = adding("exporter", "'x'", f"lambda export: {{{name!r}: b''}}", "on_website=True")
    assert f"names a file {name!r}; which Sphinx writes itself" in refused(build, conf)


READ = {
    "1 / 0": "the reader of conf.py for .odd cannot read it: ZeroDivisionError: division by zero",
    "[7]": "it yields 7, and not mappings of columns to text",
    "None": "'NoneType' object is not iterable",
    "[{'name': 'A', 'kind': 'nonsense'}]": "'kind': 'nonsense' is not one of: person",
    "[{'name': 'A', 'kind': {'a': 1}}]": "is not one of: person",
    "[{'name': 'A', 'kind': 'state', 'nme': 'A'}]": "unknown column 'nme' (in 1 row)",
}


@pytest.mark.parametrize("read", READ)
def test_what_a_reader_cannot_read_is_a_warning_at_the_file(read: str, build: Build) -> None:
    conf = HEAD + adding("reader", "'.odd'", f"lambda data: {read}")
    page = "# Page\n\n```{actors}\n:file: data.odd\n```\n"
    built = build({"conf.py": conf, "page.md": page, "data.odd": "x"})
    assert len(built.warnings) == 1
    assert built.warnings[0].startswith("data.odd:1: WARNING: ")
    assert READ[read] in built.warnings[0]


# -- two extensions ---------------------------------------------------------------------------


@pytest.fixture
def modules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder of modules that can be imported in this test alone."""
    folder = tmp_path / "modules"
    folder.mkdir()
    monkeypatch.syspath_prepend(folder)
    before = set(sys.modules)
    yield folder
    for name in set(sys.modules) - before:
        if getattr(sys.modules[name], "__file__", None) and name.endswith("_of_ours"):
            del sys.modules[name]


MODULE = '''
from typing import Annotated
from sphinx_briefing import api

class {name}(api.Record, frozen=True, kw_only=True):
    """A ship."""
    kind_name, plural, argument = "{kind}", "{kind}s", "name"
    name: api.Line
    flag: {flag}

def setup(app):
    {adds}
'''
FLAG = 'Annotated[str | None, api.line("a flag", filter=True)] = None'
RETURNED = 'return {{"sphinx_briefing": [{name}]}}'


def module(name: str, kind: str, adds: str = RETURNED, flag: str = FLAG) -> str:
    return MODULE.format(name=name, kind=kind, flag=flag, adds=adds.format(name=name))


def together(build: Build, modules: Path, one: str, two: str) -> str:
    """What is said of a project with two extensions."""
    for name, text in (("one_of_ours", one), ("two_of_ours", two)):
        (modules / f"{name}.py").write_text(text, encoding="utf-8")
    extensions = ["myst_parser", "one_of_ours", "sphinx_briefing", "two_of_ours"]
    with pytest.raises(ExtensionError) as raised:
        build({"note.md": NOTE}, conf={"extensions": extensions})
    return str(raised.value)


def test_kinds_that_two_extensions_hand_over_collide(build: Build, modules: Path) -> None:
    said = together(build, modules, module("Ship", "ship"), module("Boat", "ship"))
    assert said == (
        "sphinx_briefing: the kind 'ship' of two_of_ours is there already, added by one_of_ours; "
        "give one of them another name"
    )


def test_kinds_that_are_added_and_handed_over_collide(build: Build, modules: Path) -> None:
    one = module("Ship", "ship", "api.add_kind(app, {name})")
    said = together(build, modules, one, module("Boat", "ship"))
    assert "'ship' of two_of_ours is there already, added by one_of_ours" in said


@pytest.mark.parametrize(
    "adds",
    [
        'api.add_layout(app, "fleet", print)',
        'api.add_check(app, "flagless", print)',
        'api.add_exporter(app, "csv", print)',
        'api.add_reader(app, ".odd", print)',
        'api.add_facet(app, "flag", "Flag", print)',
        'api.add_annex(app, "claims")',
        'api.add_field(app, "claim", "occasion", api.line())',
        'api.add_scale(app, api.Scale("two", "", "", (api.Grade("a", "A", 0, 50),)))',
    ],
)
def test_whatever_two_extensions_both_add_names_both(
    adds: str, build: Build, modules: Path
) -> None:
    one, two = module("Ship", "ship", adds), module("Boat", "boat", adds)
    said = together(build, modules, one, two)
    assert "of two_of_ours is there already, added by one_of_ours; give one of them another" in said


def test_an_option_that_means_two_things_is_refused(build: Build, modules: Path) -> None:
    named = 'Annotated[api.Ids, api.names("actor", filter=True)] = ()'
    said = together(build, modules, module("Ship", "ship"), module("Boat", "boat", flag=named))
    assert "cannot be picked by an option 'flag', which means something else already" in said
    assert "one_of_ours" in said
    assert "two_of_ours" in said


@pytest.mark.parametrize("kinds", ["{name}", "'ship'", "{{'ship': {name}}}"])
def test_what_is_handed_over_must_be_a_list(kinds: str, build: Build, modules: Path) -> None:
    one = module("Ship", "ship", f"return {{{{'sphinx_briefing': {kinds}}}}}")
    said = together(build, modules, one, module("Boat", "boat"))
    assert "setup() of one_of_ours returns {'sphinx_briefing': " in said
    assert "write a list of kinds" in said


# -- any declaration ----------------------------------------------------------------------------

ODD = st.one_of(
    st.none(), st.booleans(), st.integers(-1, 3), st.text(max_size=4),
    st.sampled_from(["name", "vessel", "vessels", "claim", "list", "date", "by"]),
    st.lists(st.sampled_from(["name", "list", "table", "date", "x", 7]), max_size=3).map(tuple),
)  # fmt: skip
NAMES = ("kind_name", "plural", "label", "labels", "catalog", "argument", "layouts", "columns",
         "table_columns", "annex_columns", "dated_by", "said_by", "badges", "hint", "marker",
         "rests_on", "needs_source", "verbatim", "defined", "subtype", "page_scope", "in_files",
         "profiled", "is_facet", "dates_of", "countable", "in_calendar", "falls_due",
         "schema_type", "weights")  # fmt: skip


@given(st.dictionaries(st.sampled_from(NAMES), ODD, max_size=4))
@settings(deadline=None, max_examples=200, suppress_health_check=[HealthCheck.too_slow])
def test_any_declaration_is_taken_or_refused(values: dict[str, object]) -> None:
    """Whatever a declaration says, what is taken can be asked, and what is not is said."""
    namespace: dict[str, Any] = {
        "kind_name": "vessel",
        "plural": "vessels",
        "argument": "name",
        **values,
    }
    namespace["__annotations__"] = {"name": Annotated[str, api.line()]}
    kind: Any = new_class(
        "Vessel",
        (api.Record,),
        {"frozen": True, "kw_only": True},
        lambda body: body.update(namespace),
    )
    registry: Registry = own_registry()
    try:
        registry.add_kind(kind)
        registry.freeze()
        consistency.look(registry, {})
    except RegistrationError:
        return
    assert registry.kinds[kind.kind_name] is kind
    assert registry.kinds.by_plural[kind.plural] is kind
    taken: Any = kind
    assert taken(name="Eagle S").title_text in ("Eagle S", "")
    assert all(layout in registry.layouts for layout in kind.layouts)
