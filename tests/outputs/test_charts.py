"""Charts: amounts over time, to one scale a unit, and the table that says the same."""

import re
from collections.abc import Sequence
from xml.etree import ElementTree

import pytest

from tests.corpus import body_of, brief, element, note, page, plain, record
from tests.outputs.test_pictures import drawings
from tests.support import BASE_CONF, Build, Built

CONF = {"briefing_autolink": "off"}
SVG = "{http://www.w3.org/2000/svg}"
ACTORS = record("actor", "Norland", id="no", kind="state") + record(
    "actor", "Institute of Ships", id="is", kind="organisation"
)


def estimates(*rows: Sequence[str], **more: str) -> str:
    """Estimates, a row each: value, unit, date, speaker, quantity."""
    found = []
    for number, row in enumerate(rows):
        value, unit, date, by, quantity = [*row, *("ships", "2025", "no", "Fleet")[len(row) - 1 :]]
        fields = {"id": f"q{number}", "value": value, "unit": unit, "by": by, **more}
        found.append(record("estimate", quantity, **fields, **({"date": date} if date else {})))
    return "".join(found)


def chart_of(build: Build, corpus: str, **options: str) -> tuple[Built, str]:
    files = {"r.md": page({}, ACTORS), "n.md": note(corpus, id="s"),
             "v.md": page({}, record("estimates", **options))}  # fmt: skip
    built = build(files, conf=CONF)
    assert built.warnings == []
    return built, body_of(built, "v.html")


def texts(html: str) -> list[str]:
    return ["".join(text.itertext()) for text in drawings(html)[0].iter(f"{SVG}text")]


def marks(drawing: ElementTree.Element) -> dict[str, ElementTree.Element]:
    """The marks of estimates by what they say when pointed at."""
    return {
        str(mark.findtext(f"{SVG}title")): mark
        for mark in drawing.iter(f"{SVG}a")
        if mark.get("class") == "brief-mark-estimate"
    }


def test_a_mark_says_all_that_is_known_of_its_number(build: Build) -> None:
    rows = estimates(("435/1423", "ships", "2025-06"), ("591", "ships", "2024-03", "is"))
    _built, html = chart_of(build, rows)
    drawing = drawings(html)[0]
    assert set(marks(drawing)) == {
        "Fleet: 435\N{EN DASH}1,423 ships · Norland · 2025-06 · A report",
        "Fleet: 591 ships · Institute of Ships · 2024-03 · A report",
    }
    assert {mark.get("href") for mark in marks(drawing).values()} == {
        "n.html#estimate-q0", "n.html#estimate-q1"
    }  # fmt: skip
    assert {"ships", "Norland", "Institute of Ships", "591", "435\N{EN DASH}1,423"} <= set(
        texts(html)
    )
    box = element(html, "brief-view-chart")
    assert "Show as text" in plain(box)
    assert re.findall(r"<th[^>]*>(?:<p>)?(\w+)", box)[:2] == ["Quantity", "Value"]


def test_the_shape_of_a_mark_says_what_kind_of_number_it_is(build: Build) -> None:
    rows = estimates(
        ("10", "a", "2024"), ("~10", "a", "2025"), ("1/9", "a", "2026"), ("~1/9", "a", "2027"),
        ("5/..", "a", "2028"), ("../5", "a", "2029"),
    )  # fmt: skip
    _built, html = chart_of(build, rows)
    by_day = dict(enumerate(sorted(marks(drawings(html)[0]).items(), key=lambda m: m[0][-20:])))

    def parts(number: int, tag: str) -> list[ElementTree.Element]:
        return [part for part in by_day[number][1].iter(f"{SVG}{tag}") if part.tag]

    assert [len(parts(n, "circle")) for n in range(6)] == [1, 1, 0, 0, 0, 0]
    assert parts(0, "circle")[0].get("stroke-dasharray") is None
    assert parts(1, "circle")[0].get("stroke-dasharray")
    assert [len(parts(n, "path")) for n in range(6)] == [0, 0, 0, 0, 1, 1]  # arrows
    dashed = [any(line.get("stroke-dasharray") for line in parts(n, "line")) for n in range(6)]
    assert dashed == [False, False, False, True, False, False]
    key = ["One number", "Range", "Round number", "Round range", "Open end"]
    assert [text for text in texts(html) if text in key] == key


def test_units_never_share_an_axis(build: Build) -> None:
    rows = estimates(
        ("100", "ships", "2024"), ("200", "ships", "2025"), ("0.4", "EUR bn", "2025"),
        ("35", "percent", "2025"), ("40", "per cent", "2025"),
    )  # fmt: skip
    _built, html = chart_of(build, rows)
    shown = texts(html)
    assert [text for text in shown if text in ("ships", "EUR bn", "per cent", "percent")] == [
        "per cent", "ships", "EUR bn"
    ]  # fmt: skip
    box = element(html, "brief-view-chart")
    assert box.count("<table") == 3
    assert plain(box).count("EUR bn") == 2  # the head of its table, and the number


def test_quantities_of_one_unit_are_told_apart_by_letters(build: Build) -> None:
    rows = estimates(
        ("10", "ships", "2024", "no", "Tankers"), ("20", "ships", "2025", "no", "Bulk carriers"),
        ("5/9", "ships", "2026", "no", "Tankers"),
    )  # fmt: skip
    shown = texts(chart_of(build, rows)[1])
    assert shown[shown.index("a") + 1] == "Bulk carriers"
    assert shown[shown.index("b") + 1] == "Tankers"
    assert shown.count("a") == 2
    assert shown.count("b") == 2
    assert "b 5\N{EN DASH}9" in shown
    alone = texts(chart_of(build, estimates(("1", "x", "2024"), ("2", "x", "2025")))[1])
    assert "a" not in alone


def test_what_is_of_one_day_has_no_axis_of_time(build: Build) -> None:
    rows = estimates(*((str(number), "ships", "2025-05") for number in (1, 2, 3)))
    shown = texts(chart_of(build, rows)[1])
    assert not [text for text in shown if text.startswith("20")]
    assert {"1", "2", "3"} <= set(shown)
    undated = [("1", "ships", ""), ("2", "ships", "")]
    files = {"r.md": page({}, ACTORS + estimates(*undated, source="w") + record(
        "source", "W", id="w")), "v.md": page({}, record("estimates"))}  # fmt: skip
    assert {"1", "2"} <= set(texts(body_of(build(files, conf=CONF), "v.html")))


def test_an_axis_that_is_no_plain_one_says_so(build: Build) -> None:
    for values, words in (
        (("10200", "10400"), "the axis does not begin at zero"),
        (("1", "90000"), "logarithmic axis"),
    ):
        rows = estimates(*((value, "x", f"202{n}") for n, value in enumerate(values)))
        assert words in texts(chart_of(build, rows)[1])
    shown = texts(chart_of(build, estimates(("4", "x", "2024"), ("9", "x", "2025")))[1])
    assert not {"the axis does not begin at zero", "logarithmic axis"} & set(shown)
    assert "0" in shown


@pytest.mark.parametrize("options", [{}, {"lanes": "by"}, {"lanes": "actor"}])
def test_lanes_are_those_of_speakers(build: Build, options: dict[str, str]) -> None:
    rows = estimates(("1", "x", "2024", "is"), ("2", "x", "2025", "no"), method="counted")
    html = chart_of(build, rows, **options)[1]
    lanes = [a for a in drawings(html)[0].iter(f"{SVG}a") if a.get("class") == "brief-mark-actor"]
    assert [a.findtext(f"{SVG}title") for a in lanes] == ["Institute of Ships", "Norland"]
    by_method = texts(chart_of(build, rows, lanes="method")[1])
    assert "counted" in by_method
    assert "Norland" not in by_method


def test_those_who_speak_together_have_one_lane(build: Build) -> None:
    rows = estimates(("1", "x", "2024", "is"), ("2", "x", "2025", "no, is"))
    html = chart_of(build, rows)[1]
    assert "Norland, Institute of Ships" in " ".join(texts(html))
    links = [mark.get("class") for mark in drawings(html)[0].iter(f"{SVG}a")]
    assert links.count("brief-mark-estimate") == 2


def test_many_speakers_leave_the_last_lane_to_others(build: Build) -> None:
    actors = "".join(record("actor", f"A{n:02}", id=f"a{n}", kind="state") for n in range(20))
    rows = estimates(*(("5", "x", f"20{10 + n}", f"a{n}") for n in range(20)))
    built = build({"r.md": page({}, actors), "n.md": note(rows, id="s"),
                   "v.md": page({}, record("estimates"))}, conf=CONF)  # fmt: skip
    html = body_of(built, "v.html")
    shown = texts(html)
    assert "Others" in shown
    assert len([text for text in shown if text.startswith("A")]) == 11
    assert len({mark.get("href") for mark in marks(drawings(html)[0]).values()}) == 20


def test_lanes_of_fields_are_for_kinds_that_have_them(build: Build) -> None:
    built = build({"v.md": page({}, record("events", lanes="method"))}, conf=CONF)
    assert ["'lanes': 'method' is not one of: actor, topic" in str(w) for w in built.warnings] == [
        True
    ]


@pytest.mark.parametrize("count", [1, 2, 30, 300])
def test_a_chart_holds_few_and_many(build: Build, count: int) -> None:
    rows = [
        (f"{n * 7 % 90}/{n * 7 % 90 + n % 3}", "x", f"20{10 + n % 16}", "no" if n % 2 else "is")
        for n in range(count)
    ]
    _built, html = chart_of(build, estimates(*rows))
    table = element(html, "brief-view-chart")
    assert table.count("estimate-q") >= count
    if count == 1:  # there is nothing to compare
        assert "<svg" not in html
        return
    assert len(marks(drawings(html)[0])) >= count // 3  # equal ones say the same
    assert len({mark.get("href") for mark in drawings(html)[0].iter(f"{SVG}a")}) == count + 2
    crowded = "Not all numbers stand beside their marks" in html
    assert crowded == (count == 300) or count == 30


def test_a_brief_shows_the_numbers_of_its_day(build: Build) -> None:
    files = {
        "r.md": page({}, ACTORS),
        "n.md": note(estimates(("1", "x", "2024"), ("2", "x", "2025")), id="s", date="2026-01"),
        "later.md": note(record("estimate", "Fleet", id="new", value="77", unit="x", by="no"),
                         id="t", date="2026-09"),
        "b.md": brief(record("estimates"), date="2026-03"),
        "v.md": page({}, record("estimates")),
    }  # fmt: skip
    built = build(files, conf=CONF)
    assert "estimate-new" not in body_of(built, "b.html")
    assert "estimate-new" in body_of(built, "v.html")


def test_a_chart_shows_no_stricter_number(build: Build) -> None:
    rows = estimates(("1", "x", "2024"), ("2", "x", "2025"), tlp="AMBER")
    files = {"r.md": page({}, ACTORS), "n.md": note(rows, id="s"),
             "v.md": page({"tlp": "GREEN"}, record("estimates"))}  # fmt: skip
    built = build(files, conf=CONF)
    assert any("[briefing.marking]" in str(w) and "v.md" in str(w) for w in built.warnings)


def test_amounts_in_tables_are_aligned_and_sorted_as_numbers(build: Build) -> None:
    rows = estimates(
        ("~600", 'a"<b', "2024"), ("1423.5", 'a"<b', "2025"), ("-3/..", 'a"<b', "2026")
    )
    html = chart_of(build, rows)[1]
    found = re.findall(r'<span class="brief-amount"([^>]*)>', html)
    data = [dict(re.findall(r'data-(\w+)="([^"]*)"', one)) for one in found]
    assert [(one.get("low"), one.get("high"), one["approximate"]) for one in data] == [
        ("600", "600", "true"), ("1423.5", "1423.5", "false"), ("-3", None, "false"),
    ]  # fmt: skip
    assert {one["unit"] for one in data} == {"a&quot;&lt;b"}
    keys = [one["sort"] for one in data]
    assert sorted(keys) == [keys[2], keys[0], keys[1]]
    assert len(re.findall(r'<t[hd] class="[^"]*brief-numbers', html)) == 4
    table = chart_of(build, rows, as_="table")[1]
    assert "data-low" in table
    assert "brief-numbers" in table


def test_other_builders_print_the_table(build: Build) -> None:
    rows = estimates(("1", "ships", "2024"), ("2", "ships", "2025"))
    files = {"r.md": page({}, ACTORS), "n.md": note(rows, id="s"),
             "index.md": page({}, record("estimates"))}  # fmt: skip
    for builder, name in (("text", "index.txt"), ("latex", "test.tex"), ("man", "test.1")):
        built = build(files, builder=builder, conf={**CONF, "man_pages": [
            ("index", "test", "T", ["A"], 1)]})  # fmt: skip
        assert built.warnings == []
        text = built.path(name).read_text(encoding="utf-8")
        assert "Fleet" in text
        assert re.search("2\\W{1,8}ships", text)


def test_what_is_drawn_can_be_read_in_german(build: Build) -> None:
    rows = estimates(("1000", "Schiffe", "2024"), ("1423.5", "Schiffe", "2025"))
    files = {"r.md": page({}, ACTORS), "n.md": note(rows, id="s"),
             "v.md": page({}, record("estimates", caption="Wie viele"))}  # fmt: skip
    html = body_of(build(files, conf={**CONF, "language": "de"}), "v.html")
    assert "1.423,5" in texts(html)
    assert "1.000" in texts(html)
    assert "does not begin" not in html


OWN = """
from sphinx_briefing import api

class Price(api.Record, frozen=True, kw_only=True):
    kind_name, plural, argument = "price", "prices", "of"
    dated_by = said_by = ("day",)
    layouts = ("list", "chart")
    of: api.Line
    sum: api.Amount
    currency: api.Unit
    day: api.Date | None = None

def setup(app):
    api.add_kind(app, Price)
"""


def test_kinds_of_others_are_drawn_that_have_what_it_takes(build: Build) -> None:
    settings = "".join(f"{name} = {value!r}\n" for name, value in {**BASE_CONF, **CONF}.items())
    prices = record("price", "Oil", sum="60", currency="USD", day="2024") + record(
        "price", "Oil", id="two", sum="70", currency="USD", day="2025"
    )
    built = build({"conf.py": settings + OWN, "v.md": page({}, prices + record(
        "prices", as_="chart"))})  # fmt: skip
    assert built.warnings == []
    assert {"USD", "60", "70"} <= set(texts(body_of(built, "v.html")))
