"""Fields in words: the same parts for pages, profiles, cards and hints, for any kind of record."""

import gettext
import io
from typing import Annotated

import pytest
from babel.messages.catalog import Catalog
from hypothesis import given
from hypothesis import strategies as st
from msgspec import Meta
from sphinx.locale import translators

from sphinx_briefing import vocabularies as scales
from sphinx_briefing.ledger import Ledger
from sphinx_briefing.presentation.hints import LIMIT, hint_of
from sphinx_briefing.presentation.labels import words_of
from sphinx_briefing.presentation.values import Facts, Part, Value, separator_of, title_of
from sphinx_briefing.records import KINDS, Record
from sphinx_briefing.records import fields as shape
from sphinx_briefing.records.conventions import Conventions
from sphinx_briefing.texts import SHORTENED, shorten
from tests.corpus import note, plain, record
from tests.support import Build
from tools import catalogue


class Statute(Record, frozen=True, kw_only=True):
    """A kind from elsewhere, which prints by its declaration alone."""

    kind_name = "statute"
    plural = "statutes"
    label, labels = "Statute", "Statutes"
    verbatim = True
    badges = ("repealed",)
    hint = ("country", "passed", "reliability", "repealed")

    passed: Annotated[str | None, shape.DATE, Meta(description="when")] = None
    country: Annotated[str | None, shape.COUNTRY, Meta(description="where")] = None
    reliability: Annotated[
        str | None, shape.scale(scales.RELIABILITY), Meta(description="Admiralty A-F")
    ] = None
    offices: Annotated[tuple[str, ...], shape.OFFICES, Meta(description="who applies it")] = ()
    tags_of: Annotated[tuple[str, ...], shape.LIST, Meta(description="what it is about")] = ()
    repealed: Annotated[
        bool, shape.SWITCH, Meta(description="whether it is gone", title="Repealed")
    ] = False


STATUTE = Statute(
    id="x",
    text="No ship shall sail.",
    passed="2026-02-20",
    country="DE",
    reliability="B",
    offices=("Port authority (2020/..)", "Court"),
    tags_of=("ports", "law"),
    repealed=True,
)


@pytest.fixture(autouse=True)
def english() -> None:
    """No catalogue, whatever an earlier build has loaded."""
    translators.clear()


def facts(language: str = "en", *, short: bool = True) -> Facts:
    return Facts(Ledger({}), Conventions(), language, in_view=False, short=short)


def test_each_type_of_field_has_its_words() -> None:
    said = facts()
    assert said.of(STATUTE, "country") == [Part("Germany")]
    assert said.of(STATUTE, "tags_of") == [Part("ports"), Part("law")]
    assert said.of(STATUTE, "offices") == [Part("Port authority (2020/..)"), Part("Court")]
    assert separator_of(STATUTE, "offices") == "; "
    [grade] = said.of(STATUTE, "reliability")
    assert (grade.text, grade.word) == ("Usually reliable (B)", "Usually reliable")
    assert grade.value == Value("statute", "reliability", "B")
    assert grade.classes == ("brief-reliability", "brief-reliability-b")
    assert said.of(STATUTE, "plural") == [] == said.of(STATUTE, "nothing")


def test_a_date_is_sorted_by_its_day_however_it_is_printed() -> None:
    [passed] = facts("en_GB", short=False).of(STATUTE, "passed")
    assert (passed.text, passed.sort_key) == ("20 February 2026", "2026-02-20")
    [passed] = facts("en_GB").of(STATUTE, "passed")
    assert (passed.text, passed.sort_key) == ("20 Feb 2026", "2026-02-20")


def test_a_declared_badge_is_printed_where_it_holds() -> None:
    [standing] = facts().standing(STATUTE)
    assert (standing.badge.text, standing.by) == ("Repealed", [])
    assert standing.badge.classes == ("brief-badge", "brief-repealed")
    assert list(facts().standing(STATUTE, leave=("repealed",))) == []
    assert list(facts().standing(Statute(id="y"))) == []


def test_a_hint_says_what_its_kind_declares() -> None:
    assert hint_of(STATUTE, facts("en_GB")) == (
        "“No ship shall sail.” · Germany · 20 Feb 2026 · Usually reliable (Repealed)"
    )
    assert hint_of(Statute(id="y", text="Some."), facts()) == "“Some.”"


def test_a_hint_ends_after_a_word() -> None:
    term = KINDS["term"](name="LEAP", text="word " * 100)  # type: ignore[call-arg]
    hint = hint_of(term, facts())
    assert hint.endswith(f"word{SHORTENED}")
    assert LIMIT - 8 < len(hint) <= LIMIT + 1


def test_somebodys_own_words_are_named_in_quotation_marks() -> None:
    assert title_of(STATUTE) == "“No ship shall sail.”"


def test_grades_of_others_are_translated_by_their_own_catalogue() -> None:
    odds = scales.Scale(
        "odds", "Odds", "this house", (scales.Grade("long", "Long odds", 0, 30),), catalog="harbour"
    )
    made = Catalog(locale="de")
    made.add("Long odds", "Geringe Aussichten")
    compiled = io.BytesIO(catalogue.compiled(made))
    translators["general", "harbour"] = gettext.GNUTranslations(compiled)
    said = Facts(Ledger({}), Conventions(likelihood=odds), "de")
    judgement = KINDS["judgement"](statement="S", likelihood="long")  # type: ignore[call-arg]
    [part] = said.of(judgement, "likelihood")
    assert part.text == "Geringe Aussichten (0\N{EN DASH}30 %)"
    assert words_of("Odds", odds, Statute) == "Odds"


@given(st.text() | st.text("a .…\n", min_size=3), st.integers(min_value=1, max_value=60))
def test_shortened_texts_are_beginnings_and_short(text: str, limit: int) -> None:
    short = shorten(text, limit)
    if len(text) <= limit:
        assert short == text
    else:
        assert short.endswith(SHORTENED)
        assert text.startswith(short.removesuffix(SHORTENED))
        assert len(short) <= limit + len(SHORTENED)


@pytest.mark.parametrize("language", ["en", "fr", "de"])
def test_pages_and_profiles_say_the_same_of_a_claim(build: Build, language: str) -> None:
    claim = record("claim", "The port is open", by="NMT", id="open", credibility="2", topic="Ports")
    files = {
        "n.md": note(
            claim + record("actor", "NMT", kind="organisation") + record("topic", "Ports"),
            reliability="B",
            date="2026-02-20",
        ),
        "t.md": "# Table\n\n" + record("claims"),
    }
    built = build(files, conf={"language": language})
    assert built.warnings == []
    words = {
        "en": ["Usually reliable (B)", "Probably true (2)"],
        "fr": ["Généralement fiable (B)", "Probablement vrai (2)"],
        "de": ["Meist zuverlässig (B)", "Wahrscheinlich wahr (2)"],
    }[language]
    for file in ("t.html", "briefing/actor/nmt.html", "briefing/topic/ports.html"):
        shown = plain(built.text(file))
        assert [word for word in words if word not in shown] == [], file
