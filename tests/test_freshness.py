"""Pages are written again when their answers change, whoever shares the folder."""

import re
from pathlib import Path

from sphinx.cmd.build import build_main

NOTE = """---
source:
  id: n
  title: A note
---
# Note

```{{claim}} {statement}
:id: said
:by: E5
```
"""
FILES = {
    "conf.py": 'extensions = ["myst_parser", "sphinx_briefing"]\nprimary_domain = "brief"\n'
    'html_theme = "basic"\n',
    "index.md": "# Start\n\n```{toctree}\nn\nb\nr\nplain\n```\n",
    "r.md": "# Register\n\n```{actor} E5\n:kind: group\n```\n",
    "b.md": "---\nbrief:\n  kind: flash\n  summary: Short.\n---\n# Brief\n\n```{claims}\n```\n",
    "plain.md": "# Plain\n\nNothing of ours.\n",
    "n.md": NOTE.format(statement="The first wording"),
}


def run(root: Path, builder: str) -> None:
    assert build_main(["-q", "-b", builder, "-d", str(root / "d"), str(root), str(root / "o")]) == 0


def test_a_page_changes_with_what_it_prints_and_no_other_does(tmp_path: Path) -> None:
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    run(tmp_path, "html")
    before = {path.name: path.stat().st_mtime_ns for path in (tmp_path / "o").glob("*.html")}
    (tmp_path / "n.md").write_text(NOTE.format(statement="Another wording"), encoding="utf-8")
    run(tmp_path, "text")  # another builder in the same folder must not settle it for HTML
    run(tmp_path, "html")
    after = {path.name: path.stat().st_mtime_ns for path in (tmp_path / "o").glob("*.html")}

    assert "Another wording" in (tmp_path / "o" / "b.html").read_text(encoding="utf-8")
    written = {name for name in before if before[name] != after[name]}
    assert {"n.html", "b.html"} <= written
    assert not {"plain.html", "r.html"} & written


def test_the_answers_are_stored_beside_each_output(tmp_path: Path) -> None:
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    run(tmp_path, "html")
    run(tmp_path, "text")
    stored = sorted(path.name for path in (tmp_path / "o").glob(".briefing-answers-*.json"))
    assert stored == [".briefing-answers-html.json", ".briefing-answers-text.json"]
    hashes = (tmp_path / "o" / stored[0]).read_text(encoding="utf-8")
    assert re.search(r'"b": "[0-9a-f]{64}"', hashes)
