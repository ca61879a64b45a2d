"""A kind that others have added: every output prints it by its declaration alone."""

import json
import re
from typing import Any

from babel.messages.catalog import Catalog

from tests.corpus import brief, plain, record, refs
from tests.support import BASE_CONF, Build, Built
from tools import catalogue

EXTENSION = """
from pathlib import Path
from typing import Annotated

from sphinx_briefing import api


class Vessel(api.Record, frozen=True, kw_only=True):
    kind_name, plural, argument = "vessel", "vessels", "name"
    label, labels = "Vessel", "Vessels"
    catalog = "harbour"
    profiled = True
    columns = ("imo", "flag", "built", "armed", "sanctioned")
    badges = ("sanctioned",)
    hint = ("flag", "built", "sanctioned", "text")
    name: api.Line
    imo: Annotated[str | None, api.line("IMO number", label="IMO")] = None
    flag: Annotated[str | None, api.country("where from", label="Sails under")] = None
    built: api.Date | None = None
    armed: api.Switch = False
    sanctioned: Annotated[bool, api.switch("whether it is", label="Under sanctions")] = False


def setup(app):
    api.add_kind(app, Vessel)
    app.add_message_catalog("harbour", str(Path(__file__).parent / "words"))
    return {"parallel_read_safe": True, "parallel_write_safe": True}
"""
CONF = "import sys\nfrom pathlib import Path\nsys.path.insert(0, str(Path(__file__).parent))\n"
GERMAN = {"Sails under": "Fährt unter", "Under sanctions": "Unter Sanktionen", "Vessel": "Schiff"}


def files(module: str) -> dict[str, str | bytes]:
    words = Catalog(locale="de")
    for message, translation in GERMAN.items():
        words.add(message, translation)
    vessel = record(
        "vessel",
        "Nordstern",
        "It waits.",
        imo="9074729",
        flag="DE",
        built="2003-05",
        armed="yes",
        sanctioned="yes",
    )
    return {
        "conf.py": CONF + "\n".join(f"{name} = {value!r}" for name, value in BASE_CONF.items()),
        f"{module}.py": EXTENSION,
        "words/de/LC_MESSAGES/harbour.mo": catalogue.compiled(words),
        "v.md": "# Vessels\n\n" + vessel + record("vessel", "Südstern", flag="FR", armed="no"),
        "b.md": brief("{vessel}`Nordstern`\n\n" + record("vessels", as_="table")),
    }


def made(build: Build, module: str, builder: str = "html") -> Built:
    extensions = [*BASE_CONF["extensions"], module]  # type: ignore[misc]
    conf = {"extensions": extensions, "language": "de", "briefing_profiles": ["vessels"]}
    built = build(files(module), builder, conf=conf)
    assert built.warnings == []
    return built


def test_pages_profiles_cards_and_hints_print_it(build: Build) -> None:
    built = made(build, "vessels_of_a_test")
    said = ("IMO: 9074729", "Fährt unter: Deutschland", "Mai 2003", "Armed: ja", "Unter Sanktionen")
    written = plain(built.text("v.html"))
    assert [words for words in said if words not in written] == []
    assert "nein" not in written
    assert "True" not in written
    assert written.count("Unter Sanktionen") == 1

    table = built.text("b.html")
    assert "<p>Fährt unter</p></th>" in table
    assert '<span class="brief-badge brief-sanctioned">Unter Sanktionen</span>' in table
    hints = [ref.title for ref in refs(table) if ref.title]
    assert hints == [
        "Nordstern · Deutschland · Mai 2003 (Unter Sanktionen) · It waits.",
        "Südstern · Frankreich",
    ]

    profile = plain(built.text("briefing/vessel/nordstern.html"))
    for words in ("IMO 9074729", "Fährt unter Deutschland", "Armed ja"):
        assert words in " ".join(profile.split())
    card = cards(built)["vessel-nordstern"]
    assert card["k"] == "Schiff"
    assert card["b"] == [["sanctioned", "Unter Sanktionen"]]
    assert ["Fährt unter", "Deutschland"] in card["r"]
    assert "b" not in cards(built)["vessel-sudstern"]


def cards(built: Built) -> dict[str, dict[str, Any]]:
    """All cards of vessels by the anchors of their records."""
    found: dict[str, dict[str, Any]] = {}
    for path in (built.out / "_static" / "briefing-cards").glob("vessel-*.js"):
        call = re.fullmatch(r'briefingCards\("[^"]+",(.*)\);\n', path.read_text(encoding="utf-8"))
        assert call is not None
        found |= json.loads(call[1])
    return found


def test_other_builders_print_it(build: Build) -> None:
    shown = " ".join(made(build, "vessels_in_text", "text").text("v.txt").split())
    assert "Fährt unter: Deutschland · Built: Mai 2003 · Armed: ja · Unter Sanktionen" in shown
