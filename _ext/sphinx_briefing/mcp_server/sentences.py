"""Drafts, sentence by sentence, as their authors have written them: Markdown, or plain text.

Sentences end where the rules of Unicode say (https://www.unicode.org/reports/tr29/, 5.1), but not
after abbreviations (as CLDR has it: https://www.unicode.org/reports/tr35/tr35-general.html, 5.2).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

ABBREVIATIONS = frozenset(
    "mr mrs ms dr prof gen col lt sgt capt adm gov sen rep pres amb st jr sr vs etc no nos art "
    "para paras p pp sec fig vol ed eds cf al approx ca est dept inc ltd co corp jan feb mar apr "
    "jun jul aug sep sept oct nov dec e.g i.e u.s u.k u.n e.u a.m p.m d.c z.b d.h u.a bzw nr abs "
    "bd mio mrd s.o v.a m mme mlle me p.ex env av".split()
)
"""Words after which a point ends no sentence, without it."""

LONGEST = 3000
"""Characters of a sentence; what is longer is none."""

_END = re.compile(
    r"[.!?\u2026\u061f\u0964]+[\"'\u201d\u2019\u00bb\u203a)\]]*(?=\s+)|[\u3002\uff01\uff1f]"
    r"[\u300d\u300f\u201d)]*"
)
_NEXT = re.compile(r"\s*[\"'\u201c\u201e\u2018\u00ab\u2039(\[*_`]*(\S)")
_MONTH = re.compile(
    r"\s*(?:Jan|Feb|M(?:ar|är)|Apr|Ma[iy]|Jun|Jul|Aug|Sep|O[ck]t|Nov|De[cz])\w*", re.I
)
_FENCE = re.compile(r"\s*(`{3,}|~{3,}|:{3,})")
_FRONT = re.compile(r"\A---\n.*?\n---\n", re.S)
_RULE = re.compile(r"\s*(?:=+|-+|\*(?:\s*\*){2,}|_{3,})\s*")
_MARKER = re.compile(r"\s*(?:>\s*)*(?:(?:[-*+:\u2022]|\d{1,3}[.)])\s+)?(?:>\s*)*")
_ROLE = re.compile(r"\{(?P<kind>[\w:+-]+)\}`(?:[^`<]*<)?(?P<name>[^`>]*)>?`")
_QUOTED_LINE = re.compile(r"^[ \t]*(?:>[ \t]?)+", re.M)
_FOOTNOTE = re.compile(r"\[\^[^\]\s]*\]:?")
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)\s]*\)")
_LAST_WORD = re.compile(r"[\w.]*\Z")
_MARKS = re.compile(r"(?<!\w)[*_]{1,3}(?=\S)|(?<=\S)[*_]{1,3}(?!\w)|`")


class Sentence(NamedTuple):
    """A sentence of a draft."""

    written: str
    """As it stands there."""
    start: int
    end: int
    """Its place in the draft, in characters."""
    text: str
    """What it says: without marks, roles and line breaks."""
    cited: tuple[tuple[str, str], ...] = ()
    """The records that its author refers to: the kind and the name, as written."""
    left_aside: str = ""
    """Why it is none that could be checked; empty for all others."""


def sentences(draft: str) -> Iterator[Sentence]:
    """The sentences of a draft, in order; those that assert nothing say why.

    >>> [one.text for one in sentences("Mr. Fox met men. *Why?*\\n\\n- On 20. Mai {claim}`x`.")]
    ['Mr. Fox met men.', 'Why?', 'On 20. Mai.']
    """
    for start, end, left_aside in _paragraphs(draft):
        whole = draft[start:end]
        cuts = [0, *_ends(whole), len(whole)]
        for first, last in pairwise(cuts):
            part = whole[first:last]
            written = part.strip()
            if not any(map(str.isalnum, written)):
                continue
            at = start + first + part.index(written)
            if len(written) > LONGEST:
                yield Sentence(written, at, at + len(written), "", (), "a sentence without end")
                continue
            cited = tuple((one["kind"], one["name"].strip()) for one in _ROLE.finditer(written))
            text = _plain(written)
            why = left_aside or (
                "a question" if text.rstrip("\"'\u201d\u2019\u00bb)").endswith("?") else ""
            )
            if any(map(str.isalnum, text)):
                yield Sentence(written, at, at + len(written), text, cited, why)


def _plain(written: str) -> str:
    written = _QUOTED_LINE.sub("", written)
    text = _LINK.sub(r"\1", _ROLE.sub(_shown, _FOOTNOTE.sub("", written)))
    text = " ".join(_MARKS.sub("", text).split())
    return re.sub(r" +(?=[.,;:!?)])", "", text)


def _shown(role: re.Match[str]) -> str:
    """What readers see of a role; of a marker, nothing."""
    kind = role["kind"].rpartition(":")[2]
    if kind not in ("actor", "term", "topic", "event"):
        return ""
    return role[0].partition("`")[2].partition("<")[0].strip("` ")


def _ends(text: str) -> Iterator[int]:
    for match in _END.finditer(text):
        following = _NEXT.match(text, match.end())
        if following is None:
            return
        if match[0][0] in "\u3002\uff01\uff1f":
            yield match.end()
            continue
        last = _LAST_WORD.findall(text, max(0, match.start() - 24), match.start())[0]
        is_point = match[0].startswith(".") and not match[0].startswith("..")
        if is_point and _is_abbreviation(last, text, match.end()):
            continue
        if following[1].islower() and following[1].isascii():
            continue
        yield match.end()


def _is_abbreviation(word: str, text: str, end: int) -> bool:
    if word.lower() in ABBREVIATIONS or (len(word) == 1 and word.isupper()):
        return True
    return word.isdigit() and len(word) <= 2 and _MONTH.match(text, end) is not None


def _paragraphs(draft: str) -> Iterator[tuple[int, int, str]]:
    """The paragraphs and items of a draft: where they are, and why they are left aside, if so."""
    at, fence, start, end = 0, "", -1, -1
    front = _FRONT.match(draft)
    if front:
        at = front.end()
    lines = draft[at:].splitlines(keepends=True)
    for line in lines:
        here, at = at, at + len(line)
        opening = _FENCE.match(line)
        is_fence = opening is not None and (not fence or _closes(opening[1], fence, line))
        marker = _MARKER.match(line)
        begin = here + (marker.end() if marker else 0)
        bare = line.strip()
        is_apart = (
            not bare or is_fence or bool(fence) or bare.startswith(("#", "|", "%", "<!--", ".. "))
            or _RULE.fullmatch(line.rstrip("\n")) is not None
        )  # fmt: skip
        is_item = bool(line[: begin - here].strip(" \t>"))
        if start >= 0 and (is_apart or is_item):
            is_title = bare.startswith(": ") or (
                bool(bare) and _RULE.fullmatch(line.rstrip("\n")) is not None and not fence
            )
            yield (
                start,
                end,
                "a heading" if is_title and "\n" not in draft[start:end].strip() else "",
            )
            start = -1
        if is_fence:
            fence = "" if fence else (opening[1] if opening else "")
        elif not fence and bare.startswith("#"):
            yield here, at, "a heading"
        elif not is_apart:
            start, end = (begin, at) if start < 0 else (start, at)
    if start >= 0:
        yield start, end, ""


def _closes(mark: str, fence: str, line: str) -> bool:
    return mark[0] == fence[0] and len(mark) >= len(fence) and not line.strip().strip(mark[0])
