"""Quotations and passages are looked up in the snapshots of their sources."""

import os
from pathlib import Path
from typing import Any

import pytest

from tests.corpus import body_of, brief, note, page, record
from tests.snapshot_files import page as web_page
from tests.snapshot_files import pdf
from tests.support import Build, Built, Content

URL = "https://example.org/ports"
SNAPSHOT = web_page(
    "By Somebody",
    "The ports of Norland stay open, the harbour authority said on Friday.",
    "\u201cWe will not close the ports,\u201d the minister said. \u201cThey stay open for grain "
    "\u2013 and for <b>nothing</b> else.\u201d The council agreed.",
)
WHO = page({}, record("actor", "The minister", id="minister", kind="person"), title="Who")


def claim(passage: str, /, **fields: str) -> str:
    return record("claim", "Ports stay open", id="open", by="minister", passage=passage, **fields)


def quote(body: str, /, **fields: str) -> str:
    return record("quote", "", body, by="minister", id="grain", **fields)


def project(
    body: str, snapshot: Content = SNAPSHOT, name: str = "archive/ports.html", **fields: object
) -> dict[str, Content]:
    """A note with some records, and the snapshot of its source."""
    source: dict[str, Any] = {
        "id": "gazette",
        "title": "Ports",
        "url": URL,
        "language": "en",
        **fields,
    }
    return {
        "who.md": WHO,
        "n.md": note(body, date="2026-02-20", snapshot=name, **source),
        name: snapshot,
    }


def line_of(files: dict[str, Content], words: str, name: str = "n.md") -> int:
    """The line of a file in which words stand first."""
    text = str(files[name])
    return text.count("\n", 0, text.index(words)) + 1


def words_at(built: Built, kind: str, identifier: str) -> tuple[str, str, str]:
    """The source in which the words of a record stand, their address and the locator."""
    record = built.ledger[kind][identifier]
    found = record.get("words-at") or {"source": "", "address": ""}
    return found["source"], found["address"], record["locator"] or ""


def test_words_that_are_there_are_led_to(build: Build) -> None:
    files = project(
        claim("We will not close the ports,")
        + quote('"They stay open for grain - and for [\u2026] else."')
    )
    built = build(files)
    assert built.warnings == []
    address = f"{URL}#:~:text=We%20will%20not%20close%20the%20ports"
    assert words_at(built, "claims", "open") == ("gazette", address, "para 2")
    source, address, locator = words_at(built, "quotes", "grain")
    assert (source, locator) == ("gazette", "para 2")
    assert address.startswith(f"{URL}#:~:text=They%20stay%20open%20for%20grain")


def test_words_that_are_not_there_are_said_at_their_line(build: Build) -> None:
    files = project(
        claim("We will close the ports", credibility="2")
        + quote("They stay open for grain\nand for everything else.")
    )
    assert build(files).warnings == [
        f"n.md:{line_of(files, ':passage:')}: WARNING: claim 'passage': these words are not in the "
        "snapshot of 'gazette'; the nearest are \u201cWe will not close the ports,\u201d: the "
        "quotation leaves out \u201cnot\u201d [briefing.misquoted]",
        f"n.md:{line_of(files, '{quote}')}: WARNING: quote 'grain': these words are not in the "
        "snapshot of 'gazette'; the nearest are \u201cThey stay open for grain \u2013 and for "
        "nothing else.\u201d: the source has \u201cnothing\u201d where the quotation has "
        "\u201ceverything\u201d [briefing.misquoted]",
    ]


@pytest.mark.parametrize(
    ("passage", "said"),
    [
        ("Whales are mammals, as everybody knows", "nor anything like them"),
        ("stay open \u2026 for nothing else", "write [\u2026] for what is left out"),
        ("The council agreed. [\u2026] We will not close the ports", "not in the snapshot of"),
        ("The c\N{CYRILLIC SMALL LETTER O}uncil agreed", "CYRILLIC SMALL LETTER O"),
    ],
)
def test_what_is_wrong_is_said_as_it_is(build: Build, passage: str, said: str) -> None:
    [warning] = build(project(claim(passage))).warnings
    assert said in warning
    assert warning.endswith("[briefing.misquoted]")


def test_it_is_a_check_that_can_be_told_to_be_silent(build: Build) -> None:
    files = project(claim("We will close the ports"))
    assert build(files, conf={"briefing_checks": {"misquoted": "off"}}).warnings == []


def test_it_is_a_warning_that_can_be_suppressed(build: Build) -> None:
    files = project(claim("We will close the ports"))
    quiet = ["toc.not_included", "briefing.misquoted"]
    assert build(files, conf={"suppress_warnings": quiet}).warnings == []


def test_without_a_snapshot_nothing_is_said_unless_it_is_asked_for(build: Build) -> None:
    files: dict[str, Content] = {
        "who.md": WHO,
        "n.md": note(claim("We will close the ports") + quote("Anything goes."), id="gazette"),
    }
    assert build(files).warnings == []


def test_what_cannot_be_looked_up_is_said_if_asked_for(build: Build) -> None:
    files: dict[str, Content] = {
        "who.md": WHO,
        "n.md": note(claim("We will close the ports") + quote("Anything goes."), id="gazette"),
    }
    because = "these words cannot be looked up, since 'gazette' has no snapshot"
    assert build(files, conf={"briefing_checks": {"unverified": "warning"}}).warnings == [
        f"n.md:{line_of(files, ':passage:')}: WARNING: claim 'passage': {because} "
        "[briefing.unverified]",
        f"n.md:{line_of(files, '{quote}')}: WARNING: quote 'grain': {because} "
        "[briefing.unverified]",
    ]


def test_words_may_be_in_any_of_several_sources(build: Build) -> None:
    other = web_page("\u201cThe ports will be dredged,\u201d she added. The Ports Act was passed.")
    body = record("source", "Another", id="other", snapshot="archive/other.html") + record(
        "claim", "Dredged", id="dredged", by="minister", source="gazette, other",
        passage="The ports will be dredged",
    ) + record(
        "claim", "Neither", id="neither", by="minister", source="gazette, other",
        passage="The ports will be drained",
    )  # fmt: skip
    files = project(body) | {"archive/other.html": other}
    built = build(files)
    assert words_at(built, "claims", "dredged") == ("other", "", "para 1")
    [warning] = built.warnings
    assert "the snapshot of 'gazette' or the snapshot of 'other'" in warning
    assert "where the quotation has \u201cdrained\u201d" in warning


def test_words_of_a_source_without_a_snapshot_may_be_in_that(build: Build) -> None:
    body = record("source", "Another", id="other") + record(
        "claim", "Neither", id="neither", by="minister", source="gazette, other",
        passage="The ports will be drained",
    )  # fmt: skip
    assert build(project(body)).warnings == []


def test_a_locator_that_was_written_stays_and_says_which_place_is_meant(build: Build) -> None:
    twice = web_page(
        "We agreed to it, they say.", "Others spoke.", "We agreed to it, too, he says."
    )
    files = project(claim("We agreed to it", locator="para. 3"), twice)
    built = build(files)
    assert built.warnings == []
    _, address, locator = words_at(built, "claims", "open")
    assert locator == "para. 3"
    assert address.endswith(
        "#:~:text=Others%20spoke.-,We%20agreed%20to%20it%2C,-too%2C%20he%20says."
    )


def test_pdfs_have_pages(build: Build) -> None:
    text = pdf("Nothing here.", "The ports of Nor-\nland stay open, she\nsaid on Friday.")
    files = project(claim("The ports of Norland stay open"), text, "archive/ports.pdf")
    built = build(files)
    assert built.warnings == []
    assert words_at(built, "claims", "open") == ("gazette", f"{URL}#page=2", "p. 2")
    assert f'href="{URL}#page=2">p. 2</a>' in built.text("n.html")


def test_an_address_of_a_pdf_takes_no_words(build: Build) -> None:
    files = project(
        claim("We will not close the ports"), "We will not close the ports.", "archive/ports.txt",
        url=f"{URL}.pdf",
    )  # fmt: skip
    assert words_at(build(files), "claims", "open") == ("gazette", f"{URL}.pdf", "para 1")


def test_an_archived_page_is_led_to_where_there_is_no_other(build: Build) -> None:
    files = project(claim("We will not close"), url="", archived="https://archive.example.org/1")
    _, address, _ = words_at(build(files), "claims", "open")
    assert address.startswith("https://archive.example.org/1#:~:text=")


@pytest.mark.parametrize("passage", ["ports", "[the] ports [\u2026]", "\u2026", "\u5b89\u5168"])
def test_a_passage_of_one_word_is_a_warning(build: Build, passage: str) -> None:
    files = project(claim(passage))
    [warning] = build(files).warnings
    assert warning.startswith(
        f"n.md:{line_of(files, ':passage:')}: WARNING: claim: the passage {passage!r} is too short "
        "to be found; quote two words or more [briefing.field]"
    )


def test_a_quotation_of_one_word_is_looked_up(build: Build) -> None:
    built = build(project(quote("Nothing!") + record("quote", "", "ports", by="minister", id="p")))
    [warning] = built.warnings
    assert "quote 'grain'" in warning
    assert words_at(built, "quotes", "p") == ("gazette", URL, "")  # which of them, nobody knows


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("archive/ports.html", None, "is not there"),
        ("../ports.html", None, "is outside the sources"),
        ("/etc/ports.html", None, "is an absolute path"),
        ("archive", None, "is not there"),
        ("archive/ports.docx", b"PK", "save it as PDF"),
        ("archive/ports.html", b"", "is empty"),
        ("archive/ports.html", b"\x89PNG\r\n\x1a\n" + bytes(99), "is a PNG picture"),
        ("archive/ports.pdf", b"<html><p>We will not close the ports", "is HTML"),
        ("archive/ports.pdf", pdf("We will not close the ports", user="secret"), "password"),
        ("archive/ports.wacz", b"PK\x03\x04", "archive/ports.wacz"),
        ("archive/ports.txt", bytes(51_000_000), "larger than 50 MB"),
    ],
)  # fmt: skip
def test_a_snapshot_that_cannot_be_read_is_said_once(
    build: Build, name: str, content: bytes | None, said: str
) -> None:
    body = claim("We will not close the ports") + quote("They stay open")
    files = project(body, content or b"", name)
    if content is None:
        del files[name]
    built = build(files)
    [warning] = built.warnings
    assert warning.startswith(f"n.md:{line_of(files, 'snapshot:')}: WARNING: source: 'snapshot': ")
    assert said in warning
    assert warning.endswith("[briefing.front_matter]")
    assert "Ports stay open" in built.text("n.html")
    assert built.ledger["claims"]["open"]["passage"] == "We will not close the ports"
    assert built.again().warnings == [warning]


def test_that_of_a_source_of_its_own_is_said_there(build: Build) -> None:
    body = record("source", "A speech", id="speech", date="2026", snapshot="gone.html")
    files: dict[str, Content] = {
        "who.md": WHO,
        "n.md": page({}, body + claim("It is so", source="speech")),
    }
    [warning] = build(files).warnings
    assert warning == (
        f"n.md:{line_of(files, ':snapshot:')}: WARNING: source 'speech': 'snapshot': 'gone.html' "
        "is not there; write its path from the folder of the pages, or save what was read under "
        "that name [briefing.field]"
    )


def test_a_file_that_comes_goes_or_changes_is_looked_at_anew(build: Build) -> None:
    files = project(claim("We will not close the ports"))
    snapshot = files.pop("archive/ports.html")
    files["b.md"] = brief("It is so. {claim}`open`\n\n" + record("claims", as_="list"))
    built = build(files)
    [missing] = built.warnings
    assert "is not there" in missing
    assert "#:~:text=" not in built.text("b.html")
    built.again({"archive/ports.html": snapshot})
    assert built.warnings == []
    assert f'href="{URL}#:~:text=We%20will%20not%20close%20the%20ports"' in built.text("b.html")
    assert built.files() == built.afresh().files()
    built.again({"archive/ports.html": web_page("We will now close the ports, he said.")})
    [warning] = built.warnings
    assert "the source has \u201cnow\u201d where the quotation has \u201cnot\u201d" in warning
    assert "#:~:text=" not in built.text("b.html")
    assert built.files() == built.afresh().files()
    built.again({"archive/ports.html": None})
    assert built.warnings == [missing]
    assert built.files() == built.afresh().files()


def test_a_file_beside_its_note_is_found_where_the_top_folder_has_none(build: Build) -> None:
    files = project(claim("We will not close the ports"))
    files = {"who.md": WHO, "notes/n.md": files["n.md"], "notes/archive/ports.html": SNAPSHOT}
    built = build(files)
    assert built.warnings == []
    assert words_at(built, "claims", "open")[0] == "gazette"
    built.again({"archive/ports.html": web_page("We will now close the ports, he said.")})
    [warning] = built.warnings
    assert warning.startswith(f"notes/n.md:{line_of(files, ':passage:', 'notes/n.md')}: ")
    assert built.files() == built.afresh().files()
    built.again({"archive/ports.html": None})
    assert built.warnings == []
    assert built.files() == built.afresh().files()


def texts_of_snapshots(built: Built) -> Path:
    return built.root / built.run / "doctrees" / "briefing-snapshots"


def test_what_has_not_changed_is_not_read_again(build: Build) -> None:
    files = project(claim("We will not close the ports") + quote("They stay closed for grain"))
    built = build(files)
    [warning] = built.warnings
    kept = texts_of_snapshots(built)
    assert list(kept.iterdir())
    for path in kept.iterdir():
        path.unlink()
    assert built.again().warnings == [warning]
    # A page that has changed makes no difference to the words of others.
    assert built.again({"who.md": WHO + "\nMore.\n"}).warnings == [warning]
    assert built.again({"n.md": str(files["n.md"]) + "\nMore.\n"}).warnings == [warning]
    assert list(kept.iterdir()) == []
    built.again({"n.md": str(files["n.md"]).replace("not close", "not shut")})
    assert len(built.warnings) == 2
    assert list(kept.iterdir())


def test_many_processes_find_the_same(build: Build) -> None:
    files = project(claim("We will not close the ports") + quote("They stay closed for grain"))
    files |= {f"p{number}.md": page({}, "{claim}`open`") for number in range(8)}
    one, many = build(files), build(files, jobs=2)
    assert one.warnings == many.warnings
    assert one.files() == many.files()


def test_what_is_printed_leads_to_the_words(build: Build) -> None:
    files = project(
        claim("We will not close the ports") + quote("They stay open for grain", language="en-GB"),
        publisher="Gazette",
    )
    selections = record("claims", as_="list") + record("quotes") + record("claims")
    files["b.md"] = brief("It is so. {claim}`open` {quote}`grain`\n\n" + selections)
    built = build(files, conf={"briefing_cards": True})
    assert built.warnings == []
    address = f"{URL}#:~:text=We%20will%20not%20close%20the%20ports"
    in_note, in_brief = body_of(built, "n.html"), body_of(built, "b.html")
    link = f'<a class="brief-verbatim reference external" href="{address}">para 2</a>'
    passage = (
        '<blockquote class="brief-quote-text brief-passage" lang="en">\n'
        "<div><p>We will not close the ports</p>"
    )
    assert (in_note.count(link), in_brief.count(link)) == (1, 2)  # of a list and of a table
    assert (in_note.count(passage), in_brief.count(passage)) == (1, 1)
    assert '<blockquote class="brief-quote-text" lang="en-GB">' in in_brief
    # From the marker in the text to the entry of its source, and from there to the words.
    cited = in_brief[in_brief.index("brief-cited") :]
    assert f'href="{address}">\u201cWe will not close the ports\u201d</a>' in cited
    # Or from its card.
    [cards] = [text for name, text in built.files().items() if name.endswith("claim-0.js")]
    row = f'["Wording",["\u201cWe will not close the ports\u201d","{address}","en"]]'
    assert row in cards.decode("unicode-escape").encode("latin-1").decode() or row in cards.decode()


def test_locators_are_printed_in_the_language_of_the_house(build: Build) -> None:
    files = project(claim("We will not close the ports"))
    built = build(files, conf={"language": "de"})
    assert ">Abs. 2</a>" in built.text("n.html")
    assert words_at(built, "claims", "open")[2] == "para 2"


def test_a_day_before_a_source_knows_no_words_of_it(build: Build) -> None:
    printed = "{claim}`dredged`\n\n" + record("claims", as_="list")
    later = web_page("The ports will be dredged, she added in June.")
    files: dict[str, Content] = {
        "who.md": WHO,
        "n.md": note(
            record(
                "claim", "Dredged", id="dredged", by="minister", source="early, late",
                passage="The ports will be dredged",
            ),
            id="early", date="2026-01-01",
        ),
        "late.md": note("", id="late", date="2026-06-01", url=URL, snapshot="late.html"),
        "late.html": later,
        "before.md": brief(printed, date="2026-02-01"),
        "after.md": brief(printed, date="2026-07-01"),
    }  # fmt: skip
    built = build(files)
    assert built.warnings == []
    assert "#:~:text=" not in built.text("before.html")
    assert "para 1" not in built.text("before.html")
    assert "#:~:text=" in built.text("after.html")


KIND = """
from typing import Annotated
from sphinx_briefing import api

class Finding(api.Record, frozen=True, kw_only=True):
    kind_name, plural, argument = "finding", "findings", "statement"
    marker = True
    statement: api.Words
    evidence: api.Passage | None = None
    more: Annotated[str | None, api.passage("more of its words", label="More")] = None

def setup(app):
    api.add_kind(app, Finding)
    api.add_field(app, "event", "reported", api.passage("the words of the report"))
"""


def test_kinds_and_fields_of_others_are_looked_up_too(build: Build) -> None:
    body = record(
        "finding", "Open", id="open", evidence="We will not close the ports",
        more="They stay closed for grain",
    ) + record(
        "event", "Closing", id="closing", date="2026-02", reported="The council disagreed",
    )  # fmt: skip
    files = project(body) | {
        "conf.py": f"{KIND}\n{_conf()}",
        "b.md": page({}, record("findings", as_="list") + record("findings", as_="table")),
    }
    built = build(files)
    where = [warning.partition(" WARNING: ")[2].partition(":")[0] for warning in built.warnings]
    assert where == ["finding 'more'", "event 'reported'"]
    found = built.ledger["findings"]["open"]["words-at"]
    assert found["address"] == f"{URL}#:~:text=We%20will%20not%20close%20the%20ports"
    text = built.text("b.html")
    assert text.count("We will not close the ports") == 1  # in no table
    assert f'href="{found["address"]}"' in text


def _conf() -> str:
    from tests.support import BASE_CONF, _assignments

    return "\n".join(_assignments(BASE_CONF))


def test_a_pipe_or_a_device_ends_no_build(build: Build) -> None:
    files = project(claim("We will not close the ports"))
    files["m.md"] = note(id="zero", snapshot="z.html")
    del files["archive/ports.html"]
    built = build(files)
    (built.src / "archive").mkdir()
    os.mkfifo(built.src / "archive/ports.html")
    (built.src / "z.html").symlink_to("/dev/zero")
    for again in (built.again(), built.again()):
        assert [said.partition("'snapshot': ")[2][:45] for said in again.warnings] == [
            "'z.html' is outside the sources; move it into",
            "'archive/ports.html' is no file; save what wa",
        ]


@pytest.mark.parametrize("words", ["We [\u2026] " * 3000, "\u2026 " * 30_000 + "end"])
def test_more_than_can_be_looked_up_is_one_warning(build: Build, words: str) -> None:
    built = build(project(claim(f"The {words} ports"), snapshot=web_page("We go. " * 6000)))
    [warning] = built.warnings
    assert "too long to be looked up in parts" in warning
    assert warning.endswith("[briefing.misquoted]")


def test_messages_stay_short(build: Build) -> None:
    name = "a/" * 500 + "b.html"
    files = project(claim("x" * 10_000)) | {"m.md": note(id="far", snapshot=name)}
    warnings = build(files).warnings
    assert len(warnings) == 2
    assert max(map(len, warnings)) < 400


def test_a_page_is_no_snapshot_of_itself_and_the_start_page_stays(build: Build) -> None:
    body = claim("We will not close the ports")
    own = note(body, id="gazette", date="2026-02-20", snapshot="n.md")
    start = note(id="start", snapshot="index.md")
    built = build({"who.md": WHO, "n.md": own, "m.md": start})
    [warning] = built.warnings
    assert "'n.md' is this page itself" in warning
    assert "index.html" in built.files()
