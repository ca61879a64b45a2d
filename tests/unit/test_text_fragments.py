"""Addresses of words: the specification's examples, and what makes a place hard to name."""

import pytest

from sphinx_briefing.quotations import (
    Anchors,
    Found,
    Source,
    Terms,
    address_of_page,
    address_of_words,
    find,
)
from tests.fragments import Page, directives


def terms_of(quotation: str, *blocks: str) -> Terms | None:
    source = Source(["\n\n".join(blocks)])
    place = find(quotation, source)
    assert isinstance(place, Found)
    return Anchors(source).terms(place)


def leads_to(terms: Terms | None, *blocks: str) -> tuple[int, str]:
    """The number of the block, and the words, that a browser finds."""
    [directive] = directives(address_of_words("https://example.org/", terms))
    page = Page(list(blocks))
    place = page.found(directive)
    assert place
    return place[0][0], page.text(place)


def test_words_that_stand_once_are_named_as_they_are() -> None:
    text = "They said that the pro-peace plan, of 5 % & more, holds."
    terms = terms_of("the pro-peace plan, of 5% & more", text)
    assert terms == Terms("the pro-peace plan, of 5 % & more")
    address = address_of_words("https://example.org/a?b=c", terms)
    assert address == (
        "https://example.org/a?b=c#:~:text=the%20pro%2Dpeace%20plan%2C%20of%205%20%25%20%26%20more"
    )
    assert leads_to(terms, text) == (0, "the pro-peace plan, of 5 % & more")


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("https://e.org", "https://e.org#:~:text=we%20agreed"),
        ("https://e.org/#part", "https://e.org/#part:~:text=we%20agreed"),
        ("https://e.org/#!/route", "https://e.org/#!/route:~:text=we%20agreed"),
        ("https://e.org/#part:~:text=old", "https://e.org/#part:~:text=we%20agreed"),
        ("https://e.org/#", "https://e.org/#:~:text=we%20agreed"),
    ],
)
def test_an_address_keeps_its_own_fragment(url: str, address: str) -> None:
    assert address_of_words(url, Terms("we agreed")) == address
    assert address_of_words(url, None) == url


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("https://e.org/a.pdf", "https://e.org/a.pdf#page=7"),
        ("https://e.org/a.pdf#page=2", "https://e.org/a.pdf#page=7"),
        ("https://e.org/a.pdf#Page=2&view=FitH", "https://e.org/a.pdf#page=7&view=FitH"),
        ("https://e.org/a.pdf?x=1#chapter", "https://e.org/a.pdf?x=1#page=7"),
    ],
)
def test_pages_of_pdfs(url: str, address: str) -> None:
    assert address_of_page(url, 7) == address


def test_words_of_the_page_stand_in_the_address() -> None:
    text = "He said: \u201cL\u2019Europe \u2013 the \ufb01nal of\ufb01ce \u2013 holds\u201d."
    terms = terms_of("the final office - holds", text)
    assert terms
    assert "\ufb01nal of\ufb01ce \u2013 holds" in terms.start
    terms = terms_of("Europe -- the final office", text)
    assert terms
    assert terms.start.startswith("L\u2019Europe")  # one word, for a browser


TWICE = (
    "In May they said that we will not leave Norland alone, and they meant it.",
    "In June they wrote that We Will Not Leave Norland Alone, and nobody believed it.",
)


def test_words_that_stand_twice_are_named_with_what_is_beside_them() -> None:
    first = terms_of("we will not leave Norland alone", *TWICE)
    assert first
    assert (first.prefix, first.suffix) == ("they said that", "and they meant")
    assert leads_to(first, *TWICE)[0] == 0
    second = terms_of("We Will Not Leave Norland Alone", *TWICE)  # a browser sees no case
    assert second
    assert leads_to(second, *TWICE) == (1, "We Will Not Leave Norland Alone,")


def test_what_is_beside_words_may_be_in_the_next_block() -> None:
    blocks = ("We agreed to all of it.", "Then came May.", "We agreed to all of it.", "The end")
    source = Source(["\n\n".join(blocks)])
    place = find("We agreed to all of it.", source, is_meant=lambda at: at > 30)
    assert isinstance(place, Found)
    terms = Anchors(source).terms(place)
    assert terms == Terms("We agreed to all of it.", prefix="Then came May.", suffix="The end")
    assert leads_to(terms, *blocks) == (2, "We agreed to all of it.")


def test_no_term_reaches_beyond_a_block_or_a_line() -> None:
    blocks = ("A heading", "They all agreed to the plan.\nAnd they left the room.", "Nobody came.")
    terms = terms_of("agreed to the plan. And they left the room. Nobody came.", *blocks)
    assert terms == Terms("agreed to the plan.", "Nobody came")
    terms = terms_of("to the plan. And they left", *blocks)
    assert terms
    assert not any("plan. And" in term for term in (terms.start, terms.end))


def test_long_passages_are_named_by_their_ends() -> None:
    words = [f"word{number}" for number in range(90)]
    terms = terms_of(" ".join(words[4:80]), " ".join(words))
    assert terms == Terms("word4 word5 word6 word7 word8", "word75 word76 word77 word78 word79")


def test_what_begins_like_others_is_named_further() -> None:
    start = "It is the view of all ministers that"
    more = "More words. " * 30
    blocks = tuple(f"{start} item {name} matters. {more} The {name} ends." for name in "abc")
    terms = terms_of(f"{start} item c matters. {more} The c", *blocks)
    assert leads_to(terms, *blocks)[0] == 2


def test_where_no_address_leads_the_page_alone_is_linked() -> None:
    blocks = ("We agreed to it.", "We agreed to it.", "We agreed to it.", "We agreed to it.")
    source = Source(["\n\n".join(blocks)])
    place = find("We agreed to it.", source, is_meant=lambda at: 30 < at < 40)
    assert isinstance(place, Found)
    terms = Anchors(source).terms(place)
    assert terms is None or leads_to(terms, *blocks)[0] == 2


def test_short_passages_are_named_with_what_is_beside_them() -> None:
    assert terms_of("we agreed", "Then we agreed, and left.") == Terms(
        "we agreed,", prefix="Then", suffix="and left."
    )
