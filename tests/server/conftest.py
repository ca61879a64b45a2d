"""Sessions of an editor on a tiny project, in both languages of pages."""

import os
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from tests.editor import Editor
from tests.support import BASE_CONF, write

CONF = "".join(f"{name} = {value!r}\n" for name, value in BASE_CONF.items())

PAGES: Mapping[str, Mapping[str, str]] = {
    "md": {
        "index.md": "# Start\n\n```{toctree}\n:glob:\n\n**\n```\n",
        "people.md": """
            # People

            ```{actors}
            :file: actors.yaml
            ```

            ```{term} LEAP
            :long: Low-Cost Effectors

            A programme 🚀 of the E5.
            ```
            """,
        "note.md": """
            ---
            source:
              title: What was said
              date: 2026-02-20
              reliability: B
            ---
            # What was said

            The E5 met 🚀 and {actor}`Søren Kjærgaard` spoke of {term}`LEAP`.

            ```{claim} They met in Krakow.
            :id: met
            :by: E5
            ```

            ```{claim} They did not meet.
            :id: not-met
            :by: E5
            :disputes: met
            ```
            """,
        "brief.md": """
            ---
            brief:
              kind: flash
              date: 2026-02-23
              authors: [Desk]
            ---
            # A brief

            They met {claim}`met`, says {actor}`E5`.
            """,
    },
    "rst": {
        "index.rst": "Start\n=====\n\n.. toctree::\n   :glob:\n\n   **\n",
        "people.rst": """
            People
            ======

            .. actors::
               :file: actors.yaml

            .. term:: LEAP
               :long: Low-Cost Effectors

               A programme 🚀 of the E5.
            """,
        "note.rst": """
            ---
            source:
              title: What was said
              date: 2026-02-20
              reliability: B
            ---

            What was said
            =============

            The E5 met 🚀 and :actor:`Søren Kjærgaard` spoke of :term:`LEAP`.

            .. claim:: They met in Krakow.
               :id: met
               :by: E5

            .. claim:: They did not meet.
               :id: not-met
               :by: E5
               :disputes: met
            """,
        "brief.rst": """
            ---
            brief:
              kind: flash
              date: 2026-02-23
              authors: [Desk]
            ---

            A brief
            =======

            They met :claim:`met`, says :actor:`E5`.
            """,
    },
}

ACTORS = """
    # those who speak
    - id: e5
      name: E5
      long: Group of Five
      kind: group

    - id: kjaergaard
      name: Søren Kjærgaard
      aliases: [Kjaergaard]
      kind: person
      member-of: E5
    """


def project(folder: Path, markup: str) -> Path:
    """Write the project."""
    for name, text in {"conf.py": CONF, "actors.yaml": ACTORS, **PAGES[markup]}.items():
        write(folder / name, text)
    return folder


class Session:
    """An editor with the project open, read and indexed."""

    def __init__(self, folder: Path, markup: str) -> None:
        self.folder, self.markup = folder, markup
        self.src = project(folder / "src", markup)
        self.editor = Editor(self.src, cache=folder / "cache")
        self.note = self.editor.open(self.src / f"note.{markup}")
        self.editor.until(lambda: self.editor.hover(self.note, "LEAP", 2))

    def role(self, kind: str, name: str) -> str:
        """A role as the pages write it."""
        return f"{{{kind}}}`{name}`" if self.markup == "md" else f":{kind}:`{name}`"


@pytest.fixture(scope="module", params=["md", "rst"])
def session(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Session]:
    """One editor for the tests of a module, in each language."""
    before = os.environ.get("BRIEFING_CACHE")
    found = Session(tmp_path_factory.mktemp("session"), request.param)
    yield found
    found.editor.close()
    if before is None:
        os.environ.pop("BRIEFING_CACHE", None)
    else:
        os.environ["BRIEFING_CACHE"] = before
