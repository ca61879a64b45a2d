"""Laws that hold for the ledger of any corpus, whatever its authors wrote."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from sphinx_briefing.ledger import Ledger, PageFacts, Reference
from sphinx_briefing.ledger.pages import pack
from sphinx_briefing.records import Record, naming
from tests.ledgers import (
    actor,
    brief,
    claim,
    event,
    facts,
    judgement,
    ledger,
    note,
    position,
    said,
    source,
    term,
    topic,
    unpack,
)

WORDS = ["a", "b", "A", "Union", "union", "E5", "the Five", "a, b", "c/d", "Nobody", "ß", "SS"]
IDS = ["a", "b", "c-d", "e5", "union"]

names = st.lists(st.sampled_from(WORDS), max_size=3).map(tuple)
some = st.lists(st.sampled_from(WORDS), min_size=1, max_size=2).map(tuple)
ids = st.sampled_from(IDS)
days = st.sampled_from([None, "2026", "2026-02-20", "2026-02/2026-03", "2026-02-20/.."])
markings = st.sampled_from([None, "CLEAR", "RED"])


@st.composite
def records(draw: st.DrawFn) -> Record:
    identifier = draw(ids)
    word: str = draw(st.sampled_from(WORDS))
    shared: dict[str, Any] = {"tlp": draw(markings), "line": draw(st.integers(1, 4))}
    kind = draw(st.integers(0, 7))
    if kind == 0:
        named = {"aliases": draw(names), "members": draw(names), "speaks_for": draw(names)}
        return actor(identifier, name=word, **named, **shared)
    if kind == 1:
        return term(identifier, name=word, see=draw(names), aliases=draw(names), **shared)
    if kind == 2:
        return topic(identifier, name=word, parent=draw(names), **shared)
    if kind == 3:
        return event(identifier, "2026", actors=draw(names), source=draw(names), **shared)
    if kind == 4:
        joins = {"corroborates": draw(names), "disputes": draw(names), "source": draw(names)}
        return claim(identifier, by=draw(some), date=draw(days), **joins, **shared)
    if kind == 5:
        return position(identifier, by=draw(some), topic=draw(some), **shared)
    if kind == 6:
        return judgement(identifier, basis=draw(names), text=word, **shared)
    return source(identifier, origin=draw(names), author=draw(names), date=draw(days), **shared)


@st.composite
def pages(draw: st.DrawFn) -> list[PageFacts]:
    found = []
    for number in range(draw(st.integers(1, 4))):
        docname = f"p{number}"
        inside = draw(st.lists(records(), max_size=5))
        fields: dict[str, Any] = {
            "prose": " ".join(draw(names)),
            "topics": draw(names),
            "tlp": draw(markings),
            "left_out": [("actor", draw(st.sampled_from(WORDS)))] if draw(st.booleans()) else [],
            "references": [Reference("actor", name, 3) for name in draw(names)],
        }
        what = draw(st.integers(0, 2))
        if what == 0:
            found.append(facts(docname, *inside, **fields))
        elif what == 1:
            of = source(draw(ids), origin=draw(names), date=draw(days))
            found.append(note(docname, of, *inside, **fields))
        else:
            reference = draw(st.sampled_from([None, "R1", "R2"]))
            supersedes = draw(st.sampled_from([None, "R1", "R2", "r 1"]))
            about = {"reference": reference, "supersedes": supersedes, "date": draw(days)}
            found.append(brief(docname, *inside, about=about, **fields))
    return found


def everything(of: Ledger) -> Any:
    """All that a ledger says, as far as it can be compared."""
    return (
        {kind: dict(of.records(kind)) for kind in of.kinds},
        of.notes,
        of.briefs,
        of.supersedes,
        said(of),
        of.as_of,
        {name: of.mentions_on(name) for name in of.notes.keys() | of.briefs.keys()},
    )


@given(pages(), st.randoms())
@settings(max_examples=150, deadline=None)
def test_the_order_of_pages_makes_no_difference(some_pages: list[PageFacts], random: Any) -> None:
    other = list(some_pages)
    random.shuffle(other)
    assert everything(ledger(*some_pages)) == everything(ledger(*other))


@given(pages())
@settings(max_examples=100, deadline=None)
def test_what_was_packed_says_the_same(some_pages: list[PageFacts]) -> None:
    again = [unpack(pack(page)) for page in some_pages]
    assert everything(ledger(*some_pages)) == everything(ledger(*again))


@given(pages())
@settings(max_examples=150, deadline=None)
def test_what_is_named_is_there(some_pages: list[PageFacts]) -> None:
    house = ledger(*some_pages)
    there = {page.docname for page in some_pages}
    for kind in house.kinds:
        found = house.records(kind)
        assert list(found) == sorted(found)
        for identifier, record in found.items():
            assert record.docname in there
            assert list(record.mentions) == sorted(set(record.mentions) & there)
            for field in naming(house.kinds[kind]):
                named = getattr(record, field.attribute)
                for of_kind, one in field.shape.keys(named):
                    assert one in house.records(of_kind)
                assert len(set(named)) == len(named)
                assert named or not field.required
                assert field.shape.refers != kind or identifier not in named
    for claimed in house.records("claim").values():
        for other in house.disputed_by(claimed.id):
            assert claimed.id in house.disputed_by(other)
        assert claimed.corroboration.independent <= claimed.corroboration.sources
    for docname, line, code, message in said(house):
        assert docname in there
        assert line
        assert code
        assert message


@given(pages())
@settings(max_examples=100, deadline=None)
def test_no_record_is_lost_without_a_word(some_pages: list[PageFacts]) -> None:
    """A record is kept, or something is said on its page."""
    for page in some_pages:
        page.left_out.clear()  # it was said when the page was read
    house = ledger(*some_pages)
    told = {docname for docname, _, _, _ in said(house)}
    for page in some_pages:
        for entry in page.entries:
            kept = house.get(*entry.key)
            place = (kept.docname, kept.line) if kept is not None else None
            assert place == (page.docname, entry.record.line) or page.docname in told
