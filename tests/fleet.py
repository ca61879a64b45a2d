"""A project that is built with an extension which the toolkit knows nothing of.

It is the extension of the manual, in ``docs/example/fleet``; whatever it adds can stand in
``conf.py`` as well.
"""

from collections.abc import Mapping
from pathlib import Path

from tests.support import BASE_CONF, _assignments

HERE = Path(__file__).parents[1] / "docs" / "example" / "fleet"
MODULE = (HERE / "sphinx_briefing_fleet.py").read_text(encoding="utf-8")

CONF: Mapping[str, object] = {
    **BASE_CONF,
    "briefing_likelihood": "odds",
    "briefing_search": True,
    "briefing_checks": {"flagless": "warning"},
    "html_baseurl": "https://briefs.example.org/",
    "gettext_uuid": False,
}


def conf_alone(conf: Mapping[str, object] = CONF) -> str:
    """A ``conf.py`` that holds the whole extension."""
    return "\n".join([*_assignments(conf), MODULE])


def conf_of_module(folder: Path = HERE, conf: Mapping[str, object] = CONF) -> str:
    """A ``conf.py`` that lists the extension, from a folder."""
    listed = {**conf, "extensions": ["sphinx_briefing_fleet", "myst_parser", "sphinx_briefing"]}
    return "\n".join(["import sys", f"sys.path.insert(0, {str(folder)!r})", *_assignments(listed)])


REGISTER = """
    # Register

    ```{actor} Lloyd
    :id: lloyd
    :kind: person
    :member-of: Shipowners
    ```

    ```{actor} Shipowners
    :id: shipowners
    :kind: group
    ```

    ```{vessel} Eagle S
    :id: eagle
    :imo: 9329760
    :flag: ck
    :owner: Lloyd
    :state: Afloat
    :built: 2006
    :register: https://ships.example.org/eagle

    She drags her anchor.
    ```

    ```{vessels}
    :file: more.manifest
    ```
    """

NOTE = """
    ---
    source: {title: A talk, publisher: Gazette, date: 2026-02-01}
    ---
    # Note

    ```{claim} It sank
    :id: sank
    :by: Lloyd
    :occasion: Davos
    ```

    ```{sighting} Seen off Porkkala
    :id: off
    :vessel: Eagle S
    :seen: 2024-12-25
    ```

    ```{sighting} Seen at anchor
    :id: anchored
    :vessel: Eagle S, Bruno
    :seen: 2025-01-03
    ```
    """

BRIEF = """
    ---
    brief: {kind: policy, date: 2026-03-01, desk: East & West}
    ---
    # Brief

    The {vessel}`Eagle S` again, {vessel}`that one <eagle>`, {sighting}`off`, {claim}`sank`.

    ```{vessels}
    :as: fleet
    :ids: eagle
    :caption: The fleet
    ```

    ```{sightings}
    :vessel: Bruno
    ```

    ```{judgement} It will go
    :likelihood: short
    :basis: sank
    ```
    """

FILES: Mapping[str, str] = {
    "register.md": REGISTER,
    "more.manifest": "Bruno | FI\nNameless |\n",
    "note.md": NOTE,
    "brief.md": BRIEF,
}
FLAGLESS = (
    "more.manifest:2: WARNING: vessel 'nameless' flies no flag; write ':flag:' [briefing.flagless]"
)
