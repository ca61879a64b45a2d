"""Typography in all that is printed of records: quotation marks, apostrophes, dashes, lists."""

# ruff: noqa: RUF001 - marks that look alike are what it is about

import json
import re
from html import unescape

import pytest

from sphinx_briefing.presentation.typography import curled, listed
from sphinx_briefing.vocabularies import ICD_203, PHIA_2025
from tests.corpus import brief, note, page, record
from tests.support import Build
from tests.word import words_of_docx, words_of_pdf

VERBATIM = 'We won\'t call it "peace"... not yet -- no'
FILES = {
    "who.md": page(
        {},
        record("actor", "Côte d'Ivoire", "Its people's choice.", id="ivory", kind="state",
               long="Republic of Côte d'Ivoire")
        + record("topic", "Ukraine's army", id="army"),
        title="Who",
    ),
    "notes/n.md": note(
        record("claim", "Kyiv's \"red line\" holds", by="ivory", id="line", topic="army",
               locator="p. 3")
        + record("claim", "They'll talk", by="ivory", id="talk", topic="army")
        + f"```{{quote}}\n:by: ivory\n:id: words\n\n{VERBATIM}\n```\n\n"
        + record("judgement", "It won't last", likelihood="realistic possibility",
                 confidence="low", basis="line", id="last"),
        title="Europe's powers", publisher="The People's Daily", date="2026-02-20",
        url="https://example.org/it's", reliability="B",
    ),
    "briefs/b.md": brief(
        "{actor}`ivory` {claim}`line` and `it's code`\n\n" + record("claims")
        + record("judgements") + record("quotes") + record("positions", empty="There aren't any"),
        title="Kyiv's choice", summary="Ukraine's \"own\" army decides.", date="2026-03-01",
    ),
    "desk.md": "# Desk\n\n```{desk}\n```\n",
}  # fmt: skip
PAGES = ("briefs/b", "notes/n", "who", "desk")


def shown(html: str) -> str:
    """The text of a page, without scripts, code and citations."""
    body = re.split(r"<body[^>]*>", html, maxsplit=1)[1]
    body = re.sub(r"<script.*?</script>|<pre.*?</pre>|<code.*?</code>", "", body, flags=re.S)
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]*>", "", body)))


@pytest.mark.parametrize("theme", ["basic", "briefing"])
def test_what_records_say_has_the_marks_of_the_language(build: Build, theme: str) -> None:
    built = build(FILES, conf={"language": "en_GB", "html_theme": theme})
    assert built.warnings == []
    for name in (*PAGES, "briefing/actor/ivory", "briefing/topic/army"):
        text = shown(built.text(f"{name}.html"))
        text = text.replace(VERBATIM, "").replace("https://example.org/it's", "")
        assert "'" not in text, (name, text[max(text.index("'") - 60, 0) :][:120])
        assert '"' not in text
    text = built.text("briefs/b.html")
    assert "Kyiv’s “red line” holds" in text
    assert "Ukraine’s “own” army decides." in text
    assert "There aren’t any" in text


@pytest.mark.parametrize("builder", ["html", "briefpdf", "briefdocx", "latex"])
def test_somebody_elses_words_are_never_changed(build: Build, builder: str) -> None:
    built = build(FILES, builder=builder, conf={"language": "en_GB"})
    if builder == "html":
        assert VERBATIM in shown(built.text("briefs/b.html"))
    elif builder == "latex":
        tex = next(text for name, text in built.files().items() if name.endswith("test.tex"))
        assert b"won\\textquotesingle{}t call it" in tex
    else:
        read = words_of_pdf if builder == "briefpdf" else words_of_docx
        text = " ".join(read(built.path(f"briefs/b.{builder.removeprefix('brief')}")))
        assert "We won't call it" in text
        assert "Kyiv’s “red line” holds" in text
        assert "Ukraine’s “own” army decides." in text


def test_the_ledger_keeps_what_was_written(build: Build) -> None:
    data = json.loads(build(FILES, builder="ledger").text("ledger.json"))
    assert data["claims"]["line"]["statement"] == 'Kyiv\'s "red line" holds'
    assert data["briefs"]["briefs/b"]["summary"] == 'Ukraine\'s "own" army decides.'


def test_marks_are_those_of_the_language(build: Build) -> None:
    built = build(FILES, conf={"language": "de"})
    assert "Kyiv’s „red line“ holds" in built.text("briefs/b.html")


@pytest.mark.parametrize(
    "conf",
    [{"smartquotes": False}, {"smartquotes_excludes": {"languages": ["en_GB"], "builders": []}}],
)
def test_a_project_without_smart_quotes_keeps_straight_ones(
    build: Build, conf: dict[str, object]
) -> None:
    built = build(FILES, conf={"language": "en_GB", **conf})
    assert "Kyiv's" in shown(built.text("briefs/b.html"))
    assert "’" not in shown(built.text("briefs/b.html"))


def test_bands_have_a_dash_between_their_ends() -> None:
    for scale in (PHIA_2025, ICD_203):
        for grade in scale.grades:
            assert re.fullmatch(r">?\d+\N{EN DASH}<?\d+ %", grade.band)


def test_backslashes_stay_as_they_are() -> None:
    tokens = [("literal", r'C:\new "x"'), ("plain", r' a\b "q"')]
    assert "".join(curled(tokens, ("en", "qDe"))) == r'C:\new "x" a\b “q”'


def test_no_comma_follows_a_full_stop(build: Build) -> None:
    assert listed(["Rolls, Inc.", "RI"]) == (["Rolls, Inc", "RI"], "; ")
    assert listed(["One…", "Two three…"]) == (["One…", "Two three…"], ", ")
    files = {
        **FILES,
        "notes/m.md": note(
            record("claim", "One came.", by="ivory", id="one", corroborates="two, three")
            + record("claim", "Two came.", by="ivory", id="two", disputes="three")
            + record("claim", "Three came.", by="ivory", id="three")
            + record("event", "It began.", date="2026-02-01", actors="ivory"),
            title="M", date="2026-02-20",
        ),
    }  # fmt: skip
    built = build(files, conf={"language": "en_GB"})
    for name in built.files():
        if name.endswith((".html", ".js")) and "_static" not in name:
            assert not re.search(r"came\.(</a>)?,", shown(f"<body>{built.text(name)}")), name
