"""Every printed text has its translations, and dates follow the language of the project."""

import ast
import io

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from sphinx.locale import translators

from sphinx_briefing.presentation.codes import language_name
from sphinx_briefing.presentation.dates import printed
from sphinx_briefing.presentation.labels import CATALOG
from tests.corpus import brief, note, page, plain, record
from tests.support import BASE_CONF, Build
from tools import catalogue

PLACEHOLDERS = ("%d", "%s")


def test_there_are_french_and_german() -> None:
    assert catalogue.languages() == ["de", "fr"]


@pytest.mark.parametrize("language", catalogue.languages())
def test_every_message_is_translated_and_compiled(language: str) -> None:
    catalog = catalogue.updated(language)
    written = [message for message in catalog if message.id]
    assert [message.id for message in written] == catalogue.messages()
    assert [message.id for message in written if not catalogue.is_translated(message)] == []
    for message in written:
        texts = [message.id] if isinstance(message.id, str) else message.id
        forms = [message.string] if isinstance(message.string, str) else message.string or ()
        asked = {tuple(text.count(part) for part in PLACEHOLDERS) for text in texts}
        assert {tuple(form.count(part) for part in PLACEHOLDERS) for form in forms} == asked
    folder = catalogue.LOCALE / language / "LC_MESSAGES"
    assert (folder / f"{CATALOG}.mo").read_bytes() == catalogue.compiled(catalog)


def test_no_text_hides_from_the_catalogue() -> None:
    """What is called within an f-string is not found by whoever collects the texts."""
    known = {text if isinstance(text, str) else text[0] for text in catalogue.messages()}
    places = {"_": 0, "N_": 0, "count_of": 1}
    hidden = [
        (path.name, node.lineno, text.value)
        for path in sorted(catalogue.PACKAGE.rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
        if (at := places.get(node.func.id)) is not None and len(node.args) > at
        if isinstance(text := node.args[at], ast.Constant) and text.value not in known
    ]
    assert hidden == []


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


POLISH = """
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);\\n"

msgid "%d source"
msgid_plural "%d sources"
msgstr[0] "%d źródło"
msgstr[1] "%d źródła"
msgstr[2] "%d źródeł"
"""  # noqa: E501
"""A catalogue of a language with three forms; somebody has translated one message so far."""


def test_counted_nouns_have_as_many_forms_as_the_language(build: Build) -> None:
    compiled = catalogue.compiled(read_po(io.BytesIO(POLISH.encode()), locale="pl"))
    files: dict[str, str | bytes] = {
        "conf.py": "\n".join(f"{name} = {value!r}" for name, value in BASE_CONF.items())
        + "\n\ndef setup(app):\n    import pathlib\n    app.add_message_catalog("
        "'sphinx_briefing', str(pathlib.Path(app.confdir, 'words')))\n",
        "words/pl/LC_MESSAGES/sphinx_briefing.mo": compiled,
    }
    counts = (1, 2, 5, 22)
    for count in counts:
        first = f"c{count}-1"
        for number in range(1, count + 1):
            bears_out = {} if number == 1 else {"corroborates": first}
            claim = record("claim", f"It is {count}", by="E5", id=f"c{count}-{number}", **bears_out)
            files[f"n{count}-{number}.md"] = note(claim, id=f"s{count}-{number}", title="T")
    files["t.md"] = page(
        {},
        record("actor", "E5", kind="group")
        + record("claims", ids=",".join(f"c{count}-1" for count in counts)),
    )
    built = build(files, conf={"language": "pl"})
    assert built.warnings == []
    shown = plain(built.text("t.html"))
    expected = ["1 źródło", "2 źródła, 1 independent", "5 źródeł", "22 źródła"]
    assert [text for text in expected if text not in shown] == []


def test_a_message_that_gets_a_plural_keeps_its_translation() -> None:
    catalog = read_po(io.BytesIO(POLISH.encode()), locale="pl")
    old = Catalog(locale="pl")
    old.add("%d source", "%d źródło")
    kept = catalogue.carried_over(old.get("%d source"), ("%d source", "%d sources"), 3)
    assert kept == ("%d źródło", "", "")
    forms = catalog.get("%d source")
    assert forms is not None
    assert catalogue.carried_over(forms, ("%d source", "%d sources"), 3) == forms.string
    assert catalogue.carried_over(forms, "%d source", 3) == "%d źródło"
    assert catalogue.carried_over(None, "new", 3) == ""


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
