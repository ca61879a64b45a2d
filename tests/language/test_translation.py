"""Every printed text has its translations, and dates follow the language of the project."""

import pytest
from sphinx.locale import translators

from sphinx_briefing import catalogue
from sphinx_briefing.layouts.codes import language_name
from sphinx_briefing.layouts.dates import printed
from sphinx_briefing.layouts.words import CATALOG
from tests.corpus import brief, note, page, plain, record
from tests.support import Build

PLACEHOLDERS = ("%d", "%s")


def test_there_are_french_and_german() -> None:
    assert catalogue.languages() == ["de", "fr"]


@pytest.mark.parametrize("language", catalogue.languages())
def test_every_message_is_translated_and_compiled(language: str) -> None:
    catalog = catalogue.updated(language)
    written = {str(message.id): str(message.string) for message in catalog if message.id}
    assert sorted(written) == catalogue.messages()
    assert [text for text, translation in written.items() if not translation] == []
    for text, translation in written.items():
        counts = [(part, text.count(part), translation.count(part)) for part in PLACEHOLDERS]
        assert all(here == there for _, here, there in counts), text
    folder = catalogue.LOCALE / language / "LC_MESSAGES"
    assert (folder / f"{CATALOG}.mo").read_bytes() == catalogue.compiled(catalog)


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("fr", ["TLP:GREEN", "Référence", "23 février 2026", "Fiabilité", "Sources", "Définitif"]),
        ("de", ["Aktenzeichen", "23. Februar 2026", "Quellen", "Personen und Organisationen"]),
        ("en", ["Reference", "2026-02-23", "People and organisations"]),
        ("en_GB", ["23 February 2026", "20 Feb 2026"]),
    ],
)
def test_what_is_printed_follows_the_language(
    build: Build, language: str, expected: list[str]
) -> None:
    files = {
        "n.md": note(
            record("claim", "They met", by="E5", id="met") + record("actor", "E5", kind="group"),
            reliability="B",
            date="2026-02-20",
        ),
        "b.md": (
            "---\nbrief:\n  reference: UA-1\n  date: 2026-02-23\n  status: final\n"
            "tlp: GREEN\n---\n# A brief\n\n{claim}`met` {actor}`E5`\n\n" + record("claims")
        ),
    }
    built = build({**files, "index.md": "# Start\n"}, conf={"language": language})
    assert built.warnings == []
    shown = plain(built.text("b.html"))
    assert [text for text in expected if text not in shown] == []


@pytest.mark.parametrize(
    ("written", "french"),
    [
        ("2026", "2026"),
        ("2026-02", "février 2026"),
        ("2026-02-17/2026-02-18", "17\N{EN DASH}18 févr. 2026"),
        ("2026-02-20/..", "since 20 février 2026"),
        ("2026-21", "2026-21"),
        ("0000-01-01", "1 janvier 1"),
        ("201X", "201X"),
    ],
)
def test_dates_in_words(written: str, french: str) -> None:
    # Outside a build there is no catalogue, so the words around a date stay English.
    translators.clear()
    assert printed(written, "fr").replace("1er ", "1 ") == french


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", ["Germany", "Serbian (Latin)", "Minister (2025-01/2025-02)"]),
        ("en_GB", ["Germany", "Serbian (Latin)", "Minister (Jan 2025 \N{EN DASH} Feb 2025)"]),
        ("fr", ["Allemagne", "serbe (latin)", "Minister (janv. 2025"]),
        ("de", ["Deutschland", "Serbisch (Lateinisch)", "Minister (Jan. 2025"]),
    ],
)
def test_countries_languages_and_dates_of_offices_are_in_words(
    build: Build, language: str, expected: list[str]
) -> None:
    files = {
        "n.md": note(
            record("actor", "A", kind="person", country="DE", offices="Minister (2025-01/2025-02)"),
            language="sr-Latn",
        ),
        "t.md": page({}, record("actors", as_="table")),
    }
    built = build(files, conf={"language": language})
    assert built.warnings == []
    shown = plain(built.text("n.html"))
    assert [text for text in expected if text not in shown] == []
    assert expected[0] in plain(built.text("t.html"))
    assert "sr-Latn" not in shown
    profile = plain(built.text("briefing/actor/a.html"))
    assert expected[0] in profile


@pytest.mark.parametrize(
    ("tag", "name"),
    [
        ("uk", "ukrainien"),
        ("de-AT", "allemand autrichien"),
        ("DE", "allemand"),
        ("zh-Hant-TW", "chinois (traditionnel, Taïwan)"),
        ("tlh", "klingon"),
        ("i-klingon", "klingon"),
        ("ca-valencia", "catalan"),
        ("qaa", "qaa"),
    ],
)
def test_languages_in_words(tag: str, name: str) -> None:
    assert language_name(tag, "fr") == name


def test_authors_text_is_extracted(build: Build) -> None:
    built = build(
        {
            "b.md": brief(
                "Plain words.\n\n"
                + record("judgement", "It holds", "Because.", likelihood="likely")
            )
        },
        "gettext",
    )
    assert built.warnings == []
    catalog = built.text("b.pot")
    assert "Plain words." in catalog
    assert "Because." in catalog
