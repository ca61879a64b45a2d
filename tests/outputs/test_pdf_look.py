"""The look of the PDFs: configuration, scripts, and how many pages a brief may have."""

from collections.abc import Mapping
from typing import Any

import pytest

from tests.outputs.test_pdf_builder import SQUARE, opened, text_of
from tests.support import BASE_CONF, Build, Built

pytest.importorskip("typst")

FRONT = """---
brief:
  kind: {kind}
  reference: UA-2026-07
  date: 2026-02-23
  status: final
  summary: {summary}
tlp: AMBER+STRICT
---
# {title}

"""


def made(
    build: Build,
    body: str = "Words.\n",
    kind: str = "meeting",
    title: str = "A title",
    summary: str = "The bottom line.",
    files: dict[str, bytes] | None = None,
    conf: Mapping[str, object] | None = None,
    **more: object,
) -> Built:
    text = FRONT.format(kind=kind, title=title, summary=summary) + body
    pages = {"brief.md": text.encode(), **(files or {})}
    return build(pages, "briefpdf", conf={**BASE_CONF, **(conf or {}), **more})


# -- configuration ------------------------------------------------------------------------------


def test_paper_margins_colours_families_and_logo(build: Build) -> None:
    built = made(
        build,
        "[Link](https://example.org)\n",
        files={"square.png": SQUARE.read_bytes()},
        briefing_pdf_paper="us-letter",
        briefing_pdf_margins={"x": "50mm", "right": "20mm"},
        briefing_pdf_colors={"link": "#ff0000"},
        briefing_pdf_families={"text": "FiraGO", "headings": ["Libertinus Serif"]},
        briefing_pdf_logo="square.png",
    )

    assert built.warnings == []
    document = opened(built)
    page = document.pages[0]
    assert [float(side) for side in page.MediaBox] == [0, 0, 612, 792]
    left = float(page.Annots[0].Rect[0])
    assert left == pytest.approx(50 / 25.4 * 72, abs=0.5)
    assert len(page.Resources.XObject) == 1
    assert b"1 0 0 " in page.Contents.read_bytes()  # pure red, for the link


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("briefing_pdf_colors", {"accent": "blue"}, "'accent': 'blue' is not a colour"),
        ("briefing_pdf_colors", {"accents": "#123456"}, "'accents' is not one of: ink"),
        ("briefing_pdf_colors", ["#123456"], "is not a dictionary"),
        ("briefing_pdf_margins", {"x": "wide"}, "'x': 'wide' is not a length"),
        ("briefing_pdf_families", {"text": 3}, "'text': 3 is not the name of a family"),
        ("briefing_pdf_families", {"text": "Nowhere Sans"}, "no family 'Nowhere Sans'; there are"),
        ("briefing_pdf_paper", "a44", "'a44' is no paper that Typst knows"),
        ("briefing_pdf_paper", 4, "4 is not the name of a paper"),
        ("briefing_pdf_logo", "no.svg", "'no.svg' is not used: there is no such file"),
        ("briefing_pdf_fonts", "fonts", "'fonts' is not a list of folders"),
    ],
)
def test_a_wrong_value_is_one_warning_and_is_left_out(
    build: Build, name: str, value: object, message: str
) -> None:
    built = made(build, conf={name: value})

    (warning,) = built.warnings
    assert warning.startswith(f"WARNING: {name}: ")
    assert message in warning
    assert "Words." in text_of(built)


def test_a_logo_from_outside_is_not_read(build: Build) -> None:
    built = made(build, briefing_pdf_logo="/etc/hostname.svg")

    assert len(built.warnings) == 1
    assert "Words." in text_of(built)


def test_another_colour_makes_another_pdf(build: Build) -> None:
    built = made(build)
    before = built.path("brief.pdf").read_bytes()
    conf = built.src / "conf.py"
    conf.write_text(conf.read_text() + "briefing_pdf_colors = {'accent': '#aa0000'}\n")
    built.again()

    assert built.path("brief.pdf").read_bytes() != before
    assert built.files() == built.afresh().files()


# -- scripts ------------------------------------------------------------------------------------

ARABIC = "هذه فقرة باللغة العربية تتحدث عن NATO وعن الأمن"
HEBREW = "זוהי פסקה בעברית שמדברת על NATO ועל הביטחון"
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="300" height="40">'
    '<text x="5" y="30" font-family="sans-serif">{}</text></svg>'
)


def boxes(built: Built, width: float = 595) -> list[tuple[float, float]]:
    """The left and right ends of the link rectangles of the first page, from either side."""
    document = opened(built)
    notes = list(document.pages[0].Annots)
    return [(float(note.Rect[0]), width - float(note.Rect[2])) for note in notes]


@pytest.mark.parametrize("words", [ARABIC, HEBREW, "Ελληνικὰ ἄνθρωπος", "Қазақ Українська ћ"])
def test_scripts_need_no_font_of_the_system(build: Build, words: str) -> None:
    body = (
        f"{words} *{words}* **{words}** `{words}`\n\n"
        f"| {words} | b |\n|---|---|\n| {words} | c |\n\n"
        f"## {words}\n\n![A drawing](drawing.svg)\n"
    )
    built = made(
        build, body, title=words, summary=words, files={"drawing.svg": SVG.format(words).encode()}
    )

    assert built.warnings == []
    assert "/StructTreeRoot" in opened(built).Root


BARE: dict[str, Any] = {"briefing_pdf_urls": "no"}
"""Without the addresses of links, which are links too."""


@pytest.mark.parametrize("words", [ARABIC, HEBREW])
def test_a_paragraph_runs_as_its_letters_do(build: Build, words: str) -> None:
    body = f"[{words}](https://a.example)\n\n[English](https://b.example)\n"
    built = made(build, body, conf=BARE)
    (_, right), (left, _) = boxes(built)

    margin = 26 / 25.4 * 72
    assert right == pytest.approx(margin, abs=1)
    assert left == pytest.approx(margin, abs=1)


def test_a_document_runs_as_its_language_does(build: Build) -> None:
    body = f"[2026](https://a.example)\n\n[{HEBREW}](https://b.example)\n\n[Latin letters](https://c.example)\n"
    built = made(build, body, language="he", conf=BARE)
    (_, neutral), (_, hebrew), (latin, _) = boxes(built)

    margin = 26 / 25.4 * 72
    assert [neutral, hebrew, latin] == pytest.approx([margin] * 3, abs=1)
    assert str(opened(built).Root.Lang) == "he"


def test_missing_characters_are_named_once_for_each_script(build: Build) -> None:
    built = made(build, "First 漢.\n\nThen 漢字 and かな.\n\nAlso ሰላም.\n\n" + "漢字\n\n" * 20)

    east, south = built.warnings
    assert east.startswith(
        "brief.md:12: WARNING: briefpdf: the fonts of the PDF have no か (U+304B HIRAGANA LETTER "
        "KA), な (U+306A HIRAGANA LETTER NA), 字 (U+5B57 "
    )
    assert "they are set as \ufffd. Put a font that has them" in east
    assert south.startswith("brief.md:16: WARNING: briefpdf: the fonts of the PDF have no ")


CODE = "```python\n@app.route('/x')\ndef name(argument):\n    return value\n```\n"


@pytest.mark.parametrize("style", ["monokai", "native", "github-dark"])
def test_listings_are_readable_where_the_style_is_made_for_a_dark_ground(
    build: Build, style: str
) -> None:
    light = made(build, CODE, conf={**BARE, "pygments_style": "sphinx"})
    dark = made(build, CODE, conf={**BARE, "pygments_style": style})
    assert dark.warnings == []
    assert dark.path("brief.pdf").read_bytes() == light.path("brief.pdf").read_bytes()
    other = made(build, CODE, conf={**BARE, "pygments_style": "xcode"})
    assert other.path("brief.pdf").read_bytes() != light.path("brief.pdf").read_bytes()


# -- pages --------------------------------------------------------------------------------------

LONG = "A sentence of some words that fills the page. " * 30 + "\n\n"


@pytest.mark.parametrize(("kind", "paragraphs"), [("flash", 4), ("infocus", 8)])
def test_a_brief_that_is_too_long_is_a_section_warning(
    build: Build, kind: str, paragraphs: int
) -> None:
    own = {"briefing_kinds": {kind: {"words": 0}}}
    built = made(build, LONG * paragraphs, kind, conf=own)

    (warning,) = [text for text in built.warnings if "in the PDF" in text]
    assert warning.startswith(f"brief.md: WARNING: the kind '{kind}' has ")
    assert "of a page; shorten it" in warning
    assert warning.endswith("[briefing.section]")


def test_a_brief_that_fits_is_no_matter_and_its_annexes_do_not_count(build: Build) -> None:
    sources = "".join(f"```{{source}} Source {n}\n:id: s{n}\n```\n\n" for n in range(150))
    markers = " ".join(f"{{source}}`s{n}`" for n in range(150))
    built = made(
        build,
        f"## Event\n\n{markers}\n",
        "flash",
        files={"sources.md": f"# Sources\n\n{sources}".encode()},
    )

    assert len(opened(built).pages) > 1
    assert built.warnings == []


def test_what_is_too_long_is_said_again_by_a_build_without_changes(build: Build) -> None:
    built = made(build, LONG * 4, "flash", briefing_kinds={"flash": {"words": 0, "requires": []}})
    before = built.warnings
    assert len(before) == 1

    assert built.again().warnings == before
    assert built.afresh().warnings == before


def test_a_house_says_how_many_pages_a_kind_has(build: Build) -> None:
    kinds = {"sitrep": {"pages": 1}, "flash": {"pages": 0, "words": 0, "requires": []}}
    assert "has one page" in made(build, LONG * 4, "sitrep", briefing_kinds=kinds).warnings[0]


def test_a_kind_without_a_limit(build: Build) -> None:
    kinds = {"flash": {"pages": 0, "words": 0, "requires": []}}
    assert made(build, LONG * 4, "flash", briefing_kinds=kinds).warnings == []


# -- side by side -------------------------------------------------------------------------------


def test_briefs_compiled_side_by_side_are_the_same(build: Build) -> None:
    pages = {
        f"b{n}.md": (
            FRONT.format(kind="meeting", title=f"Brief {n}", summary="S.") + f"漢 {n}\n"
        ).encode()
        for n in range(7)
    }
    built = build(pages, "briefpdf", conf=BASE_CONF, jobs=3)
    alone = built.afresh()

    assert built.files() == alone.files()
    assert built.warnings == alone.warnings
    assert len(built.warnings) == 7


# -- what briefs print of their own -------------------------------------------------------------

JUDGEMENTS = """
```{judgement} The port will open
:likelihood: highly likely
:confidence: moderate
```

```{judgement} The road will not
:likelihood: unlikely
:confidence: low
```
"""


def test_the_key_to_the_words_follows_the_last_judgement_once(build: Build) -> None:
    text = text_of(made(build, JUDGEMENTS))

    assert text.count("Likelihood (PHIA probability yardstick)") == 1
    assert text.index("The road will not") < text.index("Remote chance >0\N{EN DASH}5 %")
    assert "Highly likely (80\N{EN DASH}90 %)" in text


def test_a_selection_of_judgements_has_its_own_key(build: Build) -> None:
    text = text_of(made(build, f"{JUDGEMENTS}\n```{{judgements}}\n```\n"))

    assert text.count("Likelihood (PHIA probability yardstick)") == 1


def test_annexes_stand_in_two_columns(build: Build) -> None:
    sources = "".join(
        f"```{{source}} Source {n}\n:id: s{n}\n:url: https://example.org/{n}\n```\n\n"
        for n in range(12)
    )
    markers = " ".join(f"{{source}}`s{n}`" for n in range(12))
    built = made(build, f"{markers}\n", files={"sources.md": f"# Sources\n\n{sources}".encode()})
    document = opened(built)
    lefts = {
        round(float(note.Rect[0]))
        for page in document.pages
        for note in page.Annots
        if "/A" in note and "/URI" in note.A
    }

    assert built.warnings == []
    assert max(lefts) - min(lefts) > 200


def test_a_long_title_is_shortened_in_the_header(build: Build) -> None:
    title = "Security guarantees: where they stand after the meeting of the five in Krakow"
    built = made(build, "Words of the brief. " * 600, title=title)

    assert text_of(built).count(title) == 1
    assert "Security guarantees TLP:AMBER+STRICT" in text_of(built)
