"""Notes, briefs and registers read no file from outside, ask no host and run nothing."""

import threading
from collections.abc import Iterator, Mapping
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from zipfile import ZipFile

import pytest
from pypdf import PdfReader

from sphinx_briefing.domain.ours import looks_like_ours
from tests.corpus import brief, note, record
from tests.support import BASE_CONF, Build, Built

SECRET = "s3cret0fTheMachine"
RST_NOTE = ":source:\n   :title: N\n\nN\n=\n\n"


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    """A file outside the sources."""
    path = tmp_path / "outside.txt"
    path.write_text(f"{SECRET}\n")
    return path


@pytest.fixture
def host() -> Iterator[tuple[str, list[str]]]:
    """A host that notes what it is asked for."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"of-the-host,x\n")

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", asked
    server.shutdown()
    thread.join()
    server.server_close()


def everything(built: Built) -> bytes:
    """All that a build wrote."""
    files = [path for path in built.out.rglob("*") if path.is_file()]
    return b"".join(path.name.encode() + path.read_bytes() for path in files)


def unsafe(built: Built) -> list[str]:
    """The places of what was refused; there is no other warning."""
    said = [w for w in built.warnings if "now recognizes an absolute path" not in w]  # by Sphinx
    assert [w for w in said if not w.endswith("[briefing.unsafe]")] == []
    return [w.partition(" WARNING")[0] for w in said]


READING = {
    "include": "```{include} FILE\n```",
    "include as code": "```{include} FILE\n:code: text\n```",
    "include as it is": "```{include} FILE\n:literal:\n```",
    "literalinclude": "```{literalinclude} FILE\n```",
    "difference": "```{literalinclude} inside.txt\n:diff: FILE\n```",
    "raw": "```{raw} html\n:file: FILE\n```",
    "csv-table": "```{csv-table}\n:file: FILE\n```",
    "through reStructuredText": "```{eval-rst}\n.. include:: FILE\n```",
    "a table through reStructuredText": "```{eval-rst}\n.. csv-table::\n   :file: FILE\n```",
    "image": "![words](FILE)",
    "any image": "```{image} FILE*\n```",
    "download": "{download}`words <FILE>`",
    "figure": "```{figure} FILE\nCaption\n```",
}
READING_IN_RST = {
    "include": ".. include:: FILE",
    "include as code": ".. include:: FILE\n   :code: text",
    "literalinclude": ".. literalinclude:: FILE",
    "raw": ".. raw:: html\n   :file: FILE",
    "csv-table": ".. csv-table::\n   :file: FILE",
    "image": ".. image:: FILE",
    "download": ":download:`words <FILE>`",
}
WAYS = ("relative", "absolute", "link")


def way_to(outside: Path, way: str, tmp_path: Path) -> str:
    """How an author could name the file. Sphinx takes absolute paths as those of the sources."""
    if way == "link":
        return "link.txt"
    found = "../" * 30 + str(outside).lstrip("/")
    return f"//{str(outside).lstrip('/')}" if way == "absolute" else found


def built_with(
    build: Build, files: Mapping[str, str | bytes], outside: Path, **conf: object
) -> Built:
    """A project in which ``link.txt`` leads outside."""
    built = build({**files, "inside.txt": "inside\n", "index.md": "# Start\n"}, conf=conf)
    (built.src / "link.txt").symlink_to(outside)
    return built.afresh()


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("how", READING)
def test_no_file_from_outside(
    build: Build, outside: Path, tmp_path: Path, how: str, way: str
) -> None:
    written = READING[how].replace("FILE", way_to(outside, way, tmp_path))
    built = built_with(build, {"n.md": note(f"{written}\n\nGoes on.")}, outside)
    assert SECRET.encode() not in everything(built)
    assert "Goes on." in built.text("n.html")
    line = {"difference": 8, "raw": 8, "csv-table": 8, "through reStructuredText": 8}.get(how, 7)
    if how == "a table through reStructuredText":
        line = 9
    assert [int(place.split(":")[1]) for place in unsafe(built)] == [line]


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("how", READING_IN_RST)
def test_no_file_from_outside_in_restructuredtext(
    build: Build, outside: Path, tmp_path: Path, how: str, way: str
) -> None:
    written = READING_IN_RST[how].replace("FILE", way_to(outside, way, tmp_path))
    built = built_with(build, {"n.rst": f"{RST_NOTE}{written}\n\nGoes on.\n"}, outside)
    assert SECRET.encode() not in everything(built)
    assert "Goes on." in built.text("n.html")
    assert len(unsafe(built)) == 1


@pytest.mark.parametrize(
    "page",
    [
        brief("BODY"),
        "# R\n\nBODY\n\n" + record("actor", "E5", kind="group"),
        "# R\n\nBODY\n\n```{actor} E5\n:colour: red\n```\n",
        "# R\n\nBODY\n\n```{actors}\n:file: actors.yaml\n```\n",
        "---\ntlp: GREEN\n---\n# P\n\nBODY\n",
        "\n\n---\nsource:\n  title: T\n---\n# P\n\nBODY\n",
        "---\nsource: [\n---\n# P\n\nBODY\n",
        "---\ntlp: RED\ntlp: RED\n---\n# P\n\nBODY\n",
    ],
)
def test_pages_that_are_ours_or_tried_to_be(build: Build, outside: Path, page: str) -> None:
    path = way_to(outside, "relative", outside)
    written = page.replace("BODY", f"```{{literalinclude}} {path}\n```\n\n<b onclick='x'>y</b>")
    built = built_with(build, {"n.md": written, "actors.yaml": "- {name: A, kind: group}"}, outside)
    assert SECRET.encode() not in everything(built)
    assert "onclick" not in built.text("n.html")
    assert sum(warning.endswith("[briefing.unsafe]") for warning in built.warnings) == 2


def test_ordinary_pages_read_what_they_like(build: Build, outside: Path) -> None:
    path = way_to(outside, "relative", outside)
    page = f"# P\n\n```{{include}} {path}\n```\n\n```{{literalinclude}} {path}\n```\n"
    built = built_with(build, {"p.md": page}, outside)
    assert built.text("p.html").count(SECRET) == 2


def test_what_is_inside_is_read_everywhere(build: Build) -> None:
    body = "```{include} /parts/a.md\n```\n\n```{literalinclude} parts/a.md\n```\n\n" + (
        "```{csv-table}\n:file: parts/t.csv\n```\n\n{download}`parts/t.csv`\n"
    )
    files = {"n.md": note(body), "parts/a.md": "Part *one*.\n", "parts/t.csv": "cell,x\n",
             "r.rst": f"{RST_NOTE}.. include:: <isonum.txt>\n\n|copy| x\n"}  # fmt: skip
    built = build(files, conf={"exclude_patterns": ["parts"]})
    assert built.warnings == []
    page = built.text("n.html")
    assert page.count("Part") == 2
    assert "cell" in page
    assert "© x" in built.text("r.html")


def test_what_docutils_brings_is_no_way_out(build: Build, outside: Path) -> None:
    path = f"<{'../' * 30}{str(outside).lstrip('/')}>"
    built = build(
        {
            "n.rst": f"{RST_NOTE}.. include:: {path}\n",
            "m.md": note(f"```{{include}} {path}\n```", id="m"),
        }
    )
    assert SECRET.encode() not in everything(built)
    assert unsafe(built) == ["m.md:8:", "n.rst:7:"]


def test_an_included_part_makes_a_page_ours(build: Build, outside: Path) -> None:
    path = way_to(outside, "relative", outside)
    part = record("actor", "E5", kind="group") + f"```{{literalinclude}} {path}\n```\n"
    files = {
        "p.md": f"# P\n\n```{{include}} {path}\n```\n\nStays.\n\n```{{include}} part.inc\n```\n",
        "part.inc": part,
    }
    built = built_with(build, files, outside)
    assert SECRET.encode() not in everything(built)
    assert "Stays." in built.text("p.html")
    assert unsafe(built) == ["p.md:1:", "part.inc:4:"] or len(unsafe(built)) == 2


def test_a_directive_by_its_german_name(build: Build, outside: Path) -> None:
    path = way_to(outside, "relative", outside)
    written = f".. csv-tabelle::\n   :file: {path}\n\n.. raw:: html\n   :file: {path}\n"
    conf = {"language": "de"}
    built = build({"n.rst": f"{RST_NOTE}{written}"}, conf=conf)
    assert SECRET.encode() not in everything(built)


ASKING = ["```{raw} html\n:url: HOST/x\n```", "```{csv-table}\n:url: HOST/x\n```",
          "```{eval-rst}\n.. csv-table::\n   :url: HOST/x\n```"]  # fmt: skip


@pytest.mark.parametrize("written", ASKING)
def test_no_host_is_asked(build: Build, host: tuple[str, list[str]], written: str) -> None:
    address, asked = host
    built = build({"n.md": note(written.replace("HOST", address))})
    assert asked == []
    assert len(unsafe(built)) == 1
    allowed = build({"n.md": note(written.replace("HOST", address))},
                    conf={"briefing_allow": ["remote-data"]})  # fmt: skip
    assert allowed.warnings == []
    assert asked == ["/x"]
    assert "of-the-host" in allowed.text("n.html")


@pytest.mark.parametrize("builder", ["html", "latex", "briefpdf", "epub"])
def test_pictures_of_other_hosts(build: Build, host: tuple[str, list[str]], builder: str) -> None:
    address, asked = host
    body = f"![A chart]({address}/a.png) <img src='//evil.example/b'>\n\n![](//evil.example/c.png)"
    files = {"b.md": brief(body), "index.md": "# Start\n\n```{toctree}\nb\n```\n"}
    built = build(files, builder, conf={"version": "1"})
    assert asked == []
    refused = [w for w in built.warnings if w.endswith("[briefing.unsafe]")]
    assert [w.partition(" WARNING")[0] for w in refused] == ["b.md:9:", "b.md:9:", "b.md:11:"]
    if builder == "html":
        page = built.text("b.html")
        assert "<img" not in page.partition('class="body"')[2].replace("<img>", "")
        assert f'href="{address}/a.png">A chart</a>' in page


def test_pictures_of_other_hosts_may_be_allowed(build: Build) -> None:
    body = "![A](https://example.org/a.png) <img src='//example.org/b'>"
    built = build({"n.md": note(body)}, conf={"briefing_allow": ["remote-images"]})
    assert built.warnings == []
    assert built.text("n.html").count("<img") == 2


def test_files_from_outside_may_be_allowed(build: Build, outside: Path) -> None:
    path = way_to(outside, "relative", outside)
    body = f"```{{include}} {path}\n```\n\n{{download}}`{path}`"
    built = built_with(build, {"n.md": note(body)}, outside, briefing_allow=["outside-files"])
    assert built.warnings == []
    assert SECRET in built.text("n.html")


PROGRAMS = ("ms-msdt:/id", "file:///etc/passwd", "smb://host/share", "vbscript:x", "search-ms:q",
            "\\\\\\\\host\\\\share", "//host/share")  # fmt: skip


@pytest.mark.parametrize("address", PROGRAMS)
def test_links_that_start_programs(build: Build, address: str) -> None:
    rst = address.replace("\\\\", "\\")
    files = {
        "b.md": brief(f'[words]({address}) <a href="{rst}">raw</a> <ms-word:x>'),
        "n.rst": f"{RST_NOTE}`words <{address}>`__\n\n.. _there: {address}\n\nAlso there_.\n",
    }
    for builder in ("html", "briefpdf", "briefdocx"):
        built = build(files, builder)
        assert any(warning.endswith("[briefing.unsafe]") for warning in built.warnings)
        for found in addresses(built):
            assert not found.lower().startswith(
                ("ms-", "file:", "smb:", "vbscript:", "search-ms:", "\\", "//")
            )


def addresses(built: Built) -> Iterator[str]:
    """Where the links of all outputs lead."""
    for path in built.out.rglob("*"):
        if path.suffix == ".html":
            text = path.read_text(encoding="utf-8")
            yield from (part.partition('"')[0] for part in text.split('href="')[1:])
        elif path.suffix == ".pdf":
            for page in PdfReader(path).pages:
                for note_ in page.get("/Annots", []):
                    action = note_.get_object().get("/A", {})
                    yield str(action.get("/URI", ""))
        elif path.suffix == ".docx":
            with ZipFile(path) as parts:
                for name in parts.namelist():
                    if name.endswith(".rels"):
                        text = parts.read(name).decode()
                        for part in text.split("<Relationship ")[1:]:
                            if 'TargetMode="External"' in part:
                                yield part.partition('Target="')[2].partition('"')[0]


def test_the_navigation_runs_nothing(build: Build) -> None:
    tree = "```{toctree}\nBad <javascript://%0aalert(1)>\nGood <https://example.org>\na\n```\n"
    built = build({"index.md": f"# Start\n\n{tree}", "a.md": "# A\n"}, conf={"html_theme": "furo"})
    assert unsafe(built) == ["index.md:3:"]
    for page in ("index.html", "a.html"):
        assert "javascript:" not in built.text(page)
    assert "https://example.org" in built.text("index.html")


@pytest.mark.parametrize(
    "formula",
    [r"\input{/etc/passwd}", r"\href{javascript:alert(1)}{x}", r"\csname input\endcsname x",
     r"^^5cinput{x}", r"\require{html}", r"\immediate\write18{id}", r"\def\x{y}"],
)  # fmt: skip
def test_formulas_that_do_more_than_set_signs(build: Build, formula: str) -> None:
    conf = {"myst_enable_extensions": ["dollarmath"]}
    page = note(f"So ${formula}$ here.\n\n$$\n{formula}\n$$\n")
    built = build({"n.md": page}, conf=conf)
    assert unsafe(built) == ["n.md:7:", "n.md:9:"]
    assert 'class="math' not in built.text("n.html")
    assert formula not in build({"n.md": page}, "latex", conf=conf).text("test.tex")


def test_ordinary_formulas_breaks_and_struck_words(build: Build) -> None:
    conf = {"myst_enable_extensions": ["dollarmath", "strikethrough", "tasklist"]}
    body = "$\\frac{a}{b} \\defeq \\text{x} \\left( y \\right) \\urcorner$ a\\\nb ~~c~~\n\n- [x] d"
    built = build({"n.md": note(body)}, "latex", conf=conf)
    assert [w for w in built.warnings if "unsafe" in w] == []
    built = build({"n.md": note(body)}, conf={**conf, "suppress_warnings": ["myst.strikethrough"]})
    assert built.warnings == []


def test_raw_text_of_other_formats(build: Build) -> None:
    raw = "```{raw} latex\n\\input{/etc/passwd}\n```\n\n```{raw} latex\n\\newpage\n```\n"
    built = build({"n.md": note(raw)}, "latex")
    assert unsafe(built) == ["n.md:7:"]
    assert "\\input{/etc" not in built.text("test.tex")
    assert "\\newpage\n" in built.text("test.tex")


def test_nothing_is_imported_or_evaluated(build: Build, tmp_path: Path) -> None:
    marker = tmp_path / "ran"
    conf = {"extensions": ["myst_parser", "sphinx.ext.ifconfig", "sphinx.ext.autodoc",
                           "sphinx_briefing"]}  # fmt: skip
    body = f"```{{ifconfig}} __import__('pathlib').Path({str(marker)!r}).touch()\nx\n```\n\n"
    built = build({"n.md": note(f"{body}```{{eval-rst}}\n.. automodule:: this\n```\n")}, conf=conf)
    assert not marker.exists()
    assert unsafe(built) == ["n.md:7:", "n.md:12:"]
    build({"n.md": note(body)}, conf={**conf, "briefing_allow": ["code"]})
    assert marker.exists()


@pytest.mark.parametrize(
    ("condition", "runs"),
    [
        ("nitpicky", True),
        ("not nitpicky and language in ('fr', 'de')", True),
        ("builder == 'html'", True),
        ("open('/etc/passwd')", False),
        ("project.__class__", False),
        ("extensions[0]", False),
        ("[x for x in ()]", False),
        ("9 ** 9", False),
        ("f'{nitpicky}'", False),
        ("(x := nitpicky)", False),
    ],
)
def test_conditions_compare_and_call_nothing(build: Build, condition: str, runs: bool) -> None:
    conf = {"extensions": ["myst_parser", "sphinx.ext.ifconfig", "sphinx_briefing"]}
    built = build({"n.md": note(f"```{{ifconfig}} {condition}\nx\n```\n")}, conf=conf)
    assert unsafe(built) == ([] if runs else ["n.md:7:"])


@pytest.mark.parametrize(
    ("text", "ours"),
    [
        ("# Sources\n\nSource: the World Bank\n", False),
        ("# A\n\n---\n\nTLP: a book\n", False),
        ("```{topic} Title\n:class: x\n```\n", False),
        ("{actor}`E5` and {term}`x`\n", False),
        ("<!-- c -->\n+++\nTLP = 'RED'\n+++\n", True),
        ("::::{claim} X\n::::\n", True),
        (".. brief:topic:: x\n", True),
        ("```{sources}\n---\nfile: x.bib\n---\n```\n", True),
        ("```{sources}\n```\n", False),
        ("<!---->" * 500, False),
    ],
)
def test_what_a_text_says_of_its_page(text: str, ours: bool) -> None:
    assert looks_like_ours(text) is ours


def test_docutils_and_myst_still_need_it(build: Build, outside: Path) -> None:
    """When they read nothing from outside by themselves, the guards of files can go."""
    conf = {**BASE_CONF, "extensions": ["myst_parser"], "primary_domain": "py"}
    lines = [f"{name} = {value!r}" for name, value in conf.items()]
    path = way_to(outside, "relative", outside)
    page = f"# A\n\n```{{include}} {path}\n```\n\n```{{csv-table}}\n:file: {path}\n```\n"
    built = build({"conf.py": "\n".join(lines), "a.md": page})
    assert built.text("a.html").count(SECRET) == 2
