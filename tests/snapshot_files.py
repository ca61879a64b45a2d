"""Snapshots as the world makes them: pages of news sites, PDFs, web archives; good and bad ones."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import pikepdf
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

NEWS = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Ministers agree on guarantees | News</title>
<style>.lead { font-weight: bold } p::after { content: "words of a style" }</style>
<script>var data = {"body": "<p>words of a script</p>"};</script>
<script type="application/ld+json">{"articleBody": "words of linked data"}</script></head>
<body class="article-page">
<div id="cookie-banner" role="dialog"><p>We value your privacy. <button>Accept all</button>
<button>Reject</button></p></div>
<header><nav aria-label="Main"><ul><li><a href="/">Home</a></li><li><a href="/w">World</a></li>
<li><a href="/e">Economy</a></li></ul></nav></header>
<main><article>
<h1>Ministers agree on <em>guarantees</em></h1>
<p class="byline">By <a href="/a">Anna Writer</a> in Krak&oacute;w<br>21 February 2026, 18:40</p>
<figure><img src="a.jpg" alt="words of a picture"><figcaption>Five ministers in Krak&oacute;w on
Friday. <span class="credit">Photo: Example</span></figcaption></figure>
<p class="lead"><b>K</b>RAK\u00d3W &mdash; The E5 will spend &euro;5&nbsp;billion on secu&shy;rity
guaran&shy;tees, the <a href="/m">ministers</a>&#8217; statement&nbsp;says.</p>
<p>&#8220;We will not accept a settle<i>ment</i> without them,&#8221; the minister said.<sup>1</sup>
A <span>half</span><span>way</span> house is no<wbr>thing he wants.</p>
<blockquote><p>Peace without guarantees is a pause.</p><cite>A diplomat</cite></blockquote>
<aside class="related"><h2>Read more</h2>
<ul><li>How LEAP began</li><li>What drones cost</li></ul></aside>
<h2>What it costs</h2>
<table><caption>Pledges by country</caption><thead><tr><th>Country</th><th>Pledge</th></tr></thead>
<tbody><tr><td>Germany</td><td>2.0 bn</td></tr>
<tr><td>Poland</td><td>1.1 bn</td></tr></tbody></table>
<ul><li>First, drones by 2027.</li><li>Second, a <code>shared</code> stock
<ul><li>of engines</li></ul></li></ul>
<dl><dt>LEAP</dt><dd>Low-Cost Effectors and Autonomous Platforms</dd></dl>
<pre>Vote:  5 for
       0 against</pre>
<details><summary>How we know</summary><p>Two officials told us so.</p></details>
<p hidden>words that are hidden</p><div style="color: red; display:none">words without display</div>
<template><p>words of a template</p></template><noscript><p>words for the scriptless</p></noscript>
<!-- words of a comment -->
<p>The o\ufb03ce in \u0141\u00f3d\u017a did not reply.</p>
<section class="footnotes"><ol><li>Interview with this newspaper.</li></ol></section>
</article></main>
<footer><p>&copy; 2026 Example News</p></footer></body></html>
"""
"""A page with what pages of news are made of."""

SHOWN = (
    "We value your privacy.",
    "Ministers agree on guarantees",
    "By Anna Writer in Krak\u00f3w\n21 February 2026, 18:40",
    "Five ministers in Krak\u00f3w on Friday. Photo: Example",
    "KRAK\u00d3W \u2014 The E5 will spend \u20ac5\u00a0billion on secu\u00adrity "
    "guaran\u00adtees, the ministers\u2019 statement\u00a0says.",
    "\u201cWe will not accept a settlement without them,\u201d the minister said.1",
    "A halfway house is nothing he wants.",
    "Peace without guarantees is a pause.",
    "A diplomat",
    "How LEAP began",
    "What it costs",
    "Pledges by country",
    "Germany",
    "1.1 bn",
    "First, drones by 2027.",
    "Second, a shared stock",
    "of engines",
    "Low-Cost Effectors and Autonomous Platforms",
    "Vote: 5 for\n0 against",
    "How we know",
    "Two officials told us so.",
    "The o\ufb03ce in \u0141\u00f3d\u017a did not reply.",
    "Interview with this newspaper.",
    "\u00a9 2026 Example News",
)
"""What readers of that page may quote."""

UNSEEN = (
    "words of a style", "words of a script", "words of linked data", "words of a picture",
    "words that are hidden", "words without display", "words of a template",
    "words for the scriptless", "words of a comment",
)  # fmt: skip
"""What they never see."""

PARAGRAPH = (
    "<p>The ministers of <a href='/five'>five states</a> met in Krak\u00f3w &ndash; for the "
    "<em>third</em> time &mdash; and agreed on 5&nbsp;points: {n}, {n}.1 and {n}.2.</p>\n"
)


def page(*paragraphs: str, head: str = "") -> str:
    """A small page."""
    body = "".join(f"<p>{paragraph}</p>\n" for paragraph in paragraphs)
    top = f"<!DOCTYPE html>\n<html><head>{head}<title>Page</title></head>"
    return f"{top}<body>\n{body}</body></html>\n"


def long_page(size: int, seed: int = 0) -> str:
    """A page of about so many bytes, that of each seed another."""
    start = f"<h1>Page {seed}</h1>"
    count = size // len(PARAGRAPH)
    body = start + "".join(PARAGRAPH.format(n=seed * count + n) for n in range(count))
    return NEWS.replace("<h2>What it costs</h2>", body)


def pdf(*pages: str, user: str | None = None, aes: bool = True, font: int = 12) -> bytes:
    """A PDF that shows lines of ASCII text, a text a page.

    :param user: a password to open it; if it is empty, only what readers may do is limited.
    """
    with pikepdf.new() as made:
        for text in pages:
            _add_page(made, shown(text, font))
        data = io.BytesIO()
        locked = pikepdf.Encryption(owner="owner", user=user or "", R=6 if aes else 3, aes=aes,
                                    metadata=aes)  # fmt: skip
        made.save(
            data, encryption=locked if user is not None else False, deterministic_id=user is None
        )
    return data.getvalue()


def raw_pdf(*objects: bytes) -> bytes:
    """A PDF of such objects, numbered from 1; the first one is the catalog."""
    data = b"%PDF-1.7\n"
    places = [b"0000000000 65535 f \n"]
    for number, content in enumerate(objects, start=1):
        places.append(b"%010d 00000 n \n" % len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"xref\n0 %d\n%s" % (len(places), b"".join(places))
    end = b"trailer << /Root 1 0 R /Size %d >>\nstartxref\n%d\n%%%%EOF\n" % (len(places), len(data))
    return data + table + end


def shown(text: str, font: int = 12) -> bytes:
    """The content stream of a page with lines of text."""
    lines = [
        line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
        for line in text.split("\n")
    ]
    drawn = " T* ".join(f"({line}) Tj" for line in lines)
    return f"BT /F1 {font} Tf 14 TL 72 720 Td {drawn} ET".encode("latin-1")


def _add_page(made: pikepdf.Pdf, content: bytes) -> None:
    made.add_blank_page(page_size=(612, 792))
    added = made.pages[-1]
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
    )
    added.obj.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
    added.obj.Contents = made.make_stream(content)


@dataclass(frozen=True)
class Answer:
    """What a server answered, for the records of an archive."""

    url: str
    body: bytes
    mime: str = "text/html"
    status: str = "200 OK"
    headers: Mapping[str, str] = field(default_factory=dict)


def warc(answers: Iterable[Answer], *, packed: bool = True) -> bytes:
    """A WARC file with the answers of servers."""
    data = io.BytesIO()
    writer = WARCWriter(data, gzip=packed)
    writer.write_record(writer.create_warcinfo_record("data.warc", {"software": "tests"}))
    for answer in answers:
        headers = [("Content-Type", answer.mime), *answer.headers.items()]
        record = writer.create_warc_record(
            answer.url,
            "response",
            payload=io.BytesIO(answer.body),
            length=len(answer.body),
            http_headers=StatusAndHeaders(answer.status, headers, protocol="HTTP/1.1"),
            warc_headers_dict={"WARC-Date": "2026-02-22T08:00:00Z"},
        )
        writer.write_record(record)
    return data.getvalue()


def wacz(
    answers: Iterable[Answer],
    pages: Iterable[Mapping[str, str]] = (),
    *,
    packed: bool = True,
    extra: Mapping[str, bytes] | None = None,
) -> bytes:
    """A web archive as ArchiveWeb.page and Browsertrix make them."""
    listed = [{"format": "json-pages-1.0", "id": "pages", "title": "All Pages"}, *pages]
    lines = "".join(json.dumps(entry) + "\n" for entry in listed)
    name = "archive/data.warc" + (".gz" if packed else "")
    files = {
        "datapackage.json": json.dumps(
            {"profile": "data-package", "wacz_version": "1.1.1"}
        ).encode(),
        "pages/pages.jsonl": lines.encode(),
        name: warc(answers, packed=packed),
        "indexes/index.cdx.gz": gzip.compress(b"", mtime=0),
        **(extra or {}),
    }
    return zipped(files)


def zipped(files: Mapping[str, bytes], method: int = zipfile.ZIP_STORED) -> bytes:
    """A zip file."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", method) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, (2026, 2, 22, 8, 0, 0)), content, method)
    return data.getvalue()


def chunked(body: bytes, size: int = 50) -> bytes:
    """A body as servers send it in pieces."""
    pieces = [body[at : at + size] for at in range(0, len(body), size)]
    return b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in pieces) + b"0\r\n\r\n"
