"""Marks on nodes: what builders read instead of printed words and of names of classes."""

from xml.etree import ElementTree

import pytest

from sphinx_briefing.presentation.marks import ANNEX, BLOCK, HEAD, MARKER, MARKING, VALUE, VIEW
from tests.corpus import brief, note, record
from tests.support import Build


@pytest.fixture
def resolved(build: Build) -> ElementTree.Element:
    """A brief in French as every builder gets it."""
    files = {
        "n.md": note(
            record("actor", "E5", kind="group")
            + record("claim", "They met", by="E5", id="met", credibility="2"),
            id="walaw",
            reliability="B",
            date="2026-02-20",
            title="T",
        ),
        "b.md": brief(
            "See {claim}`met` [1].\n\n"
            + record("judgement", "It holds", "B.", likelihood="highly likely", confidence="high")
            + record("claims"),
            page_fields={"tlp": "GREEN"},
            date="2026-02-23",
        ),
    }
    built = build(files, "xml", conf={"language": "fr", "briefing_unmarked": "GREEN"})
    assert built.warnings == []
    return ElementTree.fromstring(built.text("b.xml"))


def marks(root: ElementTree.Element, name: str) -> list[tuple[str, str]]:
    return [(node.tag, node.attrib[name]) for node in root.iter() if name in node.attrib]


def test_numbers_of_sources_are_marked_in_the_text_and_in_the_annex(
    resolved: ElementTree.Element,
) -> None:
    assert set(marks(resolved, MARKER)) == {
        ("reference", "1 walaw  claim:met "),
        ("inline", "1 walaw   "),
    }
    # What an author writes in brackets is no number of a source.
    assert " [1]." in "".join(resolved.itertext())


def test_values_are_marked_as_they_are_stored_in_any_language(
    resolved: ElementTree.Element,
) -> None:
    found = {value for _tag, value in marks(resolved, VALUE)}
    assert {
        "judgement likelihood highly\\ likely",
        "judgement confidence high",
        "source reliability B",
        "claim credibility 2",
        "claim date 2026-02-20",
        "brief date 2026-02-23",
        "brief status draft",
    } <= found
    assert "highly likely" not in "".join(resolved.itertext()).lower()


def test_blocks_annexes_views_and_heads_are_marked(resolved: ElementTree.Element) -> None:
    assert marks(resolved, BLOCK) == [("container", "title")]
    assert marks(resolved, MARKING) == [("paragraph", "GREEN")]
    assert marks(resolved, ANNEX) == [("section", "sources"), ("section", "actors")]
    views = [value for _tag, value in marks(resolved, VIEW)]
    assert views == ["table claims", "list sources", "list actors"]
    assert ("paragraph", "claim met") in marks(resolved, HEAD)
    assert ("paragraph", "source walaw") in marks(resolved, HEAD)
