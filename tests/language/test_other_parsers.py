"""Pages that other parsers read and other hooks change are notes and briefs all the same."""

import pytest

from tests.corpus import note, page, plain, record
from tests.support import BASE_CONF, Build

NOTEBOOKS = '''
from myst_parser.parsers.sphinx_ import MystParser


class NotebookParser(MystParser):
    """Markdown under another name, as MyST-NB registers its own."""

    supported = ("notebook-markdown",)


def setup(app):
    app.add_source_parser(NotebookParser)
'''
HOOK = """
def render(app, docname, content):
    content[0] = content[0].replace("@ref@", "P-9")


def setup(app):
    app.connect("source-read", render)
"""


def conf(*more: str, **values: object) -> str:
    settings = {**BASE_CONF, **values}
    return "\n".join([*(f"{name} = {value!r}" for name, value in settings.items()), *more])


def test_front_matter_stays_for_a_parser_that_knows_it(build: Build) -> None:
    front = {"myst": {"html_meta": {"keywords": "ports"}}}
    text = note(record("claim", "Vik reopens", by="NMT", id="vik"), page_fields=front)
    suffixes = {".md": "markdown", ".nb": "notebook-markdown"}
    files = {
        "conf.py": conf(NOTEBOOKS, source_suffix=suffixes),
        "n.nb": text,
        "reg.md": page({}, record("actor", "NMT", kind="organisation")),
    }
    built = build(files)
    assert built.warnings == []
    assert '"ports"' in built.text("n.html")
    assert built.ledger["sources"]["n"]["title"] == "A report"
    assert built.ledger["claims"]["vik"]["docname"] == "n"


@pytest.mark.parametrize("suffix", ["md", "rst"])
def test_hooks_of_the_configuration_come_first(build: Build, suffix: str) -> None:
    heading = "# Brief @ref@" if suffix == "md" else "Brief @ref@\n==========="
    text = (
        "---\nbrief:\n  kind: policy\n  reference: '@ref@'\n  date: 2026-02-23\n---\n\n"
        f"{heading}\n\nWords.\n"
    )
    built = build({"conf.py": conf(HOOK), f"b.{suffix}": text})
    assert built.warnings == []
    assert "@ref@" not in built.text("b.html")
    assert plain(built.text("b.html")).count("P-9") > 2
    assert built.ledger["briefs"]["b"]["reference"] == "P-9"


def test_records_in_restructuredtext_inside_markdown(build: Build) -> None:
    body = """\
```{eval-rst}
.. actor:: NMT
   :kind: organisation

.. claim:: Vik reopens
   :id: vik
   :by: NMT

   So says :actor:`NMT`.

.. actor:: E5
   :kind: oops
```
"""
    built = build({"n.md": note(body)})
    (warning,) = built.warnings
    assert warning.startswith("n.md:18: WARNING: actor: 'kind': 'oops'")
    assert built.ledger["claims"]["vik"]["by"] == ["nmt"]
