"""The edited project with everything in it that Sphinx derives from more than one page.

Files move and are renamed, catalogues translate, pages include files and define the same names,
sections are numbered; files may be written so that their times never change.
"""

import os
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from tests import edited, frozen
from tests.edited import Project

NUMBERED = b":maxdepth: 2\n:numbered:\n"

SHARED = """
.. _shared:

Shared heading
--------------

.. glossary::

   common word
     It is defined by {name}.

.. [Cit] It is cited by {name}; see |house|.

.. figure:: /box.svg
   :name: boxed

   A box of {name}.

.. math:: a = b
   :label: eq

.. py:function:: fun()

.. versionadded:: 1.0
   In {name}.
"""
PLAIN = """
Plain
=====

:ref:`shared`, :ref:`boxed`, :numref:`boxed`, :eq:`eq`, :term:`common word`, [Cit]_, |house|,
:py:func:`fun`, :doc:`notes/n1`, :ref:`how` and :term:`LEAP`.

.. include:: parts/part.txt
"""
PART = "Words of a part on Kaja Example and the dark fleet. {number}\n"

CATALOGUE = """msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"

msgid "Plain words on the dark fleet. ![A box](box.svg)"
msgstr "Schlichte Worte. ![A box](box.svg)"

msgid "Ships that hide. Agreed by {claim}`c1`."
msgstr "Schiffe, die sich verbergen. {claim}`c1` {number}"

msgid "Ports open in round 1"
msgstr "Häfen öffnen in Runde 1"

msgid "Note 2"
msgstr "Notiz 2 {number}"
"""


def start() -> dict[str, bytes]:
    """The files of the project before any edit."""
    part = "```{include} ../parts/part.txt\n```\n"
    texts = {
        "plain.rst": PLAIN,
        "_extra/robots.txt": "User-agent: *\n",
        "_templates/added.html": "<p>Added.</p>\n",
        "shared/one.rst": f"One\n===\n{SHARED.format(name='one')}",
        "shared/two.rst": f"Two\n===\n{SHARED.format(name='two')}",
        "shared/tri.rst": "Three\n=====\n\nNothing shared.\n",
        "shared/including.md": f"# Including\n\n{part}",
        "parts/part.txt": PART.format(number=1),
        "locale/de/LC_MESSAGES/registers.po": CATALOGUE,
        "locale/de/LC_MESSAGES/notes.po": CATALOGUE,
        "locale/de/LC_MESSAGES/method.po": CATALOGUE,
    }
    files = edited.start() | {name: text.encode() for name, text in texts.items()}
    files["index.md"] = files["index.md"].replace(
        b"briefs/b2\n", b"briefs/b2\nplain\nshared/one\nshared/two\nshared/tri\nshared/including\n"
    )
    return files


@dataclass
class Rearranged(Project):
    """The files of a project, its configuration, and whether the times of files tell anything."""

    files: dict[str, bytes] = field(default_factory=start)
    keeps_times: bool = False

    def __post_init__(self) -> None:
        document = ("index", "all", "All", "A", "all")
        self.conf |= {
            "html_theme": "alabaster",
            "numfig": True,
            "locale_dirs": ["locale"],
            "gettext_uuid": False,
            "rst_prolog": ".. |house| replace:: House",
            "exclude_patterns": ["_build", "_templates", "_extra", "parts", "locale"],
            "html_extra_path": ["_extra"],
            "version": "1.0",
            "release": "1.0",
            "today": "1 May 2026",
            "copyright": "Nobody",
            "show_warning_types": True,
            "latex_documents": [("index", "all.tex", "All", "A", "manual")],
            "man_pages": [("index", "all", "All", [], 1)],
            "texinfo_documents": [(*document, "d", "c")],
            "applehelp_bundle_id": "org.example.all",
            "applehelp_disable_external_tools": True,
        }

    def write(self, folder: Path) -> None:
        """Bring a folder to this state; compiled catalogues stay, as on an author's disk."""
        kept = {path: path.read_bytes() for path in folder.rglob("*.mo")}
        super().write(folder)
        for path, content in kept.items():
            if path.with_suffix(".po").is_file():
                path.write_bytes(content)
        if self.keeps_times:
            for path in sorted(folder.rglob("*")):
                if path.suffix != ".mo":
                    os.utime(path, (1_600_000_000, 1_600_000_000))

    def edit(self, name: str, change: Callable[[str], str]) -> None:
        """Change the text of a file, if it is where it was."""
        if name in self.files:
            super().edit(name, change)

    def move(self, name: str, other: str) -> None:
        """Move a page, and let all that name it name its new place."""
        if name not in self.files or other in self.files:
            return
        self.files[other] = self.files.pop(name)
        before, after = (Path(path).with_suffix("").as_posix() for path in (name, other))
        index = self.files["index.md"].decode()
        self.files["index.md"] = index.replace(f"\n{before}\n", f"\n{after}\n").encode()


def move_page(project: Rearranged, rng: random.Random) -> None:
    places = {
        "method.md": ("notes/how-we-work.md", "method/index.md", "Method.md"),
        "links.md": ("registers/links.md", "LINKS.md"),
        "plain.rst": ("shared/plain.rst", "plain.rst"),
        "shared/one.rst": ("shared/zzz.rst", "one.rst", "shared/One.rst"),
        "notes/n1.md": ("notes/N1.md", "notes/deep/n1.md", "articles/n1.md"),
        "briefs/b1.md": ("briefs/B1.md", "briefs/deep/b1.md"),
        "registers/terms.md": ("registers/Terms.md", "terms.md"),
    }
    name = rng.choice(sorted(places))
    here = next((place for place in (name, *places[name]) if place in project.files), name)
    project.move(here, rng.choice((name, *places[name])))


def change_suffix(project: Rearranged, rng: random.Random) -> None:
    """A page in the other language has the same name."""
    for name, other in (("shared/tri.rst", "shared/tri.md"), ("shared/tri.md", "shared/tri.rst")):
        if name in project.files:
            del project.files[name]
            project.files[other] = (
                b"# Three\n\nMore.\n" if other.endswith("md") else b"Three\n=====\n"
            )
            return


def move_register(project: Rearranged, rng: random.Random) -> None:
    places = ("registers/states.yaml", "registers/data/states.yaml", "states.yaml")
    here = next((place for place in places if place in project.files), "")
    there = rng.choice(places)
    if here and "registers/states.md" in project.files:
        project.files[there] = project.files.pop(here)
        named = there.removeprefix("registers/") if there.startswith("registers/") else f"/{there}"
        project.replace("registers/states.md", r"^:file: .*", f":file: {named}")


def change_part(project: Rearranged, rng: random.Random) -> None:
    name = "parts/part.txt"
    project.files[name] = PART.format(number=rng.randrange(9)).encode()


def delete_part(project: Rearranged, rng: random.Random) -> None:
    if project.files.pop("parts/part.txt", None) is None:
        change_part(project, rng)


def change_catalogue(project: Rearranged, rng: random.Random) -> None:
    name = rng.choice([name for name in start() if name.endswith(".po")])
    number = str(rng.randrange(9))
    project.files[name] = CATALOGUE.replace("{number}", number).encode()


def delete_catalogue(project: Rearranged, rng: random.Random) -> None:
    names = sorted(name for name in project.files if name.endswith(".po"))
    if names:
        del project.files[rng.choice(names)]


def number_sections(project: Rearranged, rng: random.Random) -> None:
    index = project.files["index.md"].replace(b":numbered:\n", b"")
    if rng.random() < 0.7:
        index = index.replace(b":maxdepth: 2\n", NUMBERED)
    project.files["index.md"] = index


def leave_contents(project: Rearranged, rng: random.Random) -> None:
    """A page leaves the table of contents, or comes back at its end."""
    name = rng.choice([b"links", b"plain", b"shared/two", b"briefs/b2"])
    index = project.files["index.md"]
    if b"\n" + name + b"\n" in index:
        project.files["index.md"] = index.replace(b"\n" + name + b"\n", b"\n")
    else:
        project.files["index.md"] = index.replace(b"\n```\n", b"\n" + name + b"\n```\n", 1)


def share_names(project: Rearranged, rng: random.Random) -> None:
    name = rng.choice(["shared/one.rst", "shared/two.rst", "shared/tri.rst", "shared/aaa.rst"])
    title = Path(name).stem.title()
    shared = (
        SHARED.format(name=f"{title} {rng.randrange(9)}") if rng.random() < 0.7 else "\nNone.\n"
    )
    project.files[name] = f"{title}\n{'=' * len(title)}\n{shared}".encode()


def share_ours(project: Rearranged, rng: random.Random) -> None:
    """A note defines a label, a term or an actor that another page defines."""
    name = rng.choice(project.names("notes/"))
    added = rng.choice(
        [
            "\n(how)=\n## How else\n",
            "\n```{glossary}\nground truth\n  What was seen here.\n```\n",
            "\n```{term} LEAP\nAnother one.\n```\n",
            "\n```{actor} Norland\n:kind: state\n```\n",
        ]
    )
    project.files[name] += added.encode()


def change_prolog(project: Rearranged, rng: random.Random) -> None:
    house = rng.choice(["House", "*Another* house", "The F5"])
    project.conf["rst_prolog"] = f".. |house| replace:: {house}"


def change_more_configuration(project: Rearranged, rng: random.Random) -> None:
    choices: dict[str, tuple[object, ...]] = {
        "language": ("en", "de", "fr"),
        "html_baseurl": ("", "https://briefs.example.org/", "https://example.org/deep/er/"),
        "numfig": (True, False),
        "briefing_as_of": ("", "2026-02-11"),
        "html_theme": ("furo", "alabaster"),
        "briefing_pdf_bundles": (
            {
                "all": {"title": "All", "briefs": ["briefs/b1", "briefs/b2"]},
                "some/one": {"title": "One", "briefs": ["briefs/b1"]},
                "some/two": {"title": "Two", "briefs": ["briefs/b2"], "summary": "Of LEAP."},
            },
            {"some/one": {"title": "Uno", "briefs": ["briefs/b1", "briefs/none"]}},
        ),
        "html_split_index": (True, False),
        "numfig_secnum_depth": (0, 1),
    }
    name = rng.choice(sorted(choices))
    project.conf[name] = rng.choice(choices[name])


def change_copies(project: Rearranged, rng: random.Random) -> None:
    """A file that is copied as it is comes, goes or changes."""
    places = ("_static/more.css", "_static/deep/er.txt", "_extra/robots.txt", "_extra/a/b.txt")
    name = rng.choice(places)
    if name in project.files and rng.random() < 0.6:
        del project.files[name]
    else:
        project.files[name] = f"/* {rng.randrange(9)} */\n".encode()


def change_names_of_files(project: Rearranged, rng: random.Random) -> None:
    """Outputs have other names, or there are other ones beside the pages."""
    choices: dict[str, tuple[object, ...]] = {
        "html_extra_path": (["_extra"], []),
        "html_file_suffix": (None, ".htm"),
        "html_additional_pages": ({}, {"added": "added.html"}),
        "latex_additional_files": ([], ["box.svg"]),
        "epub_basename": ("One", "Two"),
        "qthelp_basename": ("One", "Two"),
        "htmlhelp_basename": ("One", "Two"),
        "devhelp_basename": ("One", "Two"),
        "applehelp_bundle_name": ("One", "Two"),
        "man_pages": ([("index", "all", "All", [], 1)], [("index", "all", "All", [], 7)]),
        "gettext_compact": (True, False),
    }
    name = rng.choice(sorted(choices))
    project.conf[name] = rng.choice(choices[name])


def keep_times(project: Rearranged, rng: random.Random) -> None:
    """From now on, or no longer, every file has the same time."""
    project.keeps_times = not project.keeps_times


def edit_in_place(project: Rearranged, rng: random.Random) -> None:
    """An edit that changes no size."""
    name, pattern, new = rng.choice(
        [
            ("method.md", r"^Plain words", rng.choice(["Plain", "Clean", "Clear"]) + " words"),
            ("parts/part.txt", r"Words", rng.choice(["Words", "Lines", "Verbs"])),
            ("registers/states.yaml", r"Sudland", "Sydland"),
            ("plain.rst", r"^Plain", "Plane"),
        ]
    )
    if name in project.files:
        project.replace(name, pattern, new)


EDITS: tuple[Callable[[Rearranged, random.Random], None], ...] = (
    *edited.EDITS, *frozen.EDITS, move_page, move_page, change_suffix, move_register,
    change_part, delete_part,
    change_catalogue, delete_catalogue, number_sections, leave_contents, share_names, share_ours,
    change_prolog, change_more_configuration, change_copies, change_copies, change_names_of_files,
    keep_times, edit_in_place,
)  # fmt: skip
"""Every edit; each takes the project and a source of chance."""
