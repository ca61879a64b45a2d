"""What briefs rest on and has been retracted or withdrawn: said where it is cited, on their day."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import pytest

from tests.corpus import brief, note, page, record, rst_record
from tests.support import Build

REGISTER = page(
    {}, record("actor", "Norland", kind="state") + record("topic", "Ports"), "Registers"
)
CLAIMS = (
    record("claim", "Ports are open", by="Norland", id="open", topic="Ports")
    + record("claim", "Trains run", by="Norland", id="trains")
    + record("quote", "", "We have opened them.", by="Norland", id="words")
    + record("commitment", "Open a port", by="Norland", id="port")
)
GONE = {"retracted": "2026-02-10", "retraction": "the publisher withdrew it"}
SECOND = note(
    record("claim", "Roads are open", by="Norland", id="roads")
    + record("claim", "Roads are shut", by="Norland", id="shut"),
    title="Second", id="two", date="2026-02-02",
)  # fmt: skip
RETRACTED = "source 'one', which was retracted on 2026-02-10 (the publisher withdrew it)"
CITE = "leave it out, or cite what still stands"


def files(
    text: str,
    *,
    first: Mapping[str, Any] = MappingProxyType(GONE),
    second: str = SECOND,
    **fields: Any,
) -> dict[str, str]:
    return {
        "r.md": REGISTER,
        "n.md": note(CLAIMS, id="one", date="2026-02-01", **first),
        "m.md": second,
        "b.md": brief(text, **fields),
    }


def judgement(identifier: str, basis: str, **fields: str) -> str:
    return record(
        "judgement", f"Judgement {identifier}", id=identifier, likelihood="likely", basis=basis,
        **fields,
    )  # fmt: skip


def said(warnings: list[str]) -> list[str]:
    assert all(one.endswith(" [briefing.retracted]") for one in warnings), warnings
    found = [one.removesuffix(" [briefing.retracted]").split(": WARNING: ") for one in warnings]
    return [f"{place}: {message}" for place, message in found]


def test_a_retracted_source_is_said_where_it_is_cited(build: Build) -> None:
    text = "See {source}`one`.\n\nAnd {claim}`open`, {claim}`trains`.\n\nAnd {quote}`words`.\n"
    assert said(build(files(text)).warnings) == [
        f"b.md:9: source 'one' was retracted on 2026-02-10 (the publisher withdrew it); {CITE}",
        f"b.md:11: claim 'open' rests on {RETRACTED}; {CITE}",
        f"b.md:11: claim 'trains' rests on {RETRACTED}; {CITE}",
        f"b.md:13: quote 'words' rests on {RETRACTED}; {CITE}",
    ]


def test_what_has_another_source_stands_and_cites_the_retracted_one(build: Build) -> None:
    second = SECOND.replace(":id: roads", ":id: roads\n:source: one, two")
    built = build(files("See {claim}`roads`.\n", second=second))
    assert said(built.warnings) == [
        f"b.md:9: claim 'roads' rests on {RETRACTED} among others; {CITE}"
    ]


def test_a_withdrawn_claim_is_said_with_what_replaces_it(build: Build) -> None:
    second = SECOND.replace(":id: roads", ":id: roads\n:withdrawn: 2026-02-12\n:replaced-by: shut")
    built = build(files("See {claim}`roads`.\n", first={}, second=second))
    assert said(built.warnings) == [
        "b.md:9: claim 'roads' was withdrawn on 2026-02-12 and replaced by 'shut'; "
        "refer to 'shut' instead"
    ]
    second = second.replace(":id: shut", ":id: shut\n:withdrawn: 2026-02-13")
    assert said(build(files("See {claim}`roads`.\n", first={}, second=second)).warnings) == [
        "b.md:9: claim 'roads' was withdrawn on 2026-02-12, and so was what replaced it; " + CITE
    ]


def test_the_day_of_the_brief_decides(build: Build) -> None:
    text = "See {claim}`open`.\n\n" + judgement("j", "open")
    built = build(files(text, as_of="2026-02-09"))
    assert built.warnings == []
    assert (
        "briefing: 1 brief rests on what was withdrawn after their day: b of 2026-02-09 "
        "(source 'one' was retracted on 2026-02-10 (the publisher withdrew it)); "
        "bring out a new edition"
    ) in built.messages
    assert "bring out" in built.again().messages  # until somebody does
    built = built.again({"b.md": brief(text, as_of="2026-02-10")})
    assert len(built.warnings) == 2
    assert "bring out" not in built.messages


def test_what_is_kept_up_no_more_needs_no_new_edition(build: Build) -> None:
    text = "See {claim}`open`.\n"
    for status in ("superseded", "withdrawn"):
        built = build(files(text, as_of="2026-02-09", status=status))
        assert "bring out" not in built.messages
    newer = brief(reference="NL-2", supersedes="NL-1", title="Newer")
    old = files(text, as_of="2026-02-09", reference="NL-1", status="superseded")
    assert "bring out" not in build({**old, "c.md": newer}).messages


@pytest.mark.parametrize(
    ("view", "said_at", "what"),
    [
        ("```{claims}\n:topic: Ports\n```", 9, f"claim 'open' rests on {RETRACTED}; {CITE}"),
        (
            "```{claims}\n:by: Norland\n```",
            9,
            f"claims 'open', 'trains' rest on {RETRACTED}; {CITE.replace('it out', 'them out')}",
        ),
        ("```{claims}\n:ids: roads, open\n```", 10,
         f"option 'ids': claim 'open' rests on {RETRACTED}; {CITE}"),
        ("```{claims}\n:source: one\n```", 10,
         "option 'source': source 'one' was retracted on 2026-02-10 "
         f"(the publisher withdrew it); {CITE}"),
        ("```{sources}\n:scope: all\n```", 9,
         f"source 'one' was retracted on 2026-02-10 (the publisher withdrew it); {CITE}"),
        ("```{notes}\n```", 9,
         f"source 'one' was retracted on 2026-02-10 (the publisher withdrew it); {CITE}"),
    ],
)  # fmt: skip
def test_a_selection_that_prints_it_is_said_once(
    build: Build, view: str, said_at: int, what: str
) -> None:
    assert said(build(files(view)).warnings) == [f"b.md:{said_at}: {what}"]


@pytest.mark.parametrize(
    "view",
    [
        "```{claims}\n:ids: roads\n```",
        "```{claims}\n:until: 2026-01\n```",
        "```{actors}\n:scope: all\n```",
        "{actor}`Norland` and {topic}`Ports`",
        "```{briefs}\n```",
    ],
)
def test_what_cites_nothing_of_it_is_left_alone(build: Build, view: str) -> None:
    assert build(files(view)).warnings == []


def test_a_judgement_is_said_at_its_own_line_with_the_reason(build: Build) -> None:
    text = (
        judgement("falls", "open, source:one")
        + judgement("weak", "open, roads, trains")
        + judgement("nested", "judgement:falls, roads")
        + judgement("stands", "roads")
        + record("recommendation", "Do it", id="do", basis="judgement:falls")
        + record("recommendation", "Do more", id="more", basis="open, roads")
    )
    one = f"lost with {RETRACTED}"
    assert said(build(files(text)).warnings) == [
        f"b.md:9: judgement 'falls' falls: all of its basis is gone: claim 'open' is {one}; "
        "source 'one' was retracted on 2026-02-10 (the publisher withdrew it); "
        "drop it, or give it another basis",
        "b.md:15: judgement 'weak' is weakened: 2 of the 3 records it rests on are gone: "
        f"claim 'open' is {one}; claim 'trains' is {one}; "
        "judge it anew, and take out of its basis what is gone",
        "b.md:21: judgement 'nested' is weakened: 1 of the 2 records it rests on is gone: "
        "judgement 'falls' falls; judge it anew, and take out of its basis what is gone",
        "b.md:38: recommendation 'more' is weakened: 1 of the 2 records it rests on is gone: "
        f"claim 'open' is {one}; judge it anew, and take out of its basis what is gone",
    ]


def test_a_judgement_of_another_page_is_said_for_the_brief_that_cites_it(build: Build) -> None:
    found = files("See {judgement}`j`.\n\n```{judgements}\n```\n")
    found["q.md"] = page({}, judgement("j", "open"), "Judgements")
    (warning,) = said(build(found).warnings)
    assert warning.startswith("q.md:3: for the brief b, which cites it, judgement 'j' falls")


def test_a_judgement_is_said_once_for_the_brief_that_it_stands_in(build: Build) -> None:
    found = files(judgement("j", "open"))
    found["a.md"] = brief("See {judgement}`j`.\n", title="Other")
    (warning,) = said(build(found).warnings)
    assert warning.startswith("b.md:9: judgement 'j' falls")


def test_what_a_record_of_the_brief_names_is_cited(build: Build) -> None:
    text = judgement("j", "roads", against="open") + record(
        "claim", "Told again", by="Norland", source="one", id="again"
    )
    assert said(build(files(text)).warnings) == [
        f"b.md:13: judgement 'against': claim 'open' rests on {RETRACTED}; {CITE}",
        f"b.md:18: claim 'again' rests on {RETRACTED}; {CITE}",
    ]


def test_restructuredtext_and_included_files_say_their_lines(build: Build) -> None:
    found = files("```{include} part.txt\n```\n")
    found["part.txt"] = "Of {claim}`open`.\n"
    found["c.rst"] = (
        "---\nbrief:\n  kind: policy\n  date: 2026-02-23\n  status: draft\n---\nOther\n=====\n\n"
        ":claim:`open`\n\n"
        + rst_record("judgement", "J", likelihood="likely", basis="open", id="j")
    )
    places = [one.split(" ")[0] for one in said(build(found).warnings)]
    assert places == ["part.txt:1:", "c.rst:10:", "c.rst:12:"]


def test_notes_and_other_pages_may_cite_what_they_like(build: Build) -> None:
    found = files("")
    found["p.md"] = page({}, "See {claim}`open`.\n", "Other")
    assert build(found).warnings == []


def test_it_can_be_a_note_or_off(build: Build) -> None:
    text = "See {claim}`open`.\n"
    for level in ("off", "note"):
        built = build(files(text), conf={"briefing_checks": {"retracted": level}})
        assert built.warnings == []
    assert build(files(text), conf={"suppress_warnings": ["briefing.retracted"]}).warnings == []


def test_why_without_when_is_said(build: Build) -> None:
    found = files("See {claim}`open`.\n", first={"retraction": "It was wrong"})
    (warning,) = build(found).warnings
    assert warning == (
        "n.md:6: WARNING: source 'retraction': says why it was retracted and not when; write the "
        "day as 'retracted', or remove it [briefing.front_matter]"
    )
    source = record("source", "A speech", id="speech", retraction="It was wrong")
    (warning,) = build({"p.md": page({}, source)}).warnings
    assert warning.startswith("p.md:5: WARNING: source 'retraction': says why")
    assert warning.endswith("[briefing.field]")
