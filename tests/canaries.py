"""A project in which sentences that stand nowhere else are hidden from readers in all places.

Each place of a text is planted in pages and in passages that are not for all. A canary is a word
that is in no language, and the first of a sentence.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from io import StringIO
from itertools import product
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils

from tests.support import BASE_CONF, _assignments, write

PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c63f8ffff3f0005fe02fea7350a190000000049454e44ae426082"
)

MARKDOWN = {
    "heading": "## {c}",
    "paragraph": "{c}.",
    "later": "Some words come before. {c}, and some after them.",
    "marked": "*{c}* and {m}.",
    "item": "- one\n\n  - {c}\n- two",
    "quote": "> {c}.",
    "table": "| a | b |\n| --- | --- |\n| {c} | x |",
    "list table": "```{{list-table}} {c}\n:header-rows: 1\n\n* - a\n  - b\n* - {d}\n  - x\n```",
    "code": "```python\n# {c}\nx = 1\n```",
    "literal": "`{c}`",
    "math": "```{{math}}\n\\text{{ {c} }}\n```",
    "admonition": "```{{admonition}} {c}\n{d}.\n```",
    "figure": "```{{figure}} fig-{w}.png\n:alt: {c}\n\n{d}.\n```",
    "footnote": "A note.[^{w}]\n\n[^{w}]: {c}.",
    "comment": "% {c}\n\n<!-- {d} -->",
    "index": "```{{index}} {w}; {v}\n```",
    "label": "({w}-label)=\n## The place of {v}hood and all that is in it",
    "link": "[{c}](https://{w}.example.org/)",
    "claim": "```{{claim}} {c}\n:id: {w}\n:by: zog\n```",
    "actor": "```{{actor}} {w} {v}ov\n:kind: person\n:aliases: The {v}\n\n{c}.\n```",
}
RST = {
    "heading": "{c}\n{under}",
    "paragraph": "{c}.",
    "grid": "+---------------------------+---+\n| {w} sings in the      | b |\n"
    "| convoy of the mine        |   |\n+---------------------------+---+",
    "simple": "{line} ===\n{c} x\n{line} ===",
    "fields": ":{w}: {c}.",
    "definition": "{w}\n   {c}.",
    "comment": ".. {c}",
    "substitution": ".. |{w}| replace:: {c}\n\n|{w}|",
    "footnote": "A note [#{w}]_.\n\n.. [#{w}] {c}.",
    "label": ".. _{w}-label:\n\n{c}.",
    "code": "::\n\n   {c}",
    "line block": "| {c}\n| {d}",
}
LANGUAGES = (("md", MARKDOWN), ("brief", MARKDOWN), ("rst", RST))
TITLES = {"md": "# {c}", "brief": "# {c}", "rst": "{c}\n{line}"}
FRONTS = {
    "brief": "---\ntlp: RED\nbrief:\n  kind: infocus\n  date: 2026-02-23\n  reference: {w}\n---",
    "md": "---\ntlp: RED\nsource:\n  title: {c}\n  publisher: {v}ov\n---",
    "rst": ":tlp: RED\n:author: {c}",
}


@dataclass(frozen=True, slots=True)
class Planted:
    """A place in which a canary stands."""

    word: str
    language: str
    place: str
    is_page: bool


def words() -> Iterator[str]:
    """Words that are in no language: ``qobexa``."""
    for parts in product("bdfgklmnprtvz", "aeiou", "bdfgklmnprtvz", "aeiou"):
        yield f"qo{''.join(parts)}x"


def project(least: int) -> tuple[dict[str, str | bytes], list[Planted]]:
    """A project with at least so many canaries, and where they stand."""
    fresh = words()
    files: dict[str, str | bytes] = {}
    planted: list[Planted] = []

    def plant(form: str, language: str, place: str, *, is_page: bool) -> str:
        word, second = next(fresh), next(fresh)
        planted.append(Planted(word, language, place, is_page))
        if place == "figure":
            files[f"notes/fig-{word}.png"] = PIXEL + word.encode()
        return _filled(form, word, second)

    for number in range(least):
        if len(planted) >= least:
            break
        for language, places in LANGUAGES:
            page = [plant(TITLES[language], language, "title", is_page=True)]
            page += [plant(text, language, place, is_page=True) for place, text in places.items()]
            front = plant(FRONTS[language], language, "front matter", is_page=True)
            name = plant("{w}", language, "file name", is_page=True)
            suffix = "rst" if language == "rst" else "md"
            files[f"notes/{name}.{suffix}"] = "\n\n".join((front, *page)) + "\n"
            inside = [
                plant(text, language, place, is_page=False)
                for place, text in places.items()
                if (language, place) != ("rst", "heading")  # has no place inside of directives
            ]
            files[f"notes/{language}-{number}.{suffix}"] = _open_page(language, number, inside)
    return files, planted


def _open_page(language: str, number: int, inside: list[str]) -> str:
    """A page that all may read, with a passage that they may not."""
    body = "\n\n".join(inside)
    if language != "rst":
        front = FRONTS["brief"].format(w=f"Open {number}").replace("RED", "GREEN") + "\n"
        front = front if language == "brief" else ""
        fence = f"::::::{{restricted}} AMBER\n{body}\n::::::\n"
        return f"{front}# Open {number}\n\nAll may read.\n\n{fence}"
    body = body.replace("\n", "\n   ")
    line = "=" * 20
    return f"Open {number}\n{line}\n\nAll may read.\n\n.. restricted:: AMBER\n\n   {body}\n"


def sentence(word: str) -> str:
    """The sentence of a canary."""
    return f"{word.capitalize()} sings in the convoy of the mine"


def _filled(form: str, word: str, second: str) -> str:
    said, other = sentence(word), f"Of {word} nobody else has ever heard"
    return form.format(
        c=said,
        d=other,
        m=f"**{word}** is _not_ to be [heard](https://example.org) by anybody",
        w=word,
        v=second,
        line="=" * len(said),
        under="-" * len(said),
    )


def write_project(folder: Path, files: dict[str, str | bytes], **conf: object) -> None:
    """Write a project to disk."""
    settings = {**BASE_CONF, "gettext_uuid": False, "version": "1", "copyright": "2026", **conf}
    for name, content in files.items():
        write(folder / name, content)
    write(folder / "conf.py", "\n".join(_assignments(settings)) + "\n")
    if "index.md" not in files:
        write(
            folder / "index.md",
            "# Start\n\n```{actor} Zog\n:id: zog\n:kind: person\n```\n\n"
            "```{toctree}\n:glob:\n\nnotes/*\n```\n",
        )


def built(
    src: Path, out: Path, doctrees: Path, builder: str, **settings: str
) -> tuple[Sphinx, str]:
    """Build a project, and return the build and what it warned of."""
    warning = StringIO()
    with patch_docutils(src), docutils_namespace():
        app = Sphinx(
            srcdir=src,
            confdir=src,
            outdir=out,
            doctreedir=doctrees,
            buildername=builder,
            confoverrides=dict(settings),
            status=None,
            warning=warning,
        )
        app.build()
    return app, warning.getvalue()
