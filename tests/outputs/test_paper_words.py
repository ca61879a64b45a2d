"""PDF and Word files say in the language of the project what the pages say."""

import shutil
from collections import Counter
from typing import NamedTuple

import lxml.html
import pytest

from sphinx_briefing.records import BRIEF_KINDS
from sphinx_briefing.vocabularies import BRIEF_STATUS, TLP
from tests.corpus import brief, note, record
from tests.support import BASE_CONF, Build, Built, build_project
from tests.word import (
    body_words_of_pdf,
    lost_words,
    opened,
    text_of,
    words_of_docx,
    words_of_html,
    words_of_pdf,
)

pytest.importorskip("typst")
pytestmark = pytest.mark.skipif(
    shutil.which("pdftotext") is None, reason="needs pdftotext of Poppler"
)

EXTENSIONS: list[str] = [*BASE_CONF["extensions"]]  # type: ignore[misc]
CHECKS = ("marking", "section", "stale", "superseded", "unsourced", "unused", "weak")
"""What is checked is no matter here."""
STATES = [grade.value for grade in BRIEF_STATUS.grades]
MARKINGS = [grade.value for grade in TLP.grades]
REGISTER = note(
    record("actor", "Group of Five", id="e5", abbr="E5", kind="group", aliases="Five")
    + record("actor", "Ukraine", id="ua", kind="state")
    + record(
        "source",
        "Reuters on the talks",
        id="rt1",
        type="news",
        date="2026-02-05",
        reliability="B",
        publisher="Reuters",
        language="en",
    ),
    title="Register",
)
RECORDS = (
    record(
        "commitment",
        "Ten ships by May",
        id="ships",
        by="e5",
        to="ua",
        made="2026-01-05",
        due="2026-02-01",
        status="open",
        source="rt1",
    )
    + record("judgement", "Talks go on", id="talks", likelihood="likely", confidence="moderate")
    + record(
        "claim", "They met", id="met", by="e5", credibility="2", source="rt1", date="2026-02-03"
    )
    + record("event", "Talks", id="krakow", date="2026-02-03/2026-02-05", source="rt1")
    + record("commitments")
    + record("judgements")
    + record("claims")
    + record("events", as_="timeline")
)
"""Records as they are written and as they are listed: fields, scales, dates, what is derived."""


def pages() -> dict[str, str]:
    """A brief of every status, each of another kind and with another marking."""
    kinds = list(BRIEF_KINDS)
    found = {"register.md": REGISTER}
    for number, status in enumerate(STATES):
        found[f"{status}.md"] = brief(
            "Words.\n\n" + ("" if number else RECORDS),
            title=f"Brief {number}",
            page_fields={"tlp": MARKINGS[number % len(MARKINGS)]},
            status=status,
            kind=kinds[number % len(kinds)],
            reference=f"R-{number}",
            date=f"2026-0{number + 2}-23",
            as_of=f"2026-0{number + 2}-20",
            edition=str(number + 1),
            authors=["Desk", "Bureau"],
            **({"supersedes": f"R-{number - 1}"} if number else {}),
        )
    return found


class Outputs(NamedTuple):
    """The same project as pages, PDFs and Word files."""

    language: str
    html: Built
    pdf: Built
    word: Built


@pytest.fixture(scope="module", params=["fr", "de"])
def outputs(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Outputs:
    conf = {
        "language": request.param,
        "briefing_checks": dict.fromkeys(CHECKS, "off"),
    }
    root = tmp_path_factory.mktemp(request.param) / "p"
    html = build_project(root, pages(), conf=conf)
    pdf, word = html.afresh(builder="briefpdf"), html.afresh(builder="briefdocx")
    assert [*html.warnings, *pdf.warnings, *word.warnings] == []
    return Outputs(request.param, html, pdf, word)


def opening_of_page(text: str) -> tuple[str, list[str]]:
    """The line above the title of a page of HTML, and the facts below its summary."""
    page = lxml.html.fromstring(text)
    above = page.xpath("//p[contains(@class, 'brief-kicker')]")[0].text_content()
    facts = page.xpath("//p[@class='brief-facts']/span[contains(@class, 'brief-fact')]")
    return above, [plain(fact.text_content()) for fact in facts]


def plain(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("status", STATES)
def test_a_word_file_opens_as_its_page_does(outputs: Outputs, status: str) -> None:
    above, facts = opening_of_page(outputs.html.text(f"{status}.html"))
    paragraphs = opened(outputs.word.path(f"{status}.docx")).paragraphs
    texts = {one.style.name: plain(one.text) for one in paragraphs[:6] if one.style is not None}
    assert texts["Briefing Kicker"] == above
    assert texts["Briefing Facts Line"] == " · ".join(facts)


@pytest.mark.parametrize("status", STATES)
def test_a_pdf_opens_as_its_page_does(outputs: Outputs, status: str) -> None:
    above, facts = opening_of_page(outputs.html.text(f"{status}.html"))
    text = " ".join(words_of_pdf(outputs.pdf.path(f"{status}.pdf")))
    kind, _dot, reference = above.rpartition(" · ")
    assert f"{kind.upper()} · {reference}" in text
    assert " · ".join(facts) in text


@pytest.mark.parametrize("status", STATES)
def test_only_what_is_out_of_the_ordinary_is_said(outputs: Outputs, status: str) -> None:
    page = lxml.html.fromstring(outputs.html.text(f"{status}.html"))
    said = [
        name
        for name in ("status", "edition")
        if page.xpath(f"//span[contains(@class, 'brief-fact-{name}')]")
    ]
    number = STATES.index(status) + 1
    assert said == ["status"] * (status != "final") + ["edition"] * (number > 1)
    # All of it is there for whoever asks.
    block = page.xpath("//details[@class='brief-about']//dl[contains(@class, 'brief-meta')]")[0]
    assert len(block.xpath("dt")) >= 8


@pytest.mark.parametrize("status", STATES)
def test_headers_and_footers_say_marking_and_status(outputs: Outputs, status: str) -> None:
    page = outputs.html.text(f"{status}.html")
    marking = lxml.html.fromstring(page).xpath("//p[contains(@class, 'brief-marking')]")[0].text
    about = lxml.html.fromstring(page).xpath("//details[@class='brief-about']//dd")
    printed = plain(about[3].text_content())

    document = opened(outputs.word.path(f"{status}.docx"))
    around = [
        plain(text_of(part._element).replace("\N{NO-BREAK SPACE}", " "))
        for section in document.sections
        for part in (section.header, section.footer)
    ]
    assert around[0] == marking
    assert printed in around[1]
    assert around[1].endswith(marking)
    assert document.core_properties.content_status == printed
    text = " ".join(words_of_pdf(outputs.pdf.path(f"{status}.pdf")))
    assert text.count(marking) >= 2
    assert f" · {printed}" in text


def test_records_are_printed_in_the_words_of_the_page(outputs: Outputs) -> None:
    page = outputs.html.text(f"{STATES[0]}.html")
    assert words_of_docx(outputs.word.path(f"{STATES[0]}.docx")) == words_of_html(page)
    lost = lost_words(words_of_html(page), body_words_of_pdf(outputs.pdf.path(f"{STATES[0]}.pdf")))
    above, _facts = opening_of_page(page)
    assert lost - Counter(above.split()) == Counter()  # in capitals


EXTENSION = """
from docutils import nodes
from docutils.parsers.rst import Directive


class shout(nodes.General, nodes.Element):
    pass


class Shout(Directive):
    has_content = True

    def run(self):
        node = shout(words=self.content[0])
        self.state.nested_parse(self.content[1:], self.content_offset + 1, node)
        return [node]


def visit(self, node):
    self.text(node["words"])
    self.walk(node.children)
    raise nodes.SkipNode


def setup(app):
    app.add_directive("shout", Shout)
    app.add_node(shout, typst=(visit, None), docx=(visit, None))
    return {"parallel_read_safe": True}
"""


def test_one_pair_of_functions_teaches_a_node_to_both_formats(build: Build) -> None:
    conf = f"""
    import sys
    from pathlib import Path

    sys.path.insert(0, str(Path(__file__).parent))
    extensions = {[*EXTENSIONS, "shouting"]}
    primary_domain = "brief"
    """
    words = '#panic("x") *Hey* $1$ <w:b>'
    body = f"```{{shout}}\n{words}\nInside *it*.\n```\n"
    files = {"conf.py": conf, "shouting.py": EXTENSION, "b.md": brief(body)}
    pdf = build(files, "briefpdf", conf={"briefing_checks": dict.fromkeys(CHECKS, "off")})
    word = pdf.afresh(builder="briefdocx")

    assert pdf.warnings == word.warnings == []
    assert f"{words} Inside it." in " ".join(words_of_pdf(pdf.path("b.pdf")))
    assert f"{words} Inside it." in " ".join(words_of_docx(word.path("b.docx")))
