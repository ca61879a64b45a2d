"""Read Word files and pages of HTML as a reader does: their words, in order."""

import re
import subprocess
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import docx
import lxml.html
import pypdf
from docx.document import Document
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml

_INLINE = frozenset("a abbr b cite code em i kbd math q s samp small span strong sub sup".split())
"""Elements of HTML that end no word: what stands on both sides of them is one."""
_NOT_WORDS = (
    "//a[contains(@class, 'headerlink')] | //script | //style | //span[@class='colon']"
    " | //p[contains(@class, 'brief-marking')] | //div[contains(@class, 'brief-tools')]"
    " | //a[contains(@class, 'footnote-reference')] | //span[@class='backrefs']"
    " | //aside[contains(@class, 'footnote')]//span[@class='label']"
    " | //span[@class='linenos']"
    " | //*[local-name() = 'svg'] | //details[contains(@class, 'brief-words')]/summary"
    " | //details[@class='brief-fold']/summary"
    " | //p[contains(@class, 'brief-profile-link')] | //span[@class='brief-web']"
)
"""What paper has no use for, what stands in headers, the marks of footnotes, and pictures."""


def words_of_html(text: str, *, formulas: bool = True) -> list[str]:
    """The words of a page in the order of the Word file: footnotes and sources come last.

    :param formulas: whether the LaTeX of formulas counts as words.
    """
    body = lxml.html.fromstring(text).xpath("//div[@class='body']")[0]
    for changed in body.xpath("//details[@class='brief-changed']"):
        # On paper it is a section, after those that open the brief.
        (front,) = body.xpath("(//section[contains(@class, 'brief-front')])[last()]")
        changed.xpath("summary")[0].drop_tree()
        front.addnext(changed)
    for node in body.xpath(_NOT_WORDS):
        node.drop_tree()
    for line in body.xpath("//p[@class='brief-picture-source']"):
        # The style sheet puts a picture, and what is said of it, above its words.
        (box,) = line.xpath("ancestor::div[contains(@class, 'brief-pictured')]")
        line.tail = ""
        box.xpath(".//details")[0].addprevious(line)
    for node in body.xpath("//a[contains(@class, 'brief-back')]"):
        node.drop_tag() if "[" in node.text_content() else node.drop_tree()
    for node in body.xpath("//a[@data-mark]"):
        opens = not node.xpath("preceding-sibling::*[1][@class='brief-comma']")
        closes = not node.xpath("following-sibling::*[1][@class='brief-comma']")
        node.text = "[" * opens + node.get("data-mark") + "]" * closes
    if not formulas:
        for node in body.xpath("//*[contains(concat(' ', @class, ' '), ' math ')]"):
            node.drop_tree()
    for last in ("//section[@id='annex-sources']", "//aside[contains(@class, 'footnote')]"):
        for node in body.xpath(last):
            node.drop_tree()
            body.append(node)
    return "".join(_html_text(body)).split()


def _html_text(node: Any) -> Iterator[str]:
    apart = node.tag not in _INLINE or "classifier" in node.get("class", "")
    yield " " if apart else ""
    yield node.text or ""
    for child in node:
        if isinstance(child.tag, str):
            yield from _html_text(child)
        yield child.tail or ""
    yield " " if apart else ""


def opened(path: Path) -> Document:
    """A Word file, as python-docx reads it."""
    return docx.Document(str(path))


def notes_of(document: Document, kind: str) -> dict[str, Any]:
    """The footnotes or endnotes by their numbers, without the lines above them."""
    part = next(
        rel.target_part for rel in document.part.rels.values() if rel.reltype.endswith(f"/{kind}s")
    )
    found = parse_xml(part.blob)
    return {note.get(qn("w:id")): note for note in found if note.get(qn("w:type")) is None}


def text_of(root: Any) -> str:
    """The text of a piece of a Word file: endnotes are numbered, the marks of footnotes left."""
    return "".join(_word_text(root))


def _word_text(root: Any) -> Iterator[str]:
    for node in root.iter():
        if node.tag in (qn("w:t"), qn("m:t")) and not _is_footnote_mark(node):
            yield node.text or ""
        elif node.tag in (qn("w:p"), qn("w:br"), qn("w:tab")):
            yield "\n"
        elif node.tag == qn("w:endnoteReference"):
            yield node.get(qn("w:id"))
        elif node.tag == qn("w:endnoteRef"):
            note = next(node.iterancestors(qn("w:endnote")))
            yield f"[{note.get(qn('w:id'))}]"


def _is_footnote_mark(node: Any) -> bool:
    style = node.getparent().find(f"{qn('w:rPr')}/{qn('w:rStyle')}")
    return style is not None and style.get(qn("w:val")) == "FootnoteReference"


def words_of_docx(path: Path) -> list[str]:
    """The words of a Word file: text, endnotes, footnotes."""
    document = opened(path)
    for paragraph in document.paragraphs:
        if paragraph.style is not None and paragraph.style.name.casefold().startswith("toc "):
            paragraph._p.clear()  # says the headings again
    notes = (*notes_of(document, "endnote").values(), *notes_of(document, "footnote").values())
    return " ".join(text_of(root) for root in (document.element.body, *notes)).split()


def words_of_pdf(path: Path) -> list[str]:
    """The words of a PDF."""
    run = subprocess.run(["pdftotext", str(path), "-"], capture_output=True, check=True, text=True)
    return re.sub("\f", " ", run.stdout).split()


_HEADER, _FOOTER = 31 / 25.4 * 72, 29 / 25.4 * 72
"""Margins of the house style in points: what stands in them is on every page."""
_HYPHENS = str.maketrans("", "", "-\u00ad\u2010\u2011\u2060\u200b")
"""A hyphen at the end of a line may be the author's, or none that was written."""


def body_words_of_pdf(path: Path) -> list[str]:
    """The words of a PDF without its headers and footers."""
    found = []
    for number, page in enumerate(pypdf.PdfReader(path).pages, 1):
        wide, high = (round(float(side)) for side in (page.mediabox.width, page.mediabox.height))
        box = ["-x", "0", "-W", f"{wide}"]
        box += ["-y", f"{_HEADER:.0f}", "-H", f"{high - _HEADER - _FOOTER:.0f}"]
        pages = ["-r", "72", "-f", f"{number}", "-l", f"{number}"]
        run = subprocess.run(
            ["pdftotext", *pages, *box, str(path), "-"], capture_output=True, check=True, text=True
        )
        found.append(run.stdout.strip("\n\f"))
    # A word may begin on a page and end on the next.
    return re.sub("-\f", "", "\f".join(found)).split()


def lost_words(page: list[str], file: list[str]) -> Counter[str]:
    """The words of a page of HTML that a PDF does not hold as often.

    Words that break without a hyphen, and words without much space between them, are looked for
    in the run of all letters.
    """
    words = [word.translate(_HYPHENS) for word in page]
    shown = [word.translate(_HYPHENS) for word in file]
    lost = Counter(words) - Counter(shown)
    all_words, all_shown = "".join(words), "".join(shown)
    for word in list(lost):
        if not word or all_words.count(word) <= all_shown.count(word):
            del lost[word]
    return lost


def lost_characters(page: list[str], file: list[str]) -> Counter[str]:
    """The characters of a page that a PDF does not hold as often."""
    words, shown = ("".join(found).translate(_HYPHENS) for found in (page, file))
    return Counter(words) - Counter(shown)
