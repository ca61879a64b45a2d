"""Notes, margins and pictures of a Word file: what is changed in them is listed as well."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from sphinx_briefing.commands.reading import application_read
from sphinx_briefing.word_files.opening import Parts
from sphinx_briefing.word_in.printing import printed_now
from sphinx_briefing.word_in.project import reviewer_of
from sphinx_briefing.word_in.remarks import Remark
from tests.corpus import brief, note, record
from tests.outputs.test_docx_builder import DOT
from tests.support import Built, Content, build_project

FILES: Mapping[str, Content] = {
    "registers.md": "# Registers\n\n" + record("actor", "Ada", kind="person"),
    "n.md": note(record("claim", "Harbours reopen", by="Ada", id="c")),
    "dot.png": DOT,
    "b.md": brief(
        "Words with a note[^1] and {claim}`c`.\n\n![A dot](dot.png)\n\nThe end of it.\n\n"
        "[^1]: Said below.\n",
        reference="X-1",
    ),
}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return build_project(tmp_path_factory.mktemp("parts"), FILES, "briefdocx")


def edited(content: bytes, old: bytes, new: bytes, name: str) -> bytes:
    out, met = io.BytesIO(), 0
    with zipfile.ZipFile(io.BytesIO(content)) as before, zipfile.ZipFile(out, "w") as after:
        for one in before.namelist():
            blob = before.read(one)
            if name in one and old in blob:
                met, blob = met + 1, blob.replace(old, new, 1)
                blob = blob.replace(b"</w:drawing>", b"</w:drawn>") if b"drawn" in new else blob
            after.writestr(one, blob)
    assert met, name
    return out.getvalue()


def remarks(project: Built, *files: Path) -> list[Sequence[Remark]]:
    with (
        application_read(project.src, project.src, None, builder="briefdocx") as app,
        printed_now(app, "b") as ours,
    ):
        found = []
        for file in files:
            with Parts(file) as theirs:
                found.append(reviewer_of(app, "b", theirs, ours).review().remarks)
        return found


@pytest.mark.parametrize(
    ("name", "old", "new", "said", "place"),
    [
        ("footnotes", b"Said below", b"Told below", "Told", "b.md"),
        ("endnotes", b"A report", b"A paper", "paper", "n.md"),
        ("word/footer", b"X-1", b"X-2", "puts \u201cX-2", "b.md"),
        ("document", b"<w:drawing", b"<w:drawn", "removes a picture", "b.md"),
        ("media/", DOT[-12:], b"other bytes!", "puts another picture", "b.md"),
    ],
)
def test_a_change_anywhere_is_listed(
    project: Built, tmp_path: Path, name: str, old: bytes, new: bytes, said: str, place: str
) -> None:
    changed = tmp_path / "home.docx"
    changed.write_bytes(edited(project.path("b.docx").read_bytes(), old, new, name))
    found, untouched = remarks(project, changed, project.path("b.docx"))

    assert untouched == []
    places = [one.place.file for one in found if one.place and said in f"{one.what}{one.new}"]
    assert places == [place], found
