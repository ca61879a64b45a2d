"""Names in prose: which letters make them up, where words begin and end, and whom they mean."""

# ruff: noqa: RUF001 - quotation marks and letters of many kinds are what they are about

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_briefing.ledger.mentions import Mentions, Shared
from sphinx_briefing.records import Actor, Term
from sphinx_briefing.records.forms import plurals
from tests.corpus import body_of, note, page, record, refs
from tests.support import Build
from tests.work import lines_run


def actor(name: str, *aliases: str, **fields: object) -> Actor:
    return Actor(id=f"a-{name}", name=name, kind="group", aliases=aliases, **fields)  # type: ignore[arg-type]


def term(name: str, *aliases: str, **fields: object) -> Term:
    return Term(id=f"t-{name}", name=name, aliases=aliases, **fields)  # type: ignore[arg-type]


def found(text: str, *records: Actor | Term, english: bool = True) -> list[str]:
    mentions = Mentions(records, english=english).find(text)
    return [f"{text[mention.start : mention.end]} → {mention.id[2:]}" for mention in mentions]


# -- what is the same name ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "text", "linked"),
    [
        ("O’Brien", "Then O'Brien spoke.", "O'Brien"),
        ("O'Brien", "Then O’Brien spoke.", "O’Brien"),
        ("Straße AG", "The STRASSE AG paid.", "STRASSE AG"),
        ("STRASSE AG", "Die Straße AG", None),  # a name in capitals keeps its case
        ("DIŞİŞLERİ", "The DIŞİŞLERİ spoke.", "DIŞİŞLERİ"),
        ("Dışişleri", "The DIŞİŞLERİ spoke.", "DIŞİŞLERİ"),
        ('TOV "Naftohaz"', "So TOV “Naftohaz” paid.", "TOV “Naftohaz”"),
        ("TOV „Naftohaz“", 'So TOV "Naftohaz" paid.', 'TOV "Naftohaz"'),
        ("Šefčovič", "So Šefčovič spoke.", unicodedata.normalize("NFC", "Šefčovič")),
        ("Šefčovič", unicodedata.normalize("NFD", "So Šefčovič spoke."),
         unicodedata.normalize("NFD", "Šefčovič")),
        ("Port of Vik", "the Port\nof\u00a0Vik,", "Port\nof\u00a0Vik"),
        ("Norland", "the Nor\u00adland fleet", "Nor\u00adland"),
        ("Vik--Norland Line", "the Vik–Norland Line", "Vik–Norland Line"),
    ],
)  # fmt: skip
def test_spellings_of_one_name(name: str, text: str, linked: str | None) -> None:
    assert found(text, actor(name)) == ([f"{linked} → {name}"] if linked else [])


def test_a_word_in_capitals_that_is_no_abbreviation_is_found_with_one() -> None:
    names = (actor("NORLAND PORT AUTHORITY"), term("DEMARCATION"), actor("MERCOSUR"))
    assert found("the Norland Port Authority, Demarcation, Mercosur", *names) == [
        "Norland Port Authority → NORLAND PORT AUTHORITY",
        "Demarcation → DEMARCATION",
    ]
    assert found("norland port authority, demarcation", *names) == []


def test_the_longest_name_wins_across_kinds_of_quotation_marks() -> None:
    both = (actor("Naftohaz"), actor('TOV "Naftohaz"'))
    assert found("TOV “Naftohaz” and Naftohaz", *both) == [
        'TOV “Naftohaz” → TOV "Naftohaz"',
        "Naftohaz → Naftohaz",
    ]


TEXT = st.text("abßİé́e'’“\"–-. \n", max_size=30)


@given(TEXT, st.sampled_from(["Ab ß", "aß", "b’é", "a–b", "b. İ"]))
def test_what_is_found_is_the_name(text: str, name: str) -> None:
    from sphinx_briefing.ledger.folding import fold

    for mention in Mentions([term(name)]).find(text):
        assert fold(text[mention.start : mention.end]) == fold(name)


# -- names that are not looked for --------------------------------------------------------------


@pytest.mark.parametrize("name", ["1", "17", "2026", "C", "Ж", "$5", "é", "e\u0301", "—", "1.5"])
def test_names_without_letters_or_of_one_character_are_not_looked_for(name: str) -> None:
    assert found(f"It is {name}, or {name} million; {name}.", term(name), actor(name)) == []


def test_a_record_may_keep_out_of_prose() -> None:
    may = actor("Theresa May", "May", link=False)
    assert found("Then Theresa May spoke.", may) == []
    # Its names do not make those of others ambiguous.
    assert found("Then May spoke.", may, actor("May")) == ["May → May"]


# -- whole words --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "linked"),
    [
        ("Ms Smith-Jones and Jones-Smith", []),
        ("Smith—Jones, Smith–Jones", ["Smith", "Smith"]),
        ("Smith-", ["Smith"]),
        ("-Smith - Smith", ["Smith", "Smith"]),
        ("Smith\u2011Jones", []),
        ("Smith's, (Smith) “Smith”", ["Smith", "Smith", "Smith"]),
        ("Smithson, Goldsmith, _Smith, Smith_", []),
        ("Smith\u0301", []),
        ("Smith+", []),
    ],
)
def test_a_hyphen_between_letters_joins_a_word(text: str, linked: list[str]) -> None:
    assert found(text, actor("Smith")) == [f"{one} → Smith" for one in linked]


def test_a_plus_belongs_to_a_name() -> None:
    assert found("G7+ met.", actor("G7")) == []
    assert found("G7+ met G7.", actor("G7"), actor("G7+")) == ["G7+ → G7+", "G7 → G7"]


# -- capitals and sentences ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "text", "linked"),
    [
        ("Turkey", "They ate turkey.", None),
        ("Turkey", "Turkey and TURKEY", "Turkey TURKEY"),
        ("E5", "an e5", None),
        ("The Kremlin", "said the Kremlin", "the Kremlin"),
        ("The Kremlin", "said the kremlin", None),
        ("Norland Ministry of Transport", "the Norland ministry of transport",
         "Norland ministry of transport"),
        ("Will Smith", "that will Smith do", None),
        ("al-Qaida", "said al-Qaida", "al-Qaida"),
        ("the minister", "The minister", "The minister"),
    ],
)  # fmt: skip
def test_actors_keep_their_capitals(name: str, text: str, linked: str | None) -> None:
    shown = [part.split(" → ")[0] for part in found(text, actor(name))]
    assert " ".join(shown) == (linked or "")


def test_terms_are_found_in_small_letters_unless_they_are_in_capitals() -> None:
    assert found("shadow fleet", term("Shadow fleet")) == ["shadow fleet → Shadow fleet"]
    assert found("a leap", term("LEAP")) == []


@pytest.mark.parametrize(
    ("text", "linked"),
    [
        ("The talks may resume.", 0),
        ("May the talks resume? May they. “May I?” – May we", 0),
        ("Yes: May it be.", 0),
        ("Then May spoke, and so did Mrs. May.", 2),
        ("On 1 May, May 2026, in May, since May, late May", 0),
        ("Will they? Then Will spoke.", 1),
    ],
)
def test_words_that_often_begin_sentences(text: str, linked: int) -> None:
    records = (actor("Theresa May", "May"), actor("Will"))
    assert len(found(text, *records)) == linked
    if not linked and "may resume" not in text:  # other languages have other words
        assert found(text, *records, english=False)


def test_names_that_are_no_common_words_begin_sentences() -> None:
    assert found("Poland agreed. Norland did not.", actor("Poland"), actor("Norland")) == [
        "Poland → Poland",
        "Norland → Norland",
    ]


# -- forms and plurals --------------------------------------------------------------------------


def test_forms_are_found() -> None:
    london = actor("Лондон", forms=("Лондона", "Лондону"))
    assert found("из Лондона", london) == ["Лондона → Лондон"]


@pytest.mark.parametrize(
    ("name", "plural"),
    [
        ("drone", "drones"),
        ("shadow fleet", "shadow fleets"),
        ("ally", "allies"),
        ("convoy", "convoys"),
        ("sea mine", "sea mines"),
        ("patrol bus", "patrol buses"),
        ("breach", "breaches"),
        ("embargo", "embargoes"),
        ("TEU", "TEUs"),
        ("F-16", "F-16s"),
        ("letter of intent", "letters of intent"),
    ],
)
def test_regular_plurals(name: str, plural: str) -> None:
    assert plurals(name)[0] == plural
    for one in (term(name), term("x y", name), term("x y", long=name), term("x y", abbr=name)):
        assert found(f"many {plural}", one) == [f"{plural} → {one.name}"]
    assert found(f"many {plural}", term(name), english=False) == []
    assert found(f"many {plural}", actor(name)) == []


@pytest.mark.parametrize("name", ["aircraft", "merchant seamen’s series", "C++", "Yahoo!"])
def test_names_without_a_regular_plural(name: str) -> None:
    assert plurals(name) == ()


def test_a_plural_yields_to_a_name() -> None:
    assert found("the Mores", term("More"), term("Mores")) == ["Mores → Mores"]


def test_capitals_of_an_abbreviation_stay_in_its_plural() -> None:
    assert found("wars and WARs", term("WAR")) == ["WARs → WAR"]


# -- names of several records -------------------------------------------------------------------


def test_a_shared_name_hides_the_shorter_ones_inside_it() -> None:
    records = (actor("Port of Vik"), term("port of Vik"), actor("Vik"))
    assert found("The Port of Vik. Vik.", *records) == ["Vik → Vik"]


def test_what_is_in_capitals_is_the_name_in_capitals() -> None:
    mars = (actor("Mars"), term("MARS"))
    assert found("Mars and MARS", *mars) == ["Mars → Mars", "MARS → MARS"]


def test_shared_names_are_told() -> None:
    shared: list[Shared] = []
    records = (actor("Vik", "the town"), term("vik"), actor("X", "the town"))
    Mentions(records).find_in(["Nothing", "Vik in the town"], shared)
    assert [(one.text, one.name, len(one.keys)) for one in shared] == [
        (1, "Vik", 2),
        (1, "the town", 2),
    ]


VIK = record("actor", "Vik", kind="organisation", id="vik-port")


def test_a_shared_name_is_said_once_at_the_second(build: Build) -> None:
    register = page({}, VIK + record("term", "Vik", id="vik-word") + record("term", "Fjord"))
    files = {"r.md": register, "a.md": page({}, "Vik.\n"), "b.md": page({}, "In Vik, Vik.\n")}
    built = build(files)
    (warning,) = built.warnings
    assert warning.startswith(
        "r.md:8: WARNING: term 'vik-word' shares the name 'Vik' with actor 'vik-port' (r.md:3), "
        "so that page 'a' is not linked"
    )
    assert warning.endswith("[briefing.ambiguous]")
    assert refs(body_of(built, "a.html")) == []


@pytest.mark.parametrize(
    ("register", "prose"),
    [
        (VIK + record("term", "Vik", id="vik-word"), "No name."),
        (VIK + record("term", "Vik", id="vik-word", link="no"), "In Vik."),
        (record("actor", "A", kind="state", aliases="the town")
         + record("actor", "B", kind="state", aliases="the town"), "In the town."),
        (VIK + record("term", "Vik", "Vik is a bay.", id="vik-word"), "No name."),
    ],
)  # fmt: skip
def test_a_shared_name_that_does_no_harm_is_not_said(
    build: Build, register: str, prose: str
) -> None:
    files = {"r.md": page({}, register), "a.md": page({}, f"{prose}\n")}
    assert build(files, "ledger").warnings == []


def test_a_shared_alias_is_said_where_it_is_a_name_as_well(build: Build) -> None:
    register = VIK + record("actor", "Vik Harbour", kind="organisation", aliases="Vik")
    files = {"r.md": page({}, register), "n.md": note("Vik.\n")}
    (warning,) = build(files, "ledger").warnings
    assert warning.startswith("r.md:8: WARNING: actor 'vik-harbour' shares the name 'Vik' with")


# -- work ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["Vik Norland ", "Vik of Vik of Vik of ", "the town "])
def test_work_grows_with_the_text_alone(text: str) -> None:
    names = Mentions([actor("Vik", "the town"), actor("Norland", "the town"), term("Vik of Vik")])
    once, four_times = (lines_run(names.find, text * n) for n in (250, 1000))
    assert four_times < 4.2 * once
