"""Calls of tools that nobody foresees: by people who know what they look for, and by chance."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from random import Random
from typing import Any

from sphinx_briefing.mcp_server.tools import TOOLS, Outcome

GARBAGE: Sequence[Any] = (
    "", " ", "\0", "a" * 5000, "\u202e\u200b", "%s%n", "'; drop table claims; --",
    "*", ".*", "kind:", ":", "claim:", "brief:", "source:source-red", "🦭" * 300, "\ud800",
    "../../etc/passwd", "\x1b[31m",
    None, True, -1, 10**30, 1.5, float("inf"), [], {}, ["claim"], {"$ref": "#"}, [[[[[[]]]]]],
    "briefing://record/claim/x", "[U+202E]", "[U+110000]", '{"kind": "claim"}', "\uff23\uff2c",
)  # fmt: skip
NAMES = {"find": "query", "show": "name", "impact": "name", "sources": "statement",
         "check_draft": "text"}  # fmt: skip
KINDS = ("claim", "claims", "quote", "actor", "source", "judgement", "brief", "note", "passage",
         "restricted", "topic", "CLAIM", "", "event")  # fmt: skip


_ID = "id of "


def words_of(contents: Mapping[str, str | bytes]) -> list[str]:
    """All words, ids, lines and names of files of a project, those for nobody here included."""
    found: dict[str, None] = {}
    for name, content in sorted(contents.items()):
        text = content if isinstance(content, str) else content.decode("utf-8", "replace")
        found |= dict.fromkeys((name, name.rpartition("/")[2].partition(".")[0]))
        found |= dict.fromkeys(f"{_ID}{one}" for one in re.findall(r"\bid: (\S+)", text))
        found |= dict.fromkeys(re.findall(r"[\w.+-]{3,}", text))
        found |= dict.fromkeys(line.strip() for line in text.splitlines() if line.strip())
    return [*found]


def calls(random: Random, words: Sequence[str], count: int) -> Iterator[tuple[str, dict[str, Any]]]:
    """Calls, one after the other."""
    for _ in range(count):
        yield _call(random, words)


def _call(random: Random, words: Sequence[str]) -> tuple[str, dict[str, Any]]:
    tool = random.choice([*TOOLS, *TOOLS, *TOOLS, "tools", "Find", "", "delete"])
    text = _text(random, words)
    if tool in ("show", "impact", "sources") and random.random() < 0.6:
        text = random.choice([one for one in words if one.startswith(_ID)]).removeprefix(_ID)
    arguments: dict[str, Any] = {NAMES.get(tool, "query"): text}
    if random.random() < 0.3:
        arguments["kind"] = random.choice(KINDS)
    if random.random() < 0.2:
        arguments["page"] = random.choice([1, 2, 3, 99, "2", *GARBAGE])
    if tool == "find" and random.random() < 0.3:
        arguments["limit"] = random.choice([1, 5, 100, "7", *GARBAGE])
    if random.random() < 0.05:
        arguments[random.choice(["audience", "tlp", "all", "marking"])] = "RED"
    if random.random() < 0.08:
        arguments[random.choice([*arguments])] = random.choice(GARBAGE)
    return tool, arguments


def _text(random: Random, words: Sequence[str]) -> Any:
    draw = random.random()
    one = random.choice(words)
    if draw < 0.45:
        return one
    if draw < 0.55:
        return f"{random.choice(KINDS)}:{one}"
    if draw < 0.65:  # a slip of the pen: whoever is told what was meant has learnt it
        at = random.randrange(len(one))
        return one[:at] + random.choice("aeiou-") + one[at + 1 :]
    if draw < 0.7:
        return one[: random.randrange(len(one)) + 1]
    if draw < 0.92:
        some = [random.choice(words) for _ in range(random.randrange(2, 25))]
        ends = (" ", ". ", ", ", "? ", "\n\n", ' "', "; ")
        return "".join(f"{word}{random.choice(ends)}" for word in some)
    return random.choice(GARBAGE)


def answered(outcome: Outcome, sent: Any) -> str:
    """All that an answer says, without what its caller has sent himself."""
    found: list[str] = []
    for text in outcome.texts:
        if not text.startswith("{"):
            found.append(text)
            continue
        data = json.loads(text)
        found.append(json.dumps(_without_draft(data, str(sent)), ensure_ascii=False))
    if outcome.data is not None:
        assert json.loads(outcome.texts[-1]) == json.loads(json.dumps(outcome.data))
    return "\n".join(found)


def _without_draft(data: Any, sent: str) -> Any:
    """Data without the words of the draft, which are held against those that were sent."""
    if isinstance(data, list):
        return [_without_draft(one, sent) for one in data]
    if not isinstance(data, dict):
        return data
    kept = {}
    for name, value in data.items():
        if name in ("text_of_draft", "draft"):
            continue
        if name == "not_in_records":
            continue
        kept[name] = _without_draft(value, sent)
    return kept
