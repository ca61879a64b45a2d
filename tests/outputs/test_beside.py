"""Files of briefs beside the pages of a website, made by the same build (``briefing_files``)."""

import io
import re
import sys
from pathlib import Path
from typing import Any, cast
from urllib.parse import unquote, urljoin

import pypdf
import pytest
from sphinx.cmd.build import build_main
from sphinx.errors import ExtensionError

from tests.corpus import brief, note, record
from tests.support import BASE_CONF, Build, Built, Content

pytest.importorskip("typst")
pytest.importorskip("docx")

FILES: dict[str, Content] = {
    "registers.md": "# Registers\n\n" + record("actor", "Ada", kind="person"),
    "n.md": note(record("claim", "Harbours reopen", by="Ada", id="c")),
    "one.md": brief("First {claim}`c`.", title="One"),
    "deep/two.md": brief("Second.", title="Two"),
    "plain.md": "# Plain\n\nNo brief.\n",
}
BOTH = {"briefing_files": ["pdf", "docx"]}
BUNDLE = {"all/dossier": {"title": "All", "briefs": ["one", "deep/two"]}}
WITHOUT_ALT = brief("![](dot.png)\n", title="One")
DOT = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b55"
    "0000000a49444154789c636000000002000148afa4710000000049454e44ae426082"
)


def made(built: Built) -> list[str]:
    """The files of briefs in an output folder."""
    return [name for name in built.files() if name.endswith((".pdf", ".docx"))]


def links(built: Built) -> dict[str, list[str]]:
    """By page, the files of briefs that it links to, as places in the output."""
    found: dict[str, list[str]] = {}
    for name in sorted(built.files()):
        if name.endswith(".html"):
            addresses = re.findall(
                r'class="[^"]*brief-download [^"]*" href="([^"]*)"', built.text(name)
            )
            if addresses:
                found[name] = [unquote(urljoin(f"/{name}", to))[1:] for to in addresses]
    return found


def words_of(built: Built, name: str) -> str:
    pages = pypdf.PdfReader(io.BytesIO(built.path(name).read_bytes())).pages
    return " ".join(page.extract_text() for page in pages)


def configure(built: Built, **conf: object) -> Built:
    path = built.src / "conf.py"
    more = "".join(f"{name} = {value!r}\n" for name, value in conf.items())
    path.write_text(path.read_text(encoding="utf-8") + more, encoding="utf-8")
    return built.again()


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
@pytest.mark.parametrize("jobs", [1, 2])
def test_pages_link_to_files_that_the_same_build_has_made(
    build: Build, builder: str, jobs: int
) -> None:
    more = {f"p{number}.md": "# A page" for number in range(6)}
    conf = {**BOTH, "briefing_pdf_bundles": BUNDLE}
    built = build({**FILES, **more}, builder, conf=conf, jobs=jobs)

    assert built.warnings == []
    assert made(built) == sorted(
        ["all/dossier.pdf", "deep/two.docx", "deep/two.pdf", "one.docx", "one.pdf"]
    )
    name = "%s/index.html" if builder == "dirhtml" else "%s.html"
    assert links(built) == {
        name % "deep/two": ["deep/two.pdf", "deep/two.docx"],
        name % "one": ["one.pdf", "one.docx"],
    }
    assert "First [1]." in words_of(built, "one.pdf")


def test_they_are_the_files_that_their_own_builders_write(build: Build) -> None:
    built = build(FILES, conf=BOTH)

    for builder, suffix in (("briefpdf", ".pdf"), ("briefdocx", ".docx")):
        alone = built.afresh(builder=builder).files()
        assert {
            name: data for name, data in built.files().items() if name.endswith(suffix)
        } == alone


def test_nothing_is_made_again_that_has_not_changed(build: Build) -> None:
    built = build(FILES, conf=BOTH)
    stamps = {name: built.path(name).stat().st_mtime_ns for name in made(built)}

    built.again()
    assert "briefpdf:" not in built.messages
    built.again({"plain.md": "# Plain\n\nOther words.\n"})
    assert "briefpdf:" not in built.messages
    built.again({"one.md": brief("First, reworded.", title="One")})
    assert "briefpdf: [1/1] one" in built.messages
    changed = {name for name in stamps if built.path(name).stat().st_mtime_ns != stamps[name]}
    assert changed == {"one.pdf", "one.docx"}
    assert built.files() == built.afresh().files()


def test_a_brief_that_prints_a_changed_record_is_made_again(build: Build) -> None:
    built = build({**FILES, "one.md": brief("```{claims}\n```\n", title="One")}, conf=BOTH)
    built.again({"n.md": note(record("claim", "Harbours close", by="Ada", id="c"))})

    assert "Harbours close" in words_of(built, "one.pdf")
    assert built.files() == built.afresh().files()


def test_a_brief_that_is_gone_takes_its_files_along(build: Build) -> None:
    built = build(FILES, conf={**BOTH, "briefing_pdf_bundles": BUNDLE}).again({"deep/two.md": None})

    assert made(built) == ["all/dossier.pdf", "one.docx", "one.pdf"]
    assert not (built.out / "deep").exists()
    assert built.files() == built.afresh().files()
    assert sorted(built.warnings) == sorted(built.afresh().warnings)

    built.again({"one.md": "# One\n"})
    assert made(built) == []
    assert built.files() == built.afresh().files()


def test_a_format_that_nobody_asks_for_any_more_is_removed(build: Build) -> None:
    built = build(FILES, conf={**BOTH, "briefing_pdf_bundles": BUNDLE})
    configure(built, briefing_files=["docx"])
    assert made(built) == ["deep/two.docx", "one.docx"]
    assert links(built)["one.html"] == ["one.docx"]

    configure(built, briefing_files=[])
    assert made(built) == []
    assert links(built) == {}
    assert not [path for path in built.out.glob(".briefing-*") if "html" not in path.name]

    configure(built, briefing_files=["pdf"])
    assert built.files() == built.afresh().files()


def test_a_file_that_somebody_has_removed_comes_back(build: Build) -> None:
    built = build(FILES, conf=BOTH)
    for name in ("one.pdf", "deep/two.docx"):
        built.path(name).unlink()
    built.again()

    assert built.files() == built.afresh().files()


def test_a_file_that_another_build_has_put_there_is_no_reason_for_a_link(build: Build) -> None:
    built = build(FILES)
    (built.out / "one.pdf").write_bytes(b"of somebody else")

    assert links(built.again()) == {}
    assert built.path("one.pdf").read_bytes() == b"of somebody else"


def test_an_author_may_promise_a_file_or_hide_it(build: Build) -> None:
    assert links(build(FILES, conf={"briefing_pdf_link": True}))["one.html"] == ["one.pdf"]
    hidden = build(FILES, conf={"briefing_files": ["pdf"], "briefing_pdf_link": False})
    assert links(hidden) == {}
    assert made(hidden) == ["deep/two.pdf", "one.pdf"]


def test_pdfs_are_made_unless_somebody_says_otherwise(build: Build, tmp_path: Path) -> None:
    lines = [f"{name} = {BASE_CONF[name]!r}" for name in BASE_CONF if name != "briefing_files"]
    built = build({**FILES, "conf.py": "\n".join(lines)})

    assert links(built)["one.html"] == ["one.pdf"]
    assert made(built) == ["deep/two.pdf", "one.pdf"]
    out = tmp_path / "none"
    assert build_main(["-q", "-D", "briefing_files=", str(built.src), str(out)]) == 0
    assert not list(out.rglob("*.pdf"))


def test_without_an_extra_one_sentence_says_what_to_install(
    build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "docx", None)

    with pytest.raises(ExtensionError, match=r'needs python-docx: pip .*"sphinx-briefing\[docx\]"'):
        build(FILES, conf=BOTH)
    assert build(FILES, conf={"briefing_files": ["pdf"]}).warnings == []


def test_what_is_wrong_with_a_file_is_said_once_at_its_line_in_every_build(build: Build) -> None:
    files = {**FILES, "one.md": WITHOUT_ALT, "dot.png": DOT, "bad.md": "# Bad\n\n{claim}`gone`\n"}
    built = build(files, conf={**BOTH, "briefing_sarif": "found.sarif"})
    first = sorted(built.warnings)

    assert [text.partition(" WARNING: ")[0] for text in first] == [
        "bad.md:3:",
        "one.md:",
        "one.md:9:",
    ]
    assert "untagged" in first[1]
    assert first[2].endswith("has no alternative text: give it :alt: [briefing.pdf]")
    sarif = built.text("found.sarif")
    assert "briefing.pdf" in sarif
    for _ in range(2):
        assert sorted(built.again().warnings) == first
        assert built.text("found.sarif") == sarif
    src, out = str(built.src), str(built.root / "strict")
    assert build_main(["-q", "-W", "--keep-going", src, out]) == 1
    assert build_main(["-q", "-W", "--keep-going", src, out]) == 1
    configure(built, suppress_warnings=["briefing.pdf"])
    assert [text for text in built.warnings if "[briefing.docx]" in text and "one.md:9" in text]
    built.again({"one.md": brief("Words.", title="One"), "bad.md": None})
    assert built.warnings == []


def test_a_pdf_that_cannot_be_made_has_no_link_and_one_warning(
    build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    import typst

    class Refusing:
        """Typst's compiler, which refuses one brief whatever it is given."""

        def __init__(self, **options: Any) -> None:
            self._compiler = Compiler(**options)

        def compile_with_warnings(self, **options: Any) -> object:
            if b"Unmakable" in options["input"]:
                raise refused("not this one")
            return self._compiler.compile_with_warnings(**options)

        def __getattr__(self, name: str) -> object:
            return getattr(self._compiler, name)

    Compiler, refused = typst.Compiler, cast(Any, typst.TypstError)
    built = build(FILES, conf=BOTH)
    monkeypatch.setattr(typst, "Compiler", Refusing)
    built.again({"one.md": brief("Unmakable.", title="One")})

    assert links(built) == {
        "deep/two.html": ["deep/two.pdf", "deep/two.docx"],
        "one.html": ["one.docx"],
    }
    assert "one.pdf" not in made(built)
    assert [text for text in built.warnings if "there is no PDF: not this one" in text]
    assert built.files() == built.afresh().files()
    assert sorted(built.again().warnings) == sorted(built.afresh().warnings)
    assert built.files() == built.afresh().files()

    monkeypatch.undo()
    built.again({"one.md": brief("Makable.", title="One")})
    assert links(built)["one.html"] == ["one.pdf", "one.docx"]
    assert built.files() == built.afresh().files()


def test_tags_and_settings_of_the_command_line_hold_for_the_files(
    build: Build, tmp_path: Path
) -> None:
    built = build({**FILES, "one.md": brief("```{only} secret\nHidden words.\n```\n", title="One")})
    out = tmp_path / "site"
    options = ["-q", "-t", "secret", "-D", "briefing_files=pdf", "-D", "briefing_pdf_paper=a5"]
    assert build_main([*options, str(built.src), str(out)]) == 0

    page = pypdf.PdfReader(out / "one.pdf").pages[0]
    assert "Hidden words." in page.extract_text()
    assert round(page.mediabox.width) == 420


def test_a_configuration_of_the_command_line_alone(build: Build, tmp_path: Path) -> None:
    built = build(FILES)
    (built.src / "conf.py").write_text("raise SystemExit('not read')", encoding="utf-8")
    options = ["-C", "-q", "-D", "extensions=myst_parser,sphinx_briefing", "-D"]
    options += ["primary_domain=brief", str(built.src), str(tmp_path / "site")]

    assert build_main(options) == 0
    assert (tmp_path / "site" / "one.pdf").is_file()
