"""The messages that an editor shows are those of a build, to the letter."""

import os
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.messages import of_build, of_workspace
from tests.support import BASE_CONF, ROOTS, write

HOUSE = Path(__file__).parent.parent.parent

MISTAKES: Mapping[str, str] = {
    "index.md": """
        # Start

        {actor}`Nobody` and {claim}`c-one`, see {doc}`missing` and [](#nowhere).

        ```{toctree}
        people
        note
        brief
        red
        ```

        ![](absent.png)

        ```json
        {"not": json ,,, broken}
        ```

        ```{claims}
        :by: Nobody
        :topic: E5
        ```
        """,
    "people.md": """
        # People

        ```{actor} E5
        :kind: group
        :colour: red
        ```

        ```{actor} Norland
        :kind: realm
        ```

        ```{actors}
        :file: actors.yaml
        ```

        ```{judgement} It is likely that they sign, with high confidence.
        :likelihood: likely
        ```
        """,
    "actors.yaml": """
        - name: Iceland
          kind: state
        - name: Iceland
          kind: state
        - name: Sweden
          kind: state
          memberof: Nobody
        - name: Denmark
          kind: state
          member-of: Nowhere
        """,
    "note.md": """
        ---
        source:
          title: A report
          date: 2026-13-01
          reliability: Z
        ---
        # A report

        ```{claim} They met.
        :by: E6
        ```
        ```{claim} They met again.
        :by: Sweden
        :id: c-one
        :corroborates: c-two
        ```
        """,
    "brief.md": """
        ---
        brief:
          kind: infocus
          date: 2026-02-23
          authors: [Desk]
          colour: red
        ---
        # A brief

        It will probably and almost certainly rain. {claim}`c-one` {actor}`Swedn`
        """,
    "red.md": """
        ---
        tlp: RED
        ---
        # For few

        ```{term} Secret
        ```
        """,
    "alone.rst": """
        Alone
        =====

        :actor:`Swedn` and :ref:`nowhere`, `broken <

        .. actor:: Finland
           :kind: state
           :members: Nobody
        """,
}
"""Mistakes of all kinds: said when pages are read, when all are, when one is resolved."""


def project(folder: Path, files: Mapping[str, str]) -> Path:
    conf = "".join(f"{name} = {value!r}\n" for name, value in BASE_CONF.items())
    conf = conf.replace("suppress_warnings = ['toc.not_included']\n", "")
    for name, text in {"conf.py": conf, **files}.items():
        write(folder / name, text)
    return folder


def test_mistakes_are_said_as_in_a_build(tmp_path: Path) -> None:
    src = project(tmp_path / "src", MISTAKES)
    said = of_build(src, src, tmp_path / "build")
    assert of_workspace(src, src, tmp_path / "workspace") == said
    codes = {code for _path, _line, code, _words in said}
    assert codes >= {
        "briefing.unknown", "briefing.field", "briefing.front_matter", "briefing.duplicate",
        "briefing.marking", "briefing.vocabulary", "myst.xref_missing", "toc.not_included",
        "image.not_readable", "misc.highlighting_failure", "ref.ref",
    }  # fmt: skip


def test_a_warm_start_says_the_same(tmp_path: Path) -> None:
    src = project(tmp_path / "src", MISTAKES)
    once = of_workspace(src, src, tmp_path / "workspace")
    assert of_workspace(src, src, tmp_path / "workspace") == once


ALL = ["torture", "pdf-every-node", "the example"]


@pytest.mark.parametrize("root", ALL if os.environ.get("BRIEFING_LONG_TESTS") else ALL[:1])
def test_every_root_says_the_same(root: str, tmp_path: Path) -> None:
    src = conf = ROOTS / root
    if root == "the example":
        src, conf = HOUSE / "briefings", HOUSE / "conf"
    said = of_build(src, conf, tmp_path / "build")
    assert of_workspace(src, conf, tmp_path / "workspace") == said
