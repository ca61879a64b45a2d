"""What counts as the same words, what does not, and what is said where they differ."""

import unicodedata

import pytest

from sphinx_briefing.quotations import (
    Difference,
    Found,
    Nearest,
    NotFound,
    Paragraphs,
    Source,
    find,
    is_too_short,
)

TEXT = (
    "Powers link peace to guarantees\n\n"
    "By Somebody\n\n"
    "The ministers of the \u201cE5\u201d said on Friday that they won\u2019t accept a "
    "settlement with-\nout security guarantees. \u201cWe will not leave Norland alone,\u201d "
    "Mr Example said. He added that pro-\nKestrian forces had 1.5 million men \u2013 and 15 "
    "brigades.\n\n"
    "L\u2019Europe ne signera pas. She agreed to the plan. The president told them: "
    "\u201cThe \ufb01nal of\ufb01ce will be built in 2027.\u201d Costs rose by 5 % to \u20ac3,500 "
    "million.\n\n"
    "We will not leave Norland alone, he repeated; the non-aligned states agree... perhaps \u2014 "
    "or not."
)


def found(quotation: str, *pages: str) -> str | None:
    """The words of the source, in one line; None if a quotation is not there."""
    source = Source(pages or [TEXT])
    place = find(quotation, source)
    return (
        " ".join(source.text[place.start : place.end].split()) if isinstance(place, Found) else None
    )


@pytest.mark.parametrize(
    "quotation",
    [
        '"We will not leave Norland alone," Mr Example said',  # marks of quotation
        "\u00abWe will not leave Norland alone,\u00bb Mr\u00a0Example  said",
        "\u201eWe will not leave Norland alone,\u201c Mr\nExample\tsaid",
        "they won't accept",  # apostrophes
        "they won\u02bct accept",
        "1.5 million men - and 15 brigades",  # dashes
        "1.5 million men\u2014and 15 brigades",
        "agree... perhaps -- or not",
        "agree\u2026 perhaps \u2013 or not",  # dots
        "a settlement without security",  # lines end in words, and at hyphens
        "pro-Kestrian forces",
        "that pro\u2011Kestrian forces",
        "The final office will",  # ligatures
        "sec\u00adurity guar\u200bantees",  # what cannot be seen
        "\u2067security guarantees\u2069",
        "Costs rose by 5% to \u20ac3,500 million",  # spaces before marks
        "Europe ne signera pas",  # after an elided article
        unicodedata.normalize("NFD", "L'Europe ne signera pas"),
        "\u2026said on Friday that they\u2026",  # dots at its ends
        "[\u2026] said on Friday that they [...]",
        "We will [\u2026] leave Norland alone",  # omissions
        "The ministers (\u2026) said on Friday",
        "told them [\u2026] built in 2027",
        "[T]he ministers of the E5",  # insertions
        "[t]he ministers of the E5",
        "We [the E5] will not leave",
        "[Norland's friends] will not leave Norland alone",
        "We will not leave [them] alone",
        "accept[ed] a settlement",
        "a settlement[s] without",
        "set[tle]ment without",
        "accept a [peace] settlement",
        "guarantees. We will not leave Norland alone, Mr Example said. He",  # lines and sentences
    ],
)  # fmt: skip
def test_the_same_words(quotation: str) -> None:
    assert found(quotation)


@pytest.mark.parametrize(
    ("quotation", "source", "instead"),
    [
        ("We will leave Norland alone", "not", ""),
        ("We will never leave Norland alone", "not", "never"),
        ("We will not ever leave Norland alone", "", "ever"),
        ("we will not leave Norland alone", "We", "we"),
        ("The ministers of the E6 said", "E5", "E6"),
        ("men and 16 brigades", "15", "16"),
        ("men and 1\u0665 brigades", "15", "1\u0665"),
        ("men and \u0661\u0665 brigades", "15", "\u0661\u0665"),
        ("5 million men", "1.5", "5"),
        ("15 million men", "1.5", "15"),
        ("he agreed to the plan", "She", "he"),
        ("a settlement without security guarantee", "guarantees.", "guarantee"),
        ("aligned states agree", "non-aligned", "aligned"),
        ("Kestrian forces had", "pro-Kestrian", "Kestrian"),
        ("Cos\u00fes rose by 5 %", "Costs", "Cos\u00fes"),
        ("L'Europ\u00e9 ne signera pas", "L\u2019Europe", "L'Europ\u00e9"),
        ("will be built in 2072", "2027.", "2072"),
        ("agree perhaps or not", "agree...", "agree"),
        ("perhaps or not", "perhaps \u2014 or not.", "perhaps or not"),
        ("the ministers [...] said on Friday", "The", "the"),
        ("Costs rose by 5", "5 %", "5"),
        ("[He] said on Saturday", "Friday", "Saturday"),
    ],
)
def test_other_words(quotation: str, source: str, instead: str) -> None:
    place = find(quotation, Source([TEXT]))
    assert isinstance(place, NotFound)
    assert place.nearest
    assert Difference(source, instead) in place.nearest.differences


def test_letters_that_look_alike_are_named() -> None:
    place = find("C\N{CYRILLIC SMALL LETTER O}sts rose by 5 %", Source([TEXT]))
    assert isinstance(place, NotFound)
    assert place.nearest
    [one] = place.nearest.differences
    assert one.look_alikes == ("CYRILLIC SMALL LETTER O",)


def test_pieces_are_found_in_their_order_and_near_each_other() -> None:
    filler = "Many other words stand here, and none of them was quoted by anybody. " * 60
    far = f"We agreed on the terms. {filler} Nobody left the room."
    assert found("We agreed on the terms. […] Nobody left the room.", far) is None
    assert found("Nobody left the room. […] We agreed on the terms.", far) is None
    near = f"We agreed on the terms. {filler[:2000]} Nobody left the room."
    assert found("We agreed on the terms. […] Nobody left the room.", near)
    # A word or two may stand anywhere.
    assert found("We agreed […] Nobody", near) is None
    assert found("We agreed […] the terms", near) == "We agreed on the terms"
    place = find("We agreed on the terms. […] Nobody left the house.", Source([near]))
    assert isinstance(place, NotFound)
    assert place.nearest
    assert place.nearest.differences == (Difference("room", "house."),) or (
        Difference("room.", "house.") in place.nearest.differences
    )
    place = find("Nobody left the room. […] We agreed on the terms.", Source([near]))
    assert isinstance(place, NotFound)
    assert place.nearest == Nearest("Nobody left the room.", 1, ())


def test_dots_without_brackets_leave_out_nothing() -> None:
    place = find("security guarantees \u2026 Mr Example said", Source([TEXT]))
    assert isinstance(place, NotFound)
    assert place.is_unbracketed
    place = find("security guarantees ... Mr Example sang", Source([TEXT]))
    assert isinstance(place, NotFound)
    assert not place.is_unbracketed


def test_insertions_stand_for_few_words_of_one_sentence() -> None:
    text = "They met in Borlund. He said the talks with all of the others had failed. They left."
    assert found("[The minister] said the talks had failed", text) is None
    assert found("the talks with [them] had failed", text) is None  # four words
    assert found("the talks with [many] the others had failed", text)  # two
    assert found("They met in [Kestria] said the talks", text) is None  # a sentence ends


def test_pieces_are_sought_the_shortest_way() -> None:
    text = "We will go. We will stay, and we will not go, but we stay here."
    source = Source([text])
    place = find("We will […] stay", source)
    assert isinstance(place, Found)
    assert source.text[place.start : place.end] == "We will stay"
    assert place.count == 1


def test_words_on_two_pages_stand_on_the_first() -> None:
    pages = [
        "One page.\nThe min-",
        "ister did not agree to the plan.",
        "",
        "He did not agree to it.",
    ]
    source = Source(pages)
    place = find("The minister did not agree", source)
    assert isinstance(place, Found)
    assert place.page == 1
    place = find("did not agree to it", source)
    assert isinstance(place, Found)
    assert place.page == 4


def test_the_place_that_an_author_names_goes_first() -> None:
    source = Source(["We agreed to it.", "We agreed to it.", "We agreed to it."])
    place = find("We agreed to it.", source)
    assert isinstance(place, Found)
    assert (place.page, place.count) == (1, 3)
    place = find("We agreed to it.", source, is_meant=lambda at: source.page_of(at) == 3)
    assert isinstance(place, Found)
    assert place.page == 3
    place = find("We agreed to it.", source, is_meant=lambda at: source.page_of(at) == 7)
    assert isinstance(place, Found)
    assert place.page == 1


def test_scripts_without_spaces() -> None:
    text = "\u5927\u81e3\u306f\u5b89\u5168\u306e\n\u4fdd\u969c\u3092\u7d04\u675f\u3057\u306a\u3044"
    assert found("\u300c\u5b89\u5168\u306e\u4fdd\u969c\u3092\u300d", text)
    assert found("\u5b89\u5168\u306e\u4fdd\u969c\u3092\u7d04\u675f\u3059\u308b", text) is None


@pytest.mark.parametrize(
    ("quotation", "is_short"),
    [
        ("", True), ("\u2026", True), ("agreed", True), ("\u201cagreed\u201d.", True),
        ("[they] agreed", True), ("agreed [\u2026]", True), ("they agreed", False),
        ("agreed [\u2026] left", False),
        ("\u5b89\u5168", True), ("\u5b89\u5168\u306e\u4fdd", False),
        ("?! \u2014", True), ("pro-Kestrian", True),
    ],
)  # fmt: skip
def test_passages_have_two_words(quotation: str, is_short: bool) -> None:
    assert is_too_short(quotation) is is_short


def test_what_is_unlike_has_nothing_near() -> None:
    place = find("Whales are mammals, as everybody knows who has seen one", Source([TEXT]))
    assert place == NotFound(None)
    assert find("anything at all", Source([])) == NotFound(None)
    assert find("anything at all", Source(["", " "])) == NotFound(None)


def test_paragraphs_are_counted_as_readers_do() -> None:
    source = Source([TEXT])
    count = Paragraphs(source)
    numbers = {
        words: count.number(place.start)
        for words in ("The ministers", "He added that", "Europe ne signera", "he repeated")
        if isinstance(place := find(words, source), Found)
    }
    assert numbers == {
        "The ministers": 1, "He added that": 1, "Europe ne signera": 2, "he repeated": 3,
    }  # fmt: skip
    plain = Source(["first block\n\nsecond block\n\n\nthird block"])
    assert Paragraphs(plain).number(plain.text.index("third")) == 3
    assert Paragraphs(plain).number(0) == 1


PAGES = [
    "Report of the council\nThe ports of Norland stay open, and the\nministers did not a-\n1",
    "Report of the council\ngree to the plan. Nobody was asked,\nand nobody came to\n2",
    "Report of the council\nthe harbour. They left\nat noon on Friday, all of them.\n3",
]


def test_heads_and_feet_of_pages_part_no_words() -> None:
    for quotation in (
        "did not agree to the plan",
        "nobody came to the harbour",
        "open [\u2026] plan",
    ):
        place = find(quotation, Source(PAGES))
        assert isinstance(place, Found), quotation
    assert isinstance(find("did now agree to the plan", Source(PAGES)), NotFound)
    place = find("nobody came to the harbour", Source(PAGES))
    assert isinstance(place, Found)
    assert place.page == 2


def test_heads_of_pages_can_be_quoted() -> None:
    assert isinstance(find("Report of the council", Source(PAGES)), Found)


def test_what_begins_alike_on_a_few_pages_is_no_head() -> None:
    pages = [f"{text}\nIt was said in {text} by many who were there." for text in "abcdefgh"]
    pages[2:4] = [f"We agreed.\n{page}" for page in pages[2:4]]
    pages = [f"{page}\nMore was said.\nNothing else." for page in pages]
    assert isinstance(find("Nothing else. We agreed.", Source(pages)), Found)


def test_the_nearest_of_a_long_quotation_in_a_long_text_is_found() -> None:
    words = [f"w{number}" for number in range(3000)]
    text = " ".join(words)
    spoilt = " ".join([*words[:1500], "zzz", *words[1501:2400]])
    found = find(spoilt, Source([text]))
    assert isinstance(found, NotFound)
    assert found.nearest is not None
    assert [(one.source, one.quotation) for one in found.nearest.differences] == [("w1500", "zzz")]
    shelf = Source(["Other words stand here. " * 500_000 + text + " And more. " * 500_000])
    found = find("w1 w2 w3 w4 w5 w6 zzz w8 w9 w10 w11", shelf)
    assert isinstance(found, NotFound)
    assert found.nearest is not None
    assert [(one.source, one.quotation) for one in found.nearest.differences] == [("w7", "zzz")]
