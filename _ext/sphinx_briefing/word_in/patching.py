"""Changes of plain words as a diff of the sources; whatever touches markup is left to people."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from difflib import SequenceMatcher, unified_diff

from .listing import Found

_MARKUP = re.compile(
    r"\{[^}\n]*\}`+[^`]*`+|:[\w:.-]+:`[^`]*`|`+[^`]*`+_*|!?\[[^\]]*\]\([^)]*\)|\[[^\]]*\]_?"
    r"|<[^>]*>|\$[^$]*\$|\|[^|\s][^|]*\||\*\*.+?\*\*|\*[^*\s][^*]*\*|__.+?__|\b_[^_]+_\b",
    re.DOTALL,
)
_UNSAFE = re.compile(r"[`*_\[\]{}<>|\\$#~^&@]|^(?:[-+=>:.]|\d+[.)])|::$|\.\.$")
"""What may mean something to a parser in words that are put in."""
_WORD = re.compile(r"\S+")
_ITEM = re.compile(r"\s*(?:[-*+]|\d+[.)]|#\.)\s")
_FENCE = re.compile(r"\s*(?:`{3,}|:{3,}|~{3,}|\.\. )")
_CURLED = str.maketrans({"\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"'})
_KNOWN = 0.6
"""The share of a paragraph's words that must stand in the sources as they are printed."""

Edit = tuple[int, int, str]


def patch_of(
    found: Iterable[Found], read: Callable[[str], str | None], shown_as: Callable[[str], str]
) -> tuple[str, list[Found]]:
    """A diff of the sources, and the changes that it does not hold.

    :param read: reads a source file as it is, ends of lines included.
    """
    found = list(found)
    held: set[tuple[str, int, str]] = set()
    refused: set[tuple[str, int, str]] = set()
    edits: dict[str, list[Edit]] = {}
    texts: dict[str, str] = {}
    for one in found:
        key = (one.spot.path, one.spot.line, one.before)
        if one.text.startswith("[") or one.what.startswith(("moved", "inserted, untracked")):
            refused.add(key)
    for one in found:
        key = (one.spot.path, one.spot.line, one.before)
        if key in held or key in refused or not _is_plain(one):
            continue
        if one.spot.path not in texts:
            texts[one.spot.path] = read(one.spot.path) or ""
        made = _edits(texts[one.spot.path], one.spot.line, one.before, one.after)
        if made is None or _overlap(made, edits.get(one.spot.path, [])):
            refused.add(key)
            continue
        held.add(key)
        edits.setdefault(one.spot.path, []).extend(made)
    diffs = [
        _diff(texts[path], _applied(texts[path], made), shown_as(path))
        for path, made in sorted(edits.items())
    ]
    left = [
        one
        for one in found
        if not (_is_plain(one) and (one.spot.path, one.spot.line, one.before) in held)
    ]
    return "".join(diffs), left


def _is_plain(one: Found) -> bool:
    """Whether a change is one of words inside of one paragraph of a page."""
    return bool(
        one.spot.line
        and not one.spot.is_record
        and one.before
        and one.after
        and one.before != one.after
        and "\n" not in one.after
        and one.what in ("inserted", "deleted", "changed, untracked")
    )


def _edits(text: str, line: int, before: str, after: str) -> list[Edit] | None:
    """The edits of a source that make one printed paragraph into another; ``None`` if unclear."""
    start, end = _region(text, line)
    source = text[start:end]
    words = [(one.start() + start, one.end() + start) for one in _WORD.finditer(source)]
    closed = [(one.start() + start, one.end() + start) for one in _MARKUP.finditer(source)]
    is_open = [not any(a < right and left < b for left, right in closed) for a, b in words]
    plain = [
        _straight(text[a:b]) if ok else "\x00" for (a, b), ok in zip(words, is_open, strict=True)
    ]
    old, new = before.split(), after.split()
    printed = [_straight(word) for word in old]
    matcher = SequenceMatcher(None, printed, plain, autojunk=False)
    place: dict[int, int] = {}
    for i, j, size in matcher.get_matching_blocks():
        place.update((i + n, j + n) for n in range(size))
    if len(place) < _KNOWN * len(old):
        return None
    found: list[Edit] = []
    changes = SequenceMatcher(None, printed, [_straight(word) for word in new], autojunk=False)
    for tag, i1, i2, j1, j2 in changes.get_opcodes():
        if tag == "equal":
            continue
        edit = _one_edit(text, words, place, (i1, i2), new[j1:j2])
        if edit is None:
            return None
        found.append(edit)
    return found


def _one_edit(
    text: str,
    words: Sequence[tuple[int, int]],
    place: dict[int, int],
    changed: tuple[int, int],
    new: Sequence[str],
) -> Edit | None:
    first, last = changed
    if any(_UNSAFE.search(word) for word in new):
        return None
    if first == last:  # put in behind a word, or else before one
        if first - 1 in place and (first not in place or place[first] == place[first - 1] + 1):
            at = words[place[first - 1]][1]
            return at, at, " " + " ".join(new)
        if first == 0 and place.get(0) is not None and place[0] > 0:
            at = words[place[0]][0]
            return at, at, " ".join(new) + " "
        return None
    if any(number not in place for number in range(first, last)):
        return None
    numbers = [place[number] for number in range(first, last)]
    if numbers[-1] - numbers[0] != len(numbers) - 1:
        return None
    start, end = words[numbers[0]][0], words[numbers[-1]][1]
    if new:
        return start, end, " ".join(new)
    if first - 1 in place and place[first - 1] == numbers[0] - 1:
        return words[numbers[0] - 1][1], end, ""
    following = place.get(last)
    if following == numbers[-1] + 1 and "\n" not in text[end : words[following][0]]:
        return start, words[following][0], ""
    return None


def _region(text: str, line: int) -> tuple[int, int]:
    """Where the block of a source begins and ends that begins at a line."""
    lines = text.split("\n")
    start = sum(len(one) + 1 for one in lines[: line - 1])
    end = start
    for number, one in enumerate(lines[line - 1 :]):
        is_over = not one.strip() or _ITEM.match(one) or _FENCE.match(one)
        if number and (is_over or one.lstrip().startswith("|")):
            break
        end += len(one) + 1
    return start, min(end, len(text))


def _straight(word: str) -> str:
    """A word as it is typed, before quotation marks and dashes are curled."""
    plain = word.translate(_CURLED)
    return plain.replace("\u2014", "---").replace("\u2013", "--").replace("\u2026", "...")


def _overlap(made: Iterable[Edit], others: Iterable[Edit]) -> bool:
    others = list(others)
    return any(a < right and left < b for a, b, _ in made for left, right, _ in others)


def _applied(text: str, edits: Iterable[Edit]) -> str:
    for start, end, words in sorted(edits, reverse=True):
        text = text[:start] + words + text[end:]
    return text


def _diff(before: str, after: str, name: str) -> str:
    old, new = (re.findall(r"[^\n]*\n|[^\n]+", each) for each in (before, after))
    lines = unified_diff(old, new, f"a/{name}", f"b/{name}")
    return "".join(
        line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines
    )
