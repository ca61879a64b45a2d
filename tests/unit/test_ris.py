"""RIS as programs write it, and as they read it."""

from typing import Any

import pytest

pytest.importorskip("rispy")

from sphinx_briefing.exchange.model import Read
from sphinx_briefing.exchange.ris import read, write
from sphinx_briefing.exchange.ris_lines import edtf, name_of

ARTICLE = {
    "title": "Guarantees first",
    "author": ["Anna von der Berg", "Ministry of Defence"],
    "publisher": "The Gazette",
    "date": "2026-02-21",
    "url": "https://example.org/a;b?c=1",
    "language": "en",
    "type": "news",
    "tags": ["Ports", "Ferries"],
}
DIALECTS = {
    "Zotero": """TY  - NEWS
TI  - Guarantees first
AU  - von der Berg, Anna
AU  - Ministry of Defence
T2  - The Gazette
DA  - 2026/02/21/
PY  - 2026
LA  - en
UR  - https://example.org/a;b?c=1
Y2  - 2026/02/22/09:15:00
KW  - Ports
KW  - Ferries
ER  -

""",
    "EndNote": """\ufeffTY  - NEWS\r
AU  - von der Berg, Anna\r
AU  - Ministry of Defence,\r
DA  - Feb 21\r
KW  - Ports\r
Ferries\r
LA  - English\r
PY  - 2026\r
ST  - Guarantees first\r
T2  - The Gazette\r
TI  - Guarantees first\r
UR  - https://example.org/a;b?c=1\r
ID  - 12\r
ER  - \r
\r
""",
    "Mendeley": """TY  - NEWS
T1  - Guarantees first
A1  - von der Berg, Anna
A1  - Ministry of Defence
JO  - The Gazette
Y1  - 2026/02/21/
KW  - Ports
KW  - Ferries
LA  - eng
UR  - https://example.org/a;b?c=1
ER  -
""",
    "ProQuest": """TY  - NEWS
T1  - Guarantees first
AN  - 2214991469; 51887
AB  - What the abstract says
  goes on here.
JF  - The Gazette
AU  - von der Berg, Anna
AU  - Ministry of Defence
Y1  - 2026/02/21/
PY  - 2026
DA  - 2026 Feb 21
KW  - Ports
KW  - Ferries
LA  - English
UR  - https://example.org/a;b?c=1
DB  - Some Collection
ER  -
""",
    "tabs and single spaces": """1.
TY - NEWS
TI - Guarantees first
AU - von der Berg, Anna
AU - Ministry of Defence
T2 - The Gazette
DA - 2026-02-21
LA - en
KW - Ports
KW - Ferries
UR - https://example.org/a;b?c=1
ER -
""",
}


def read_text(text: str) -> Read:
    return read(text.encode(), "library.ris")


def fields(found: Read) -> list[dict[str, Any]]:
    return [dict(record.fields) for record in found.records]


@pytest.mark.parametrize("program", DIALECTS)
def test_each_program_says_the_same(program: str) -> None:
    found = read_text(DIALECTS[program])
    (first,) = fields(found)
    first.pop("accessed", None)
    assert first == ARTICLE


def test_what_is_left_aside_is_named_with_its_place() -> None:
    found = read_text(DIALECTS["ProQuest"])
    assert found.records[0].where == "library.ris:1"
    assert {(one.kind, one.id, one.field) for one in found.left} == {
        ("reference", "library.ris:1", tag) for tag in ("AN", "AB", "DB")
    }
    (zotero,) = read_text(DIALECTS["Zotero"]).records
    assert zotero.fields["accessed"] == "2026-02-22"


def test_pubmed_has_no_address_but_a_doi() -> None:
    text = """TY  - JOUR
DB  - PubMed
AU  - Berg, Anna
T1  - A title
LA  - eng
SN  - 1234-5678 (Electronic)
Y1  - 2026/02/21
ET  - 2026/02/20
DO  - 10.1000/abc(1)
JF  - The Journal
ER  -
"""
    found = read_text(text)
    (record,) = fields(found)
    assert record["url"] == "https://doi.org/10.1000/abc(1)"
    assert record["language"] == "en"
    assert record["publisher"] == "The Journal"
    assert {one.field for one in found.left} == {"DB", "SN", "ET", "TY"}


def test_a_reference_that_nothing_ends_is_kept_and_told() -> None:
    found = read_text("TY  - RPRT\nTI  - One\nTY  - RPRT\nTI  - Two\nER  - \nTY  - RPRT\nTI  - Thr")
    assert [record["title"] for record in fields(found)] == ["One", "Two", "Thr"]
    (told,) = found.left
    assert told.id == "library.ris:6"
    assert "may be cut off" in told.why


def test_lines_outside_and_tags_that_nobody_knows_are_told() -> None:
    found = read_text("Provider: X\n\n1.\nTY  - GEN\nTI  - A\nQQ  - what\nER  - \nThe end\n")
    assert [(one.kind, one.id, one.field) for one in found.left] == [
        ("line", "library.ris:1", ""),
        ("line", "library.ris:8", ""),
        ("reference", "library.ris:4", "QQ"),
    ]


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("FN Clarivate Analytics Web of Science\nPT J\n", "Web of Science"),
        ("PMID- 123\nOWN - NLM\n", "PubMed's own format"),
        ("%0 Journal Article\n", "EndNote's own format"),
        ("@article{a, title={b}}", "BibTeX"),
        ("Nothing", "no line 'TY  - '"),
    ],
)
def test_what_is_like_it_and_is_not(text: str, what: str) -> None:
    with pytest.raises(ValueError, match=f"library.ris:1: it is .*{what}"):
        read_text(text)


def test_a_file_of_windows_is_read_with_a_word() -> None:
    found = read("TY  - GEN\nTI  - Café\nER  - \n".encode("cp1252"), "a.ris")
    assert fields(found)[0]["title"] == "Café"
    assert "was read as cp1252" in found.left[0].why


def test_names_and_dates() -> None:
    assert name_of("Berg, Anna, Jr") == "Anna Berg, Jr"
    assert name_of("Ministry of Defence,, Norway") == "Ministry of Defence, Norway"
    assert name_of("Dakir Madiha") == "Dakir Madiha"
    assert edtf("1998///") == "1998"
    assert edtf("1998/01//Spring") == "1998-01"
    assert edtf("Feb 21", "2026") == "2026-02-21"
    assert edtf("2026/02/17/2026-02-17/2026-02-18") == "2026-02-17/2026-02-18"


def test_what_others_read() -> None:
    made = write({"schema": 2, "sources": {"a": {"id": "a", **ARTICLE, "reliability": "C"}}})
    assert (
        made.content.decode().replace("ER  - ", "ER  -")
        == """TY  - NEWS
AU  - Anna von der Berg
AU  - Ministry of Defence
TI  - Guarantees first
T2  - The Gazette
DA  - 2026/02/21/
PY  - 2026
UR  - https://example.org/a;b?c=1
LA  - en
KW  - Ports
KW  - Ferries
ID  - a
ER  -
"""
    )
    assert [one[:3] for one in made.lost] == [("source", "a", "reliability")]
