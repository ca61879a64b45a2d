"""What XML cannot hold, and no font can show, costs no output: it is left out of paper."""

import json
import re
from typing import Any
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sphinx_briefing.builders.paper.printable import printable
from tests import planted
from tests.corpus import brief
from tests.support import Build

BAD = "\x0c\ufffe\x01\x85\uffff\x7f"
BUILDERS = ("html", "epub", "latex", "text", "man", "xml", "gettext", "ledger", "briefpdf",
            "briefdocx")  # fmt: skip
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0h9v9z"/></svg>'


@pytest.mark.parametrize("builder", BUILDERS)
def test_every_field_of_every_kind(
    build: Build, builder: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(planted, "text_of", lambda name: f"{name} {BAD} end")
    monkeypatch.setattr(planted, "BODY", f"Body {BAD} of it.\n\n![A{BAD} chart](a.svg)\n\n`c{BAD}`")
    files = {**planted.files(), "a.svg": SVG}
    built = build(files, builder, conf={**planted.CONF, "version": "1"})
    assert built.status == 0
    assert not [w for w in built.warnings if "Traceback" in w or "compatible" in w]
    assert built.files()
    if builder == "html":
        for name in ("briefs.atom", "calendar.ics"):
            assert built.path(name).stat().st_size
        ElementTree.fromstring(built.path("briefs.atom").read_bytes())


def test_a_form_feed_in_an_alternative_text(build: Build) -> None:
    files = {
        "b.md": brief("![A chart\x0c of ports](a.svg)\n\n{actor}`e5`"),
        "a.svg": SVG,
        "r.md": "# R\n\n```{actor} E5\ufffe\n:id: e5\n:kind: group\n```\n",
    }
    built = build(files, "briefdocx")
    assert built.warnings == []
    with ZipFile(built.path("b.docx")) as parts:
        document = parts.read("word/document.xml").decode()
    assert re.search(r'descr="A chart ?of ports"', document)
    assert ">E5<" in document


TEXT = st.text(st.one_of(st.characters(), st.sampled_from(BAD + "\ud800\udfff")), max_size=12)


@settings(deadline=None, suppress_health_check=list(HealthCheck), max_examples=12)
@given(texts=st.lists(TEXT, min_size=8, max_size=8))
def test_registers_with_any_text(
    tmp_path_factory: pytest.TempPathFactory, texts: list[str]
) -> None:
    from tests.support import build_project

    rows: list[dict[str, Any]] = [
        {
            "id": f"a{number}",
            "name": f"n{number} {text}",
            "kind": "group",
            "long": f"l {text}",
            "text": f"t {text}",
            "aliases": [f"s{number} {text}"],
        }
        for number, text in enumerate(texts)
    ]
    references = " ".join(f"{{actor}}`a{number}`" for number in range(len(texts)))
    files: dict[str, str | bytes] = {
        "b.md": brief(references),
        "r.md": "# R\n\n```{actors}\n:file: a.json\n```\n",
        "a.json": json.dumps(rows).encode("utf-8"),
    }
    for builder in ("briefdocx", "briefpdf"):
        built = build_project(tmp_path_factory.mktemp("any") / "p", files, builder)
        assert built.status == 0
        assert built.files()


@given(TEXT)
def test_what_is_printable_is_xml(text: str) -> None:
    root = ElementTree.Element("a", {"b": printable(text)})
    root.text = printable(text)
    ElementTree.fromstring(ElementTree.tostring(root))
