"""The front matter of notes and briefs: read once, with the line of every key."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml
from docutils import nodes
from yaml.constructor import SafeConstructor

from ..diagnostics.model import Diagnostic
from ..ledger import PageFacts
from ..markings import STRICTEST, badge_of, is_marking_key, may_mark, read_marking
from ..records import Conventions, Kinds, declared, slug
from ..records.readers import read_id
from ..records.validation import Written, read_fields, read_front_matter_value
from ..records.yaml_nodes import Endless, bound_aliases
from ..vocabularies import TLP
from . import misplaced
from .front_keys import KEYS, Misspelt, canonical, field_name, understand

BLOCK = re.compile(
    r"\A\ufeff?---[ \t]*\r?\n(?P<yaml>.*?)^(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.S | re.M
)
"""The YAML at the head of a text, with the lines around it."""
_PAGE_KEYS = ("tlp", "topics")
_DEPTH = 6
_FLAT = 100
"""Brackets in a text that cannot be nested so deeply that libyaml would run out of stack."""


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """Keys as written, nested ones as mappings; ``lines`` has the line of ``a`` and ``a.b``."""

    values: Mapping[str, Any] = field(default_factory=dict)
    lines: Mapping[str, int] = field(default_factory=dict)
    problem: tuple[int, str] | None = None
    unread: str = ""
    """What cannot be read, where there is a problem."""
    misplaced: tuple[tuple[str, int], ...] = ()
    """Keys that are meant to mark the page, and stand where none of ours does, with their lines."""
    title: tuple[str, int] = ("", 1)
    """The title of the page, with its line."""
    misspelt: tuple[Misspelt, ...] = ()
    """Keys that are meant to be ours."""

    def __bool__(self) -> bool:
        """Whether there is something of ours in it."""
        return bool(self.values or self.problem or self.misplaced or self.misspelt)


def of_text(text: str, *, blank: bool = False) -> tuple[FrontMatter, str]:
    """Read the YAML block at the head of a text.

    Returns the front matter and the text to go on with. A block of ours that is not YAML is
    blanked there, line by line, so that it is reported once and the page still builds; so is
    one that we read where the language of the file knows no front matter (``blank``).
    """
    match = BLOCK.match(text)
    if not match:
        found = misplaced.block(text)
        if found is None:
            return FrontMatter(), text
        return FrontMatter(problem=(found.line, found.wrong), unread=found.written), found.rest
    blanked = "\n" * match.group().count("\n") + text[match.end() :]
    unread = match["yaml"]
    try:
        node = _composed(match["yaml"])
        if node is None:
            return FrontMatter(), text
        if not isinstance(node, yaml.MappingNode):
            if not may_mark(unread):
                return FrontMatter(), text
            raise _Located(2, "it holds no keys; write 'tlp: RED' or the like, one key on a line")
        bound_aliases(node, len(unread))
        lines: dict[str, int] = {}
        misspelt = understand(node)
        marks = misplaced.keys(node, KEYS)
        title = _title(node)
        node.value = [(key, value) for key, value in node.value if key.value in KEYS]
        values = _plain(node, "", lines, 0)
        start = match.start("yaml")
        for place in sorted(set(_impossible_dates(node)), reverse=True):
            # MyST would refuse the whole block; we report the date at its line.
            first, last = (start + index for index in place)
            text = f"{text[:first]}'{text[first:last]}'{text[last:]}"
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        return FrontMatter(problem=_problem(error, unread), unread=unread), blanked
    found_keys = FrontMatter(values, lines, misplaced=marks, misspelt=misspelt, title=title)
    return found_keys, blanked if blank else text


def _title(node: yaml.MappingNode) -> tuple[str, int]:
    """The title that a block gives its page, as many tools write it, with its line."""
    for key, value in node.value:
        is_text = isinstance(value, yaml.ScalarNode) and value.tag != "tag:yaml.org,2002:null"
        if is_text and str(key.value).lower() == "title":
            return " ".join(value.value.split()), key.start_mark.line + 2
    return "", 1


def _problem(error: Exception, text: str) -> tuple[int, str]:
    """The line of what is wrong with a block, and what to tell its author."""
    if isinstance(error, _Located):
        return error.line, f"the front matter: {error}"
    if isinstance(error, Endless):
        return error.line + 2, f"the front matter: {error}"
    line, message = 1, str(error)
    if isinstance(error, yaml.MarkedYAMLError):
        line = error.problem_mark.line + 2 if error.problem_mark else 1
        message = error.problem or message
    elif isinstance(error, yaml.reader.ReaderError):
        line = text.count("\n", 0, error.position) + 2
        message = f"character #x{int(error.character):04x} is not allowed"
    return line, f"the front matter is not valid YAML: {message}"


def _composed(text: str) -> yaml.Node | None:
    """The nodes of a YAML text.

    libyaml is six times as fast where it is there; the messages, and deep nesting, are left to
    Python.
    """
    if hasattr(yaml, "CSafeLoader") and text.count("[") + text.count("{") < _FLAT:
        try:
            return yaml.compose(text, Loader=yaml.CSafeLoader)
        except (yaml.YAMLError, UnicodeEncodeError):
            pass
    return yaml.compose(text, Loader=yaml.SafeLoader)


def _impossible_dates(node: yaml.Node, depth: int = 0) -> Iterator[tuple[int, int]]:
    """The places of values that look like dates but are none (2026-13-45)."""
    if depth > _DEPTH:
        return
    if isinstance(node, yaml.MappingNode):
        for _, value in node.value:
            yield from _impossible_dates(value, depth + 1)
    elif isinstance(node, yaml.SequenceNode):
        for value in node.value:
            yield from _impossible_dates(value, depth + 1)
    elif isinstance(node, yaml.ScalarNode) and node.tag == "tag:yaml.org,2002:timestamp":
        try:
            SafeConstructor().construct_yaml_timestamp(node)
        except ValueError:
            yield node.start_mark.index, node.end_mark.index


def _plain(node: yaml.Node, prefix: str, lines: dict[str, int], depth: int) -> Any:
    if depth > _DEPTH:
        raise ValueError("it is nested too deeply")
    if isinstance(node, yaml.MappingNode):
        found: dict[str, Any] = {}
        for key, value in node.value:
            line = key.start_mark.line + 2
            if not isinstance(key, yaml.ScalarNode):
                raise _Located(line, "the name of a field must be a word")
            name = str(key.value)
            if name in found:
                raise _Located(line, f"{prefix}{name} is written twice; keep one of them")
            lines[f"{prefix}{name}"] = key.start_mark.line + 2
            found[name] = _plain(value, f"{prefix}{name}.", lines, depth + 1)
        return found
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item, f"{prefix}-.", lines, depth + 1) for item in node.value]
    if node.tag == "tag:yaml.org,2002:null":
        return None
    try:
        node.value.encode()
    except UnicodeEncodeError:
        message = "a character cannot be written (half of a surrogate pair)"
        raise _Located(node.start_mark.line + 2, message) from None
    return str(node.value)


class _Located(ValueError):
    """A mistake in a block that is YAML, with its line."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line


def of_docinfo(document: nodes.document) -> FrontMatter:
    """Read the field list at the head of a reStructuredText page (nested fields, or YAML)."""
    first = next(iter(document.findall(nodes.docinfo)), None)
    values: dict[str, Any] = {}
    lines: dict[str, int] = {}
    places: list[misplaced.Place] = []
    title = ("", 1)
    for item in first.findall(nodes.field) if first is not None else ():
        name, line = item[0].astext(), item.line or 1
        if item.parent is not first:
            continue
        name = canonical(name, KEYS)
        if name in KEYS:
            lines[name] = line
            values[name] = _field_value(item[1], name, lines, line)
        elif name.lower() == "title":
            title = (" ".join(item[1].astext().split()), line)
        elif is_marking_key(name):
            places.append((name, line))
    for name, nested in values.items():
        for key in list(nested) if isinstance(nested, dict) else ():
            if is_marking_key(key):
                places.append((f"{name}.{key}", lines[f"{name}.{key}"]))
                del nested[key]
    places += misplaced.fields(document)
    return FrontMatter(values, lines, misplaced=tuple(places), title=title)


def _field_value(body: nodes.Node, name: str, lines: dict[str, int], line: int) -> Any:
    nested = next(iter(body.findall(nodes.field_list)), None)
    if nested is None:
        text = body.astext().strip()
        return text or None
    found: dict[str, Any] = {}
    for item in nested.findall(nodes.field):
        if item.parent is nested:
            key = field_name(name, item[0].astext())
            lines[f"{name}.{key}"] = item.line or line
            entries = [entry.astext() for entry in item[1].findall(nodes.list_item)]
            found[key] = entries or item[1].astext().strip() or None
    return found


def read_page(
    facts: PageFacts, front: FrontMatter, conventions: Conventions, kinds: Kinds
) -> list[Diagnostic]:
    """Fill the facts of a page from its front matter; return what is wrong with it."""
    reports: list[Diagnostic] = []

    def report(line: int, message: str) -> None:
        reports.append(Diagnostic(facts.docname, line, "front_matter", message))

    if front.problem:
        line, message = front.problem
        # Whatever the page was meant to be, those who rely on it are not to blame.
        facts.is_broken = True
        facts.left_out.append(("source", facts.docname.rsplit("/", 1)[-1]))
        if may_mark(front.unread):
            facts.tlp = STRICTEST
            message += f"; until it can be read, the page counts as {badge_of(STRICTEST)}"
        report(line, message)
    values, lines = front.values, front.lines
    facts.autolink = str(values.get("autolink", "")).lower() not in ("false", "no", "off")
    if "tlp" in values:
        facts.tlp = _marking(values["tlp"], lines["tlp"], report)
    for name, line in front.misplaced:
        facts.tlp = STRICTEST
        report(
            line,
            f"{name}: a page is marked with 'tlp' at the top level of its front matter; "
            f"until this is moved there, the page counts as {badge_of(STRICTEST)}",
        )
    for key in front.misspelt:
        report(key.line, f"unknown key {key.written!r}; did you mean {key.correct_name!r}?")
    if not {"source", "brief", *_PAGE_KEYS} & values.keys():
        return reports
    topics = {"topics": values["topics"]} if "topics" in values else {}
    found = _fields(kinds.note, topics, "", lines, conventions, report)
    facts.topics = (found or {}).get("topics", ())
    facts.lines = {key: lines[key] for key in ("source", "brief", *_PAGE_KEYS) if key in lines}
    if "source" in values and "brief" in values:
        report(
            lines["brief"],
            "a page is a note ('source:') or a brief ('brief:'), not both; "
            "move one of them to a page of its own",
        )
    if "source" in values:
        _read_note(facts, values["source"], lines, conventions, kinds, report)
    elif "brief" in values:
        _read_brief(facts, values["brief"], lines, conventions, kinds, report)
    return reports


def _marking(written: Any, line: int, report: Any) -> str:
    """The marking of a page. What cannot be read is reported, and is for the fewest readers."""
    choices = ", ".join(TLP.values)
    if written is None or written in ("", []):
        message = f"'tlp' is empty; write one of: {choices}, or remove the key"
    elif not isinstance(written, str):
        message = f"'tlp': a list is not allowed here; write one of: {choices}"
    else:
        try:
            return read_marking(written)
        except ValueError as error:
            message = f"'tlp': {error}"
    report(line, f"front matter: {message}; until then, the page counts as {badge_of(STRICTEST)}")
    return STRICTEST


def _read_note(
    facts: PageFacts,
    written: Any,
    lines: Mapping[str, int],
    conventions: Conventions,
    kinds: Kinds,
    report: Any,
) -> None:
    facts.is_note = True
    default = facts.docname.rsplit("/", 1)[-1]
    identifier = written.get("id") or default if isinstance(written, dict) else default
    facts.lines["id"] = lines.get("source.id", lines["source"])
    for key, line in lines.items():
        if key.startswith("source."):
            facts.lines[key.removeprefix("source.")] = line
    source = kinds.source
    found = _fields(source, written, "source", lines, conventions, report, without=("source",))
    if found is None:
        facts.left_out.append(("source", str(identifier)))
        return
    if "id" not in found:
        try:
            found["id"] = read_id(default, conventions)
        except ValueError as error:
            found["id"] = slug(default)
            if not found["id"]:
                report(lines["source"], f"{error}; give the source an 'id:'")
                return
    found.setdefault("tlp", facts.tlp)
    facts.source = source(**found, docname=facts.docname, line=lines["source"])


def _read_brief(
    facts: PageFacts,
    written: Any,
    lines: Mapping[str, int],
    conventions: Conventions,
    kinds: Kinds,
    report: Any,
) -> None:
    if written is None:
        written = {}
    for key, line in lines.items():
        if key.startswith("brief."):
            facts.lines[key.removeprefix("brief.")] = line
    brief = kinds.brief
    found = _fields(brief, written, "brief", lines, conventions, report, without=_PAGE_KEYS)
    # A brief with a mistake in its front matter is still a brief: it must not lose its marking.
    facts.brief = brief(**(found or {}), tlp=facts.tlp, docname=facts.docname, line=lines["brief"])


def _fields(
    record: Any,
    written: Any,
    key: str,
    lines: Mapping[str, int],
    conventions: Conventions,
    report: Any,
    without: tuple[str, ...] = (),
) -> dict[str, Any] | None:
    """Read one mapping; ``None`` when it has a problem (each is reported at its key)."""
    prefix = f"{key}." if key else ""
    if not isinstance(written, dict):
        report(lines[key], f"{key!r} must hold fields, indented below it{_example(key, written)}")
        return None
    declared_fields = declared(record)
    plain: dict[str, Written] = {}
    bad = False
    reported: list[str] = []
    for name, value in written.items():
        if isinstance(value, dict) or (
            isinstance(value, list) and not all(isinstance(item, str) for item in value)
        ):
            report(lines[prefix + name], f"{prefix}{name}: a nested mapping is not allowed here")
            reported.append(name)
            bad = True
        elif name in declared_fields and name not in without:
            plain[name] = read_front_matter_value(declared_fields[name], value)
        else:
            plain[name] = value
    given = (*without, *reported) if key else tuple(declared_fields)
    excluded = [name for name in plain if name in without]
    values, problems = read_fields(record, plain, conventions, given=given)
    for name in excluded:
        report(lines[prefix + name], f"{prefix}{name}: write {name!r} beside {key!r}, not in it")
        values.pop(declared_fields[name].attribute, None)
        bad = True
    for problem in problems:
        line = lines.get(prefix + problem.field, lines.get(key, 1))
        report(line, f"{key or 'front matter'}: {problem.message}")
    if key == "brief":
        return values
    return None if bad or any(problem.leaves_out for problem in problems) else values


def _example(key: str, written: Any) -> str:
    """An example for a page that says in one word where it comes from, or what it is."""
    if not isinstance(written, str):
        return ""
    if key == "brief":
        return ": 'kind: infocus' and 'date: 2026-02-23', for one"
    if re.match(r"https?://\S+$", written):
        return f": 'title: …' and 'url: {written}'"
    return f": 'title: {written}'"
