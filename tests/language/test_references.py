"""Roles: the text of a link, source markers and their numbers, first use."""

import re

import pytest
from sphinx.util.inventory import InventoryFile

from tests.corpus import body_of, brief, element, note, page, plain, printed, prose, record, refs
from tests.support import Build, Built, build_project

REGISTER = page(
    {},
    record("actor", "E5", "Five ministers.", kind="group", long="European Five", aliases="the Five")
    + record("actor", "Boris Pistorius", kind="person", id="pist", aliases="Pistorius")
    + record("actor", "Kingdom", kind="state", abbr="UK", long="United Kingdom")
    + record("term", "LEAP", long="Low-Cost Effectors", id="leap")
    + record("topic", "Peace")
    + record("event", "The meeting", date="2026", id="meet"),
)
NOTES = {
    "register.md": REGISTER,
    "n1.md": note(record("claim", "One", by="E5", id="one") + record("quote", "", "We.", by="E5",
                  id="we"), title="N1"),
    "n2.md": note(record("claim", "Two", by="E5", id="two", locator="para 2")
                  + record("position", "Pos", by="E5", topic="Peace", id="pos"), title="N2"),
}  # fmt: skip
OFF: dict[str, object] = {"briefing_autolink": "off"}


def built_page(build: Build, body: str, conf: dict[str, object] = OFF) -> str:
    built = build({**NOTES, "p.md": page({}, body)}, conf=conf)
    assert built.warnings == []
    return body_of(built, "p.html")


@pytest.mark.parametrize(
    ("role", "text", "href"),
    [
        ("{actor}`Pistorius`", "Pistorius", "register.html#actor-pist"),
        ("{actor}`pist`", "Boris Pistorius", "register.html#actor-pist"),
        ("{actor}`PISTORIUS`", "PISTORIUS", "register.html#actor-pist"),
        ("{actor}`the minister <pist>`", "the minister", "register.html#actor-pist"),
        ("{actor}`the minister <Pistorius>`", "the minister", "register.html#actor-pist"),
        ("{topic}`peace`", "Peace", "register.html#topic-peace"),
        ("{event}`The meeting`", "The meeting", "register.html#event-meet"),
        ("{event}`meet`", "The meeting", "register.html#event-meet"),
        ("{term}`the programme <LEAP>`", "the programme", "register.html#term-leap"),
        ("{actor}`the five`", "the five", "register.html#actor-e5"),
        ("{brief:actor}`Pistorius`", "Pistorius", "register.html#actor-pist"),
    ],
)
def test_the_text_of_a_link(build: Build, role: str, text: str, href: str) -> None:
    (ref,) = refs(built_page(build, f"{role}\n"))
    assert (ref.text, ref.href) == (text, href)


def test_a_reference_has_a_hover_card(build: Build) -> None:
    html = built_page(build, "{actor}`Pistorius` {actor}`E5` {claim}`one`\n")
    first, second, third = refs(html)
    assert "Boris Pistorius" in first.title
    assert "European Five" in second.title
    assert "Five ministers." in second.title
    assert "One" in third.title


# -- first use ----------------------------------------------------------------------------------


def test_the_first_use_is_spelled_out(build: Build) -> None:
    body = "{term}`LEAP` {term}`LEAP`.\n\n{actor}`e5` {actor}`E5` {term}`leap`\n"
    found = [ref.text for ref in refs(built_page(build, body))]
    assert found == ["Low-Cost Effectors (LEAP)", "LEAP", "European Five (E5)", "E5", "LEAP"]


def test_first_use_can_be_turned_off(build: Build) -> None:
    html = built_page(build, "{term}`LEAP` {actor}`E5`\n", {**OFF, "briefing_first_use": False})
    assert [ref.text for ref in refs(html)] == ["LEAP", "E5"]


def test_own_text_is_never_expanded_and_is_not_a_first_use(build: Build) -> None:
    html = built_page(build, "{term}`the thing <LEAP>` {term}`LEAP`\n")
    assert [ref.text for ref in refs(html)] == ["the thing", "Low-Cost Effectors (LEAP)"]


def test_each_page_has_its_own_first_use(build: Build) -> None:
    files = {**NOTES, "a.md": page({}, "{term}`LEAP`\n"), "b.md": page({}, "{term}`LEAP`\n")}
    built = build(files, conf=OFF)
    for name in "ab":
        (ref,) = refs(body_of(built, f"{name}.html"))
        assert ref.text == "Low-Cost Effectors (LEAP)"


def test_first_use_in_plain_prose(build: Build) -> None:
    html = built_page(build, "The LEAP starts. LEAP ends.\n", {})
    assert [ref.text for ref in refs(html)] == ["Low-Cost Effectors (LEAP)"]
    assert "ends" in plain(html)


def test_annexes_and_title_do_not_use_up_the_first_use(build: Build) -> None:
    body = "## On {term}`LEAP`\n\n{term}`LEAP` it is.\n"
    built = build({**NOTES, "b.md": brief(body)}, conf=OFF)
    texts = [ref.text for ref in refs(prose(body_of(built, "b.html")), "term")]
    assert texts[-1] == "Low-Cost Effectors (LEAP)"


# -- source markers -----------------------------------------------------------------------------


def test_markers_are_numbered_in_the_order_of_the_page(build: Build) -> None:
    body = "A {claim}`two`, b {claim}`one`.\n\nC {quote}`we`, d {position}`pos` {source}`n1`.\n"
    found = refs(built_page(build, body))
    assert [ref.text for ref in found] == ["[1]", "[2]", "[2]", "[1]", "[2]"]
    assert [ref.kind for ref in found] == ["claim", "claim", "quote", "position", "source"]
    assert [ref.href for ref in found] == [
        "n2.html#claim-two",
        "n1.html#claim-one",
        "n1.html#quote-we",
        "n2.html#position-pos",
        "n1.html#source-n1",
    ]


def test_own_text_stands_before_the_marker(build: Build) -> None:
    html = built_page(build, "So {claim}`they said <one>`, and {claim}`again <two>`.\n")
    assert "So they said [1], and again [2]." in plain(html)


def test_each_page_counts_for_itself(build: Build) -> None:
    files = {
        **NOTES,
        "a.md": page({}, "{claim}`two` {claim}`one`\n"),
        "b.md": page({}, "{claim}`one` {claim}`two`\n"),
    }
    built = build(files, conf=OFF)
    for name in "ab":
        found = refs(body_of(built, f"{name}.html"))
        assert [ref.text for ref in found] == ["[1]", "[2]"]


def test_the_numbers_are_those_of_the_list_of_sources(build: Build) -> None:
    built = build({**NOTES, "b.md": brief("{claim}`two` and {claim}`one`.\n")}, conf=OFF)
    annex = element(body_of(built, "b.html"), "brief-annex-sources")
    text = plain(annex)
    assert printed(annex, "source") == ["n2", "n1"]
    assert text.index("[1]") < text.index("[2]")


def test_selections_are_numbered_with_the_prose(build: Build) -> None:
    body = record("claims", ids="one", as_="table") + "{claim}`two` {claim}`one`\n"
    built = build({**NOTES, "b.md": brief(body)}, conf=OFF)
    markers = [
        ref.text
        for ref in refs(prose(body_of(built, "b.html")), "claim")
        if "brief-marker" in ref.classes or ref.text.startswith("[")
    ]
    assert markers == ["[1]", "[2]", "[1]"]


# -- anchors ------------------------------------------------------------------------------------


def test_anchors_survive_reordering_and_rewording(build: Build) -> None:
    first = record("claim", "One", "Prose.", by="E5", id="one")
    second = record("claim", "Two", "More.", by="E5")
    built = build({**NOTES, "n1.md": note(first + second + record("quote", "", "W", by="E5"))})
    for anchor in ("claim-one", "claim-two"):
        assert f'id="{anchor}"' in built.text("n1.html")
    built.again({"n1.md": note(second + first.replace("Prose", "Other words"))})
    for anchor in ("claim-one", "claim-two"):
        assert f'id="{anchor}"' in built.text("n1.html")


def test_records_have_their_classes(build: Build) -> None:
    html = body_of(build(NOTES), "register.html")
    for kind in ("actor", "term", "topic", "event"):
        assert f'class="brief-record brief-{kind} ' in html


def test_the_inventory_holds_every_record(build: Build) -> None:
    built = build(NOTES)
    with (built.out / "objects.inv").open("rb") as stream:
        found = InventoryFile.load(stream, "", lambda base, path: path)
    assert found["brief:actor"]["e5"].uri == "register.html#actor-e5"
    assert found["brief:actor"]["pist"].display_name == "Boris Pistorius"
    for kind, name in {
        "claim": "one",
        "quote": "we",
        "position": "pos",
        "topic": "peace",
        "event": "meet",
        "source": "n1",
        "term": "leap",
    }.items():
        assert name in found[f"brief:{kind}"]
    assert any(name.lower() == "leap" for name in found["std:term"])


@pytest.fixture(scope="module")
def assembled(tmp_path_factory: pytest.TempPathFactory) -> Built:
    files = {
        **NOTES,
        "b1.md": brief("{claim}`two` {term}`LEAP`\n", title="B1"),
        "b2.md": brief("{claim}`one` {claim}`two` {term}`LEAP`\n", title="B2"),
    }
    root = tmp_path_factory.mktemp("assembled")
    return build_project(root / "p", files, "singlehtml", conf=OFF)


def test_pages_count_for_themselves_in_one_document(assembled: Built) -> None:
    assert assembled.warnings == []
    html = assembled.text("index.html")
    second = html[html.index(">B2<") :]
    found = [ref.text for ref in refs(second)[:3]]
    assert found == ["[1]", "[2]", "Low-Cost Effectors (LEAP)"]


def test_no_id_is_given_twice_in_one_document(assembled: Built) -> None:
    ids = re.findall(r'\sid="([^"]+)"', assembled.text("index.html"))
    assert sorted({name for name in ids if ids.count(name) > 1}) == []
