"""What is taken from pages: names and lines of references, anchors of records, dates and lists."""

from datetime import date

import pytest

from sphinx_briefing.records import Conventions
from sphinx_briefing.records.dates import span
from sphinx_briefing.records.readers import read_country, read_list
from tests.support import Build, Built

ACTOR = "# R\n\n```{actor} E5\n:kind: group\n```\n"


def mentions(built: Built) -> list[str]:
    found: list[str] = built.ledger["actors"]["e5"]["mentions"]
    return found


@pytest.mark.parametrize(
    ("written", "linked"), [("no", False), ("off", False), ("false", False), ("yes", True)]
)
def test_pages_that_are_not_linked(build: Build, written: str, linked: bool) -> None:
    built = build({"r.md": ACTOR, "p.md": f"---\nautolink: {written}\n---\n# P\n\nThe E5.\n"})
    assert mentions(built) == (["p"] if linked else [])


def test_a_name_does_not_run_over_the_edge_of_a_paragraph(build: Build) -> None:
    built = build({"r.md": ACTOR, "p.md": "# P\n\nThis is plan E\n\n5 ships agreed.\n"})
    assert mentions(built) == []


def test_the_line_of_a_role_is_looked_for_in_its_own_paragraph(build: Build) -> None:
    page = "# P\n\nWords and {actor}`No\nbody` here.\n\nMore {actor}`No body` there.\n"
    built = build({"p.md": page})
    assert [warning.split(": ")[0] for warning in built.warnings] == ["p.md:3", "p.md:6"]


@pytest.mark.parametrize("suffix", ["md", "rst"])
def test_an_anchor_is_that_of_the_record_and_not_of_a_heading(build: Build, suffix: str) -> None:
    page = "# Actor E5\n\n```{actor} E5\n:kind: group\n```\n"
    if suffix == "rst":
        page = "Actor E5\n========\n\n.. actor:: E5\n   :kind: group\n"
    html = build({f"p.{suffix}": page}).text("p.html")
    assert html.count('id="actor-e5"') == 1
    record = html.partition('id="actor-e5"')[0].rpartition("<")[2]
    assert "brief-record" in record
    assert 'id="section-actor-e5-1"' in html


def test_anchors_within_a_body_stay_where_it_is_written(build: Build) -> None:
    register = "# R\n\n```{term} LEAP\n\n(here)=\nWhat *it* is.\n```\n"
    built = build({"r.md": register, "p.md": "# P\n\n```{terms}\n```\n\n[there](#here)\n"})
    assert built.warnings == []
    assert 'id="here"' in built.text("r.html")
    shown = built.text("p.html")
    assert "What <em>it</em> is." in shown
    assert 'id="here"' not in shown


# -- values -------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", ["QO", "XA", "ZZ", "EZ", "XX", "D", "DEU", "D1", ""])
def test_codes_that_no_country_has(code: str) -> None:
    with pytest.raises(ValueError, match="is not an ISO 3166-1 alpha-2 country code"):
        read_country(code, Conventions())


@pytest.mark.parametrize("code", ["NO", "no", "EU", "UN", "XK", "GB"])
def test_codes_of_countries(code: str) -> None:
    assert read_country(code, Conventions()) == code.upper()


def test_a_list_holds_each_entry_once() -> None:
    assert read_list("b, a, b, , a", Conventions()) == ("b", "a")


@pytest.mark.parametrize(
    ("written", "first", "last", "newest"),
    [
        ("2026-02-20/..", date(2026, 2, 20), date.max, date(2026, 2, 20)),
        ("2026-02-20/", date(2026, 2, 20), date.max, date(2026, 2, 20)),
        ("../2026-02", date.min, date(2026, 2, 28), date(2026, 2, 28)),
        ("/2026-02", date.min, date(2026, 2, 28), date(2026, 2, 28)),
        ("2026-02", date(2026, 2, 1), date(2026, 2, 28), date(2026, 2, 28)),
    ],
)
def test_edges_of_dates(written: str, first: date, last: date, newest: date) -> None:
    found = span(written)
    assert (found.first, found.last, found.newest) == (first, last, newest)


@pytest.mark.parametrize("written", ["../abc", "../../..", "2025-13-01/..", "2026/2027/2028"])
def test_half_an_interval_is_refused_and_nothing_is_printed(
    written: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(ValueError, match="is not a date"):
        span(written)
    assert capsys.readouterr().out == ""
