"""First use: short forms are spelled out once, and what authors wrote stays as they wrote it."""

# ruff: noqa: RUF001 - quotation marks are what they are about

import re

import pytest
from docutils import nodes
from hypothesis import given
from hypothesis import strategies as st

from sphinx_briefing.ledger import Ledger
from sphinx_briefing.records import Actor, Term
from sphinx_briefing.resolve.first_use import Context, Contexts, first_use, quotations
from tests.corpus import body_of, brief, element, page, plain, prose, record, refs
from tests.support import Build
from tests.word import words_of_docx, words_of_pdf
from tests.work import lines_run

REGISTER = page(
    {},
    record("actor", "NPA", kind="organisation", long="Norland Port Authority")
    + record("actor", "Norland Ministry of Transport", kind="organisation", abbr="NMT")
    + record(
        "actor",
        "Sudland Coast Guard",
        kind="organisation",
        abbr="SCG",
        long="The Coast Guard Service of Sudland",
    )
    + record("term", "TEU", long="Twenty-foot equivalent unit")
    + record("term", "exclusive economic zone", abbr="EEZ", id="zone")
    + record("term", "Cabotage", "Carriage.")
    + record("term", "PC", long="Process code"),
)


def shown(build: Build, text: str, **conf: object) -> str:
    files = {"r.md": REGISTER, "p.md": page({}, text + "\n")}
    built = build(files, conf=conf)
    assert built.warnings == []
    return plain(body_of(built, "p.html")).removeprefix("Page¶ ")


AS_WRITTEN = [
    "The Norland Port Authority (NPA) met. The NPA met.",
    "The NPA (Norland Port Authority) met the NMT (Norland Ministry of Transport).",
    "The Norland Port Authority, or NPA, met.",
    "The Norland Port Authority (the NPA) met; Norland Port Authority – NPA.",
    "The Sudland Coast Guard (SCG) met. SCG.",
    "A twenty-foot equivalent unit (TEU) is a box, two are twenty-foot equivalent units (TEUs).",
    "It has 9 TEU, 1,000 TEU and two million TEU.",
    "He asked “what the NPA will pay”, and no more.",
    "He wrote „NPA“, « NMT » and “EEZ”.",
    "The rules on cabotage will change.",
]


@pytest.mark.parametrize("text", AS_WRITTEN)
def test_what_the_author_spells_out_stays(build: Build, text: str) -> None:
    assert shown(build, text) == text


@pytest.mark.parametrize(
    "text",
    [
        "The {actor}`Norland Port Authority <NPA>` ({actor}`NPA`) met.",
        "The *{actor}`Norland Ministry of Transport`* ({actor}`NMT`) met.",
        "A twenty-foot equivalent unit ({term}`TEU`), 9 {term}`TEU`.",
        "The {actor}`npa` (Norland Port Authority).",
        "“The {actor}`NPA` will pay.”",
    ],
)
def test_roles_do_not_double_either(build: Build, text: str) -> None:
    bare = re.sub(r"\{\w+\}`([^<`]*?)( <\w+>)?`", r"\1", text).replace("*", "")
    assert shown(build, text) == bare.replace("npa", "NPA")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The NMT met. NMT.", "The Norland Ministry of Transport (NMT) met. NMT."),
        ("{actor}`NMT`, {actor}`NMT`", "Norland Ministry of Transport (NMT), NMT"),
        ("{term}`EEZ`", "exclusive economic zone (EEZ)"),
        ("In EEZs.", "In exclusive economic zones (EEZs)."),
        ("Many TEUs. One TEU.", "Many Twenty-foot equivalent units (TEUs). One TEU."),
        ("The SCG met.", "The Coast Guard Service of Sudland (SCG) met."),
        ("So SCG met.", "So the Coast Guard Service of Sudland (SCG) met."),
        ("SCG met.", "The Coast Guard Service of Sudland (SCG) met."),
        ("The Sudland Coast Guard met.", "The Sudland Coast Guard met."),
        ("{actor}`sudland-coast-guard`", "Sudland Coast Guard"),
        # what is left as it is leaves the first use to the next one
        ("It has 9 TEU. A TEU.", "It has 9 TEU. A Twenty-foot equivalent unit (TEU)."),
        ("“The NPA”, he said. NPA.", "“The NPA”, he said. Norland Port Authority (NPA)."),
        ("> The NPA.\n\nThe NPA.", "The NPA. The Norland Port Authority (NPA)."),
        ("The owner (NPA). NPA.", "The owner (NPA). Norland Port Authority (NPA)."),
        ("An EEZ, a TEU.",
         "An exclusive economic zone (EEZ), a Twenty-foot equivalent unit (TEU)."),
        ("An NPA ship. NPA.", "An NPA ship. Norland Port Authority (NPA)."),
        # a name at another place is not beside it
        ("Norland Port Authority. It met. NPA met.",
         "Norland Port Authority. It met. Norland Port Authority (NPA) met."),
    ],
)  # fmt: skip
def test_a_bare_short_form_is_spelled_out(build: Build, text: str, expected: str) -> None:
    assert shown(build, text) == expected


@pytest.mark.parametrize("mode", ["first", "all", "section"])
def test_both_forms_are_linked(build: Build, mode: str) -> None:
    files = {"r.md": REGISTER, "p.md": page({}, "The Norland Port Authority (NPA); 9 TEU, TEU.\n")}
    found = refs(body_of(build(files, conf={"briefing_autolink": mode}), "p.html"))
    assert [ref.text for ref in found] == [
        "Norland Port Authority",
        "NPA",
        "TEU",
        "Twenty-foot equivalent unit (TEU)",
    ]


def test_prose_is_never_linked_by_id(build: Build) -> None:
    text = "The zone; an id like norland-ministry-of-transport; {term}`zone` and {term}`EEZ`."
    assert shown(build, text) == (
        "The zone; an id like norland-ministry-of-transport; exclusive economic zone "
        "and exclusive economic zone (EEZ)."
    ).replace("and exclusive economic zone (EEZ)", "and EEZ")


def test_without_first_use_nothing_is_spelled_out(build: Build) -> None:
    assert shown(build, "NPA, TEU.", briefing_first_use=False) == "NPA, TEU."


BRIEF = brief("The NMT counts TEUs in its EEZ; NMT, TEUs, EEZ.\n", title="B")
SAID = (
    "The Norland Ministry of Transport (NMT) counts Twenty-foot equivalent units (TEUs) in its "
    "exclusive economic zone (EEZ); NMT, TEUs, EEZ."
)


def test_in_html_annexes_print_abbreviations(build: Build) -> None:
    body = body_of(build({"r.md": REGISTER, "b.md": BRIEF}), "b.html")
    assert SAID in plain(prose(body))
    assert "Abbreviation: NMT" in plain(element(body, "brief-annex-actors"))
    assert "Abbreviation: EEZ" in plain(element(body, "brief-annex-terms"))


def test_in_text(build: Build) -> None:
    text = " ".join(build({"r.md": REGISTER, "b.md": BRIEF}, "text").text("b.txt").split())
    assert SAID in text
    assert "Abbreviation: NMT" in text


def test_in_word(build: Build) -> None:
    built = build({"r.md": REGISTER, "b.md": BRIEF}, "briefdocx")
    text = " ".join(words_of_docx(built.out / "b.docx"))
    assert SAID in text
    assert "Abbreviation: NMT" in text


def test_in_pdf(build: Build) -> None:
    built = build({"r.md": REGISTER, "b.md": BRIEF}, "briefpdf")
    text = " ".join(words_of_pdf(built.out / "b.pdf"))
    assert SAID in text
    assert "Abbreviation: NMT" in text


# -- by itself ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("a “b” c", "b"),
        ('a "b" c "d"', "bd"),
        ("„a“ b “c”", "ac"),
        ("»a« b «c»", "ac"),
        ("‘a’s b’ c", "a’s b"),
        ("it’s a “b ‘c’ d” e", "b ‘c’ d"),
        ('an open " mark', ""),
        ("‹a› b", "a"),
    ],
)  # fmt: skip
def test_quotations(text: str, inside: str) -> None:
    begins, ends = quotations(text)
    assert "".join(text[a + 1 : b] for a, b in zip(begins, ends, strict=True)) == inside


NPA = Actor(id="npa", name="NPA", kind="organisation", long="Norland Port Authority")
TEU = Term(id="teu", name="TEU", long="Twenty-foot equivalent unit")
GAPS = st.from_regex(r"[ (,–:/]{1,3}(or |short |the ){0,2}", fullmatch=True)
NAMES = st.sampled_from(
    ["Norland Port Authority", "norland port authority", "Norland\nPort Authority"]
)


@given(NAMES, GAPS, st.text("aN .“", max_size=9))
def test_a_name_beside_it_is_enough(name: str, gap: str, elsewhere: str) -> None:
    before, after = f"{elsewhere} {name}{gap}", f"{gap}{name} {elsewhere}"
    for context in (Context(before, ""), Context("", after)):
        assert first_use(NPA, "NPA", context, english=True) == ""


@given(
    st.text("aN .!?“9(", max_size=9), st.sampled_from([". It ", "! ", " and so on and so on and "])
)
def test_a_name_in_another_sentence_or_further_away_is_not(elsewhere: str, gap: str) -> None:
    context = Context(f"{elsewhere} Norland Port Authority{gap}", "")
    assert first_use(NPA, "NPA", context, english=True) == "Norland Port Authority"


def test_other_languages_have_no_regular_plurals() -> None:
    assert first_use(TEU, "TEUs", Context("", ""), english=False) is None
    assert first_use(TEU, "TEU", Context("the ", ""), english=False) == TEU.long


def test_every_block_is_read_once() -> None:
    leaves = [nodes.Text("NPA ") for _ in range(400)]
    paragraph = nodes.paragraph("", "", *leaves)
    contexts = Contexts(Ledger({}))
    first = lines_run(contexts.of, leaves[0], 0, 3)
    later = lines_run(contexts.of, leaves[-1], 0, 3)
    assert later * 20 < first
    assert paragraph.children
