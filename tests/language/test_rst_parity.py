"""The same corpus in Markdown and in reStructuredText is the same corpus."""

import re
from collections.abc import Callable
from typing import Any

import pytest

from tests.corpus import body_of, plain, record, rst_record
from tests.support import Build

Writer = Callable[..., str]

SOURCE = {
    "id": "walaw", "title": "A report", "author": "Dakir Madiha", "publisher": "Walaw",
    "date": "2026-02-21", "url": "https://walaw.press/a", "language": "en", "type": "news",
    "reliability": "C", "origin": "afp",
}  # fmt: skip
BRIEF = {
    "kind": "infocus", "reference": "UA-1", "date": "2026-02-23", "status": "draft",
    "edition": "2", "summary": "Short.", "as_of": "2026-02-22",
}  # fmt: skip
PAGE = {"tlp": "GREEN", "topics": "peace"}


def records(write: Writer) -> str:
    return (
        write(
            "actor",
            "E5",
            "Five *ministers*.\n\nTwo parts.",
            kind="group",
            long="European Five",
            aliases="the Five, Five of Europe",
            offices=["Chair (2026-01/..)", "Host, Krakow (2026-02-20)"],
        )
        + write("actor", "Šekerinska", kind="person", country="MK", member_of="E5")
        + write("topic", "Peace", parent="")
        + write("term", "LEAP", "A ``programme``.", long="Low-Cost Effectors", not_="drone")
        + write("term", "Drone", see="LEAP")
        + write("source", "Wire", id="afp", date="2026-02-20")
        + write("event", "Meeting", date="2026-02-20", actors="E5", place="Krakow")
        + write("claim", "One", "- a\n- b", by="E5", credibility="2", topic="Peace", id="one")
        + write("claim", "Two: more", by="the Five", corroborates="one", locator="para 2")
        + write("quote", "", "We shall see.", by="sekerinska", language="en")
        + write("position", "For", by="E5", topic="peace", stance="for", date="2026-01")
        + write("commitment", "Deliver", by="E5", due="2026-02-21", to="Šekerinska")
        + write("judgement", "Holds", likelihood="likely", confidence="low", basis="one")
        + write("recommendation", "Ask", to="E5", tags="x, y")
    )


def views(write: Writer) -> str:
    return (
        write("claims", by="E5", as_="list", caption="Claims")
        + write("events", since="2026")
        + write("positions")
        + write("actors", as_="table", scope="all")
        + write("glossary")
        + write("commitments", status="open, met")
        + write("claims", by="sekerinska", empty="None.")
    )


ROLES = (
    "ROLE(claim,one) and ROLE(actor,E5), ROLE(actor,e5), ROLE(term,the thing <LEAP>); "
    "ROLE(claim,they say <two-more>). The Five and Drone.\n"
)


def roles(mark: str) -> str:
    return re.sub(r"ROLE\((\w+),([^)]*)\)", mark.replace("KIND", r"\1") + r"`\2`", ROLES)


def markdown() -> dict[str, str]:
    def front(key: str, fields: dict[str, str]) -> str:
        inner = "".join(f"  {name}: {value}\n" for name, value in fields.items())
        outer = "".join(f"{name}: {value}\n" for name, value in PAGE.items())
        return f"---\n{key}:\n{inner}{outer}---\n"

    return {
        "n.md": f"{front('source', SOURCE)}# A note\n\n{records(record)}",
        "b.md": f"{front('brief', BRIEF)}# A brief\n\n{roles('{KIND}')}\n{views(record)}",
    }


def restructuredtext() -> dict[str, str]:
    def front(key: str, fields: dict[str, str]) -> str:
        inner = "".join(f"   :{name}: {value}\n" for name, value in fields.items())
        outer = "".join(f":{name}: {value}\n" for name, value in PAGE.items())
        return f":{key}:\n{inner}{outer}\n"

    return {
        "n.rst": f"{front('source', SOURCE)}A note\n======\n\n{records(rst_record)}",
        "b.rst": f"{front('brief', BRIEF)}A brief\n=======\n\n{roles(':KIND:')}\n"
        f"{views(rst_record)}",
    }


def without_lines(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: without_lines(item) for key, item in value.items() if key != "line"}
    return [without_lines(item) for item in value] if isinstance(value, list) else value


def test_the_ledgers_are_the_same(build: Build) -> None:
    first, second = build(markdown(), "ledger"), build(restructuredtext(), "ledger")
    assert first.warnings == second.warnings == []
    assert without_lines(first.ledger) == without_lines(second.ledger)
    assert len(first.ledger["claims"]) == 2
    assert len(first.ledger["actors"]["e5"]["offices"]) == 2


@pytest.mark.parametrize("name", ["n", "b"])
def test_the_pages_read_the_same(build: Build, name: str) -> None:
    conf = {"briefing_checks": {"marking": "off"}}  # the start page lists what is marked
    first, second = build(markdown(), conf=conf), build(restructuredtext(), conf=conf)
    assert first.warnings == second.warnings == []
    page = body_of(first, f"{name}.html")
    assert plain(page) == plain(body_of(second, f"{name}.html"))
    assert "brief-view-matrix" in page or name == "n"


@pytest.mark.parametrize("suffix", ["md", "rst"])
def test_lines_are_those_of_the_file(build: Build, suffix: str) -> None:
    files = markdown() if suffix == "md" else restructuredtext()
    ledger = build(files, "ledger").ledger
    lines = files[f"n.{suffix}"].split("\n")
    start = "```{claim} One" if suffix == "md" else ".. claim:: One"
    assert ledger["claims"]["one"]["line"] == lines.index(start) + 1


@pytest.mark.parametrize("suffix", ["md", "rst"])
def test_mistakes_are_reported_at_the_same_places(build: Build, suffix: str) -> None:
    write = record if suffix == "md" else rst_record
    head = "# P\n\n" if suffix == "md" else "P\n=\n\n"
    role = "{actor}`nobody`" if suffix == "md" else ":actor:`nobody`"
    bad = [
        (write("claim", "C", by="E9"), 1, "unknown", "E9"),
        (write("actor", "A", kind="robot"), 1, "field", "robot"),
        (write("actor", "A", kind="person", colour="red"), 2, "field", "colour"),
        (write("claims", order="x"), 1, "field", "order"),
        (f"Some text.\n\n{role}\n", 2, "unknown", "nobody"),
    ]
    for text, offset, subtype, word in bad:
        (warning,) = build({f"p.{suffix}": head + text}).warnings
        line = len(head.split("\n")) + offset
        assert warning.startswith(f"p.{suffix}:{line}: WARNING: "), warning
        assert word in warning
        assert warning.endswith(f"[briefing.{subtype}]")
