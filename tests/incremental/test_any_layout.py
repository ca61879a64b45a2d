"""Layouts from outside that ask at random: never stale, and never past the check of markings.

Nothing of the toolkit knows these layouts. After edits of any record, pages that they print must
have the bytes of a clean build, in one process and in several; what they print of records that are
marked more strictly must be said.
"""

import base64
import json
import os
import random
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec
import pytest

from tests.corpus import brief, note, page, record
from tests.support import BASE_CONF, Build, Content

LONG = bool(os.environ.get("BRIEFING_LONG_TESTS"))
SEEDS = range(40) if LONG else range(3)
EDITS = 6 if LONG else 4
ODD = 8
"""Pages that print something odd."""

CHOICES: Mapping[str, tuple[Any, ...]] = {
    "e5.name": ("E5", "The Five", "Norland"),
    "e5.aliases": ("", "Five", "LEAP"),
    "e5.tlp": ("CLEAR", "CLEAR", "RED"),
    "e5.text": ("", "Of LEAP and {term}`leap`.", "Leaps agreed, see [](#method)."),
    "kremlin.speaks": ("", "e5"),
    "kremlin.offices": ("", "Minister, Norland (2020/2026)", "Envoy"),
    "leap.name": ("LEAP", "leap"),
    "c1.by": ("e5", "kremlin"),
    "c1.corroborates": ("", "c2"),
    "c2.disputes": ("", "c1"),
    "c2.statement": ("Two", "The E5 agreed"),
    "c2.text": ("", "As {claim}`c1` has it.", "Kremlin *and* LEAP"),
    "c3": (True, False),
    "c3.topic": ("", "peace"),
    "s1.title": ("One", "Norland Gazette"),
    "s1.date": ("2026", "2027"),
    "s2.origin": ("", "s1"),
    "n1.tlp": ("CLEAR", "CLEAR", "RED", "GREEN"),
    "n2.title": ("N2", "Norland"),
    "b1.as_of": ("2026-03", "2026-01"),
    "b2.supersedes": ("", "R1"),
    "b1.summary": ("Short.", "The E5 agreed."),
    "m1.due": ("2025", "2030"),
    "rest": ("The E5 agreed.", "Leaps of Norland.", "Nothing."),
    "lines": ("", "\n\nA line more.\n"),
    "method": ("Method", "How it is done"),
}


def given(**fields: str) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value}


def project(v: Mapping[str, Any]) -> dict[str, Content]:
    """The sources, by what was chosen."""
    quoted = "A word that only the strict note has: Zyxwv."
    people = (
        record(
            "actor",
            v["e5.name"],
            v["e5.text"],
            id="e5",
            kind="group",
            **given(aliases=v["e5.aliases"], tlp=v["e5.tlp"]),
        )
        + record(
            "actor",
            "Kremlin",
            id="kremlin",
            kind="state",
            **given(speaks_for=v["kremlin.speaks"], offices=v["kremlin.offices"]),
        )
        + record("term", v["leap.name"], "A programme.", id="leap")
        + record("topic", "Peace", id="peace")
    )
    first = record(
        "claim",
        "One is so",
        quoted,
        id="c1",
        **given(by=v["c1.by"], corroborates=v["c1.corroborates"]),
    ) + record("commitment", "Deliver", id="m1", by="e5", due=v["m1.due"])
    second = record(
        "claim",
        v["c2.statement"],
        v["c2.text"],
        id="c2",
        by="e5",
        **given(disputes=v["c2.disputes"]),
    )
    if v["c3"]:
        second += record("claim", "Three", id="c3", by="e5", **given(topic=v["c3.topic"]))
    second += record("position", "In favour", id="p1", by="e5", topic="peace")
    about = {"date": "2026-02-01", "reference": "R1", "summary": v["b1.summary"]}
    odd = "```{topics}\n:as: odd\n```\n"
    files: dict[str, Content] = {
        "people.md": page({}, f"{v['lines']}{people}", "People"),
        "notes/n1.md": note(
            first, id="s1", title=v["s1.title"], date=v["s1.date"], page_fields={"tlp": v["n1.tlp"]}
        ),
        "notes/n2.md": note(second, id="s2", **given(origin=v["s2.origin"])),
        "briefs/b1.md": brief(odd, **about, as_of=v["b1.as_of"]),
        "briefs/b2.md": brief(odd, date="2026-03-01", **given(supersedes=v["b2.supersedes"])),
        "rest.md": page({}, v["rest"] + record("event", "Talks", id="krakow", date="2026-02"), "R"),
        "method.md": page({}, f"(method)=\n## {v['method']}\n", "M"),
    }
    for number in range(ODD):
        files[f"odd/p{number}.md"] = page({"tlp": "CLEAR"}, odd, f"Odd {number}")
    return files


def configuration(seed: int) -> str:
    root = str(Path(__file__).parents[2])
    conf = dict(BASE_CONF) | {"html_theme": "basic", "briefing_unmarked": "CLEAR"}
    return "\n".join(
        [f"{name} = {value!r}" for name, value in conf.items()]
        + [
            "import sys",
            f"sys.path.insert(0, {root!r})",
            "def setup(app):",
            "    from tests.asking import add_odd_layout",
            f"    add_odd_layout(app, {seed})",
        ]
    )


@pytest.mark.parametrize("seed", SEEDS)
def test_no_layout_is_stale_or_leaks(build: Build, seed: int) -> None:
    rng = random.Random(seed)
    values = {name: choices[0] for name, choices in CHOICES.items()}
    files = project(values)
    builder = rng.choice(("html", "html", "dirhtml", "briefdocx", "text"))
    built = build({**files, "conf.py": configuration(seed)}, builder, jobs=rng.choice((1, 2)))
    done = [builder]
    for _ in range(EDITS):
        for _ in range(rng.randrange(1, 3)):
            name = rng.choice(list(CHOICES))
            values[name] = rng.choice(CHOICES[name])
            done.append(f"{name} = {values[name]!r}")
        now = project(values)
        built.again(
            {name: text for name, text in now.items() if files[name] != text},
            jobs=rng.choice((1, 2)),
        )
        files = now
        clean = built.afresh()
        found, expected = built.files(), clean.files()
        differing = {n for n in found.keys() | expected.keys() if found.get(n) != expected.get(n)}
        assert differing == set(), done
        assert sorted(built.warnings) == sorted(clean.warnings), done
        record_of = next(built.out.glob(f".briefing-answers-{builder}.json"))
        assert record_of.read_bytes() == (clean.out / record_of.name).read_bytes(), done
        if values["n1.tlp"] == "RED" and builder in ("html", "text"):
            for number in range(ODD):
                name = f"odd/p{number}"
                text = built.text(f"{name}.{'txt' if builder == 'text' else 'html'}")
                said = [w for w in built.warnings if w.startswith(f"{name}.md:")]
                if "Zyxwv" in text:
                    assert any("briefing.marking" in warning for warning in said), (name, done)


FOOT = """
def add_foot(app, pagename, templatename, context, doctree):
    if pagename == "rest":
        house = api.ledger(app.env, pagename)
        by = house.get("claim", "c1").by[0]
        context["body"] += f"<p>{house.get('actor', by).name}</p>"

def setup(app):
    app.connect("html-page-context", add_foot)
"""


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_is_asked_while_pages_are_written_is_asked_again(build: Build, jobs: int) -> None:
    values = {name: choices[0] for name, choices in CHOICES.items()}
    conf = "\n".join(f"{name} = {value!r}" for name, value in BASE_CONF.items())
    files = {**project(values), "conf.py": f"{conf}\nfrom sphinx_briefing import api\n{FOOT}"}
    built = build({n: str(text).replace(":as: odd\n", "") for n, text in files.items()}, jobs=jobs)
    assert "<p>E5</p>" in built.text("rest.html")
    people = str(files["people.md"])
    for name in ("The Six", "The Seven"):  # the second after a build that did not write the page
        built.again({"method.md": page({}, f"(method)=\n## {name}\n", "M")})
        built.again({"people.md": people.replace("{actor} E5", f"{{actor}} {name}")})
        assert f"<p>{name}</p>" in built.text("rest.html")
        assert built.files() == built.afresh().files()


def test_questions_of_another_version_are_not_asked(build: Build) -> None:
    built = build(
        {
            "index.md": "# Start\n\n{actor}`E5`\n",
            "a.md": "# A\n\n```{actor} E5\n:kind: group\n```\n",
        }
    )
    path = built.out / ".briefing-answers-html.json"
    remembered = json.loads(path.read_text(encoding="utf-8"))
    lines = msgspec.msgpack.encode(['["select","claim",[1]]', '["nobody knows it"]'])
    remembered["settings"] = "of another version"
    remembered["asked"][0] = base64.b64encode(zlib.compress(lines)).decode()
    path.write_text(json.dumps(remembered), encoding="utf-8")
    built.again()
    assert not built.warnings
    assert path.read_bytes() == (built.afresh().out / path.name).read_bytes()


def test_nothing_is_remembered_where_no_page_is_left(build: Build) -> None:
    built = build({"index.md": "# Start\n", "b.md": brief("Words.", date="2026")}, "briefpdf")
    built.again({"b.md": None})
    name = ".briefing-answers-briefpdf.json"
    assert (built.out / name).read_bytes() == (built.afresh().out / name).read_bytes()


def test_questions_of_a_build_that_was_killed_are_not_those_of_the_next(build: Build) -> None:
    files: dict[str, Content] = {f"p{n}.md": "# Page\n" for n in range(6)}
    files["b.md"] = brief("Words on {actor}`E5`.", date="2026")
    files["people.md"] = page({}, record("actor", "E5", id="e5", kind="group"))
    built = build(files, jobs=2)
    name = ".briefing-answers-html.json"
    path = (built.out / name).with_suffix(".journal")
    path.write_text('briefing\nb\n\x1dabc\x1fb\x1f["record","actor","e5"]\n', encoding="utf-8")
    built.again()
    assert not path.is_file()
    assert (built.out / name).read_bytes() == (built.afresh().out / name).read_bytes()
