"""Files as people have them: an annotated PDF, messages, exports of reference managers."""

import io
import json
from urllib.parse import quote

import pikepdf

from tests.snapshot_files import pdf

FIRST = (
    "What the ferry costs\n\nHarbour Institute, 20 February 2026\n\n"
    "The ferry between Karsk and Lovina lost nine million euros last year, say its owners.\n"
    "Nobody in the ministry would say who is going to pay for the new engines."
)
SECOND = "Passengers paid four per cent more than in the year before, and came in smaller numbers."


def annotated_pdf() -> bytes:
    """A PDF in which two passages are marked, one with a note, and a note lies on page 2."""
    with pikepdf.open(io.BytesIO(pdf(FIRST, SECOND))) as document:
        with document.open_metadata() as meta:
            meta["dc:title"] = "What the ferry costs"
            meta["dc:creator"] = ["Jane Doe"]
            meta["dc:publisher"] = ["Harbour Institute"]
        document.docinfo["/CreationDate"] = "D:20260301120000"
        first, second = document.pages
        first.Annots = document.make_indirect(
            pikepdf.Array([_mark(document, first, "The ferry between", "Whose engines?")])
        )
        second.Annots = document.make_indirect(
            pikepdf.Array(
                [
                    _mark(document, second, "Passengers paid", ""),
                    _note(document, "Ask for the numbers."),
                ]
            )
        )
        data = io.BytesIO()
        document.save(data)
    return data.getvalue()


def _mark(document: pikepdf.Pdf, page: pikepdf.Page, words: str, note: str) -> pikepdf.Object:
    """A highlight over the line that begins with some words."""
    import pypdfium2

    data = io.BytesIO()
    document.save(data)
    number = 0 if words.startswith("The") else 1
    text = pypdfium2.PdfDocument(data.getvalue())[number].get_textpage()
    found = text.search(words).get_next()
    assert found is not None
    whole = text.get_text_range()
    end = whole.find("\n", found[0])
    count = (end if end > 0 else len(whole)) - found[0]
    boxes = [text.get_charbox(found[0] + at) for at in range(count) if whole[found[0] + at].strip()]
    left, right = min(box[0] for box in boxes), max(box[2] for box in boxes)
    bottom, top = min(box[1] for box in boxes) - 2, max(box[3] for box in boxes) + 2
    return document.make_indirect(
        pikepdf.Dictionary(
            Type=pikepdf.Name.Annot,
            Subtype=pikepdf.Name.Highlight,
            Rect=[left, bottom, right, top],
            QuadPoints=[left, top, right, top, left, bottom, right, bottom],
            Contents=pikepdf.String(note),
        )
    )


def _note(document: pikepdf.Pdf, text: str) -> pikepdf.Object:
    return document.make_indirect(
        pikepdf.Dictionary(
            Type=pikepdf.Name.Annot,
            Subtype=pikepdf.Name.Text,
            Rect=[10, 10, 30, 30],
            Contents=pikepdf.String(text),
        )
    )


PLAIN_MESSAGE = """\
From: "Harbour Institute" <press@harbour.example.org>
To: desk@example.org
Subject: =?utf-8?q?Ferry_to_Lovina=3A_r=C3=A9sum=C3=A9?=
Date: Fri, 20 Feb 2026 23:10:00 +0100
Message-ID: <abc@harbour.example.org>
MIME-Version: 1.0
Content-Type: text/plain; charset=iso-8859-1
Content-Transfer-Encoding: quoted-printable

The ferry lost nine million euros, and r=E9sum=E9s are no engines.

Nobody in the ministry would say who is going to pay for the new engines.
""".encode("ascii")

CSL = [
    {
        "id": "doe2026", "type": "article-newspaper", "title": "What the ferry costs",
        "author": [{"family": "Doe", "given": "Jane"}], "container-title": "Harbour Post",
        "issued": {"date-parts": [[2026, 2, 20]]}, "URL": "https://www.example.org/ferry",
        "language": "en",
    },
    {"id": "roe2025", "type": "report", "title": "Ports", "publisher": "Harbour Institute",
     "issued": {"date-parts": [[2025]]}},
]  # fmt: skip

NOTE = (
    '<div data-schema-version="9"><p><span class="highlight" data-annotation="'
    + quote(json.dumps({"pageLabel": "4"}))
    + '">\u201cEngines are not a matter of taste\u201d</span> <span class="citation">(Doe, p. 4)</span> '
    "who says so?</p></div>"
)

BETTER_BIBTEX = {
    "config": {"label": "BetterBibTeX JSON"},
    "items": [
        {
            "itemType": "newspaperArticle", "citationKey": "doe2026", "title": "What the ferry costs",
            "creators": [{"creatorType": "author", "firstName": "Jane", "lastName": "Doe"}],
            "publicationTitle": "Harbour Post", "date": "2026-02-20",
            "url": "https://www.example.org/ferry", "language": "English",
            "attachments": [
                {"path": "files/ferry.pdf", "annotations": [
                    {"annotationType": "highlight", "annotationText": "The ferry between Karsk and Lovina lost nine million euros last year",
                     "annotationPageLabel": "1", "annotationComment": "Whose engines?"},
                    {"annotationType": "note", "annotationComment": "Ask.", "annotationPageLabel": "2"},
                ]},
            ],
            "notes": [{"note": NOTE}],
        }
    ],
}  # fmt: skip

ZOTERO = [
    {"key": "AAAA1111", "version": 3, "data": {
        "key": "AAAA1111", "itemType": "report", "title": "What the ferry costs",
        "creators": [{"creatorType": "author", "name": "Harbour Institute"}], "institution": "Harbour Institute",
        "date": "20 February 2026", "url": "https://www.example.org/ferry", "language": "en"}},
    {"key": "BBBB2222", "data": {"itemType": "attachment", "parentItem": "AAAA1111", "title": "PDF"}},
    {"key": "CCCC3333", "data": {
        "itemType": "annotation", "parentItem": "BBBB2222", "annotationType": "highlight",
        "annotationText": "Engines are not a matter of taste", "annotationPageLabel": "iv"}},
]  # fmt: skip

RDF = """\
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns:z="http://www.zotero.org/namespaces/export#" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:dcterms="http://purl.org/dc/terms/" xmlns:bib="http://purl.org/net/biblio#"
 xmlns:foaf="http://xmlns.com/foaf/0.1/" xmlns:link="http://purl.org/rss/1.0/modules/link/">
 <bib:Article rdf:about="https://www.example.org/ferry">
  <z:itemType>newspaperArticle</z:itemType>
  <dcterms:isPartOf><bib:Newspaper><dc:title>Harbour Post</dc:title></bib:Newspaper></dcterms:isPartOf>
  <bib:authors><rdf:Seq>
   <rdf:li><foaf:Person><foaf:surname>Doe</foaf:surname><foaf:givenName>Jane</foaf:givenName></foaf:Person></rdf:li>
   <rdf:li><foaf:Person><foaf:surname>Roe</foaf:surname><foaf:givenName>Max</foaf:givenName></foaf:Person></rdf:li>
  </rdf:Seq></bib:authors>
  <dc:title>What the ferry costs</dc:title><dc:date>2026-02-20</dc:date><z:language>en</z:language>
  <dc:identifier><dcterms:URI><rdf:value>https://www.example.org/ferry</rdf:value></dcterms:URI></dc:identifier>
  <dcterms:isReferencedBy rdf:resource="#note"/>
  <link:link rdf:resource="#file"/>
 </bib:Article>
 <z:Attachment rdf:about="#file"><z:itemType>attachment</z:itemType><rdf:resource rdf:resource="files/ferry.pdf"/></z:Attachment>
 <bib:Memo rdf:about="#note"><rdf:value>NOTE</rdf:value></bib:Memo>
</rdf:RDF>
"""


def rdf() -> bytes:
    """An export of Zotero as RDF, with a note."""
    escaped = NOTE.replace("&", "&amp;").replace("<", "&lt;")
    return RDF.replace("NOTE", escaped).encode()
