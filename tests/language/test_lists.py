"""Lists: entries with commas in double quotes, everywhere and in every spelling."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_briefing.records import Conventions
from sphinx_briefing.records.readers import read_list
from tests.corpus import note, page, record, rst_record
from tests.support import Build


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"Rolls, Inc.", RI', ("Rolls, Inc.", "RI")),
        ('RI, "Rolls, Inc."', ("RI", "Rolls, Inc.")),
        ("a, b,, a,", ("a", "b")),
        ('"RI"', ("RI",)),
        ("[a, \"b, c\", 'd, e', O'Brien]", ("a", "b, c", "d, e", "O'Brien")),
        ('- a, b\n- c\n- "x, - y"', ("a, b", "c", "x, - y")),
        ('- a - "b, c" - d', ("a", "b, c", "d")),
        ('TOV "Naftohaz", X', ('TOV "Naftohaz"', "X")),
        ('"Naftohaz" TOV, X', ('"Naftohaz" TOV', "X")),
        ('"TOV ""Naftohaz"", Kyiv", X', ('TOV "Naftohaz", Kyiv', "X")),
        ("“Rolls, Inc.”, “RI”", ("Rolls, Inc.", "“RI”")),
        ('5", 6"', ('5"', '6"')),
        ("", ()),
        ("[]", ()),
    ],
)
def test_entries(text: str, expected: tuple[str, ...]) -> None:
    assert read_list(text, Conventions()) == expected


def test_a_quote_that_is_not_closed_is_said() -> None:
    with pytest.raises(ValueError, match="the double quote before 'Rolls' is not closed"):
        read_list('RI, "Rolls, Inc.', Conventions())


def written(values: tuple[str, ...]) -> str:
    return ", ".join(
        '"' + value.replace('"', '""') + '"' if "," in value or value[0] in '"[' else value
        for value in values
    )


ENTRY = st.text("ab \",'[-", min_size=1, max_size=6).map(str.strip).filter(bool)


@given(st.lists(ENTRY, unique=True, max_size=4))
def test_what_is_written_is_read_again(entries: list[str]) -> None:
    values = tuple(" ".join(entry.split()) for entry in entries)
    if values and values[0][0] in "-[":
        values = ("x", *values)
    expected = tuple(dict.fromkeys(values))
    assert read_list(written(values), Conventions()) == expected


ROLLS = ["Rolls, Inc.", "RI"]


@pytest.mark.parametrize("write", [record, rst_record])
@pytest.mark.parametrize(
    "aliases", ['"Rolls, Inc.", RI', 'RI, "Rolls, Inc."', '["Rolls, Inc.", RI]']
)
def test_directives(build: Build, write: object, aliases: str) -> None:
    assert callable(write)
    text = write("actor", "Rolls", kind="organisation", aliases=aliases)
    name = "p.md" if write is record else "p.rst"
    built = build({name: (page({}) if name == "p.md" else "P\n=\n\n") + text}, "ledger")
    assert built.warnings == []
    assert sorted(built.ledger["actors"]["rolls"]["aliases"]) == sorted(ROLLS)


def test_one_entry_in_quotes_is_one_entry(build: Build) -> None:
    body = record("actor", "Rolls", kind="organisation", aliases='"Rolls, Inc."')
    built = build({"p.md": page({}, body)}, "ledger")
    assert built.warnings == []
    assert built.ledger["actors"]["rolls"]["aliases"] == ["Rolls, Inc."]


def test_a_block_of_yaml(build: Build) -> None:
    options = 'kind: organisation\naliases: "Rolls, Inc.", RI\nlong: "The: R"\n'
    body = f"```{{actor}} Rolls\n---\n{options}---\n```\n"
    built = build({"p.md": page({}, body)}, "ledger")
    assert built.warnings == []
    rolls = built.ledger["actors"]["rolls"]
    assert (rolls["aliases"], rolls["long"]) == (ROLLS, "The: R")


def test_names_with_commas_in_fields_options_and_front_matter(build: Build) -> None:
    register = record("actor", "Krakow, City of", kind="organisation") + record(
        "actor", "Vik", kind="state"
    )
    register += record("topic", "War, peace") + record("topic", "Ports")
    claims = record("claim", "C", by='Vik, "Krakow, City of"') + record("claim", "D", by="Vik")
    selected = record("claims", by='"Krakow, City of", Nobody', as_="list", caption='"Quoted"')
    files = {
        "r.md": page({}, register),
        "n.md": note(claims, page_fields={"topics": ["War, peace", "Ports"]}),
        "s.md": page({}, selected),
    }
    built = build(files)
    (warning,) = built.warnings
    assert warning.startswith("s.md:4: WARNING: option 'by': unknown actor 'Nobody'")
    assert built.ledger["claims"]["c"]["by"] == ["vik", "krakow-city-of"]
    shown = built.text("s.html")
    assert "claim-c" in shown
    assert "claim-d" not in shown


def test_an_open_quote_is_one_warning_at_its_line(build: Build) -> None:
    body = record("actor", "Rolls", kind="organisation", aliases='RI, "Rolls, Inc.')
    body += record("claims", by='"Vik')
    built = build({"p.md": page({}, body)})
    assert [warning.split(": ", 2)[::2] for warning in built.warnings] == [
        [
            "p.md:5",
            "actor: 'aliases': the double quote before 'Rolls' is not closed; close it "
            "behind the entry, or remove it [briefing.field]",
        ],
        [
            "p.md:9",
            "claims: 'by': the double quote before 'Vik' is not closed; close it behind "
            "the entry, or remove it [briefing.field]",
        ],
    ]


def test_a_quotation_mark_in_one_option_costs_no_other(build: Build) -> None:
    body = record("actor", "Rolls", kind="organisation", long='"Rolls" Limited', abbr="'RI")
    built = build({"p.md": page({}, body)}, "ledger")
    assert built.warnings == []
    rolls = built.ledger["actors"]["rolls"]
    assert (rolls["long"], rolls["abbr"]) == ('"Rolls" Limited', "'RI")
