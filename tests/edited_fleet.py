"""The edited project with kinds, layouts and outputs that an extension adds in ``conf.py``."""

import random
import re
import textwrap
from collections.abc import Callable
from dataclasses import dataclass, field

from tests import edited, fleet
from tests.edited import Project

ADDED = {
    "registers/ships.md": """
    # Ships

    ```{vessel} Eagle S
    :id: eagle
    :flag: CK
    :owner: kaja
    :state: afloat

    It carries {actor}`five`.
    ```

    ```{vessel} Bruno
    :id: bruno
    :flag: FI
    :owner: five
    ```

    ```{vessels}
    :file: more.manifest
    ```
    """,
    "notes/n8.md": """
    ---
    source: {id: s8, title: Report on ships, date: 2026-02-08}
    ---
    # Ships

    The dark fleet again.

    ```{sighting} Seen off Porkkala
    :id: off
    :vessel: Eagle S
    :seen: 2024-12-25
    ```

    ```{claim} It sank
    :id: sank
    :by: kaja
    :occasion: Davos
    ```
    """,
    "briefs/b3.md": """
    ---
    brief: {kind: policy, date: 2026-03-03, desk: East}
    ---
    # Brief on ships

    Of {vessel}`eagle` there is {sighting}`off`.

    ```{vessels}
    :as: fleet
    :caption: The fleet
    :scope: all
    ```

    ```{sightings}
    :vessel: eagle, bruno
    ```

    ```{claims}
    :occasion: Davos
    ```
    """,
}


def start() -> dict[str, bytes]:
    """The files of the project before any edit."""
    files = edited.start()
    for name, text in ADDED.items():
        files[name] = textwrap.dedent(text).lstrip("\n").encode()
    files["registers/more.manifest"] = b"Nameless |\n"
    files["index.md"] = files["index.md"].replace(b"briefs/b2\n", b"briefs/b2\nbriefs/b3\n")
    files["registers/index.md"] = files["registers/index.md"].replace(
        b"states\n", b"states\nships\n"
    )
    return files


@dataclass
class Fleet(Project):
    """The project, and the code of the extension in its ``conf.py``."""

    files: dict[str, bytes] = field(default_factory=start)
    code: str = fleet.MODULE

    def __post_init__(self) -> None:
        self.conf["briefing_checks"] = {"flagless": "warning"}

    def conf_text(self) -> str:
        return "\n".join([super().conf_text(), self.code])

    def rewrite(self, name: str, pattern: str, *choices: str, rng: random.Random) -> None:
        """Replace what a pattern first matches by one of some texts."""
        if name in self.files:
            self.replace(name, pattern, rng.choice(choices))


def rename_ship(project: Fleet, rng: random.Random) -> None:
    choices = ("{vessel} Eagle S", "{vessel} Eagle & Son", "{vessel} Adler")
    project.rewrite("registers/ships.md", r"\{vessel\} [EA].*", *choices, rng=rng)


def reflag(project: Fleet, rng: random.Random) -> None:
    choices = (":flag: CK", ":flag: PA", ":flag: FI")
    project.rewrite("registers/ships.md", r"^:flag: .*", *choices, rng=rng)


def change_owner(project: Fleet, rng: random.Random) -> None:
    choices = (":owner: kaja", ":owner: five", ":owner: five, kaja")
    project.rewrite("registers/ships.md", r"^:owner: .*", *choices, rng=rng)


def leave_group(project: Fleet, rng: random.Random) -> None:
    """What a layout asks for two hops away."""
    choices = (":offices: Minister", ":member-of: five", ":member-of: kaja", ":link: yes")
    project.rewrite("registers/actors.md", r"^:member-of: .*|^:link: yes", *choices, rng=rng)


def move_sighting(project: Fleet, rng: random.Random) -> None:
    choices = (":seen: 2024-12-25", ":seen: 2023", ":seen: 2026-01~")
    project.rewrite("notes/n8.md", r"^:seen: .*", *choices, rng=rng)


def see_another(project: Fleet, rng: random.Random) -> None:
    choices = (":vessel: bruno", ":vessel: eagle", ":vessel: eagle, bruno")
    project.rewrite("notes/n8.md", r"^:vessel: .*", *choices, rng=rng)


def reword_body(project: Fleet, rng: random.Random) -> None:
    choices = ("It carries {actor}`five`.", "It carries {term}`LEAP`, for the F5.", "It is old.")
    project.rewrite("registers/ships.md", r"^It .*", *choices, rng=rng)


def mark_ship(project: Fleet, rng: random.Random) -> None:
    choices = (":state: afloat", ":state: sunk", ":state: sunk\n:tlp: RED")
    project.rewrite("registers/ships.md", r"^:state: .*(\n:tlp: .*)?", *choices, rng=rng)


def change_occasion(project: Fleet, rng: random.Random) -> None:
    choices = (":occasion: Davos", ":occasion: Bern")
    project.rewrite("notes/n8.md", r"^:occasion: .*", *choices, rng=rng)


def change_desk(project: Fleet, rng: random.Random) -> None:
    project.rewrite("briefs/b3.md", r"desk: \w+", "desk: East", "desk: West", rng=rng)


def change_manifest(project: Fleet, rng: random.Random) -> None:
    lines = [b"Nameless |\n", b"Third | SE\n", b"Fourth | NO\n"]
    project.files["registers/more.manifest"] = b"".join(rng.sample(lines, rng.randrange(1, 4)))


def forget_note(project: Fleet, rng: random.Random) -> None:
    if project.files.pop("notes/n8.md", None) is None:
        project.files["notes/n8.md"] = start()["notes/n8.md"]


def change_code(project: Fleet, rng: random.Random) -> None:
    """The code of the layout, of its picture, or of what is exported."""
    pattern, choices = rng.choice(
        [
            (r"; (last|lately) seen ", ("; last seen ", "; lately seen ")),
            (r"(40|50)\.0 \* len", ("40.0 * len", "50.0 * len")),
            (r"id,name,flag,(page|place)", ("id,name,flag,page", "id,name,flag,place")),
            (r'label="(IMO|Number)"', ('label="IMO"', 'label="Number"')),
        ]
    )
    project.code = re.sub(pattern, rng.choice(choices), project.code, count=1)


EDITS: tuple[Callable[[Fleet, random.Random], None], ...] = (
    rename_ship, reflag, change_owner, leave_group, move_sighting, see_another, reword_body,
    mark_ship, change_occasion, change_desk, change_manifest, forget_note, change_code,
)  # fmt: skip
"""Every edit of what the extension adds; each takes the project and a source of chance."""
