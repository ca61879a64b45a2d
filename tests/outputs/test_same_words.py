"""The same words in pages, PDFs and Word files, in every language of the project."""

import zipfile

import pytest

from tests.corpus import brief, note, plain, record
from tests.support import Build

FILES = {
    "n.md": note(
        record("claim", "They met", by="E5", id="met", credibility="2")
        + record("actor", "E5", kind="group"),
        reliability="B", date="2026-02-20",
    ),
    "b.md": brief(
        "{claim}`met`\n\n"
        + record("judgement", "It holds", "Because.", likelihood="highly likely", confidence="high")
        + record("claims"),
        kind="infocus", status="review", reference="UA-1", as_of="2026-02-22",
    ),
}  # fmt: skip
SAID = {
    "en": [
        "In focus",
        "Review",
        "2026-02-22",
        "Highly likely (80\N{EN DASH}90 %)",
        "Usually reliable (B)",
    ],
    "fr": [
        "Éclairage",
        "En relecture",
        "22 février 2026",
        "Très probable (80\N{EN DASH}90 %)",
        "20 févr.",
    ],
    "de": [
        "Im Fokus",
        "In Prüfung",
        "22. Februar 2026",
        "Sehr wahrscheinlich (80\N{EN DASH}90 %)",
        "(B)",
    ],
}


@pytest.mark.parametrize("language", sorted(SAID))
def test_pages_pdfs_and_word_files_say_the_same(build: Build, language: str) -> None:
    pypdf = pytest.importorskip("pypdf")
    pytest.importorskip("typst")
    pytest.importorskip("docx")
    shown: dict[str, str] = {}
    for builder in ("html", "briefpdf", "briefdocx"):
        built = build(FILES, builder, conf={"language": language})
        assert built.warnings == []
        if builder == "html":
            shown[builder] = plain(built.text("b.html"))
        elif builder == "briefpdf":
            pages = pypdf.PdfReader(built.path("b.pdf")).pages
            shown[builder] = " ".join(page.extract_text() for page in pages)
        else:
            with zipfile.ZipFile(built.path("b.docx")) as file:
                parts = [name for name in file.namelist() if name.endswith(".xml")]
                shown[builder] = " ".join(plain(file.read(name).decode()) for name in parts)
    for builder, text in shown.items():
        words = " ".join(text.replace("\N{NO-BREAK SPACE}", " ").casefold().split())
        assert [said for said in SAID[language] if said.casefold() not in words] == [], builder
