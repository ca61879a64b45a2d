"""Files that are no Word file of this project: one clear sentence, and nothing else."""

import io
import zipfile
from pathlib import Path

import docx
import pytest

from sphinx_briefing.commands.app import run
from tests.corpus import brief
from tests.support import Built, build_project

FILES = {"b.md": brief("Words.\n\nMore words.\n")}
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return build_project(tmp_path_factory.mktemp("bad"), FILES, "briefdocx")


def elsewhere() -> bytes:
    made, out = docx.Document(), io.BytesIO()
    made.add_paragraph("From elsewhere.")
    made.save(out)
    return out.getvalue()


def changed(content: bytes, part: str, old: bytes, new: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as before, zipfile.ZipFile(out, "w") as after:
        for name in before.namelist():
            blob = before.read(name)
            after.writestr(name, blob.replace(old, new, 1) if name == part else blob)
    return out.getvalue()


def bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("_rels/.rels", " " * 70_000_000)
    return out.getvalue()


_ENTITIES = b'<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">]>\n<w:document'


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda own: b"no zip", "is no Word file"),
        (lambda own: b"", "is no Word file"),
        (lambda own: own[: len(own) // 2], "is no Word file"),
        (lambda own: _OLE, "has a password"),
        (lambda own: bomb(), "more than a Word file may hold"),
        (lambda own: elsewhere(), "does not say which brief"),
        (
            lambda own: changed(own, "word/document.xml", b"<w:document", _ENTITIES),
            "declares entities",
        ),
        (lambda own: changed(own, "word/document.xml", b"</w:p>", b"</w:q>"), "is no XML"),
    ],
)
def test_bad_files_get_one_sentence(
    project: Built, tmp_path: Path, capsys: pytest.CaptureFixture[str], make: object, words: str
) -> None:
    assert callable(make)
    path = tmp_path / "home.docx"
    path.write_bytes(make(project.path("b.docx").read_bytes()))

    assert run(["word-in", str(path), "-s", str(project.src)]) == 1
    told = capsys.readouterr()
    assert words in told.err
    assert len(told.err.splitlines()) == 1
    assert not told.out


def test_a_page_that_is_gone_and_no_project(
    project: Built,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path = project.path("b.docx")
    other = build_project(tmp_path / "other", {"c.md": brief("Words.\n")}, "briefdocx")
    assert run(["word-in", str(path), "-s", str(other.src)]) == 1
    assert "was made of the brief b, which is not in" in capsys.readouterr().err
    assert run(["word-in", str(path), "-s", str(other.src), "--page", "c"]) == 0
    assert "have changed since" in capsys.readouterr().err
    assert run(["word-in", str(tmp_path / "none.docx"), "-s", str(other.src)]) == 1
    assert "cannot be read" in capsys.readouterr().err
    monkeypatch.chdir(tmp_path)
    home = tmp_path / "home.docx"
    home.write_bytes(path.read_bytes())
    assert run(["word-in", str(home)]) == 1
    assert "there is no project in" in capsys.readouterr().err
