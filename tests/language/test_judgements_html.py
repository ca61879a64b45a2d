"""Judgements at a glance: the pictures that HTML alone has."""

import re

from tests.corpus import body_of, brief, element, plain, record
from tests.support import Build

TWO = record(
    "judgement", "It holds", "Because.", id="holds", likelihood="likely", confidence="moderate"
) + record("judgement", "It fails", likelihood="remote chance")


def test_key_judgements_stand_below_the_title_block(build: Build) -> None:
    built = build({"b.md": brief("Some prose.\n\n" + TWO)})
    assert built.warnings == []
    text = built.text("b.html")
    box = element(text, "brief-key-judgements")
    assert text.index("brief-title-block") < text.index("brief-key-judgements")
    assert text.index("brief-key-judgements") < text.index("Some prose.")
    links = re.findall(r'href="#([^"]+)">([^<]+)<', box)
    assert links == [("judgement-holds", "It holds"), ("judgement-it-fails", "It fails")]
    assert "Likely or probable 55\N{EN DASH}75 %" in plain(box)
    assert "Moderate confidence" in box


def test_the_band_is_drawn_beside_its_words(build: Build) -> None:
    built = build({"b.md": brief(TWO)})
    text = body_of(built, "b.html")
    bands = re.findall(r'brief-gauge-band" x="(\d+)" y="1" width="(\d+)"', text)
    assert sorted(set(bands)) == [("0", "5"), ("55", "20")]
    assert len(bands) == 4  # in the list, and where each is written
    # The words say the same, so that nothing is read twice.
    assert all('aria-hidden="true"' in svg for svg in re.findall(r"<svg[^>]*>", text))
    assert "style=" not in text
    # Two of three levels.
    levels = element(text, "brief-levels")
    assert levels.count("brief-level-on") == 2


def test_printed_elsewhere_they_are_drawn_too(build: Build) -> None:
    built = build({"b.md": brief(TWO), "p.md": "# Page\n\n" + record("judgements")})
    text = built.text("p.html")
    assert text.count("brief-gauge-band") == 2
    assert "brief-key-judgements" not in text


def test_a_new_likelihood_is_drawn_anew(build: Build) -> None:
    built = build({"b.md": brief(TWO), "p.md": "# Page\n\n" + record("judgements")})
    built.again({"b.md": brief(TWO.replace("remote chance", "almost certain"))})
    assert built.files() == built.afresh().files()


def test_a_brief_without_judgements_has_no_box(build: Build) -> None:
    assert "brief-key" not in build({"b.md": brief("Text.")}).text("b.html")
