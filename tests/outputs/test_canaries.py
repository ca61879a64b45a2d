"""Ten thousand canaries: none is in what is built for others, and all are found that leak.

Each of ten builders gets a thousand of them, in all places in which a text can stand.
"""

import gzip
import html
import io
import json
import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from sphinx_briefing.audiences.outcome import outcome_of
from sphinx_briefing.proof import Proof
from tests.canaries import Planted, built, project, sentence, write_project
from tests.disguises import DISGUISES

pytest.importorskip("pypdf")

EACH = 1000
BUILDERS = (
    "html", "singlehtml", "epub", "latex", "text", "texinfo", "xml", "man", "briefpdf",
    "briefdocx",
)  # fmt: skip


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Planted]]:
    folder = tmp_path_factory.mktemp("canaries") / "src"
    files, planted = project(EACH)
    write_project(folder, files)
    return folder, planted[:EACH]


def parts(data: bytes, name: str) -> Iterator[str]:
    """The texts of a file, as others unpack them."""
    if data[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for member in archive.namelist():
                yield member
                yield from parts(archive.read(member), member)
    elif data[:2] == b"\x1f\x8b":
        yield from parts(gzip.decompress(data), name)
    elif data[:5] == b"%PDF-":
        from pypdf import PdfReader

        reader = PdfReader(io.BytesIO(data))
        yield from (page.extract_text() for page in reader.pages)
        yield str(reader.metadata)
    else:
        head, _line, packed = data.partition(b"zlib.\n")
        text = (zlib.decompress(packed) if head.startswith(b"# Sphinx inv") else data).decode(
            "utf-8", "replace"
        )
        yield html.unescape(text)
        if name.endswith("json"):
            yield json.dumps(json.loads(text), ensure_ascii=False)


def there(folder: Path) -> set[str]:
    """The canaries that stand in a folder."""
    return {
        word.lower()
        for path in folder.rglob("*")
        if path.is_file()
        for text in (path.name, *parts(path.read_bytes(), path.name))
        for word in re.findall(r"(?i)qo[b-z][aeiou][b-z][aeiou]x", text)
    }


def said_of(word: str) -> str:
    """All that a canary may be called by."""
    return f"{sentence(word)}. See {word}-label, notes/{word}: {word}"


@pytest.mark.parametrize("builder", BUILDERS)
def test_none_is_in_the_output_and_all_are_found_that_leak(
    planted: tuple[Path, list[Planted]], tmp_path: Path, builder: str
) -> None:
    src, canaries = planted
    doctrees = src.parent / "doctrees"

    app, said = built(
        src, tmp_path / "green", doctrees / "green", builder, briefing_audience="GREEN"
    )
    assert (app.statuscode, "ERROR" in said) == (0, False)
    assert (tmp_path / "green" / "briefing-audience.json").is_file()
    assert there(tmp_path / "green") == set()

    # The same words are looked for where nothing was taken out.
    outcome = outcome_of(app)
    assert outcome is not None
    built(src, tmp_path / "all", doctrees / "all", builder)
    proof = Proof(outcome, tmp_path)
    found = proof.search(tmp_path / "all")
    assert found.problems == []
    hits, _chance = proof.without_chance(found.hits)
    hit = {word for one in hits for word in one.needle.split()}
    leaked = there(tmp_path / "all")
    assert leaked
    assert {canary.word for canary in canaries} & leaked - hit == set()

    # All are found when they are written by what comes after the builder.
    (tmp_path / "leaks").mkdir()
    for number, canary in enumerate(canaries):
        form, disguise = list(DISGUISES.items())[number % len(DISGUISES)]
        path = tmp_path / "leaks" / f"{number}-{form}"
        path.write_bytes(disguise(said_of(canary.word)))
    hits, _chance = proof.without_chance(proof.search(tmp_path / "leaks").hits)
    told = {word for one in hits for word in one.needle.split()}
    assert {canary.word for canary in canaries} - told == set()
