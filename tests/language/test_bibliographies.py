"""Sources in bibliographies: BibTeX, biblatex, CSL-JSON and CSL-YAML."""

import json
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from sphinx_briefing.records.bibliography import bibtex_rows, csl_items, csl_rows
from sphinx_briefing.records.bibliography.dates import date
from sphinx_briefing.records.bibliography.languages import language
from sphinx_briefing.records.bibliography.latex import _converted, _finished, _prepared, plain
from sphinx_briefing.records.bibliography.people import people
from sphinx_briefing.records.dates import span
from sphinx_briefing.records.tables import Row, json_tree, yaml_tree
from tests.support import Build

DATA = Path(__file__).parents[1] / "data"


def page(name: str) -> str:
    return f"# Register\n\n```{{sources}}\n:file: {name}\n```\n"


def row(text: str) -> Row:
    (found,) = bibtex_rows(text)
    return found


def values(fields: str, kind: str = "misc") -> dict[str, Any]:
    """What an entry with some fields becomes, without its id and title."""
    found = row(f"@{kind}{{k, title = {{T}}, {fields}}}")
    assert found.problems == []
    assert found.remarks == []
    return {name: value for name, value in found.values.items() if name not in ("id", "title")}


# -- many entries -------------------------------------------------------------------------------


def test_many_entries_are_read_as_others_read_them() -> None:
    """What is expected was compared once, field by field, with what pandoc reads.

    It differs where pandoc leaves aside what people write (words in months and languages, an
    address in ``howpublished``), lowers the case of titles, or keeps commands in addresses.
    """
    expected = json.loads((DATA / "bibliography.json").read_text(encoding="utf-8"))
    rows = bibtex_rows((DATA / "bibliography.bib").read_text(encoding="utf-8"))
    assert [(row.problems, row.remarks) for row in rows if row.problems or row.remarks] == []
    found = {row.values.pop("id"): row.values for row in rows}
    assert list(found) == list(expected)
    for key, values_ in expected.items():
        assert found[key] == values_, key


def test_many_entries_become_sources(build: Build) -> None:
    data = (DATA / "bibliography.bib").read_bytes()
    built = build({"reg.md": page("s.bib"), "s.bib": data})
    assert built.warnings == []
    expected = json.loads((DATA / "bibliography.json").read_text(encoding="utf-8"))
    found = built.ledger["sources"]
    assert found.keys() == expected.keys()
    assert {key: source["title"] for key, source in found.items()} == {
        key: fields["title"] for key, fields in expected.items()
    }


def test_the_cost_grows_with_the_number_of_entries() -> None:
    """No converter is made for a field, and no entry is compared with all others."""
    entry = (
        "@article{{k{n}, title = {{V{{\\'i}}k \\emph{{{n}}}}}, crossref = {{k{m}}}, year = 2026}}\n"
    )

    def work(count: int) -> int:
        calls = 0

        def count_calls(frame: Any, event: str, argument: Any) -> None:
            nonlocal calls
            calls += event == "call"

        text = "".join(entry.format(n=n, m=n // 2) for n in range(count))
        sys.setprofile(count_calls)
        try:
            assert len(bibtex_rows(text)) == count
        finally:
            sys.setprofile(None)
        return calls

    work(2)  # what is made once
    few, many = work(50), work(400)
    assert many < few * 8 * 1.2
    assert few / 50 < 900  # calls an entry


# -- the formats agree --------------------------------------------------------------------------

BIB = r"""
@string{gazette = "Norland Gazette"}
% a comment
@article{vik2026,
  title = {Vik to {Reopen} \& 50\% of its caf{\'e}s},
  author = {Lind, Anna and {Ministry of Transport and Ports} and de la Cruz, Ana and others},
  journal = gazette,
  date = {2026-03-02},
  url = {https://example.org/vik%20harbour_a\_b},
  urldate = {2026-03-03},
  entrysubtype = {newspaper},
  langid = {british},
  keywords = {ports, vik},
  volume = {7},
  reliability = {B},
  origin = {agency},
}
@techreport{agency, title = "Dredging", year = 2026, month = feb, doi = {10.1000/x},
  institution = {The Agency}}
"""

CSL: list[dict[str, Any]] = [
    {
        "id": "http://zotero.org/users/1/items/AB", "citation-key": "vik2026",
        "type": "article-newspaper", "title": "Vik to <i>Reopen</i> &amp; 50% of its cafés",
        "author": [{"family": "Lind", "given": "Anna"},
                   {"literal": "Ministry of Transport and Ports"},
                   {"family": "Cruz", "given": "Ana", "non-dropping-particle": "de la"}],
        "container-title": "Norland Gazette", "issued": {"date-parts": [[2026, 3, 2]]},
        "URL": "https://example.org/vik%20harbour_a_b",
        "accessed": {"date-parts": [["2026", "3", 3]]}, "language": "en-GB",
        "keyword": "ports, vik", "volume": "7",
        "custom": {"reliability": "B", "origin": "agency"},
    },
    {"id": "agency", "type": "report", "title": "Dredging", "publisher": "The Agency",
     "issued": {"date-parts": [[2026, 2]]}, "DOI": "10.1000/x"},
]  # fmt: skip

YAML = yaml.safe_dump({"references": CSL}, allow_unicode=True, sort_keys=False)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("s.bib", BIB),
        ("s.json", json.dumps(CSL, indent=1)),
        ("s.json", json.dumps({"references": CSL})),
        ("s.json", json.dumps({"items": CSL})),
        ("s.yaml", YAML),
        ("s.yaml", f"---\n{YAML}---\n"),
        ("s.yml", yaml.safe_dump(CSL)),
    ],
)
def test_bibliographies(build: Build, name: str, data: str) -> None:
    built = build({"reg.md": page(name), name: data.encode()})
    assert built.warnings == []
    found = built.ledger["sources"]
    assert list(found) == ["agency", "vik2026"]
    source = found["vik2026"]
    assert source["title"] == "Vik to Reopen & 50% of its cafés"
    assert source["author"] == ["Anna Lind", "Ministry of Transport and Ports", "Ana de la Cruz"]
    assert source["publisher"] == "Norland Gazette"
    assert (source["date"], source["accessed"]) == ("2026-03-02", "2026-03-03")
    assert source["url"] == "https://example.org/vik%20harbour_a_b"
    assert (source["type"], source["language"], source["reliability"]) == ("news", "en-GB", "B")
    assert source["origin"] == ["agency"]
    assert source["tags"] == ["ports", "vik"]
    agency = found["agency"]
    assert (agency["date"], agency["type"]) == ("2026-02", "report")
    assert (agency["publisher"], agency["url"]) == ("The Agency", "https://doi.org/10.1000/x")


def test_missing_extra(build: Build, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.partition(".")[0] == "bibtexparser"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "bibtexparser", None)
    built = build({"reg.md": page("s.bib"), "s.bib": BIB})
    assert built.warnings == [
        "reg.md:4: WARNING: sources: 'file': 's.bib' needs bibtexparser to be read: "
        'pip install "sphinx-briefing[bib]" [briefing.field]'
    ]


def test_a_key_that_cannot_be_an_id_still_finds_its_source(build: Build) -> None:
    data = "@misc{10.1000/x.8, title = {Eight}}\n@misc{b, title = {B}, origin = {10.1000/x.8}}\n"
    use = "# Use\n\n{source}`10.1000/x.8`, {source}`10-1000-x-8`, {source}`b`\n"
    built = build({"reg.md": page("s.bib"), "s.bib": data, "use.md": use})
    assert built.warnings == []
    assert built.text("use.html").count('href="reg.html#source-10-1000-x-8"') >= 1
    assert built.ledger["sources"]["b"]["origin"] == ["10-1000-x-8"]


# -- what cannot be read ------------------------------------------------------------------------


def test_a_side_field_costs_itself_and_an_entry_itself(build: Build) -> None:
    data = (
        "@misc{a, title = {A}}\n"
        "@misc{a, title = {Again}}\n"
        "@misc{b,\n"
        "  title = {B},\n"
        "  date = {soon}}\n"
        "@misc{c, title = {C}, title = {D}, annote = {x}, annote = {y}}\n"
        "@misc{d, year = 2026}\n"
        "@misc{e, title = {E}\n"
        "@misc{f, title = {F}}\n"
        "@misc{g/h, title = {G}}\n"
        "@misc{i, title = {I},\n"
        "  url = {nowhere},\n"
        "  langid = {quenyan},\n"
        "  reliability = {Q}}\n"
        "@misc{j, title = {J}, year = 2026, month = {Brumaire}}\n"
        "@misc{l, title = {L}}, year = 2026}\n"
        "@misc{m, title = {M}, publisher = undefined, crossref = {nobody}}\n"
        "@misc{n, title = {N \\href{x}}, year = 2026}\n"
        "@misc{o, title = {O}, tlp = {umber}}\n"
        "@misc{p, title = {P}, marking = {RED}}\n"
        "@misc{z, title = {Z}}\n"
    )
    use = "# Use\n\n{source}`e` {source}`b` {source}`z`\n"
    built = build({"reg.md": page("s.bib"), "s.bib": data, "use.md": use})
    how = "write it like 2027, 2026-02, 2026-02-20, 2026-02-17/2026-02-18, 2026-02-20/.. or 2026~"
    kept = "the source is kept without it"
    assert said(built.warnings) == [
        "2: WARNING: source id 'a' is taken: the record at 1 has it; this one is left out, give it "
        "an id of its own [briefing.duplicate]",
        f"5: 'date': 'soon' is not a date; {how}; {kept}",
        "6: 'title' is written twice; the first one counts",
        "7: 'title' is missing; write its title",
        "8: the entry is not valid BibTeX: Unexpected block start: `@misc`. Was still looking for "
        "field-value closing `,` or `}`",
        f"12: 'url': 'nowhere' is not a web address; write it with https://; {kept}",
        f"13: 'language': 'quenyan' is not a BCP 47 language tag such as en, de or sr-Latn; {kept}",
        f"14: 'reliability': 'Q' is not one of: A, B, C, D, E, F; {kept}",
        f"15: 'month': 'Brumaire 2026' is not a date; {how}; the year alone is kept",
        "16: ', year = 2026}': a closing brace too many ends the entry before it; it is left aside",
        "17: 'crossref': there is no entry 'nobody' in this file",
        "17: 'publisher': there is no @string 'undefined'; define it, or write the text in braces",
        "18: 'title': its LaTeX cannot be read, so its commands are left out; write plain text",
        "19: 'tlp': 'umber' is not one of: CLEAR, GREEN, AMBER, AMBER+STRICT, RED; the source "
        "counts as TLP:RED",
        "20: 'marking' looks like a marking, so the source counts as TLP:RED; write 'tlp'",
    ]
    found = built.ledger["sources"]
    assert list(found) == [*"abcf", "g-h", *"ijlmnopz"]
    assert (found["c"]["title"], found["j"]["date"], found["n"]["title"]) == ("C", "2026", "N x")
    assert (found["o"]["tlp"], found["p"]["tlp"]) == ("RED", "RED")


def said(warnings: list[str]) -> list[str]:
    """Warnings about a data file, less their common parts and those about markings."""
    found = []
    for warning in warnings:
        for common in ("s.bib:", "s.json:", "WARNING: source: ", " [briefing.field]"):
            warning = warning.replace(common, "")
        found.append(warning)
    return [warning for warning in found if "[briefing.marking]" not in warning]


def test_the_fault_of_a_library_is_that_of_one_entry(monkeypatch: pytest.MonkeyPatch) -> None:
    """The parser raises what it does not expect; what stands before and after is read."""
    from bibtexparser.exceptions import ParserStateException
    from bibtexparser.splitter import Splitter

    handle = Splitter._handle_entry

    def failing(self: Any, match: Any, kind: str) -> Any:
        if kind.startswith("@fails"):
            raise ParserStateException("of the parser itself")
        return handle(self, match, kind)

    monkeypatch.setattr(Splitter, "_handle_entry", failing)
    rows = bibtex_rows("@misc{a, title={A}}\n\n@fails{b, title={B}}\n@misc{c, title={C}}\n")
    assert [(row.line, row.values["id"]) for row in rows] == [(1, "a"), (3, "b"), (4, "c")]
    assert [len(row.problems) for row in rows] == [0, 1, 0]


LATEX = st.lists(
    st.sampled_from(
        [*"{}$%&#_^~\\,=\"'`@ \n-", "\\href{", "\\sqrt[", "\\textcolor", "\\begin{x}", "\\end{x}",
         "\\verb|", "\\input{a}", "\\item", "\\frac", "\\'", "\\v", "\\(", "\\]", "$$", "--", "``",
         "Vik", "7", "é", "王", " and ", "\\url{", "title = {", "}}", "@misc{", "@string{", "#",
         "year", "n.d.", "2026", "/", "\\enquote", "\\briefingsup", "<i>", "</i>", "&amp;"]
    ),
    max_size=12,
).map("".join)  # fmt: skip
FIELDS = st.sampled_from(
    ["title", "author", "year", "date", "month", "url", "doi", "howpublished", "note", "langid",
     "keywords", "crossref", "eprint", "type", "x"]
)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(FIELDS, LATEX), min_size=1, max_size=4), st.sampled_from(["{}", '""']))
def test_no_entry_harms_its_neighbours(fields: list[tuple[str, str]], enclosing: str) -> None:
    start, end = enclosing[0], enclosing[1]
    inner = ", ".join(f"{name} = {start}{text}{end}" for name, text in fields)
    rows = bibtex_rows(
        "@misc{first, title = {First}, year = 2026}\n"
        f"@article{{middle, {inner}}}\n"
        "@misc{last, title = {Last}, year = 2026}\n"
    )
    assert rows[0].values == {"id": "first", "title": "First", "date": "2026"}
    assert rows[-1].values == {"id": "last", "title": "Last", "date": "2026"}
    assert rows[-1].line == 3 + inner.count("\n")
    for found in rows:
        assert all(isinstance(value, str | list) for value in found.values.values())


@settings(max_examples=150, deadline=None)
@given(st.text("aé {}~-`'&_#%", max_size=12))
def test_text_without_commands_is_what_the_library_makes_of_it(text: str) -> None:
    """Most fields need no parser, which takes hundreds of times as long."""
    assume(_balanced(text) and not any(sign * 3 in text for sign in "-'`"))
    assert plain(text) == _finished(_converted(_prepared(text)))


def _balanced(text: str) -> bool:
    depth = 0
    for char in text:
        depth += {"{": 1, "}": -1}.get(char, 0)
        if depth < 0:
            return False
    return not depth


# -- single fields ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2026-02-20", "2026-02-20"), ("2026~", "2026~"), ("2026-02-20/..", "2026-02-20/.."),
        ("2026-02-20T10:15:00Z", "2026-02-20"), ("2026-02-20 10:15", "2026-02-20"),
        ("2026-02-20T10:15/2026-02-21T09:00", "2026-02-20/2026-02-21"),
        ("n.d.", ""), ("[s.d.]", ""), ("o. J.", ""), ("in press", ""), ("forthcoming", ""),
        ("2025--2026", "2025/2026"), ("2025-2026", "2025/2026"), ("2025/26", "2025/2026"),
        ("2025-26", "2025/2026"), ("2026-", "2026/.."),
        ("20 February 2026", "2026-02-20"), ("Feb. 20th, 2026", "2026-02-20"),
        ("Friday, 20 February 2026", "2026-02-20"), ("20-February-2026", "2026-02-20"),
        ("20. Februar 2026", "2026-02-20"), ("1er mars 2026", "2026-03-01"),
        ("20 de febrero de 2026", "2026-02-20"), ("20 лютого 2026", "2026-02-20"),
        ("20.02.2026", "2026-02-20"), ("2026/02/20", "2026-02-20"), ("20/02/2026", "2026-02-20"),
        ("02/2026", "2026-02"), ("20260220", "2026-02-20"), ("Sept 2026", "2026-09"),
        ("Spring 2026", "2026-21"), ("2026 Herbst", "2026-23"), ("Q3 2026", "2026-07/2026-09"),
        ("Jan-Feb 2026", "2026-01/2026-02"),
        ("17\N{EN DASH}18 February 2026", "2026-02-17/2026-02-18"),
        ("February 17-18, 2026", "2026-02-17/2026-02-18"),
        ("28 February \N{EN DASH} 2 March 2026", "2026-02-28/2026-03-02"),
        ("Dec 2025/Jan 2026", "2025-12/2026-01"), ("July 2025 to March 2026", "2025-07/2026-03"),
        ("c. 2026", "2026~"), ("ca. 2026", "2026~"), ("[2026]", "2026"), ("[2026?]", "2026?"),
        ("©2026", "2026"), ("2026a", "2026"), ("2026.", "2026"),
    ],
)  # fmt: skip
def test_dates(written: str, meant: str) -> None:
    assert date(written) == meant


@pytest.mark.parametrize(
    "written",
    ["soon", "2026-13", "2026-02-30", "31 February 2026", "03/04/2026", "2011/12", "May", "-2026",
     "20 Feb 26", "1 2 2026", "2026-02-20/2026-02-19", "listopad 2026", "2020/2021/2022", "99999"],
)  # fmt: skip
def test_what_may_mean_two_days_is_no_date(written: str) -> None:
    with pytest.raises(ValueError, match=r"is not a date|ends before it begins"):
        date(written)


@settings(max_examples=150, deadline=None)
@given(st.text("0123456789-/. abcfe~?[]", max_size=14))
def test_dates_are_refused_or_edtf(text: str) -> None:
    try:
        found = date(text)
    except ValueError:
        return
    if found:
        span(found)


@pytest.mark.parametrize(
    ("written", "tag"),
    [
        ("ngerman", "de"), ("british", "en-GB"), ("American", "en-US"), ("English", "en"),
        ("en_GB", "en-GB"), ("en-GB; fr", "en-GB"), ("English, French", "en"), ("eng", "en"),
        ("ger", "de"), ("norsk", "nb"), ("Norwegian", "no"), ("Deutsch", "de"),
        ("français", "fr"), ("русский", "ru"), ("中文", "zh"), ("brazilian", "pt-BR"),
        ("English and French", "en"), ("quenyan", "quenyan"), ("", ""),
    ],
)  # fmt: skip
def test_languages(written: str, tag: str) -> None:
    assert language(written) == tag


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("Lind, Bo and others", ["Bo Lind"]),
        ("Lind, Bo et al.", ["Bo Lind"]),
        ("Lind, Bo; Berg, Anna", ["Bo Lind", "Anna Berg"]),
        ("family=Berg, given=Anna, prefix=von der, useprefix=true", ["Anna von der Berg"]),
        ('"family={Berg, Co}", given=A', ["A {Berg, Co}"]),
        ("prefix=d', family=Arbois, given=Luc", ["Luc d'Arbois"]),
        ("a, b, c, d", ["a, b, c, d"]),
        ("Lind,", ["Lind"]),
        ("{Port of Vik and Nor},", ["{Port of Vik and Nor}"]),
    ],
)
def test_people(written: str, names: list[str]) -> None:
    assert people(written) == names


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ("url = {www.example.org/5}", "https://www.example.org/5"),
        ("url = {example.org/5}", "https://example.org/5"),
        ("url = {<https://example.org>}", "https://example.org"),
        ("url = {https://a.org/x, https://b.org}", "https://a.org/x"),
        ("url = {https://a.org/x y.pdf}", "https://a.org/x%20y.pdf"),
        (r"url = {\href{https://a.org/\%20}{here}}", "https://a.org/%20"),
        ("url = {doi:10.1000/x}", "https://doi.org/10.1000/x"),
        ("doi = {10.1002/(SICI)17:15/16<1661::AID-SIM968>3.0.CO;2-2}",
         "https://doi.org/10.1002/(SICI)17:15/16%3C1661::AID-SIM968%3E3.0.CO;2-2"),
        ("doi = {https://dx.doi.org/10.1000/x}", "https://doi.org/10.1000/x"),
        ("eprint = {2601.00001}", "https://arxiv.org/abs/2601.00001"),
        ("eprint = {12345}, eprinttype = {pubmed}", "https://pubmed.ncbi.nlm.nih.gov/12345"),
        ("note = {See https://a.org/x.}", "https://a.org/x"),
    ],
)  # fmt: skip
def test_addresses(fields: str, found: str) -> None:
    assert values(fields) == {"url": found}


def test_what_nobody_knows_is_left_aside() -> None:
    assert values("eprint = {12345}, eprinttype = {made-up}") == {}
    assert values("note = {Accessed: soon}") == {}
    assert values("note = {[Online; accessed 20-February-2026]}") == {"accessed": "2026-02-20"}


@pytest.mark.parametrize(
    ("fields", "title"),
    [
        ("shorttitle = {S}, booktitle = {B}", "S"),
        ("booktitle = {B}, howpublished = {H}", "B"),
        ("howpublished = {H}, note = {N}", "H"),
        ("note = {N}", "N"),
    ],
)
def test_a_missing_title_is_what_there_is(fields: str, title: str) -> None:
    assert row(f"@misc{{k, {fields}}}").values["title"] == title


def test_inheritance_ends() -> None:
    rows = bibtex_rows(
        "@book{a, title = {A}, crossref = {b}}\n"
        "@book{b, title = {B}, crossref = {a}, year = 2026}\n"
        "@book{c, title = {C}, crossref = {C}}\n"
    )
    assert [row.values for row in rows] == [
        {"id": "a", "title": "A", "date": "2026"},
        {"id": "b", "title": "B", "date": "2026"},
        {"id": "c", "title": "C"},
    ]
    assert [row.remarks for row in rows] == [[], [], []]


# -- CSL ----------------------------------------------------------------------------------------


def csl(fields: dict[str, Any]) -> Row:
    items = csl_items(json_tree(json.dumps([{"id": "k", "DOI": "", "title": "T", **fields}])))
    assert items is not None
    (found,) = csl_rows(items)
    return found


@pytest.mark.parametrize(
    ("issued", "found"),
    [
        ({"date-parts": [[2026, 2, 20]]}, "2026-02-20"),
        ({"date-parts": [["2026", "2"]]}, "2026-02"),
        ({"date-parts": [[2026, 2, 17], [2026, 2, 18]]}, "2026-02-17/2026-02-18"),
        ({"date-parts": [[2026], [0]]}, "2026/.."),
        ({"date-parts": [[2026]], "circa": True}, "2026~"),
        ({"date-parts": [[2026]], "circa": 1}, "2026~"),
        ({"date-parts": [[2026]], "circa": False}, "2026"),
        ({"date-parts": [[2026]], "circa": "false"}, "2026"),
        ({"date-parts": [[2026]], "circa": 0}, "2026"),
        ({"date-parts": [[2025], [2026]], "circa": True}, "2025~/2026~"),
        ({"date-parts": [[2026]], "season": 1}, "2026-21"),
        ({"date-parts": [[2026]], "season": "Fall"}, "2026-23"),
        ({"date-parts": [[2026, 24]]}, "2026-24"),
        ({"date-parts": [[2026, 13]]}, "2026-21"),
        ({"literal": "20 February 2026"}, "2026-02-20"),
        ({"raw": "2026-02-20T10:00:00Z"}, "2026-02-20"),
        ("2026-02-20", "2026-02-20"),
        ([{"year": 2026, "month": 2}, {"year": 2026, "month": 3}], "2026-02/2026-03"),
        ({"literal": "n.d."}, None),
        ({}, None),
    ],
)
def test_dates_of_csl(issued: Any, found: str | None) -> None:
    row = csl({"issued": issued})
    assert row.values.get("date") == found
    assert row.remarks == []


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ({"citation-key": "a"}, "a"),
        ({"id": "10.1000/x"}, "10-1000-x"),
        ({"id": 7}, "7"),
        ({"id": "http://zotero.org/users/1/items/AB"}, None),  # then a slug of the title
        ({"id": "http://zotero.org/1", "note": "Citation Key: lind2026"}, "lind2026"),
    ],
)
def test_ids_of_csl(fields: dict[str, Any], found: str | None) -> None:
    assert csl(fields).values.get("id") == found


def test_parts_of_csl() -> None:
    chapter = {
        "type": "chapter", "container-title": "Ebb and Flow", "publisher": "North Press",
        "editor": [{"family": "Lind"}], "language": "en_GB", "keyword": "ports; vik",
    }  # fmt: skip
    assert csl(chapter).values == {
        "id": "k", "title": "T", "publisher": "North Press", "language": "en-GB",
        "tags": ["ports", "vik"],
    }  # fmt: skip
    book = {"type": "book", "editor": {"family": "Lind", "given": "Bo", "suffix": "Jr"}}
    assert csl(book).values["author"] == ["Bo Lind, Jr"]
    press = {"type": "document", "genre": "Press release", "author": ["The Port"]}
    assert csl(press).values["type"] == "statement"
    assert csl({"title": "", "container-title": "The Journal"}).values["title"] == "The Journal"


def test_bad_items_of_csl(build: Build) -> None:
    data = """[
{"id": "a", "title": "A", "issued": {"literal": "soon"},
 "URL": "nowhere", "author": [[], 7, null]},
"text",
{"id": "b", "itemType": "book", "title": "B", "DOI": "10.1000/b"},
{"id": "c", "title": "C", "custom": {"tlp": "umber"}},
{"id": "d", "title": "D", "marking": "RED"},
{"id": "e", "issued": "2026"}
]"""
    built = build({"reg.md": page("s.json"), "s.json": data})
    kept = "the source is kept without it"
    assert said(built.warnings) == [
        "2: 'issued': 'soon' is not a date; write it like 2027, 2026-02, 2026-02-20, "
        f"2026-02-17/2026-02-18, 2026-02-20/.. or 2026~; {kept}",
        f"3: 'url': 'nowhere' is not a web address; write it with https://; {kept}",
        "4: an item must be a mapping of fields to values",
        "5: this is Zotero's own JSON; export the library as CSL JSON or BibLaTeX",
        "6: 'tlp': 'umber' is not one of: CLEAR, GREEN, AMBER, AMBER+STRICT, RED; the source "
        "counts as TLP:RED",
        "7: 'marking' looks like a marking, so the source counts as TLP:RED; write 'tlp'",
        "8: 'title' is missing; write its title",
    ]
    assert list(built.ledger["sources"]) == ["a", "c", "d"]


def test_a_list_of_our_own_fields_is_none_of_csl() -> None:
    for text in ("- title: A\n  author: Lind, Anna\n", "a:\n  title: A\n", "", "references: x\n"):
        assert csl_items(yaml_tree(text)) is None
