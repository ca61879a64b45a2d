"""What an extension adds is in every output as if it were the toolkit's own."""

import json
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import docx
import jsonschema
import pypdf
import pytest

from tests.fleet import CONF, FILES, FLAGLESS, conf_alone, conf_of_module
from tests.support import Build, Built, build_project

BUILDERS = ("html", "dirhtml", "text", "ledger", "briefpdf", "briefdocx", "latex", "gettext")

Made = Callable[[str], Built]


@pytest.fixture(scope="module", params=["conf.py", "module"])
def made(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Made]:
    """The project as a builder makes it, with the extension in conf.py or in a module."""
    conf = conf_alone() if request.param == "conf.py" else conf_of_module()
    known: dict[str, Built] = {}

    def by(builder: str) -> Built:
        if builder not in known:
            root = tmp_path_factory.mktemp(builder) / "project"
            known[builder] = build_project(root, {**FILES, "conf.py": conf}, builder)
        return known[builder]

    path = list(sys.path)
    yield by
    sys.path[:] = path
    sys.modules.pop("sphinx_briefing_fleet", None)


def plain(text: str) -> str:
    """Text on one line, without tags."""
    return " ".join(re.sub(r"<[^>]*>", "", text).split())


@pytest.mark.parametrize("builder", BUILDERS)
def test_every_builder_makes_it_and_the_check_is_heard(builder: str, made: Made) -> None:
    assert made(builder).warnings == [FLAGLESS]


def test_a_page_prints_records_references_and_selections(made: Made) -> None:
    page = plain(made("text").text("brief.txt"))
    assert "The Eagle S again, that one, [1a, 1b]." in page
    assert "Eagle S; last seen 2025-01-03; owned within Shipowners" in page
    assert "The fleet" in page
    assert "2025-01-03 Seen at anchor Vessel: Eagle S, Bruno" in page
    assert "Short odds (70\N{EN DASH}100 %)" in page
    note = plain(made("text").text("note.txt"))
    assert "**It sank** By: Lloyd · 2026-02-01 · Occasion: Davos" in note
    register = plain(made("text").text("register.txt"))
    assert "**Eagle S** She drags her anchor. IMO: 9329760 · Flag: Cook Islands" in register
    assert "Owner: Lloyd · State: Afloat · Built: 2006" in register
    assert "Sightings: Seen off Porkkala; Seen at anchor" in register


def test_annexes_hold_what_a_brief_refers_to(made: Made) -> None:
    page = made("html").text("brief.html")
    annex = plain(page.partition('id="annex-vessels">')[2].partition("</section>")[0])
    assert annex.startswith("Vessels")
    assert "Eagle S" in annex
    assert "Nameless" not in annex


def test_the_page_has_anchors_classes_and_an_inventory(made: Made) -> None:
    register = made("html").text("register.html")
    assert re.search(r'class="brief-record brief-vessel[^"]*" id="vessel-eagle"', register)
    page = made("html").text("brief.html")
    assert 'class="brief-view brief-view-fleet brief-view-vessels ' in page
    assert 'href="register.html#vessel-eagle"' in page
    assert "brief-ref-vessel" in page
    assert "brief-ref-sighting" in page
    from sphinx.util.inventory import InventoryFile

    inventory = InventoryFile.loads(made("html").path("objects.inv").read_bytes(), uri="")
    assert inventory.data["brief:vessel"]["eagle"].uri == "register.html#vessel-eagle"
    assert set(inventory.data["brief:sighting"]) == {"off", "anchored"}


def test_the_website_has_picture_profile_cards_and_facets(made: Made) -> None:
    built = made("html")
    page = built.text("brief.html")
    assert "Sightings of ships: 2" in page
    profile = plain(built.text("briefing/vessel/eagle.html"))
    assert "Eagle S" in profile
    assert "Seen off Porkkala" in profile
    cards = "".join(text.decode() for name, text in built.files().items() if "cards/" in name)
    assert "Cook Islands" in cards
    assert "Seen off Porkkala" in cards
    search = "".join(built.text(name) for name in built.files() if name.startswith("_search/"))
    assert '"State of ships"' in search
    assert '"Vessels"' in search
    assert built.text("fleet.csv").splitlines()[2] == (
        'eagle,"Eagle S",CK,https://briefs.example.org/register.html#vessel-eagle'
    )


def test_the_ledger_holds_it_and_its_schema_describes_it(made: Made) -> None:
    built = made("ledger")
    ledger: dict[str, Any] = json.loads(built.text("ledger.json"))
    schema = json.loads(built.text("ledger.schema.json"))
    jsonschema.validate(ledger, schema)
    assert ledger["vessels"]["eagle"] == {
        "id": "eagle",
        "topic": [],
        "tags": [],
        "tlp": None,
        "source": [],
        "text": "She drags her anchor.",
        "docname": "register",
        "line": 14,
        "mentions": ["brief", "note"],
        "name": "Eagle S",
        "imo": "9329760",
        "flag": "CK",
        "owner": ["lloyd"],
        "state": "afloat",
        "built": "2006",
        "inspection": None,
        "overdue": False,
        "register": "https://ships.example.org/eagle",
    }
    assert ledger["sightings"]["off"]["source"] == ["note"]
    assert ledger["claims"]["sank"]["occasion"] == "Davos"
    assert ledger["briefs"]["brief"]["desk"] == "East & West"
    wrong = {**ledger["vessels"]["eagle"], "flag": 7}
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**ledger, "vessels": {"eagle": wrong}}, schema)
    assert built.text("fleet.csv").count("\n") == 4


def test_fields_of_briefs_are_in_every_title_block(made: Made) -> None:
    assert "Desk: East & West" in plain(made("text").text("brief.txt"))
    assert "Desk : East &amp; West" in re.sub(r"\s*:", " :", plain(made("html").text("brief.html")))
    pdf = pypdf.PdfReader(made("briefpdf").path("brief.pdf"))
    words = " ".join((pdf.pages[0].extract_text() or "").split())
    assert "Desk" in words
    assert "East & West" in words
    word = docx.Document(str(made("briefdocx").path("brief.docx")))
    assert any("Desk: East & West" in paragraph.text for paragraph in word.paragraphs[:4])


def test_pdf_and_word_print_kinds_and_layouts(made: Made) -> None:
    pdf = pypdf.PdfReader(made("briefpdf").path("brief.pdf"))
    words = " ".join(" ".join(page.extract_text() or "" for page in pdf.pages).split())
    assert "Eagle S; last seen 2025-01-03; owned within Shipowners" in words
    assert "Seen at anchor" in words
    word = docx.Document(str(made("briefdocx").path("brief.docx")))
    text = " ".join(paragraph.text for paragraph in word.paragraphs)
    assert "Eagle S; last seen 2025-01-03; owned within Shipowners" in text
    assert "Seen at anchor" in text


def test_words_of_authors_are_in_the_catalogues(made: Made) -> None:
    catalogue = made("gettext").text("register.pot")
    assert 'msgid "Eagle S"' in catalogue
    assert 'msgid "She drags her anchor."' in catalogue
    assert "9329760" not in catalogue
    assert 'msgid "Seen off Porkkala"' in made("gettext").text("note.pot")


# -- what authors do wrong --------------------------------------------------------------------

MISTAKES = {
    "```{vessel} A\n:imoo: 1\n```": "unknown field 'imoo'; did you mean 'imo'?",
    "```{vessel} A\n:flag: XX\n```": "'flag': 'XX' is not an ISO 3166-1 alpha-2 country code",
    "```{vessel} A\n:state: gone\n```": "'state': 'gone' is not one of: afloat, laid-up, sunk",
    "```{vessel} A\n:built: soon\n```": "'built': ",
    "```{vessel} A\n:register: x\n```": "'register': 'x' is not a web address",
    "```{vessel} A\n:flag: FI\n:owner: Loyd\n```": "unknown actor 'Loyd'; did you mean",
    "```{vessel}\n```": "the name is missing",
    "```{vessel} A\n:flag: FI\n:flag: SE\n```": "'flag' is written twice",
    "```{sighting} B\n:seen: 2025\n```": "'vessel' is missing",
    "```{sighting} B\n:vessel: Nobody\n:seen: 2025\n```": "unknown vessel 'Nobody'; define it with",
    "```{vessel} A\n:flag: FI\n```\n```{vessel} A\n:flag: FI\n```": "id 'a' is taken",
    "{vessel}`Egle S`": "unknown vessel 'Egle S'; did you mean 'Eagle S'",
    "```{vessels}\n:flag: XX\n```": "'XX' is not an ISO 3166-1 alpha-2 country code",
    "```{vessels}\n:state: gone\n```": "'gone' is not one of: afloat, laid-up, sunk",
    "```{vessels}\n:owner: Loyd\n```": "unknown actor 'Loyd'",
    "```{vessels}\n:built: soon\n```": "'built': ",
    "```{vessels}\n:seen: 2025\n```": "unknown option 'seen'",
    "```{vessels}\n:as: flet\n```": "'as': 'flet' is not one of: table, list, fleet",
    "```{vessels}\n:sort: size\n```": "'sort': 'size' is not one of: date, -date, name, id,",
    "```{vessels}\n:since: 2025\n```": "'since' does not apply: they have no date; they have 'buil",
    "```{claims}\n:as: fleet\n```": "'as': 'fleet' is not one of",
    "```{claims}\n:flag: FI\n```": "option 'flag' does not apply: they have no such field",
}


@pytest.mark.parametrize("written", MISTAKES)
def test_each_mistake_is_said_once_at_its_line(written: str, build: Build) -> None:
    page = f"# Page\n\n{written}\n"
    files = {**FILES, "conf.py": conf_alone(), "page.md": page}
    built = build(files, "dummy")
    said = [warning for warning in built.warnings if warning != FLAGLESS]
    assert len(said) == 1, said
    assert re.match(r"page\.md:[3-6]: WARNING: ", said[0])
    assert MISTAKES[written] in said[0]


FRONT = {
    "desc: East": "unknown field 'desc'; did you mean 'desk'?",
    "desk: [East, West]": "'desk': a list is not allowed here",
}


@pytest.mark.parametrize("written", FRONT)
def test_added_fields_of_front_matter_are_checked(written: str, build: Build) -> None:
    page = f"---\nbrief:\n  date: 2026-01-01\n  {written}\n---\n# Page\n"
    built = build({**FILES, "conf.py": conf_alone(), "page.md": page}, "dummy")
    said = [warning for warning in built.warnings if warning != FLAGLESS]
    assert len(said) == 1
    assert said[0].startswith("page.md:4: WARNING: ")
    assert FRONT[written] in said[0]


SELECTIONS = {
    "vessels": ["Bruno", "Eagle S", "Nameless"],
    "vessels\n:flag: CK": ["Eagle S"],
    "vessels\n:flag: CK, FI": ["Bruno", "Eagle S"],
    "vessels\n:state: afloat": ["Eagle S"],
    "vessels\n:owner: Lloyd": ["Eagle S"],
    "vessels\n:actor: Lloyd": ["Eagle S"],
    "vessels\n:built: 2000/2010": ["Eagle S"],
    "vessels\n:built: 2010/..": [],
    "vessels\n:imo: 9329760": ["Eagle S"],
    "vessels\n:sort: -name": ["Nameless", "Eagle S", "Bruno"],
    "vessels\n:sort: flag": ["Eagle S", "Bruno", "Nameless"],
    "vessels\n:limit: 1": ["Bruno"],
    "sightings\n:as: list": ["Seen off Porkkala", "Seen at anchor"],
    "sightings\n:as: list\n:sort: -seen": ["Seen at anchor", "Seen off Porkkala"],
    "sightings\n:as: list\n:since: 2025": ["Seen at anchor"],
    "sightings\n:as: list\n:until: 2024": ["Seen off Porkkala"],
    "sightings\n:as: list\n:seen: 2024-12": ["Seen off Porkkala"],
    "sightings\n:as: list\n:vessel: Bruno": ["Seen at anchor"],
    "sightings\n:as: list\n:source: note": ["Seen off Porkkala", "Seen at anchor"],
    "claims\n:occasion: Davos": ["It sank"],
    "claims\n:occasion: Bern": [],
    "briefs\n:desk: East & West": ["Brief"],
    "briefs\n:desk: North": [],
}
NAMES = "|".join(sorted({name for names in SELECTIONS.values() for name in names}))


def test_selections_pick_sort_and_limit(build: Build) -> None:
    pages = {
        f"p{number:02}.md": f"# Page\n\n```{{{asked.replace(chr(10), '}' + chr(10), 1)}"
        + ("" if "\n" in asked else "}")
        + "\n```\n"
        for number, asked in enumerate(SELECTIONS)
    }
    built = build({**FILES, **pages, "conf.py": conf_alone()}, "text")
    assert built.warnings == [FLAGLESS]
    for number, (asked, names) in enumerate(SELECTIONS.items()):
        text = built.text(f"p{number:02}.txt")
        assert re.findall(rf"(?m)^[|* \d.-]*({NAMES})\b", text) == names, asked


# -- what the toolkit does for its own ----------------------------------------------------------


@pytest.mark.parametrize(("level", "is_heard"), [("warning", True), ("off", False)])
def test_what_rests_on_a_source_is_missed(level: str, is_heard: bool, build: Build) -> None:
    page = "# Page\n\n```{sighting} Seen\n:vessel: Bruno\n:seen: 2025\n```\n"
    conf = conf_alone({**CONF, "briefing_checks": {"unsourced": {"sighting": level}}})
    built = build({**FILES, "conf.py": conf, "page.md": page}, "dummy")
    said = [warning for warning in built.warnings if "briefing.unsourced" in warning]
    assert [warning.partition(" WARNING")[0] for warning in said] == ["page.md:3:"] * is_heard


def test_a_strict_record_on_an_open_page_is_reported(build: Build) -> None:
    page = """
        ---
        tlp: CLEAR
        ---
        # Page

        Of {vessel}`Ghost`.

        ```{vessels}
        :as: fleet
        :flag: PA
        ```
        """
    ghost = "\n    ```{vessel} Ghost\n    :flag: PA\n    :tlp: RED\n    ```\n"
    files = {**FILES, "register.md": FILES["register.md"] + ghost, "page.md": page}
    built = build({**files, "conf.py": conf_alone()})
    said = [warning for warning in built.warnings if "briefing.marking" in warning]
    assert [warning.partition(" WARNING")[0] for warning in said if warning.startswith("page")] == [
        "page.md:6:",
        "page.md:8:",
    ]
    assert "Ghost" not in built.text("fleet.csv")


def test_what_a_layout_asks_for_on_two_hops_is_held_to_the_marking(build: Build) -> None:
    page = "---\ntlp: CLEAR\n---\n# Page\n\n```{vessels}\n:as: fleet\n:ids: eagle\n```\n"
    register = FILES["register.md"].replace(":kind: group", ":kind: group\n    :tlp: RED")
    built = build({**FILES, "register.md": register, "page.md": page, "conf.py": conf_alone()})
    assert any(
        warning.startswith("page.md:6: WARNING: ") and "briefing.marking" in warning
        for warning in built.warnings
    )


def test_links_of_records_are_checked(build: Build) -> None:
    conf = conf_alone({**CONF, "linkcheck_timeout": 1, "linkcheck_retries": 1})
    register = FILES["register.md"].replace("https://ships.example.org", "http://127.0.0.1:9")
    built = build({**FILES, "register.md": register, "conf.py": conf}, "linkcheck")
    assert "register.md:21: [broken] http://127.0.0.1:9/eagle: " in built.text("output.txt")


WORDS = {"Vessels": "Schiffe", "Flag": "Flagge", "Afloat": "Schwimmt", "Desk": "Referat"}


def test_labels_come_from_the_catalogue_of_the_extension(build: Build, tmp_path: Path) -> None:
    folder = tmp_path / "locale" / "de" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    from babel.messages.catalog import Catalog
    from babel.messages.mofile import write_mo

    catalog = Catalog("de")
    for message, words in WORDS.items():
        catalog.add(message, words)
    with (folder / "fleet_words.mo").open("wb") as file:
        write_mo(file, catalog)
    conf = (
        conf_alone({**CONF, "language": "de"})
        .replace(
            'kind_name, plural, argument = "vessel",',
            'catalog = "fleet_words"\n    kind_name, plural, argument = "vessel",',
        )
        .replace(
            "    api.add_kind(app, Vessel)",
            f"    app.add_message_catalog('fleet_words', {str(tmp_path / 'locale')!r})\n"
            "    api.add_kind(app, Vessel)",
        )
    )
    conf = conf.replace('label="Desk", filter=True)', 'label="Desk"), catalog="fleet_words"')
    built = build({**FILES, "conf.py": conf}, "text")
    assert "Referat: East & West" in plain(built.text("brief.txt"))
    register = plain(built.text("register.txt"))
    assert "Flagge: Cookinseln" in register
    assert "State: Schwimmt" in register
    assert "Schiffe =" in plain(built.text("brief.txt"))


TREATY = '''
class Treaty(api.Record, frozen=True, kw_only=True):
    """What states have agreed."""
    kind_name, plural, argument = "treaty", "treaties", "name"
    linked = True
    name: api.Words
    long: api.Words | None = None
    aliases: api.List = ()


class Verse(api.Record, frozen=True, kw_only=True):
    """Somebody else's words."""
    kind_name, plural = "verse", "verses"
    verbatim = True


def more(app):
    api.add_kind(app, Treaty)
    api.add_kind(app, Verse)
'''


def test_names_of_a_kind_are_linked_in_prose_and_spelled_out(build: Build) -> None:
    conf = conf_alone().replace("class Vessel(", f"{TREATY}\n\nclass Vessel(", 1)
    conf = conf.replace(
        "    api.add_kind(app, Vessel)", "    more(app)\n    api.add_kind(app, Vessel)"
    )
    page = """
        # Page

        By {treaty}`MOU` and then MOU again. The Paris Memorandum says so.

        ```{treaty} MOU
        :id: mou
        :long: Memorandum of Understanding
        :aliases: Paris Memorandum
        ```

        ```{verse}
        :id: v
        The sea -- "the sea".
        ```
        """
    other = "# Other\n\nThe Paris Memorandum says so.\n"
    files = {**FILES, "conf.py": conf, "page.md": page, "other.md": other}
    built = build(files)
    assert built.warnings == [FLAGLESS]
    assert "By Memorandum of Understanding (MOU) and then MOU again" in plain(
        built.text("page.html")
    )
    assert 'href="page.html#treaty-mou"' in built.text("other.html")
    assert 'The sea -- "the sea".' in built.text("page.html").replace("&quot;", '"')
    assert "The sea" not in build(files, "gettext").text("page.pot")
