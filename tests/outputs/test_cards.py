"""The files that hover cards lie in: what they say, how they are cut, when they are written."""

import json
import re
from typing import Any

import pytest

from sphinx_briefing.html.cards.shards import IN_A_PART, hashed, parts_of
from tests.corpus import brief, note, record
from tests.support import Build, Built

FOLDER = "_static/briefing-cards/"
FILES = {
    "who.md": "# Who\n\n"
    + record(
        "actor", "Kaja Example", "She leads; see {claim}`open` and {actor}`five`.",
        id="kaja", kind="person", country="NO", member_of="five",
        offices=["Minister, Norland (2025-01/..)", "Adviser"],
    )
    + record("actor", "The Five", id="five", kind="group")
    + record("term", "LEAP", "A &lt;script>alert(1)&lt;/script> programme.", source="n"),
    "n.md": note(
        record("claim", "Ports open", by="kaja", id="open", credibility=2, locator="para 3")
        + record("claim", "Ports stay shut", by="five", id="shut", disputes="open")
        + record("commitment", "Open them", by="kaja", due="2026-02", id="promise")
        + record("claim", "Secret", by="five", id="secret", tlp="RED"),
        id="n", publisher="Gazette", date="2026-02-20", url="https://example.org/a?b=1&c=2",
        reliability="B",
    ),
    "b.md": brief("{actor}`kaja` {claim}`open`", title="A brief", as_of="2026-02"),
    "plain.md": "# Plain\n\nNothing of ours.\n",
}  # fmt: skip
CONF = {"suppress_warnings": ["toc.not_included", "briefing.marking"]}


def cards(built: Built) -> dict[str, Any]:
    """All cards by their keys."""
    found: dict[str, Any] = {}
    for name in built.files():
        if name.startswith(FOLDER) and not name.endswith("/about.js"):
            found |= call(built, name)
    return found


def call(built: Built, name: str) -> Any:
    match = re.fullmatch(r'briefingCards\("([\w-]+)",(.*)\);\n', built.text(name), re.S)
    assert match, name
    assert name == f"{FOLDER}{match[1]}.js"
    return json.loads(match[2])


def test_a_card_says_what_the_record_says(build: Build) -> None:
    built = build(FILES, conf=CONF)
    assert built.warnings == []
    found = cards(built)
    assert found["actor-kaja"] == {
        "t": "Kaja Example",
        "k": "Person",
        "u": "who.html#actor-kaja",
        "p": "briefing/actor/kaja.html",
        "x": "She leads; see and The Five.",
        "r": [["Country", "Norway"], ["Member of", ["The Five", "who.html#actor-five"]]],
        "o": [["Minister, Norland", "2025-01/..", "2025-01-01", "9999-12-31"], ["Adviser"]],
    }
    assert found["claim-open"]["r"] == [
        ["By", ["Kaja Example", "who.html#actor-kaja"]],
        ["Date", "2026-02-20"],
        ["Grade", "Usually reliable (B)", "Probably true (2)"],
        ["Carried by", "1 source"],
        ["Disputed by", ["Ports stay shut", "n.html#claim-shut"]],
        [
            "Source",
            ["Gazette: A report", "n.html#source-n"],
            ["original", "https://example.org/a?b=1&c=2"],
            "para 3",
        ],
    ]
    assert found["claim-open"]["c"] == 1
    assert found["claim-secret"]["m"] == "RED"
    assert found["commitment-promise"]["d"] == "2026-02-28"
    assert found["term-leap"]["r"][-1][1] == ["Gazette: A report", "n.html#source-n"]
    assert found["source-n"]["k"] == "Source"
    assert found["term-leap"]["x"] == "A <script>alert(1)</script> programme."  # set as text
    about = call(built, f"{FOLDER}about.js")
    assert about["day"] == ["2026-02-20", "2026-02-20"]
    assert about["parts"]["claim"] == 1


def test_every_reference_of_a_page_has_its_card(build: Build) -> None:
    built = build(FILES, conf=CONF)
    found = cards(built)
    links = [
        link
        for name, content in built.files().items()
        if name.endswith(".html")
        for link in re.findall(r'<a [^>]*class="[^"]*brief-ref[^>]*>', content.decode())
    ]
    # The title of a source leads to its address, and an index to profiles.
    there = (re.search(r'href="(?!http)[^"#]*#([^"]*)"', link) for link in links)
    anchors = {match[1] for match in there if match}
    assert len(anchors) > 5
    assert anchors <= found.keys()


def test_pages_without_references_get_no_script(build: Build) -> None:
    built = build(FILES, conf=CONF)
    assert "briefing-cards" in built.text("b.html")
    assert '<meta name="briefing-day" content="2026-02-01/2026-02-28" />' in built.text("b.html")
    for name in ("plain.html", "search.html", "genindex.html"):
        assert "briefing-cards" not in built.text(name)
        assert "briefing-day" not in built.text(name)
    assert "briefing-day" not in built.text("n.html")


def test_cards_can_be_turned_off(build: Build) -> None:
    built = build(FILES, conf={**CONF, "briefing_cards": False})
    assert cards(built) == {}
    assert "briefing-cards" not in built.text("b.html")
    assert 'title="' in built.text("b.html")


def test_many_cards_lie_in_parts_of_moderate_size(build: Build) -> None:
    claims = "".join(
        record("claim", f"Statement number {n} on the ports", by="five", id=f"c{n}")
        for n in range(200)
    )
    built = build(
        {
            **FILES,
            "n.md": note(claims, id="n", publisher="Gazette")
            + record("claim", "Ports open", by="kaja", id="open", source="n"),
        },
        conf=CONF,
    )
    parts = [name for name in built.files() if name.startswith(f"{FOLDER}claim-")]
    assert len(parts) == call(built, f"{FOLDER}about.js")["parts"]["claim"] == 8
    assert all(len(built.text(name)) < 50_000 for name in parts)
    for name in parts:
        number = int(re.search(r"(\d+)\.js", name)[1])  # type: ignore[index]
        assert {hashed(key) % 8 for key in call(built, name)} == {number}
    assert parts_of(200) * IN_A_PART >= 200


def test_only_parts_with_changed_cards_are_written_again(build: Build) -> None:
    built = build(FILES, conf=CONF)
    folder = built.out / FOLDER

    def times() -> dict[str, int]:
        return {path.name: path.stat().st_mtime_ns for path in sorted(folder.iterdir())}

    before = times()
    built.again()
    assert times() == before
    built.again({"n.md": FILES["n.md"].replace("Open them", "Open all of them")})
    after = times()
    assert [name for name in after if after[name] != before[name]] == ["commitment-0.js"]
    built.again({"who.md": FILES["who.md"].replace("Kaja Example", "Kaja Exemplar")})
    changed = {name for name, time in times().items() if time != after[name]}
    assert changed == {"actor-0.js", "claim-0.js", "commitment-0.js"}
    assert built.files() == built.afresh().files()


def test_parts_of_what_is_gone_are_removed(build: Build) -> None:
    built = build(FILES, conf=CONF)
    promise = record("commitment", "Open them", by="kaja", due="2026-02", id="promise")
    built.again({"n.md": FILES["n.md"].replace(promise, "")})
    assert f"{FOLDER}commitment-0.js" not in built.files()
    assert built.files() == built.afresh().files()


def test_a_part_that_was_removed_by_hand_comes_back_with_the_next_change(build: Build) -> None:
    built = build(FILES, conf=CONF)
    built.path(f"{FOLDER}term-0.js").unlink()
    built.again({"plain.md": "# Plain\n\nOther words.\n"})
    assert built.files() == built.afresh().files()


@pytest.mark.parametrize("builder", ["singlehtml", "text"])
def test_other_builders_have_no_cards(build: Build, builder: str) -> None:
    files = build(FILES, builder, conf=CONF).files()
    assert not [name for name in files if name.startswith(FOLDER)]
