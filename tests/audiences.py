"""A project for several audiences, and the same without what is not for one of them."""

import re
import shutil
from collections.abc import Mapping
from io import StringIO
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils

from tests.support import BASE_CONF, Built, Content, build_project

PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x00\x00\x00\x00:~\x9bU"
    b"\x00\x00\x00\nIDATx\x9cc\x00\x01\x00\x00\x05\x00\x01\r\n-\xb4\x00\x00\x00\x00IEND\xaeB`\x82"
)

CONF: Mapping[str, object] = {
    **BASE_CONF,
    "html_theme": "alabaster",
    "html_baseurl": "https://briefs.example.org/",
    "briefing_search": True,
    "briefing_feeds": ["atom", "calendar"],
    "briefing_publish_snapshots": True,
    "html_static_path": ["_static"],
    "html_extra_path": ["extra"],
}

OPEN: Mapping[str, Content] = {
    "conf.py": "\n".join(f"{name} = {value!r}" for name, value in CONF.items()),
    "index.md": """\
        # Start

        ```{toctree}
        :caption: All pages

        notes/open
        notes/mixed
        briefs/policy
        actors
        ```
        """,
    "actors.md": """\
        # Actors

        ```{actor} Kaja Example
        :id: kaja
        :kind: person
        ```
        """,
    "notes/open.md": """\
        ---
        source:
          id: open
          title: An open report
          publisher: Gazette
          date: 2026-02-01
          snapshot: archive/open.html
        ---
        # An open note

        ![A box](../box.png)

        ```{claim} Ports open in spring
        :id: ports
        :by: kaja
        ```
        """,
    "archive/open.html": "<p>Ports open in spring.</p>\n",
    "box.png": PNG,
    "_static/own.css": "body { color: black }\n",
    "extra/page.md": "# No page\n",
}
"""What everybody may read, apart from the pages that hold something else besides."""

MIXED = """\
    ---
    source:
      id: mixed
      title: A mixed report
      publisher: Gazette
      date: 2026-02-02
    ---
    # A mixed note

    What everybody may know.

    {cut}Words after it, which name {{actor}}`nobody`.

    ```{{claim}} Ships sail in summer
    :id: ships
    :by: kaja
    ```

    The end.
    """
"""A page with something in it that is taken out, and a mistake below it."""

CUT = """\
```{restricted} RED
    Walfish says so. ![A map](../secret.png) {download}`../secret.csv`
    ```

    """

RED: Mapping[str, Content] = {
    "notes/red.md": """\
        ---
        source:
          id: walfish
          title: The Walfish report
          publisher: Walfish House
          date: 2026-02-03
          snapshot: archive/walfish.md
        tlp: RED
        ---
        # The Walfish note

        ![A map](../secret.png)

        ```{claim} Walfish moves north
        :id: walfish-north
        :by: kaja
        :disputes: ports
        ```
        """,
    "archive/walfish.md": "# Walfish moves north\n",
    "secret.png": PNG,
    "secret.csv": "walfish,1\n",
}

POLICY = """\
    ---
    brief:
      kind: flash
      reference: B-1
      date: 2026-03-01
      edition: 2
      summary: A summary.
    ---
    # A brief

    {claim}`ports` {claim}`ships`

    ```{judgement} Trade will grow
    :id: growth
    :likelihood: likely
    :confidence: low
    :basis: ports
    ```

    ```{changes}
    ```
    """


def whole() -> dict[str, Content]:
    """The project for all its readers."""
    return {
        **OPEN,
        **RED,
        "notes/mixed.md": MIXED.format(cut=CUT),
        "briefs/policy.md": POLICY,
    }


def deleted() -> dict[str, Content]:
    """The project from which a person has deleted what is marked ``RED``."""
    return {**OPEN, "notes/mixed.md": MIXED.format(cut=""), "briefs/policy.md": POLICY}


def for_green(
    root: Path, builder: str = "html", *, jobs: int = 1, files: Mapping[str, Content] | None = None
) -> Built:
    """Build the project for those who may read what is marked ``GREEN``."""
    conf = {"briefing_audience": "GREEN"}
    return build_project(root, whole() if files is None else files, builder, conf=conf, jobs=jobs)


def without_red(root: Path, builder: str = "html") -> Built:
    """Build the project from which a person has deleted the rest."""
    return build_project(root, deleted(), builder)


def copied(built: Built, root: Path) -> Built:
    """The same project in another folder, not built yet."""
    shutil.copytree(built.src, root / "src")
    return Built(root, built.builder, built.jobs)


def built_for(
    audience: str, root: Path, builder: str = "html", *, run: str = "shared", fresh: bool = False
) -> Built:
    """Build a project that is there for an audience, as ``-D briefing_audience=…`` does.

    :param run: the folder of outputs and doctrees, which builds for several audiences may share.
    """
    built = Built(root, builder, run=run)
    status, warning = StringIO(), StringIO()
    with patch_docutils(built.src), docutils_namespace():
        app = Sphinx(
            srcdir=built.src,
            confdir=built.src,
            outdir=built.out,
            doctreedir=root / run / "doctrees",
            buildername=builder,
            confoverrides={"briefing_audience": audience},
            status=status,
            warning=warning,
            freshenv=fresh,
        )
        app.build()
    built.status = int(app.statuscode)
    built.messages = status.getvalue()
    built.warnings = [line for line in warning.getvalue().splitlines() if line]
    return built


def read_pages(built: Built) -> list[str]:
    """The pages that were read in the last build."""
    plain = re.sub(r"\x1b\[[0-9;]*[mK]", "", built.messages)
    return re.findall(r"reading sources\.\.\. \[ *\d+%\] (\S+)", plain)
