"""A project with canaries at all levels, and what a person would leave of it for readers of one.

A canary is a word in no language that stands in what is marked with its level, and nowhere else.
"""

import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from sphinx_briefing.markings import is_stricter
from sphinx_briefing.vocabularies import TLP
from tests.support import BASE_CONF, _assignments, write

LEVELS = TLP.values
CANARIES: Mapping[str, tuple[str, ...]] = {
    level: tuple(f"qo{part}{number}x" for part in ("fex", "rem", "zub", "nal", "dit"))
    for number, level in zip(("ane", "ebi", "iko", "omu", "uda"), LEVELS, strict=True)
}
"""Five for each: of names, statements, words of others, titles, passages of pages."""


def canaries_above(audience: str) -> frozenset[str]:
    """All that may stand nowhere."""
    closed = (level for level in LEVELS if is_stricter(level, audience))
    return frozenset(word for level in closed for word in CANARIES[level])


def files(up_to: str = LEVELS[-1]) -> dict[str, str]:
    """The files of the project, with what may be read up to a level."""
    kept = [level for level in LEVELS if not is_stricter(level, up_to)]
    found = {"conf.py": "\n".join(_assignments({**BASE_CONF, "briefing_as_of": "2026-06-01"}))}
    for level in kept:
        found |= dict(_pages(level, kept))
    found["mixed.md"] = _mixed(kept)
    found["index.md"] = "# Start\n\n```{toctree}\n:glob:\n\n**\n```\n"
    return found


def _pages(level: str, kept: list[str]) -> Iterator[tuple[str, str]]:
    name, said, words, title, _ = CANARIES[level]
    slug = level.lower().replace("+", "-")
    others = [one.lower().replace("+", "-") for one in kept]
    listed = ", ".join(f"claim-{one}" for one in others if one != slug)
    disputes = f":disputes: {listed}" if listed and level != "CLEAR" else ""
    yield f"notes/{name}.md", (
        f"---\nsource:\n  id: source-{slug}\n  title: The {title} report\n  publisher: Gazette\n"
        f"  date: 2026-02-0{LEVELS.index(level) + 1}\n  reliability: B\n"
        f"  snapshot: archive/{name}.txt\ntlp: {level}\n---\n# Note of the {title} paper\n\n"
        + _record("actor", f"{name.title()} Party", id=f"actor-{slug}", kind="group",
                  aliases=f"Friends of {name.title()}")
        + _record("claim", f"The {said} convoy sails with 591 ships", id=f"claim-{slug}",
                  by=f"actor-{slug}", topic="sea", credibility="2",
                  passage=f"the {words} convoy had sailed at dawn").replace(
                      ":by:", f"{disputes}\n:by:" if disputes else ":by:")
        + _record("quote", "", f"We shall sing of {words} at the harbour.", id=f"quote-{slug}",
                  by=f"actor-{slug}", language="en")
        + _record("judgement", f"The {said} convoy will come back", id=f"judgement-{slug}",
                  likelihood="likely", confidence="low",
                  basis=", ".join(f"claim-{one}" for one in others))
    )  # fmt: skip
    yield f"archive/{name}.txt", f"They wrote that the {words} convoy had sailed at dawn.\n"
    yield (
        f"briefs/brief-{slug}.md",
        (
            f"---\nbrief:\n  kind: policy\n  reference: REF-{title}\n  date: 2026-03-01\n"
            f"  summary: All of {said}.\ntlp: {level}\n---\n# Brief on {title}\n\n"
            f"{{claim}}`claim-{slug}` and {{judgement}}`judgement-{slug}`.\n"
        ),
    )


def _mixed(kept: list[str]) -> str:
    """A page that all may read, with records and passages that they may not."""
    parts = [
        "# Mixed\n\n```{topic} Sea\n:id: sea\n```\n",
        "```{actor} Ada\n:id: ada\n:kind: person\n```\n",
        "```{source} A plain paper\n:id: paper\n:publisher: Gazette\n:date: 2026-01-09\n```\n",
    ]
    for level in kept:
        passage, said = CANARIES[level][4], CANARIES[level][1]
        slug = level.lower().replace("+", "-")
        inner = (
            f"Of {passage} nothing is known.\n\n```{{claim}} The {passage} cranes stand still\n"
            f":id: {passage}\n:by: ada\n:source: paper\n```"
        )
        parts.append(f"::::{{restricted}} {level}\n{inner}\n::::\n")
        parts.append(
            f"```{{claim}} The {said} cranes turn\n:id: cranes-{slug}\n:by: ada\n"
            f":source: paper\n:tlp: {level}\n```\n"
        )
    return "\n".join(parts)


def _record(kind: str, argument: str, body: str = "", /, **fields: str) -> str:
    options = "".join(f":{name}: {value}\n" for name, value in fields.items())
    text = f"\n{body}\n" if body else ""
    return f"```{{{kind}}} {argument}\n{options}{text}```\n\n"


def write_files(folder: Path, contents: Mapping[str, str | bytes]) -> Path:
    """Write files, and remove all others."""
    for name, content in contents.items():
        write(folder / name, content)
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_file() and path.relative_to(folder).as_posix() not in contents:
            path.unlink()
        elif path.is_dir() and not any(path.iterdir()):
            path.rmdir()
    return folder


def calls_wanted(usual: int) -> int:
    """How many calls a test makes: more where somebody wants to measure."""
    return int(os.environ.get("BRIEFING_MCP_CALLS") or usual)
