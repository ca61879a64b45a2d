"""An editor knows the records of other houses by their ids."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.corpus import note, record
from tests.editor import Editor
from tests.houses import PAGES, write_ledger
from tests.support import BASE_CONF, write


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[tuple[Editor, Path]]:
    ledger = write_ledger(tmp_path / "un")
    src = tmp_path / "src"
    houses = {"un": {"ledger": str(ledger), "pages": PAGES}}
    conf = {**BASE_CONF, "briefing_houses": houses}
    write(src / "conf.py", "\n".join(f"{name} = {value!r}" for name, value in conf.items()))
    write(src / "index.md", "# Start\n\n```{toctree}\nn\n```\n")
    claim = record("claim", "Grain moves", id="moves", by="un:guterres", corroborates="un:c1")
    write(src / "n.md", note(f"Said {{actor}}`un:guterres`.\n\n{claim}"))
    editor = Editor(src, cache=tmp_path / "cache")
    yield editor, src
    editor.close()


def test_hover_completion_and_definition(desk: tuple[Editor, Path]) -> None:
    editor, src = desk
    page = editor.open(src / "n.md")
    editor.until(lambda: "António Example" in editor.hover(page, "`un:guterres", 3))
    assert editor.said(page) == []
    assert "Grain flows again" in editor.hover(page, "corroborates: un:c1", 16)
    found = editor.completions(page, "by: un:guterres", len("by: un:g"))
    assert "un:guterres" in found.values()
    ((name, _line, _words),) = editor.definitions(page, "`un:guterres", 3)
    assert name == "conf.py"
    assert editor.references(page, "`un:guterres", 3)
    editor.replace(page, "corroborates: un:c1", "corroborates: un:c7")
    editor.until(lambda: any("un:c7" in said for _line, said in editor.said(page)))
    assert editor.refusal(page, "`un:guterres", 3, "un:other")
