"""A text in the spellings and the packings in which an output can hold it."""

import base64
import bz2
import gzip
import io
import json
import lzma
import zipfile
import zlib
from collections.abc import Callable
from importlib.util import find_spec
from urllib.parse import quote


def zipped(data: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", data)
    return file.getvalue()


def tabled(text: str) -> bytes:
    from pyarrow import parquet, table

    file = io.BytesIO()
    parquet.write_table(table({"x": [["a", text]]}), file, compression="zstd")
    return file.getvalue()


DISGUISES: dict[str, Callable[[str], bytes]] = {
    "plain.txt": str.encode,
    "capitals.txt": lambda text: text.upper().encode(),
    "decomposed.txt": lambda text: text.replace("ü", "u\u0308").encode(),
    "utf-16-le": lambda text: text.encode("utf-16-le"),
    "utf-16-be": lambda text: b"\0x" + text.encode("utf-16-be"),
    "utf-16": lambda text: text.encode("utf-16"),
    "odd": lambda text: b"x" + text.encode("utf-16-le"),
    "page.html": lambda text: (
        "<p>" + text.replace("&", "&amp;").replace("<", "&lt;").replace("ü", "&uuml;") + "</p>"
    ).encode(),
    "numbers.html": lambda text: "".join(f"&#{ord(letter)};" for letter in text).encode(),
    "hexadecimal.xml": lambda text: "".join(f"&#x{ord(letter):x};" for letter in text).encode(),
    "marked.html": lambda text: text.replace("convoy", "<b>con</b><i class='x'>voy</i>").encode(),
    "linked.html": lambda text: text.replace("convoy", "<a href='a b.html'>convoy</a>").encode(),
    "soft.html": lambda text: text.replace("convoy", "con&shy;voy").encode(),
    "feed.xml": lambda text: (
        "&lt;p&gt;" + text.replace("convoy", "&lt;b&gt;convoy&lt;/b&gt;") + "&lt;/p&gt;"
    ).encode(),
    "data.json": lambda text: json.dumps({"a": f"x\n{text}"}).encode(),
    "twice.json": lambda text: json.dumps(json.dumps(text)).encode(),
    "html.json": lambda text: json.dumps(
        text.replace("convoy", '<b class="c">convoy</b>')
    ).encode(),
    "link.html": lambda text: f'<a href="?q={quote(text)}">'.encode(),
    "data.svg": lambda text: (
        b"data:image/svg+xml;base64," + base64.b64encode(b"<svg>" + text.encode() + b"</svg>")
    ),
    "data.css": lambda text: b'url("data:,' + base64.urlsafe_b64encode(text.encode()) + b'")',
    "mail.eml": lambda text: b"\n" + base64.encodebytes((text * 3).encode()),
    "a.gz": lambda text: gzip.compress(text.encode()),
    "a.bz2": lambda text: bz2.compress(text.encode()),
    "a.xz": lambda text: lzma.compress(text.encode()),
    "a.svgz": lambda text: gzip.compress(gzip.compress(text.encode())),
    "objects.inv": lambda text: (
        b"# Sphinx inventory version 2\n# Project: x\n# Version: \n"
        b"# The remainder of this file is compressed using zlib.\n" + zlib.compress(text.encode())
    ),
    "a.docx": lambda text: zipped(
        b"<w:t>" + text.replace("convoy", "con</w:t></w:r><w:r><w:t>voy").encode() + b"</w:t>"
    ),
    "a.tex": lambda text: text.replace("convoy", r"\sphinxstyleemphasis{convoy}").encode(),
    "a.texi": lambda text: text.replace("convoy", "@emph{convoy}").encode(),
    "a.1": lambda text: text.replace("convoy", r"\fIconvoy\fP").encode(),
    "a.po": lambda text: text.replace("convoy", 'con"\n"voy').encode(),
    "latin.hhk": lambda text: text.replace("\U0001d49c", "A").encode("cp1252", "ignore"),
    **({"a.parquet": tabled} if find_spec("pyarrow") else {}),
    "table.txt": lambda text: (
        "x\n+---+---+\n| " + text.replace(" convoy ", " | b |\n| convoy ") + " | d |\n+---+---+\n"
    ).encode(),
}
