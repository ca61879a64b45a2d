"""Pictures as a reader meets them: in the colours of the page, on a phone, with a pointer."""

from typing import TYPE_CHECKING

import pytest

from tests.corpus import page, record
from tests.support import Build

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

RECORDS = (
    record("actor", "Norland", kind="state")
    + record("actor", "Sudland", kind="state", member_of="Norland")
    + record("topic", "Peace", id="peace")
    + record("event", "A first meeting", id="first", date="2026-01-10", actors="Norland")
    + record("event", "A second meeting", id="second", date="2026-03-10", actors="Sudland")
    + record("position", "Yes", by="Norland", topic="Peace", stance="for", date="2026-01")
    + record("position", "No", by="Sudland", topic="Peace", stance="against", date="2026-01")
)
VIEWS = record("events", caption="What happened") + record("positions")
VIEWS += record("actors", as_="map")
POLICY = '<meta http-equiv="Content-Security-Policy" content="default-src \'self\'">'


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pictures_on_a_phone(chromium: "Browser", build: Build, scheme: str) -> None:
    files = {"r.md": page({}, RECORDS), "v.md": page({}, VIEWS)}
    built = build(files, conf={"html_theme": "furo"})
    assert built.warnings == []
    window = chromium.new_page(
        viewport={"width": 320, "height": 700},
        color_scheme="dark" if scheme == "dark" else "light",
    )
    window.goto(built.path("v.html").as_uri())
    assert window.evaluate("document.documentElement.scrollWidth") == 320
    boxes = window.locator(".brief-picture-box")
    assert boxes.count() == 2
    assert not boxes.first.is_visible()  # a timeline runs downwards on a phone
    width, room = boxes.nth(1).evaluate("box => [box.scrollWidth, box.clientWidth]")
    assert room < 320 < width
    texts = window.locator(".brief-picture svg:visible text")
    heights = texts.evaluate_all("all => all.map(text => text.getBoundingClientRect().height)")
    assert min(heights) > 10
    colour = "text => getComputedStyle(text).fill"
    ink = window.locator(".brief-picture text.brief-fill-ink").first.evaluate(colour)
    assert ink == window.locator("dl.brief-timeline").evaluate(
        "list => getComputedStyle(list).color"
    )
    window.close()


def test_pictures_of_profiles_have_the_colours_of_the_page(
    chromium: "Browser", build: Build
) -> None:
    events = [record("event", f"E{n}", date=f"2026-0{n}-01", actors="Osten") for n in (1, 2, 3)]
    text = record("actor", "Osten", kind="state") + "".join(events)
    built = build({"r.md": page({}, text)}, conf={"html_theme": "furo"})
    window = chromium.new_page(viewport={"width": 1280, "height": 900})
    window.goto(built.path("briefing/actor/osten.html").as_uri())
    colour = "mark => getComputedStyle(mark).fill"
    dot = window.locator(".brief-picture-box .brief-fill-accent").first.evaluate(colour)
    accent = window.evaluate(
        """() => {
            const one = document.body.appendChild(document.createElement("i"));
            one.style.color = "var(--brief-accent)";
            return getComputedStyle(one).color;
        }"""
    )
    assert dot == accent
    window.close()


def test_a_picture_stands_above_its_words_and_leads_to_records(
    chromium: "Browser", build: Build
) -> None:
    # The bars of the theme hold styles of their own.
    blocks = {"extrahead": POLICY, "relbar1": "", "relbar2": ""}
    template = '{% extends "!page.html" %}' + "".join(
        f"{{% block {name} %}}{content}{{% endblock %}}" for name, content in blocks.items()
    )
    files = {"r.md": page({}, RECORDS), "v.md": page({}, VIEWS), "_templates/page.html": template}
    built = build(files, conf={"templates_path": ["_templates"], "html_sidebars": {"**": []}})
    assert built.warnings == []
    problems: list[str] = []
    window = chromium.new_page(viewport={"width": 1280, "height": 900})
    window.on("console", lambda message: problems.append(message.text))
    window.on("pageerror", lambda error: problems.append(str(error)))
    window.goto(built.path("v.html").as_uri())
    picture = window.locator("figure.brief-picture").first
    window.locator("details.brief-words > summary").first.click()
    places = [
        place.evaluate("place => place.getBoundingClientRect().top")
        for place in (
            window.get_by_text("What happened"),
            picture,
            window.locator("dl.brief-timeline"),
        )
    ]
    assert places == sorted(places)
    wide = picture.locator(".brief-picture-box")
    wide.locator("a", has_text="A second meeting").locator("circle").click()
    assert window.url.endswith("r.html#event-second")
    assert problems == []
    window.close()
