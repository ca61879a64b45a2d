"""What stood apart because of a passage between stays apart when the passage is gone."""

import pytest

from sphinx_briefing.audiences.cuts import Cut, without

PASSAGE = ["```{restricted} AMBER", "zq", "```"]

APART = {
    "a table": ("| 1 | 2 |", "Text"),
    "strong words": ("Text", "**Strong** words"),
    "a list": ("- one", "Text"),
    "a rule": ("Text", "---"),
    "code": ("Text", "`code` and more"),
    "a link": ("Text", "[a link](https://example.org)"),
}
TOGETHER = {
    "a heading": ("# Heading", "Text"),
    "an item": ("- one", "- two"),
    "an opening": ("```{note}", "Text"),
    "a closing": ("Text", ":::"),
    "an option": (":by: Vik", "Text"),
    "another heading": ("Text", "## Heading"),
}


def _left(above: str, below: str) -> list[str]:
    lines = [f"{line}\n" for line in (above, *PASSAGE, below)]
    return without(lines, [Cut(1, 1 + len(PASSAGE))]).text.splitlines()


@pytest.mark.parametrize("name", APART)
def test_blocks_stay_apart(name: str) -> None:
    above, below = APART[name]
    assert _left(above, below) == [above, "", below]


@pytest.mark.parametrize("name", TOGETHER)
def test_nothing_is_put_in_where_it_need_not_be(name: str) -> None:
    above, below = TOGETHER[name]
    assert _left(above, below) == [above, below]


def test_in_a_list_and_in_a_quotation() -> None:
    in_list = ["- one\n", *(f"  {line}\n" for line in PASSAGE), "  more\n"]
    assert without(in_list, [Cut(1, 4, 2)]).text == "- one\n\n  more\n"
    quoted = ["> one\n", *(f"> {line}\n" for line in PASSAGE), "> *more*\n"]
    assert without(quoted, [Cut(1, 4, 2)]).text == "> one\n>\n> *more*\n"
