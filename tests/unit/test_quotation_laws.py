"""Laws of quotations: what is true is found whatever it looks like, and nothing else is found.

Articles, true quotations and false ones are made up; so it is known what each says. Addresses of
words are read as the specification of text fragments reads them.
"""

import os
import re
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_briefing.quotations import Found, NotFound, Source, find
from sphinx_briefing.quotations.canonical import canonical, composed
from sphinx_briefing.quotations.fragments import Anchors
from sphinx_briefing.quotations.places import address_of_words
from tests.fragments import Page, directives
from tests.quoted import (
    MUTATIONS,
    Article,
    Printed,
    Quoted,
    bare,
    false_quotation,
    quotations,
    true_quotation,
)

COUNT = 5000 if os.environ.get("BRIEFING_LONG_TESTS") else 250


@pytest.mark.parametrize("seed", [1, 2])
def test_true_quotations_lead_to_their_words(seed: int) -> None:
    without = 0
    for article, printed, quoted in quotations(seed, true_quotation, COUNT):
        source = Source([printed.text])
        found = find(quoted.text, source)
        assert isinstance(found, Found), quoted
        assert found.start in _starts(article, printed, quoted), quoted
        terms = Anchors(source).terms(found)
        if terms is None:
            without += 1
        else:
            address = address_of_words("https://example.org/a", terms)
            check_anchor(address, source, found, printed)
    # Those that begin like others, with what stands before them, for a line or more.
    assert without <= COUNT // 50


def _starts(article: Article, printed: Printed, quoted: Quoted) -> set[int]:
    """Where a quotation may begin: where its words do, and where they do once more."""
    words = article.words[quoted.first : quoted.first + quoted.count]
    firsts = {quoted.first, *article.places(words)}
    if quoted.kind != "plain":  # the same words may stand around what was left out
        start, end = words[:2], words[-2:]
        firsts |= set(article.places(start)) if article.places(end) else set()
    # Marks of quotation before a word are no part of it.
    text = printed.text
    return {
        at + len(re.match(r"[^\w-]*", text[at:]).group())  # type: ignore[union-attr]
        for at in (printed.starts[first] for first in firsts)
    }


def check_anchor(address: str, source: Source, found: Found, printed: Printed) -> None:
    """Hold an address to a place: a browser finds that, and no other."""
    page = Page(list(printed.blocks))
    [directive] = directives(address)
    place = page.found(directive)
    assert place is not None, address
    block = source.text.count("\n\n", 0, found.start)
    assert place[0][0] == block, address
    there, wanted = (
        " ".join(page.text(place).split()),
        " ".join(source.text[found.start : found.end].split()),
    )
    assert _core(wanted) in there, address
    assert len(there.split()) <= len(wanted.split()) + 4, address
    begin = printed.text.rfind("\n\n", 0, found.start) + 2 if block else 0
    # For a browser, an elided article is a part of the word after it, and so is what a narrow
    # space joins to it.
    before = re.sub(r"(?<!\w)\w{1,6}['\u2019\u02bc\u2032]\Z", "", printed.text[begin : found.start])
    before = " ".join(before.split())
    there = _core(" ".join(page.blocks[block][: place[0][1]].split()))
    assert _core(before).startswith(there), address
    assert len(_core(before)) - len(there) < 20, address


def _core(text: str) -> str:
    return re.sub(r"\A\W+|\W+\Z", "", text)


@pytest.mark.parametrize("seed", [1, 2])
def test_false_quotations_are_not_found(seed: int) -> None:
    kinds: Counter[str] = Counter()
    said = 0
    for _, printed, quoted in quotations(seed, false_quotation, COUNT):
        found = find(quoted.text, Source([printed.text]))
        assert isinstance(found, NotFound), quoted
        kinds[quoted.kind] += 1
        if found.nearest:
            said += 1
            assert found.nearest.differences, quoted
            for one in found.nearest.differences:
                assert one.source != one.quotation, quoted
    assert set(kinds) == {one.__name__[1:] for one in MUTATIONS}
    assert said > 0.95 * sum(kinds.values())


TEXTS = st.text(
    st.sampled_from(
        "aeiouéßЖжωقم東京5., \u00a0\n\t'\u2019\u201c\"«»-\u2013\u2014\u00ad\u200b()[]…\u0301\ufb01²"
    )
    | st.characters(codec="utf-8"),
    max_size=60,
)


@given(TEXTS)
def test_nothing_is_compared_twice(text: str) -> None:
    once = canonical(composed(text))
    assert canonical(composed(once.text)).text == once.text


@given(TEXTS)
def test_places_lead_back(text: str) -> None:
    found = canonical(composed(text))
    places = [found.mapped.start(at) for at in range(len(found.text))]
    assert places == sorted(places)
    for at, char in enumerate(found.text):
        start, end = found.mapped.start(at), found.mapped.end(at + 1)
        assert 0 <= start < end <= len(found.mapped.written)
        if char.isalnum() and start == found.mapped.start(at):
            assert char in canonical(found.mapped.written[start:end]).text or char == " "
        assert found.mapped.index(start) == places.index(start)


@given(st.lists(TEXTS, max_size=3), TEXTS)
def test_no_text_is_too_strange(pages: list[str], quotation: str) -> None:
    source = Source(pages)
    found = find(quotation, source)
    if isinstance(found, Found):
        assert 0 <= found.start < found.end <= len(source.text)
        Anchors(source).terms(found)
    elif found.nearest:
        assert found.nearest.passage


@given(st.text(st.sampled_from("ab c.,-'5"), min_size=1, max_size=30), st.data())
def test_whole_words_of_a_text_are_found_in_it(text: str, data: st.DataObject) -> None:
    words = text.split()
    if not words or not any(map(str.isalnum, text)):
        return
    start = data.draw(st.integers(0, len(words) - 1))
    end = data.draw(st.integers(start + 1, len(words)))
    run = " ".join(words[start:end])
    if bare(run).strip(" ,-'") and run.strip("-,.' ") == run:
        neighbours = " ".join(words[max(0, start - 1) : start] + words[end : end + 1])
        if not re.search(r"[-,.'%]", neighbours):
            assert isinstance(find(run, Source([text])), Found)
