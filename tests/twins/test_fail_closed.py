"""What looks like a passage or a marking, and is none for its parser, is never printed for all."""

import os
import re
from pathlib import Path
from random import Random

import pytest

from sphinx_briefing.audiences.marked import MarkedTextReader

from .corpora import Twins
from .pruned import prune

LONG = bool(os.environ.get("BRIEFING_LONG_TESTS"))

MARKDOWN = {
    "plain": "A\n\n```{restricted} AMBER\nzq\n```\n\nB\n",
    "misspelt": "A\n\n```{restrictd} AMBER\nzq\n```\n\nB\n",
    "caps": "A\n\n```{Restricted} AMBER\nzq\n```\n\nB\n",
    "nobrace": "A\n\n```restricted AMBER\nzq\n```\n\nB\n",
    "space": "A\n\n```{ restricted } AMBER\nzq\n```\n\nB\n",
    "inbrace": "A\n\n```{restricted AMBER}\nzq\n```\n\nB\n",
    "nomark": "A\n\n```{restricted}\nzq\n```\n\nB\n",
    "badmark": "A\n\n```{restricted} PURPLE\nzq\n```\n\nB\n",
    "tlpspace": "A\n\n```{restricted} TLP: AMBER\nzq\n```\n\nB\n",
    "unclosed": "A\n\n```{restricted} AMBER\nzq\n\nB zq\n",
    "split": "A\n\n```{restricted} AMBER\n```{note}\nzq\n```\nzq\n```\n\nB zq\n",
    "samelen outer": "A\n\n```{note}\n```{restricted} AMBER\nzq\n```\n```\n\nB\n",
    "backtick": "A\n\n```{restricted} AMBER `x`\nzq\n```\n\nB zq\n",
    "tilde": "A\n\n~~~{restricted} AMBER\nzq\n~~~\n\nB\n",
    "colon": "A\n\n:::{restricted} AMBER\nzq\n:::\n\nB\n",
    "colon nobrace": "A\n\n:::restricted AMBER\nzq\n:::\n\nB\n",
    "two colons": "A\n\n::{restricted} AMBER\nzq\n::\n\nB zq\n",
    "two ticks": "A\n\n``{restricted} AMBER\nzq\n``\n\nB zq\n",
    "bare": "A\n\n{restricted} AMBER\nzq\n",
    "comment": "A\n\n<!--\n```{restricted} AMBER\nzq\n```\n-->\n\nB\n",
    "comment2": "A\n\n<!-- ```{restricted} AMBER\nzq\n\nzq\n``` -->\n\nB\n",
    "pct": "A\n\n% ```{restricted} AMBER\n% zq\n% ```\n\nB\n",
    "html": "A\n\n<div>\n```{restricted} AMBER\nzq\n\nzq\n```\n</div>\n\nB\n",
    "indented": "A\n\n    ```{restricted} AMBER\n    zq\n    ```\n\nB\n",
    "tabs": "A\n\n-\t```{restricted} AMBER\n\tzq\n\t```\n\nB\n",
    "crlf": "A\r\n\r\n```{restricted} AMBER\r\nzq\r\n```\r\n\r\nB\r\n",
    "cr": "A\r\r```{restricted} AMBER\rzq\r```\r\rB\r",
    "bom": "\ufeff```{restricted} AMBER\nzq\n```\n\nB\n",
    "nbsp": "A\n\n```{restricted}\xa0AMBER\nzq\n```\n\nB\n",
    "nbsp2": "A\n\n\xa0```{restricted} AMBER\nzq\n```\n\nB zq\n",
    "nbsp3": "A\n\n```\xa0{restricted} AMBER\nzq\n```\n\nB\n",
    "shownbad": "A\n\n```{code-block} md\n```{restricted} AMBER\nzq\n```\nzq\n```\n\nB zq\n",
    "tight": "A\n```{restricted} AMBER\nzq\n```\nB\n",
    "brief": "A\n\n```{brief:restricted} AMBER\nzq\n```\n\nB\n",
    "front": "---\ntlp: AMBER\n---\n# zq\n",
    "front spelt": '---\nTLP: "TLP: AMBER"\n---\n# zq\n',
    "front crlf": "---\r\ntlp: AMBER\r\n---\r\n# zq\r\n",
    "front bom": "\ufeff---\ntlp: AMBER\n---\n# zq\n",
    "front toml": "+++\ntlp = 'AMBER'\n+++\n# zq\n",
    "front blank": "\n---\ntlp: AMBER\n---\n# zq\n",
    "front bad": "---\ntlp: [AMBER\n---\n# zq\n",
    "record": "```{claim} zq a\n:by: X\n:tlp: AMBER\n```\n\nB\n",
    "record yaml": "```{claim} zq a\n---\nby: X\ntlp: >\n  AMBER\n---\n```\n\nB\n",
    "record yaml flow": "```{claim} zq a\n---\n{by: X, tlp: AMBER}\n---\n```\n\nB\n",
    "record caps": "```{claim} zq a\n:by: X\n:TLP: AMBER\n```\n\nB\n",
    "record spelt": "```{claim} zq a\n:by: X\n:tlp: TLP: AMBER\n```\n\nB\n",
    "record empty": "```{claim} zq a\n:by: X\n:tlp:\n```\n\nB\n",
    "record late": "```{claim} zq a\n:by: X\n\n:tlp: AMBER\n```\n\nB\n",
    "record nospace": "```{claim} zq a\n:by: X\n:tlp:AMBER\n```\n\nB\n",
    "role": "A {restricted}`zq` B\n",
    "listitem": "- a\n- ```{restricted} AMBER\n  zq\n  ```\n- b\n",
    "admon same line": "```{note} ```{restricted} AMBER\nzq\n```\n\nB zq\n",
}

REST = {
    "plain": "A\n\n.. restricted:: AMBER\n\n   zq\n\n   zq\n\nB\n",
    "one colon": "A\n\n.. restricted: AMBER\n\n   zq\n\nB\n",
    "no colon": "A\n\n.. restricted AMBER\n\n   zq\n\nB\n",
    "no space": "A\n\n..restricted:: AMBER\n\n   zq\n\nB\n",
    "three dots": "A\n\n... restricted:: AMBER\n\n   zq\n\nB\n",
    "nomark": "A\n\n.. restricted::\n\n   zq\n\nB\n",
    "mis": "A\n\n.. restrictd:: AMBER\n\n   zq\n\nB\n",
    "caps": "A\n\n.. Restricted:: AMBER\n\n   zq\n\nB\n",
    "noindent": "A\n\n.. restricted:: AMBER\n\nzq\n\nzq\n",
    "space colon": "A\n\n.. restricted :: AMBER\n\n   zq\n\nB\n",
    "braces": "A\n\n.. {restricted}:: AMBER\n\n   zq\n\nB\n",
    "mdfence": "A\n\n```{restricted} AMBER\nzq\n```\n\nB zq\n",
    "tab": "A\n\n..\trestricted:: AMBER\n\n\tzq\n\nB\n",
    "tab2": "-\t.. restricted:: AMBER\n\n\t\tzq\n\n-\tB\n",
    "nbsp": "A\n\n..\xa0restricted:: AMBER\n\n   zq\n\nB\n",
    "ff": "A\x0cX\n\n.. restricted:: AMBER\n\n   zq\x0bzq\n\nB\n",
    "ls": "A\u2028X\n\n.. restricted:: AMBER\n\n   zq\n\nB\n",
    "nel": "A\u2028\u2028.. restricted:: AMBER\u2028\u2028   zq\u2028\u2028B\n",
    "comment": "A\n\n..\n   .. restricted:: AMBER\n\n      zq\n\nB\n",
    "foot": "A [#f]_\n\n.. [#f] .. restricted:: AMBER\n\n      zq\n\nB\n",
    "foot2": "A [#f]_\n\n.. restricted:: AMBER\n\n   .. [#f] zq\n\nB\n",
    "subst": "A |x|\n\n.. restricted:: AMBER\n\n   .. |x| replace:: zq\n\nB\n",
    "target": "A zqlab_, `t <zqlab_>`_\n\n.. restricted:: RED\n\n   .. _zqlab:\n\n   zq\n\nB\n",
    "inline same line": "A\n\n.. note:: .. restricted:: AMBER\n\n      zq\n\nB zq\n",
    "admon": "A\n\n.. note::\n   .. restricted:: AMBER\n\n      zq\n\nB\n",
    "arg next": "A\n\n.. restricted::\n   AMBER\n\n   zq\n\nB\n",
    "class opt": "A\n\n.. restricted:: AMBER\n   :class: x\n\n   zq\n\nB\n",
    "doc": "T\n=\n\n:tlp: AMBER\n\nzq\n",
    "docinfo": ":tlp: AMBER\n\nzq\n=====\n\nzq\n",
    "docinfo bom": "\ufeff:tlp: AMBER\n\nzq\n=====\n\nzq\n",
    "docinfo below meta": ".. meta::\n   :x: y\n\n:tlp: AMBER\n\nzq\n=====\n\nzq\n",
    "docinfo below role": ".. role:: x\n.. default-role:: x\n\n:tlp: AMBER\n\nzq\n=====\n",
    "docinfo caps": ":TLP: TLP:AMBER\n\nzq\n=====\n\nzq\n",
    "yaml": "---\ntlp: AMBER\n---\nzq\n=====\n",
    "docinfo late": "T\n=\n\nText.\n\n:tlp: AMBER\n\nzq\n",
    "record": ".. claim:: zq a\n   :by: X\n   :TLP: AMBER\n\n   zq\n\nB\n",
    "record late": ".. claim:: zq a\n   :by: X\n\n   :tlp: AMBER\n\n   zq\n\nB\n",
    "record nospace": ".. claim:: zq a\n   :by: X\n   :tlp:AMBER\n\n   zq\n\nB\n",
    "role": "A :restricted:`zq` B\n",
    "grid bad": "+---+\n| .. restricted:: AMBER |\n|    zq  |\n+---+\n\nB zq\n",
    "lineblock": "| .. restricted:: AMBER\n|    zq\n\nB\n",
    "quote": "A\n\n    .. restricted:: AMBER\n\n        zq\n\nB\n",
}

SHOWN = {
    "a.md": (
        "````md\n```{restricted} AMBER\nshown\n```\n````\n\n"
        "`{restricted}` is shown, and `.. restricted:: AMBER` is, too: shown.\n\n"
        "````{code-block} md\n```{restricted} AMBER\nshown\n```\n````\n\n"
        "Write ```` ```{restricted} AMBER ```` around, or `{restricted}`.\n"
    ),
    "a.rst": (
        "A::\n\n   .. restricted:: AMBER\n\n      shown\n\n"
        "``.. restricted:: AMBER`` and ``{restricted}`` are shown.\n\n"
        ".. code:: rst\n\n   .. restricted:: RED\n"
    ),
}
"""Texts that speak of passages, and hold none."""


@pytest.mark.parametrize("name", MARKDOWN)
def test_nothing_of_it_is_left_in_markdown(
    reader: MarkedTextReader, tmp_path: Path, name: str
) -> None:
    left = prune(reader, tmp_path, {"a.md": MARKDOWN[name], "b.md": "Open.\n"})
    assert "zq" not in left.all.lower()


@pytest.mark.parametrize("name", REST)
def test_nothing_of_it_is_left_in_restructured_text(
    reader: MarkedTextReader, tmp_path: Path, name: str
) -> None:
    left = prune(reader, tmp_path, {"a.rst": REST[name], "b.md": "Open.\n"})
    assert "zq" not in left.all.lower()


@pytest.mark.parametrize("path", SHOWN)
def test_passages_that_are_only_shown_stay(
    reader: MarkedTextReader, tmp_path: Path, path: str
) -> None:
    left = prune(reader, tmp_path, {path: SHOWN[path]})
    assert left[path] == SHOWN[path]
    assert left.said == []


def test_a_passage_in_many_others_is_found(reader: MarkedTextReader, tmp_path: Path) -> None:
    """Deeper than any parser is asked to go, the line itself tells."""
    opened = "".join("`" * (70 - n) + "{note}\n" for n in range(66))
    closed = "".join("`" * (5 + n) + "\n" for n in range(66))
    text = f"A\n\n{opened}```{{restricted}} AMBER\nzq\n```\n{closed}\nB\n"
    assert "zq" not in prune(reader, tmp_path, {"a.md": text}).all


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("```{restrictd} AMBER\nzq\n```\n", "a.md:1: restrictd: did you mean 'restricted'?"),
        ("```{restricted}\nzq\n```\n", "a.md:1: restricted: it bears no marking"),
        ("```{restricted} ROT\nzq\n```\n", "a.md:1: restricted: its marking cannot be read"),
        ("A\n\n```{restricted} RED\nzq\n", "a.md:3: restricted: its end is not clear"),
        ("``{restricted} RED\nzq\n``\n", "a.md:1: this line is meant to open a restricted passage"),
    ],
)
def test_each_is_said_once_at_its_line(
    reader: MarkedTextReader, tmp_path: Path, text: str, said: str
) -> None:
    left = prune(reader, tmp_path, {"a.md": text})
    assert [one.startswith(said) for one in left.said] == [True]


def test_pages_in_other_languages_that_seem_to_be_marked_are_left_out(
    reader: MarkedTextReader, tmp_path: Path
) -> None:
    reader.types = {**reader.types, ".ipynb": "jupyter"}
    cell = '{"cells": [{"source": ["---\\n", "tlp: RED\\n", "---\\n", "zq"]}]}'
    left = prune(reader, tmp_path, {"a.ipynb": cell, "b.ipynb": '{"cells": []}'})
    assert "a.ipynb" not in left
    assert "b.ipynb" in left
    assert left.said[0].startswith("a.ipynb:1: it is written in a language in which markings")


def mistaken(text: str, random: Random) -> str:
    """A page in which some openings of passages are written wrongly."""
    lines = text.split("\n")
    closed = re.compile(r"restricted(?!.*(?:GREEN|CLEAR))", re.I)
    openings = [at for at, line in enumerate(lines) if closed.search(line)]
    for at in random.sample(openings, min(len(openings), 2)):
        line = lines[at]
        is_rst = ".. " in line
        lines[at] = random.choice([
            line.replace("restricted", "restrictd"),
            line.replace("restricted", "RESTRICTED"),
            re.sub(r"(restricted\S*)\s.*", r"\1", line),
            line.replace("{", "{ "),
            line.replace("{", "").replace("}", ""),
            f"{line} for ministers",
            line.replace("::", ":") if is_rst else re.sub("(`+|~+)", r"\1\1", line, count=1),
            line.replace(".. ", "..\u00a0") if is_rst else line.replace("{", "\u00a0{"),
            line.replace(".. ", "..") if is_rst else f"{line} `x`",
        ])  # fmt: skip
    return "\n".join(lines)


@pytest.mark.parametrize("block", range(50 if LONG else 1))
def test_no_mistake_prints_what_was_meant_to_be_taken_out(
    reader: MarkedTextReader, tmp_path: Path, block: int
) -> None:
    for seed in range(block * 20, block * 20 + 20):
        random = Random(seed)
        whole, _twin = Twins(seed).whole_and_twin()
        for path in sorted(whole):
            if path.endswith((".md", ".rst")):
                whole[path] = mistaken(whole[path].decode(), random).encode()
        left = prune(reader, tmp_path, {**whole})
        assert "zq" not in left.all.lower(), seed
