"""A small project that is edited in all the ways in which an author edits one.

:class:`Project` holds the files as data; each edit changes them. The pages refer to each other in
every way there is: by records, prose, labels, titles, contents, images, index entries, data files.
"""

import random
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from tests.houses import PAGES, SLOTS, bytes_of
from tests.support import BASE_CONF, _assignments

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="%d" height="10"><title>Box</title></svg>'

SNAPSHOT = b"<p>Kaja Example opened port %d.</p>\n"

THEMES = ("basic", "alabaster", "furo", "briefing")

ACTORS = """# Actors

```{actor} Kaja Example
:id: kaja
:kind: person
:abbr: KE
:offices: Minister of Ports, Norland (2025-01/..)
:member-of: five

She speaks for {actor}`five`.
```

```{actor} The Five
:id: five
:kind: group
:long: Group of Five Ports
:abbr: F5
```
"""

TERMS = """# Terms

```{term} LEAP
:long: Low-Cost Effectors and Autonomous Platforms

A programme of {actor}`five`; see {ref}`how`.
```

```{term} shadow fleet
:aliases: dark fleet

Ships that hide. Agreed by {claim}`c1`.
```
"""

TOPICS = """# Topics

```{topic} Ports
:id: ports
```

```{topic} Ships
:id: ships
```
"""

REGISTER = """- name: Norland
  kind: state
  country: "NO"
- name: Sudland
  kind: state
"""

METHOD = """(how)=
# How we work

```{index} method
```

Plain words on the dark fleet. ![A box](box.svg)

## Grades

Letters and numbers; {download}`box.svg`.

```{glossary}
ground truth
  What was seen.
```
"""

LINKS = """# Links

See {ref}`how`, {doc}`notes/n1`, {term}`ground truth`, {term}`LEAP`, [a note](notes/n2.md) and
{ref}`its grades <how>`.

![Another box](img/box.svg)

```{index} method
```

```{report-card}
:brief: B-1
```
"""

BRIEF = """---
brief:
  kind: {kind}
  reference: B-{number}
  date: 2026-03-0{number}
  summary: What {{actor}} says is short.
topics: [ports]
---
# Brief {number}

The Five agreed with Kaja Example on LEAP. {{claim}}`c1` {{claim}}`c2`

```{{claims}}
:topic: ports
```

```{{events}}
:caption: What happened
:lanes: actor
```

```{{positions}}
```

```{{claims}}
:ids: c1
:as: corroboration
```

```{{actors}}
:as: map
:scope: all
```

There are {{estimate}}`n1`.

```{{estimates}}
```

```{{hypotheses}}
:topic: ports
```

```{{judgements}}
```

```{{judgements}}
:as: calibration
```

```{{report-card}}
```
"""


def note_text(number: int, disputes: str = "") -> str:
    """A note with a claim, a commitment, an event, and what analysts make of them."""
    return f"""---
source:
  id: s{number}
  title: Report {number}
  publisher: Gazette
  date: 2026-02-0{number}
  reliability: B
  snapshot: archive/s{number}.{"md" if number == 2 else "html"}
---
# Note {number}

Kaja Example met the five, who know the shadow fleet. See {{claim}}`c1`.

```{{claim}} Ports open in round {number}
:id: c{number}
:by: kaja
:topic: ports
{disputes}
It was said by {{actor}}`KE` on {{term}}`LEAP`.
```

```{{position}} Position {number}
:id: p{number}
:by: five
:topic: ports
:stance: for
```

```{{commitment}} Publish list {number}
:id: m{number}
:by: five
:due: 2026-02-1{number}
```

```{{event}} Meeting {number}
:id: e{number}
:date: 2026-01-0{number}
:kind: meeting
:actors: kaja, five
```

```{{estimate}} Ports that are open
:id: n{number}
:value: {number}00/{number}50
:unit: ports
:by: kaja
:topic: ports
```

```{{judgement}} Port {number} stays open
:id: j{number}
:likelihood: likely
:confidence: low
:basis: c{number}, estimate:n1, assumption:a1
:against: c1
:topic: ports
:resolves: 2026-02-1{number}
{"" if number == 1 else ":revises: j1"}
```

```{{assumption}} The ice melts in year {number}
:id: a{number}
:if-wrong: Port {number} closes
```

```{{gap}} Who dredges port {number}
:id: g{number}
:topic: ports
```

```{{indicator}} A ship calls at port {number}
:id: i{number}
:for: j{number}
:against: j{number % 3 + 1}
```

```{{hypothesis}} Answer {number}
:id: h{number}
:question: ports
:consistent: c{number}
:inconsistent: n1
```
"""


def start() -> dict[str, bytes]:
    """The files of the project before any edit."""
    texts = {
        "index.md": "# Start\n\n```{toctree}\n:maxdepth: 2\n\nmethod\nlinks\nregisters/index\n"
        "notes/index\nbriefs/b1\nbriefs/b2\n```\n",
        "method.md": METHOD,
        "links.md": LINKS,
        "registers/index.md": "# Registers\n\n```{toctree}\nactors\nterms\ntopics\nstates\n```\n",
        "registers/actors.md": ACTORS,
        "registers/terms.md": TERMS,
        "registers/topics.md": TOPICS,
        "registers/states.md": "# States\n\n```{actors}\n:file: states.yaml\n:as: list\n```\n",
        "registers/states.yaml": REGISTER,
        "notes/index.md": "# Notes\n\n```{toctree}\n:glob:\n\n*\n```\n\n```{notes}\n```\n",
        "notes/n1.md": note_text(1),
        "notes/n2.md": note_text(2, ":disputes: c1\n"),
        "notes/n3.md": note_text(3, ":corroborates: c1\n"),
        "briefs/b1.md": BRIEF.format(kind="policy", number=1),
        "briefs/b2.md": BRIEF.format(kind="flash", number=2),
        "_templates/page.html": '{% extends "!page.html" %}\n{% block extrahead %}'
        '<meta name="house" content="one">{% endblock %}\n',
        "_static/house.css": "body { color: black }\n",
    }
    files = {name: text.encode() for name, text in texts.items()}
    files |= {f"archive/{name}": SNAPSHOT % 1 for name in ("s1.html", "s2.md", "s3.html")}
    files["box.svg"], files["img/box.svg"] = SVG % 10, SVG % 20
    return files


@dataclass
class Project:
    """The files of a project and its configuration, as data."""

    files: dict[str, bytes] = field(default_factory=start)
    conf: dict[str, object] = field(
        default_factory=lambda: {
            **BASE_CONF,
            "html_theme": "alabaster",
            "templates_path": ["_templates"],
            "html_static_path": ["_static"],
            "html_css_files": ["house.css"],
            "exclude_patterns": ["_build", "_templates"],
            "briefing_pdf_bundles": {"all": {"title": "All", "briefs": ["briefs/b1", "briefs/b2"]}},
            "briefing_files": ["pdf"],
            "briefing_search": True,
            "briefing_feeds": ["atom", "calendar"],
            "briefing_sarif": "found.sarif",
            "briefing_publish_snapshots": True,
            "html_baseurl": "https://briefs.example.org/",
        }
    )
    count: int = 3

    def write(self, folder: Path) -> None:
        """Bring a folder to this state; files that are as they should be stay untouched."""
        wanted = dict(self.files)
        wanted["conf.py"] = self.conf_text().encode()
        for path in sorted(folder.rglob("*")):
            if path.is_file() and path.relative_to(folder).as_posix() not in wanted:
                path.unlink()
        for name, content in wanted.items():
            path = folder / name
            if not path.is_file() or path.read_bytes() != content:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content)

    def conf_text(self) -> str:
        """What ``conf.py`` says."""
        return "\n".join(_assignments(self.conf))

    def edit(self, name: str, change: Callable[[str], str]) -> None:
        """Change the text of a file."""
        self.files[name] = change(self.files[name].decode()).encode()

    def replace(self, name: str, pattern: str, new: str) -> bool:
        """Replace what a pattern first matches in a file; return whether anything changed."""
        before = self.files.get(name)
        self.edit(name, lambda text: re.sub(pattern, new, text, count=1, flags=re.M))
        return self.files.get(name) != before

    def names(self, folder: str) -> list[str]:
        """The pages of a folder, its index left out."""
        return sorted(
            name
            for name in self.files
            if name.startswith(folder) and name.endswith(".md") and not name.endswith("index.md")
        )


def reword_claim(project: Project, rng: random.Random) -> None:
    name = rng.choice(project.names("notes/"))
    project.replace(name, r"\{claim\} .*", f"{{claim}} Reworded {rng.randrange(99)}")


def move_date(project: Project, rng: random.Random) -> None:
    name = rng.choice(project.names("notes/"))
    project.replace(name, r"^  date: .*", f"  date: 2026-0{rng.randrange(1, 9)}-01")


def turn_round(project: Project, rng: random.Random) -> None:
    name = rng.choice(project.names("notes/"))
    stance = rng.choice(["for", "against", "unclear"])
    project.replace(name, r"^:stance: .*", f":stance: {stance}")


def move_event(project: Project, rng: random.Random) -> None:
    name = rng.choice(project.names("notes/"))
    date = rng.choice(["2026-01-0{}", "2026-0{}", "202{}~", "2025-0{}/.."]).format(
        rng.randrange(1, 10)
    )
    project.replace(name, r"(\{event\} .*\n:id: .*\n):date: .*", rf"\1:date: {date}")


def change_origin(project: Project, rng: random.Random) -> None:
    name = rng.choice(project.names("notes/"))
    origin = rng.choice(["s1", "s2"])
    project.replace(
        name,
        r"^  reliability: .*(\n  origin: .*)?",
        f"  reliability: {rng.choice('BCD')}\n  origin: {origin}",
    )


def change_kind_of_event(project: Project, rng: random.Random) -> None:
    name, kind = rng.choice(project.names("notes/")), rng.choice(["meeting", "attack"])
    project.replace(name, r"(\{event\} (?:.*\n)*?):kind: .*", rf"\1:kind: {kind}")


def change_voice(project: Project, rng: random.Random) -> None:
    """The actor who said what the others said too speaks for somebody else, or for herself."""
    new = rng.choice(["", ":speaks-for: five\n"])
    project.replace("registers/actors.md", r"(:abbr: KE\n)(:speaks-for: .*\n)?", rf"\1{new}")


def change_long_form(project: Project, rng: random.Random) -> None:
    project.replace("registers/terms.md", r"^:long: .*", f":long: Long form {rng.randrange(99)}")


def rename_actor(project: Project, rng: random.Random) -> None:
    named = rng.choice(["Kaja Example", "Kaja Exemplar", "K. Example"])
    project.replace("registers/actors.md", r"\{actor\} K.*", f"{{actor}} {named}")


def rename_topic(project: Project, rng: random.Random) -> None:
    named = rng.choice(["Ports", "Harbours", "Docks & <quays>"])
    project.replace(
        "registers/topics.md", r"\{topic\} .*\n:id: ports", f"{{topic}} {named}\n:id: ports"
    )


def add_alias(project: Project, rng: random.Random) -> None:
    alias = rng.choice(["Meeting", "plain words", "the list"])
    project.replace("registers/actors.md", r"^:abbr: KE.*", f":abbr: KE\n:aliases: {alias}")


def add_note(project: Project, rng: random.Random) -> None:
    project.count += 1
    if project.count < 9:
        disputed = rng.choice(["", ":disputes: c2\n", ":corroborates: c2\n"])
        text = note_text(project.count, disputed)
        project.files[f"notes/n{project.count}.md"] = text.encode()


def copy_note(project: Project, rng: random.Random) -> None:
    name = rng.choice(project.names("notes/"))
    project.files[name.replace("notes/n", "notes/a")] = project.files[name]


def delete_page(project: Project, rng: random.Random) -> None:
    names = project.names("notes/") + project.names("briefs/")
    if len(names) > 3:
        del project.files[rng.choice(names)]


def restore_pages(project: Project, rng: random.Random) -> None:
    for name, content in start().items():
        project.files.setdefault(name, content)


def edit_register_file(project: Project, rng: random.Random) -> None:
    country = rng.choice(["NO", "SE", "FI"])
    project.replace("registers/states.yaml", r'country: "..".*', f'country: "{country}"')


def another_term(project: Project, rng: random.Random) -> None:
    """Write a term or take it away: its card, its profile and what leads to both."""
    added = f"\n```{{term}} term {rng.randrange(3)}\n:aliases: plain words\n```\n"

    def change(text: str) -> str:
        kept = text.partition("\n```{term} term ")[0]
        return kept if kept != text else text + added

    project.edit("registers/terms.md", change)


def mark_page(project: Project, rng: random.Random) -> None:
    name = rng.choice(project.names("notes/"))
    if b"\ntlp:" not in project.files[name]:
        project.replace(name, r"^---\n# ", "tlp: GREEN\n---\n# ")
    project.replace(name, r"^tlp: .*", f"tlp: {rng.choice(['CLEAR', 'GREEN', 'RED'])}")


def brief_or_not(project: Project, rng: random.Random) -> None:
    for name in project.names("briefs/")[:1]:
        if b"brief:" in project.files[name]:
            project.files[name] = b"# No brief\n\nKaja Example said {claim}`c1`.\n"
        else:
            project.files[name] = BRIEF.format(kind="policy", number=1).encode()


def change_as_of(project: Project, rng: random.Random) -> None:
    for name in project.names("briefs/")[:1]:
        day = rng.randrange(1, 28)  # so that a brief may be older than notes
        project.replace(name, r"^  date: .*", f"  date: 2026-02-{day}")


def count_anew(project: Project, rng: random.Random) -> None:
    """A number, its unit or its day changes."""
    name = rng.choice(project.names("notes/"))
    number = rng.choice(["7", "~1200", "100/..", "12.5", "1,234"])
    change = rng.choice([(r"^:value: .*", f":value: {number}"), (r"^:unit: .*", ":unit: quays")])
    project.replace(name, *change)


def judge_anew(project: Project, rng: random.Random) -> None:
    """A judgement gets another likelihood, an outcome, or loses what speaks against it."""
    name = rng.choice(project.names("notes/"))
    word = rng.choice(["unlikely", "likely", "almost certain"])
    day = f"2026-02-{rng.randrange(1, 28):02}"
    pattern, new = rng.choice(
        [
            (r"^:likelihood: .*", f":likelihood: {word}"),
            (r"^:resolves: .*", f":resolves: {day}\n:outcome: true\n:resolved: {day}"),
            (r"^:outcome: .*\n:resolved: .*\n", ""),
            (r"^:against: c1\n", ""),
        ]
    )
    project.replace(name, pattern, new)


def watch(project: Project, rng: random.Random) -> None:
    """A sign is seen, a gap closed, an assumption dropped, evidence moved to the other side."""
    name = rng.choice(project.names("notes/"))
    day = f"2026-02-{rng.randrange(1, 28):02}"
    pattern, new = rng.choice(
        [
            (r"^(:for: j\d)(\n:seen: .*)?", rf"\1\n:seen: {day}"),
            (r"^(:id: g\d)(\n:closed: .*)?", rf"\1\n:closed: {day}"),
            (r", assumption:a1", ""),
            (r"^:inconsistent: n1", ":neutral: n1"),
            (r"^:consistent: c\d", ":consistent: c1, e1"),
        ]
    )
    project.replace(name, pattern, new)


def retract_source(project: Project, rng: random.Random) -> None:
    name = rng.choice(project.names("notes/"))
    day = f"2026-02-{rng.randrange(10, 28)}"
    if not project.replace(name, r"^  retracted: .*\n", ""):
        project.replace(name, r"^  reliability: B", f"  reliability: B\n  retracted: {day}")


def change_snapshot(project: Project, rng: random.Random) -> None:
    """A snapshot changes, comes or goes, or a note names another one."""
    number = rng.randrange(1, 4)
    name = f"archive/s{number}.{'md' if number == 2 else 'html'}"
    if rng.random() < 0.3:
        note = rng.choice(project.names("notes/"))
        project.replace(note, r"^  snapshot: .*", f"  snapshot: {name}")
    elif rng.random() < 0.3:
        project.files.pop(name, None)
    else:
        project.files[name] = SNAPSHOT % rng.randrange(9)


def withdraw_claim(project: Project, rng: random.Random) -> None:
    name = rng.choice(project.names("notes/"))
    day = f"2026-02-{rng.randrange(10, 28)}"
    if not project.replace(name, r"^:withdrawn: .*\n", ""):
        project.replace(name, r"^:by: kaja", f":by: kaja\n:withdrawn: {day}")


def settle_commitment(project: Project, rng: random.Random) -> None:
    name = rng.choice(project.names("notes/"))
    day = f"2026-02-{rng.randrange(10, 28)}"
    if not project.replace(name, r"^:status: met\n:settled: .*\n", ""):
        project.replace(name, r"^:due: ", f":status: met\n:settled: {day}\n:due: ")


def quote_snapshot(project: Project, rng: random.Random) -> None:
    """A claim names words, which its snapshot may have; its source has an address, or none."""
    name = rng.choice(project.names("notes/"))
    words = rng.choice(["opened port 1", "Kaja [\u2026] opened port 3", "opened [a] port", "port"])
    project.replace(name, r"^:by: kaja(\n:passage: .*)?", f":by: kaja\n:passage: {words}")
    if rng.random() < 0.5 and not project.replace(name, r"^  url: .*\n", ""):
        project.replace(name, r"^  snapshot: ", "  url: https://example.org/a\n  snapshot: ")


def change_title(project: Project, rng: random.Random) -> None:
    name = rng.choice([*project.names("notes/"), "method.md", "registers/index.md"])
    project.replace(name, r"^# .*", f"# Title {rng.randrange(99)}")


def change_label(project: Project, rng: random.Random) -> None:
    project.replace("method.md", r"^\(.*\)=", f"({rng.choice(['how', 'why'])})=")


def add_heading(project: Project, rng: random.Random) -> None:
    name = rng.choice([*project.names("notes/"), "method.md"])
    added = f"\n## Heading {rng.randrange(9)}\n\nWords on F5.\n"
    project.edit(name, lambda text: text + added)


def change_index(project: Project, rng: random.Random) -> None:
    name = rng.choice(["method.md", "links.md"])
    project.replace(name, r"\{index\} .*", f"{{index}} {rng.choice(['method', 'way', 'see'])}")


def change_image(project: Project, rng: random.Random) -> None:
    name = rng.choice(["box.svg", "img/box.svg"])
    project.files[name] = SVG % rng.randrange(99)


def another_image(project: Project, rng: random.Random) -> None:
    name, shown = "aaa/box.svg", "![Third](aaa/box.svg)"
    if name in project.files:
        del project.files[name]
        project.edit("links.md", lambda text: text.replace(shown, ""))
    else:
        project.files[name] = SVG % 30
        project.edit("links.md", lambda text: f"{text}\n{shown}")


def change_style(project: Project, rng: random.Random) -> None:
    project.files["_static/house.css"] = f"body {{ width: {rng.randrange(99)}em }}\n".encode()


def another_static_file(project: Project, rng: random.Random) -> None:
    if project.files.pop("_static/more.txt", None) is None:
        project.files["_static/more.txt"] = b"More.\n"


def change_template(project: Project, rng: random.Random) -> None:
    project.replace("_templates/page.html", r'content="\w+"', f'content="w{rng.randrange(99)}"')


def change_configuration(project: Project, rng: random.Random) -> None:
    choices: dict[str, tuple[object, ...]] = {
        "briefing_autolink": ("first", "all", "off"),
        "briefing_first_use": (True, False),
        "html_title": ("One", "Two"),
        "html_theme": THEMES,
        "briefing_pdf_paper": ("a4", "us-letter"),
        "briefing_pdf_bundles": (
            {},
            {"all": {"title": "All", "briefs": ["briefs/b1", "briefs/b2"]}},
            {"one/two": {"title": "Two", "briefs": ["briefs/b2", "briefs/b1"], "date": "2026"}},
        ),
        "briefing_files": ([], ["pdf"], ["docx"], ["pdf", "docx"]),
        "language": ("en", "de"),
        "html_copy_source": (True, False),
        "briefing_profiles": (["actors", "terms", "topics"], ["actors"], []),
        "briefing_indexes": (["briefs", "topics", "actors"], ["sources"], []),
        "briefing_cards": (True, False),
        "briefing_publish_snapshots": (True, False),
        "briefing_search": (True, False),
        "briefing_feeds": (["atom", "calendar"], ["calendar"], []),
        "html_baseurl": ("https://briefs.example.org/", "http://example.net/briefs"),
    }
    name = rng.choice(sorted(choices))
    project.conf[name] = rng.choice(choices[name])


THEIRS = """# Theirs

{actor}`un:guterres` said {claim}`un:c1`, {claim}`un:c2`; {actor}`un:António Example`.

```{claims}
:house: un
```

```{sources}
:house: un
```

```{judgement} Grain flows
:id: theirs
:likelihood: likely
:basis: un:c1, c1
```
"""


def another_house(project: Project, rng: random.Random) -> None:
    """The ledger of another house changes, comes or goes, or another claim is joined to it."""
    if rng.random() < 0.2 and "theirs.json" in project.files:
        del project.files["theirs.json"]
    else:
        chosen = {name: rng.choice(SLOTS[name]) for name in rng.sample(sorted(SLOTS), 3)}
        project.files["theirs.json"] = bytes_of(**chosen)
    project.files["theirs.md"] = THEIRS.encode()
    pages = rng.choice(["", PAGES, "https://other.example/"])
    project.conf["briefing_houses"] = {"un": {"ledger": "theirs.json", "pages": pages}}
    name = rng.choice(project.names("notes/"))
    project.replace(name, r"^:corroborates: c1$", ":corroborates: c1, un:c1")


EDITS: tuple[Callable[[Project, random.Random], None], ...] = (
    reword_claim, move_date, turn_round, move_event, change_origin, change_kind_of_event,
    change_voice,
    change_long_form, rename_actor, add_alias, add_note, copy_note,
    delete_page, restore_pages, edit_register_file, another_term, mark_page, brief_or_not,
    change_as_of, change_title, change_label, add_heading, change_index, change_image,
    another_image, change_style, another_static_file, change_template, change_configuration,
    rename_topic, retract_source, withdraw_claim, settle_commitment,
    change_snapshot, quote_snapshot, quote_snapshot, count_anew, judge_anew, watch,
    another_house,
)  # fmt: skip
"""Every edit; each takes the project and a source of chance."""
