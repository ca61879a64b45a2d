"""Composed indexes of the search read again: files by name, and what is in those with levels."""

import json
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from sphinx_briefing.html.search.composing import compose

Files = Mapping[str, bytes]


def files_of(partials: Sequence[bytes], *, is_large: bool) -> dict[str, bytes]:
    """The files that partial indexes make, each of which must be made once."""
    found: dict[str, bytes] = {}
    for name, content in compose(partials, is_large=is_large).files():
        assert found.setdefault(name, content) == content
    return found


def take(files: Files, name: str) -> Any:
    """The value that a file hands over."""
    start, end = f"BriefingFind.take({json.dumps(name)},".encode(), b");\n"
    content = files[name]
    assert content.startswith(start)
    assert content.endswith(end)
    return json.loads(content.removeprefix(start).removesuffix(end))


def blocks(files: Files, name: str) -> list[Any]:
    """The blocks of a file, read as a browser does: by the places before them."""
    content = files[name]
    start = len(f'BriefingFind.take({json.dumps(name)},["')
    table = content[start : content.index(b'"', start)].decode()
    places = [int(table[at : at + 8], 16) for at in range(0, len(table), 8)]
    found = [json.loads(content[place : end - 2]) for place, end in pairwise(places)]
    assert found == take(files, name)[1:]
    return found


def numbers(listed: Any, others: Sequence[Any] = ()) -> list[int]:
    """The numbers of a list, however it is written."""
    if isinstance(listed, dict):
        found = numbers(others[listed["in"]])
        assert len(found) == listed["n"]
        return found
    if isinstance(listed, list):
        return [sum(listed[: at + 1]) for at in range(len(listed))]
    values = [ord(one) - (36 if one > "\\" else 35) for one in listed[1:]]
    if listed[0] == "b":
        first, at = _next(values, 0)
        return [
            first + 6 * place + bit
            for place, six in enumerate(values[at:])
            for bit in range(6)
            if six >> bit & 1
        ]
    found, last, at = [], 0, 0
    while at < len(values):
        step, at = _next(values, at)
        if listed[0] == "g":
            last += step
            found.append(last)
        else:
            length, at = _next(values, at)
            found += range(last + step, last + step + length)
            last += step + length
    return found


def _next(values: Sequence[int], at: int) -> tuple[int, int]:
    number = 0
    while values[at] >= 64:
        number = number * 24 + values[at] - 64 + 1
        at += 1
    return number * 64 + values[at], at + 1


def content(files: Files) -> dict[str, Any]:
    """All that an index says, however it is laid out."""
    root = take(files, "index.js")
    is_large = "levels" in root
    names = [root["shown"][at : at + 12] for at in range(0, len(root["shown"]), 12)]
    shown: list[Any] = []
    for name in names:
        shown += (blocks if is_large else take)(files, f"shown-{name}.js")
    words: dict[str, list[list[int]]] = {}
    for first, name in root["words"]:
        found = _listed(files, first, name) if is_large else take(files, name)
        assert min(found) == first
        words |= {
            word: [place if is_large else numbers(place) for place in found[word]] for word in found
        }
    for first, name in root.get("names", ()):
        for word, named in _listed(files, first, name).items():
            places = words.setdefault(word, [])
            places += [[] for _ in range(3 - len(places))]
            assert places[2] == []
            places[2] = named
    facets: dict[str, Any] = {}
    for name, label, file, count, *_ in root["facets"]:
        if is_large:
            firsts, *_ = parts = blocks(files, file)
            values = sorted((v for _, at in firsts for v in parts[at]), key=lambda v: v[3])
            assert [v[3] for v in values] == list(range(count))
            assert [first for first, _ in firsts] == [parts[at][0][0] for _, at in firsts]
        else:
            parts, values = [], take(files, file)
        facets[name] = label, [[v[0], v[1], numbers(v[2], parts)] for v in values]
    return {
        "shown": shown,
        "words": {word: words[word] for word in sorted(words)},
        "facets": facets,
        "days": _days(files, root),
        "sections": [[*section[:3], section[4]] for section in root["sections"]],
        "letters": take(files, root["letters"]),
    }


def _listed(files: Files, first: str, name: str) -> dict[str, Any]:
    """The words or names of a file, with the numbers that each has."""
    firsts, *rest = parts = blocks(files, name)
    assert firsts[0][0] == first
    assert len(rest) >= len(firsts)
    found: dict[str, Any] = {}
    for begins, at in firsts:
        assert min(parts[at]) == begins
        for word, listed in parts[at].items():
            is_word = name.startswith("words")
            found[word] = [numbers(one, parts) for one in listed] if is_word else (
                numbers(listed, parts)
            )  # fmt: skip
    return found


def _days(files: Files, root: Any) -> list[int]:
    days = take(files, root["days"])
    if "levels" not in root:
        return list(days)
    found: list[int] = []
    for (_, _, count, *_), (starts, values) in zip(root["sections"], days, strict=True):
        begins = [*numbers(starts), count]
        for at, day in enumerate(reversed(numbers(values))):
            found += [day] * (begins[at + 1] - begins[at])
    return found
