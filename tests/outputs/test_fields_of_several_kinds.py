"""A field that may name records of several kinds, those of others among them, in every output."""

import pypdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_briefing.ledger.names import Names
from sphinx_briefing.ledger.names_of_kinds import AllNames
from sphinx_briefing.records import Actor, Term
from tests.support import BASE_CONF, Build, Built, _assignments

CONF = (
    "\n".join(_assignments({**BASE_CONF, "briefing_profiles": ["actors", "vessels", "reports"]}))
    + '''
from typing import Annotated
from sphinx_briefing import api

class Vessel(api.Record, frozen=True, kw_only=True):
    """A ship."""
    kind_name, plural, argument = "vessel", "vessels", "name"
    profiled = linked = True
    name: api.Line

class Report(api.Record, frozen=True, kw_only=True):
    """A report."""
    kind_name, plural, argument = "report", "reports", "title"
    hint = ("about",)
    profiled = True
    title: api.Words
    about: Annotated[api.Ids, api.names(
        ("vessel", "actor", "term", "report"), "whom it is about", label="About", filter=True
    )] = ()

def setup(app):
    api.add_kind(app, Vessel)
    api.add_kind(app, Report)
    api.add_field(app, "claim", "concerns", api.names(("vessel", "term"), label="Concerns"))
'''
)
REGISTER = """
# Register

```{actor} Anna
:kind: person
```

```{actor} Eagle
:kind: organisation
```

```{term} LEAP
:long: Effectors
```

```{term} Drill
:id: drill
```

```{actor} Drill
:id: drill
:kind: programme
```

```{vessel} Eagle
:id: eagle
```
"""
REPORT = """
# Reports

```{report} The spring report
:id: spring
:about: ABOUT
```
"""
BRIEF = """
---
brief: {date: 2026-03-01}
---
# Brief

See {report}`spring`.

```{reports}
:as: table
OPTIONS
```
"""


def project(about: str, options: str = "", **more: str) -> dict[str, str]:
    """A project with a report about some names, and a brief that prints it."""
    return {
        "conf.py": CONF,
        "register.md": REGISTER,
        "reports.md": REPORT.replace("ABOUT", about),
        "brief.md": BRIEF.replace("OPTIONS", options),
        **{f"{name}.md": text for name, text in more.items()},
    }


WRITTEN = {
    "Anna": ["actor:anna"],
    "LEAP, anna": ["term:leap", "actor:anna"],
    "eagle": ["vessel:eagle"],  # the first kind has it
    "actor:eagle": ["actor:eagle"],
    "actor:Eagle, vessel:eagle": ["actor:eagle", "vessel:eagle"],
    "term: Drill": ["term:drill"],
    "Effectors, LEAP": ["term:leap"],
}


@pytest.mark.parametrize("about", WRITTEN)
def test_names_are_looked_up_in_all_kinds(about: str, build: Build) -> None:
    built = build(project(about), "ledger")
    assert built.warnings == []
    ledger = built.ledger
    assert ledger["reports"]["spring"]["about"] == WRITTEN[about]
    for kind, plural in (("actor", "actors"), ("term", "terms"), ("vessel", "vessels")):
        for identifier, record in ledger[plural].items():
            is_named = f"{kind}:{identifier}" in WRITTEN[about]
            assert record["mentions"] == (["reports"] if is_named else []), identifier


WRONG = {
    "Ana": "unknown vessel or actor or term or report 'Ana'; did you mean 'Anna'",
    "actor:Ana": "unknown actor 'Ana'; did you mean 'actor:Anna'",
    "Zzzzzzz": (
        "unknown vessel or actor or term or report 'Zzzzzzz'; "
        "define it with a {vessel} or {actor} or {term} or {report} directive"
    ),
    "drill": "is ambiguous: it may mean actor:drill, term:drill; write one of these ids",
    "spring": "names the report itself; remove it",
}


@pytest.mark.parametrize("about", WRONG)
def test_a_name_that_means_nothing_is_said_at_its_line(about: str, build: Build) -> None:
    built = build(project(f"LEAP, {about}"), "ledger")
    assert len(built.warnings) == 1
    assert built.warnings[0].startswith("reports.md:5: WARNING: report 'about'")
    assert WRONG[about] in built.warnings[0]
    assert built.ledger["reports"]["spring"]["about"] == ["term:leap"]


def test_a_record_that_was_left_out_is_not_said_again(build: Build) -> None:
    bad = "# Bad\n\n```{term} Gone\n:nonsense: 1\n```\n"
    for about in ("Gone", "term:gone"):
        built = build(project(f"{about}, LEAP", bad=bad), "ledger")
        assert len(built.warnings) == 1
        assert "unknown field 'nonsense'" in built.warnings[0]
        assert built.ledger["reports"]["spring"]["about"] == ["term:leap"]


def links(built: Built, page: str) -> set[str]:
    """The records to which a page has links."""
    found = built.text(page)
    keys = ("vessel-eagle", "actor-anna", "actor-eagle", "term-leap", "report-spring")
    return {key for key in keys if f'#{key}"' in found}


def test_pages_cards_and_profiles_link_to_all_kinds(build: Build) -> None:
    built = build(project("Eagle, Anna, LEAP"))
    assert built.warnings == []
    named = {"vessel-eagle", "actor-anna", "term-leap"}
    assert named <= links(built, "reports.html")
    assert named <= links(built, "brief.html")
    assert named <= links(built, "briefing/report/spring.html")
    for profile in ("vessel/eagle", "actor/anna"):
        assert "report-spring" in links(built, f"briefing/{profile}.html")
    assert "report-spring" not in links(built, "briefing/actor/eagle.html")
    cards = "".join(
        text.decode() for name, text in built.files().items() if name.startswith("_static/briefing")
    )
    assert "About" in cards
    assert "The spring report · Eagle, Anna, LEAP" in built.text("brief.html")


@pytest.mark.parametrize(
    ("option", "is_found"),
    [(":about: Anna", True), (":about: actor:anna", True), (":actor: anna", True),
     (":about: LEAP", False), (":about: Eagle", True), (":actor: Eagle", False)],
)  # fmt: skip
def test_selections_pick_by_any_of_the_kinds(option: str, is_found: bool, build: Build) -> None:
    built = build(project("Eagle, Anna", option), "text")
    assert built.warnings == []
    assert ("About" in built.text("brief.txt")) == is_found


def test_an_unknown_name_in_an_option_is_said_at_its_line(build: Build) -> None:
    built = build(project("Anna", ":about: Ana"), "text")
    assert len(built.warnings) == 1
    assert built.warnings[0].startswith("brief.md:10: WARNING: option 'about': unknown vessel or")
    assert "did you mean 'Anna'" in built.warnings[0]


def test_papers_print_all_of_them(build: Build) -> None:
    built = build(project("Eagle, Anna, LEAP"), "briefpdf")
    assert built.warnings == []
    pages = pypdf.PdfReader(built.path("brief.pdf")).pages
    text = " ".join(" ".join(page.extract_text() or "" for page in pages).split())
    assert "Eagle, Anna, Effectors (LEAP)" in text


def test_a_page_is_made_again_when_one_of_them_changes(build: Build) -> None:
    built = build(project("Eagle, Anna, LEAP"))
    register = built.src / "register.md"
    renamed = register.read_text().replace("{actor} Anna\n", "{actor} Anna B.\n:id: anna\n")
    register.write_text(renamed)
    built.again()
    assert built.files() == built.afresh().files()
    assert "Anna B." in built.text("brief.html")


def test_what_is_marked_more_strictly_is_reported(build: Build) -> None:
    files = project("Eagle, Anna, LEAP")
    files["register.md"] = files["register.md"].replace(
        "{actor} Anna\n", "{actor} Anna\n:tlp: RED\n"
    )
    built = build(files)
    assert any(
        warning.startswith("brief.md:") and "actor 'anna' is TLP:RED" in warning
        for warning in built.warnings
    )


def test_an_added_field_may_name_several_kinds(build: Build) -> None:
    note = """
    ---
    source: {title: A talk, date: 2026-01-01}
    ---
    # Note

    ```{claim} It sank
    :id: sank
    :by: Anna
    :concerns: Eagle, term:leap
    ```
    """
    built = build(project("Anna", note=note), "ledger")
    assert built.warnings == []
    assert built.ledger["claims"]["sank"]["concerns"] == ["vessel:eagle", "term:leap"]


@given(st.lists(st.sampled_from(["a", "b", "c"])), st.lists(st.sampled_from(["a", "b", "c"])))
def test_an_id_always_means_its_record(actors: list[str], terms: list[str]) -> None:
    people = [Actor(id=one, name=one, kind="person") for one in set(actors)]
    words = [Term(id=one, name=one) for one in set(terms)]
    found = AllNames({"actor": Names(people), "term": Names(words)})["actor or term"]
    for record in (*people, *words):
        key = f"{record.kind_name}:{record.id}"
        assert found.find(key).id == key
        assert found.holds((key,))
        bare = found.find(record.id).id
        assert bare == (f"actor:{record.id}" if record.id in actors else f"term:{record.id}")
    assert found.find("z").id == ""
    assert not found.holds(("actor:z",))
    assert not found.holds(("z",))
