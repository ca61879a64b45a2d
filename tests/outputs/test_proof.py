"""What was taken out for an audience is searched for in all that was written."""

import base64
import bz2
import gzip
import io
import json
import lzma
import re
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pytest

from sphinx_briefing.proof.searching import Searcher
from sphinx_briefing.proof.texts import NotOpened
from sphinx_briefing.proof.words import folded
from tests.support import BASE_CONF, Build, Built, _assignments

SECRET = "The hidden convoy leaves Odesa at dawn on Friday"
FILES = {
    "index.md": """
        # Start

        ```{toctree}
        :glob:

        notes/*
        ```

        Open words are here for all of them.

        ```{restricted} AMBER
        The hidden convoy leaves Odesa at dawn on Friday.
        ```
        """,
    "notes/open.md": "# An open note\n\nIt says what everybody may know.\n",
    "notes/marmalade.md": """
        ---
        tlp: RED
        ---
        # Marmalade plan

        (jam-label)=
        The secret jars are stored in the *old* cellar. Yes.

        ```{actor} Zoë Quillfeather
        :id: zq7
        :kind: person

        A keeper of very secret recipes of marmalade.
        ```
        """,
}
FOR_GREEN = {"briefing_audience": "GREEN"}

LEAK = """
def setup(app):
    import shutil

    def leak(app, exception):
        shutil.copytree(LEAKS, app.outdir, dirs_exist_ok=True)

    app.connect("build-finished", leak, priority=900_000)
"""


def leaking(folder: Path, leaks: dict[str, bytes]) -> dict[str, str]:
    """A project whose configuration copies something into its outputs at the very end."""
    for name, data in leaks.items():
        path = folder / "leaks" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    conf = [*_assignments({**BASE_CONF, **FOR_GREEN}), f"LEAKS = {str(folder / 'leaks')!r}", LEAK]
    return {**FILES, "conf.py": "\n".join(conf)}


def report(built: Built) -> dict[str, object]:
    found: dict[str, object] = json.loads(built.text("briefing-audience.json"))
    return found


@pytest.mark.parametrize("builder", ["html", "text", "ledger", "latex", "gettext", "xml"])
def test_nothing_is_found_and_a_report_says_where(build: Build, builder: str) -> None:
    built = build(FILES, builder, conf=FOR_GREEN)
    assert (built.status, built.warnings) == (0, [])
    told = report(built)
    assert (told["schema"], told["audience"], told["found"]) == (1, "GREEN", 0)
    assert told["taken_out"] == {"pages": 1, "passages": 1, "records": 1}
    files = told["files"]
    assert isinstance(files, list)
    assert {file["path"] for file in files} >= built.files().keys() - {"briefing-audience.json"}
    assert "zq7" not in built.text("briefing-audience.json")


def test_the_same_build_gives_the_same_report(build: Build) -> None:
    built = build(FILES, conf=FOR_GREEN)
    first = built.path("briefing-audience.json").read_bytes()
    assert built.again().path("briefing-audience.json").read_bytes() == first
    assert built.afresh().path("briefing-audience.json").read_bytes() == first


def test_there_is_no_report_without_an_audience(build: Build) -> None:
    built = build(FILES, conf=FOR_GREEN)
    conf = (built.src / "conf.py").read_text(encoding="utf-8")
    built.again({"conf.py": conf.replace("briefing_audience = 'GREEN'", "")})
    assert not (built.out / "briefing-audience.json").exists()


def test_a_leak_fails_the_build(build: Build, tmp_path: Path) -> None:
    built = build(leaking(tmp_path, {"extra/page.html": f"<p>x</p><p>{SECRET}</p>".encode()}))
    assert built.status == 1
    assert built.warnings == [
        "index.md:11: ERROR: passage (TLP:AMBER) is not for GREEN, but extra/page.html holds words "
        "of it at byte 11: 'the hidden convoy leaves odesa'"
    ]
    assert not (built.out / "briefing-audience.json").exists()
    built.again({"conf.py": "\n".join(_assignments({**BASE_CONF, **FOR_GREEN}))})
    assert built.status == 1  # it is still there
    (built.out / "extra" / "page.html").unlink()
    assert built.again().status == 0


def test_ids_names_labels_and_file_names_are_found(build: Build, tmp_path: Path) -> None:
    leaks = {
        "a.json": rb'{"id": "actor-zq7"}',
        "b.txt": "Quillfeather, Zoe\u0308 or ZOE\u0308 QUILLFEATHER".encode(),
        "c.txt": b"#jam-label",
        "notes/marmalade.txt": b"",
        "d.txt": b"Marmalade  Plan",
    }
    built = build(leaking(tmp_path, leaks))
    assert built.status == 1
    found = {match[1] for line in built.warnings if (match := re.search(r"but (\S+) holds", line))}
    assert found == set(leaks)


def test_what_cannot_be_opened_fails_the_build(build: Build, tmp_path: Path) -> None:
    built = build(
        leaking(tmp_path, {"a.zip": b"PK\x03\x04broken", "b.7z": b"7z\xbc\xaf\x27\x1c..."})
    )
    assert built.status == 1
    assert [line.partition(": ")[2].partition(": ")[0] for line in built.warnings] == [
        "what is not for GREEN may be in the output",
        "what is not for GREEN may be in the output",
    ]


def test_words_that_remain_are_not_searched_for(build: Build) -> None:
    files = {
        **FILES,
        "notes/open.md": "# An open note\n\nThe hidden convoy leaves Odesa, they say. Zoë "
        "Quillfeather and zq7 know.\n",
    }
    built = build(files, conf=FOR_GREEN)
    assert (built.status, built.warnings) == (0, [])
    assert report(built)["not_searched_for"] == {"common": 0, "remaining": 2, "short": 0}


def zipped(data: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", data)
    return file.getvalue()


TEXT = "Dürre: the »hidden« convoy & <fleet> leaves Odesa — \U0001d49ct dawn"
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
    "table.txt": lambda text: (
        "x\n+---+---+\n| " + text.replace(" convoy ", " | b |\n| convoy ") + " | d |\n+---+---+\n"
    ).encode(),
}


@pytest.mark.parametrize("disguise", DISGUISES)
def test_every_spelling_is_found(disguise: str) -> None:
    # "<fleet>" is a word here and would be a tag there.
    text = TEXT.replace("<fleet>", "fleet") if "&lt;" not in disguise else TEXT
    data = DISGUISES[disguise](text)
    searcher = Searcher((), [folded("Dürre the hidden convoy fleet".encode())])
    assert searcher.needles
    assert [hit.needle for hit in searcher.in_file(disguise, data)][:1] == list(searcher.needles)


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        ("e5", "actor-e5", True),
        ("e5", "page5 e55 se5", False),
        ("russia", "Belorussia", False),
        ("russia", "Rus-\nsia", True),
        ("jane doe", "<b>Jane</b> Doe", True),
        ("jane doe", "mary-jane doer", False),
    ],
)
def test_names_stand_alone(name: str, text: str, found: bool) -> None:
    hits = [*Searcher([name], ()).in_file("a.html", text.encode())]
    assert bool(hits) == found


def test_places_are_bytes() -> None:
    data = "é — <p>The hidden convoy".encode()
    hit = next(Searcher((), ["the hidden convoy"]).in_file("a.html", data))
    assert (hit.inside, data[hit.offset :][:3]) == ("", b"The")


@pytest.mark.parametrize("data", [b"PK\x03\x04rest", b"\x1f\x8brest", b"%PDF-1.7 rest"])
def test_broken_files_are_not_opened(data: bytes) -> None:
    with pytest.raises(NotOpened):
        list(Searcher(["x y"], ()).in_file("a", data))


def test_pdfs_are_searched(build: Build) -> None:
    brief = """
        ---
        brief: analysis
        date: 2026-01-05
        ---
        # A brief on jam

        The hidden convoy leaves Odesa at dawn on Friday.

        ```{admonition} A title of nine rather long and winding words
        It stands in a box.
        ```
        """
    built = build({"brief.md": brief}, "briefpdf")
    data = built.path("brief.pdf").read_bytes()
    wanted = ["the hidden convoy leaves odesa", "a title of nine rather", "a brief on jam"]
    hits = [*Searcher((), wanted).in_file("brief.pdf", data)]
    assert {hit.needle for hit in hits} == set(wanted)
    assert any("page 1" in hit.inside for hit in hits)
    assert any("strings" in hit.inside for hit in hits)  # its title, and its outline
