"""The facts of pages at rest: what is changed is seen, what is forgotten is gone."""

import msgspec

from sphinx_briefing.ledger import PageFacts, StoredPages
from sphinx_briefing.ledger.pages import pack
from tests.ledgers import actor, brief, claim, facts, note, source, unpack


def test_facts_survive_being_packed() -> None:
    pages = [
        note("n", source("s", origin=("wire",)), claim("c", tags=("x",)), actor("a"), tlp="RED"),
        brief("b", about={"reference": "R", "edition": 2}, topics=("T",)),
        facts("p", prose="Plain."),
    ]
    for page in pages:
        found = unpack(pack(page))
        assert msgspec.to_builtins(found) == msgspec.to_builtins(page)
        assert [entry.record for entry in found.entries] == [entry.record for entry in page.entries]
        assert (found.source, found.brief) == (page.source, page.brief)


def test_halves_of_surrogate_pairs_cost_no_page() -> None:
    page = facts("p", claim("c", statement="a\ud800b"), title="t\udc00")
    found = unpack(pack(page))
    assert found.entries[0].record.title_text == "a\ufffdb"
    assert found.title == "t\ufffd"


def test_a_page_that_is_opened_again_is_seen_as_it_is_changed() -> None:
    pages = StoredPages({"a": pack(PageFacts("a", title="Old")), "b": pack(PageFacts("b"))}, unpack)
    assert pages["a"].title == "Old"
    assert [page.title for page in pages.values()] == ["Old", ""]
    pages.open("a").title = "New"
    assert pages["a"].title == "New"
    assert [page.title for page in pages.values()] == ["New", ""]
    pages.seal("a")
    assert pages["a"].title == "New"
    assert [page.title for page in pages.values()] == ["New", ""]


def test_what_is_sealed_is_in_the_dictionary_and_what_is_open_is_not() -> None:
    packed: dict[str, bytes] = {}
    pages = StoredPages(packed, unpack)
    pages.open("b").title = "B"
    assert "b" in pages
    assert list(pages) == ["b"]
    assert packed == {}
    pages.seal("b")
    assert unpack(packed["b"]).title == "B"
    pages.seal("b")  # once more does no harm
    assert len(pages) == 1


def test_pages_come_in_the_order_of_their_names_and_go() -> None:
    pages = StoredPages({}, unpack)
    for name in ("c", "a", "b"):
        pages.open(name)
        pages.seal(name)
    pages.take("d", pack(PageFacts("d", title="D")))
    assert list(pages.items()) == [(name, pages[name]) for name in "abcd"]
    pages.forget("b")
    assert list(pages) == ["a", "c", "d"]
    assert [page.docname for page in pages.values()] == ["a", "c", "d"]
    pages.take("a", pack(PageFacts("a", title="Taken")))
    assert pages["a"].title == "Taken"


def test_whoever_changes_pages_touches_them() -> None:
    def change(pages: StoredPages, how: str) -> bool:
        {"open": pages.open, "forget": pages.forget, "seal": pages.seal}[how]("a")
        return pages.touched

    packed = pack(PageFacts("a"))
    for how, touches in (("open", True), ("forget", True), ("seal", False)):
        assert change(StoredPages({"a": packed}, unpack), how) is touches


def test_a_build_sees_pages_as_it_is_shown_them() -> None:
    def shouted(page: PageFacts) -> PageFacts:
        return PageFacts(page.docname, title=page.title.upper())

    pages = StoredPages({"a": pack(PageFacts("a", title="quiet"))}, unpack, shouted)
    assert pages["a"].title == "QUIET"
    assert pages.open("a").title == "quiet"
