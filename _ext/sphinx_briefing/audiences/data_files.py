"""Data files without the records that are not for an audience."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

import yaml

from ..markings import STRICTEST, read_marking
from ..records.tables import Row
from ..source_text.rows import NotDivisible, plain_values, spans_of


def marking_of(row: Row) -> str:
    """The marking that a row bears; empty where it bears none."""
    written = row.values.get("tlp")
    if written is None or written == "":
        return STRICTEST if any(problem.field == "tlp" for problem in row.problems) else ""
    try:
        return read_marking(str(written))
    except ValueError:
        return STRICTEST


def without_rows(
    text: str,
    suffix: str,
    rows: Sequence[Row],
    gone: Sequence[bool],
    read: Callable[[str], list[Row]],
) -> tuple[str, list[str]]:
    """Take rows out of the text of a data file.

    :param gone: for each row, whether it goes.
    :param read: reads the rows of a text, to make sure that those which remain are as they were.
    :returns: the text, and what was taken out of it.
    :raises NotDivisible: where they are not.
    """
    try:
        spans = spans_of(text, suffix, rows)
        if len(spans) != len(rows):
            raise NotDivisible
        kept, removed, at = [], [], 0
        for (start, end), is_gone in zip(spans, gone, strict=True):
            if is_gone:
                kept.append(text[at:start])
                removed.append(text[start:end])
                at = end
        kept.append(text[at:])
        found = _ended("".join(kept), text, suffix, is_cut=bool(gone) and gone[-1])
        wanted = [row for row, is_gone in zip(rows, gone, strict=True) if not is_gone]
        if suffix == ".bib":
            found = _without_parents(found, [row for row in rows if row not in wanted])
        left = read(found) if wanted else []
    except (ValueError, yaml.YAMLError, RecursionError):
        raise NotDivisible from None
    if [_seen(row, suffix) for row in left] != [_seen(row, suffix) for row in wanted]:
        raise NotDivisible
    return found, removed


def _seen(row: Row, suffix: str) -> object:
    """What must be the same of a row that remains; one of BibTeX may lose what it inherited."""
    return row.values.get("id") if suffix == ".bib" else row.values


def _without_parents(text: str, gone: Sequence[Row]) -> str:
    """The text of a bibliography whose entries no longer name those that were taken out."""
    for row in gone:
        name = re.escape(str(row.values.get("id") or ""))
        parent = rf"\b(?:crossref|xdata)\s*=\s*(?:\{{\s*{name}\s*\}}|\"\s*{name}\s*\")"
        text = re.sub(rf",\s*{parent}|{parent}\s*,?", "", text, flags=re.I)
    return text


def _ended(left: str, text: str, suffix: str, *, is_cut: bool) -> str:
    """What is left of a file, with the end that it had.

    :param is_cut: whether its last row was taken out.
    """
    if suffix == ".json":
        return _without_trailing_comma(left)
    if is_cut and suffix == ".bib":
        return left.rstrip() + text[len(text.rstrip()) :]
    return left


def _without_trailing_comma(text: str) -> str:
    """The text of a list whose last items were taken out."""
    body = text.rstrip()
    if body[-1:] in ("]", "}") and body[:-1].rstrip().endswith(","):
        inner = body[:-1].rstrip()
        space = body[len(inner) : -1]
        space = space[max(space.rfind("\n"), 0) :] if "\n" in space else ""
        return inner[:-1] + space + body[-1] + text[len(body) :]
    return text


def without_name(
    text: str,
    number: int,
    field: str,
    name: str,
    read: Callable[[str], list[Row]],
    suffix: str,
) -> str:
    """Take a name out of a field of a row.

    What is around it depends on the format: each way is tried until all else is as it was.

    :raises NotDivisible: where none leads there.
    """
    rows = read(text)
    wanted = [plain_values(row) for row in rows]
    parts = list(wanted[number].get(field, ()))
    if name in parts:
        parts.remove(name)
    wanted[number][field] = tuple(parts)
    wanted[number] = {key: value for key, value in wanted[number].items() if value}
    faults = [len(row.problems) for row in rows]
    start, end = spans_of(text, suffix, rows)[number]
    for match in re.finditer(re.escape(name), text[start:end]):
        first, last = start + match.start(), start + match.end()
        if suffix in (".csv", ".tsv") and text.count('"', start, first) % 2 == 0:
            candidates: Iterator[str] = iter([text[:first] + text[last:]])  # a cell of its own
        else:
            candidates = _shortened(text, first, last)
        for shortened in candidates:
            try:
                left = read(shortened)
            except (ValueError, yaml.YAMLError, RecursionError):
                continue
            if shortened.count('"') % 2 != text.count('"') % 2:
                continue
            found = [plain_values(row) for row in left]
            if found == wanted and [len(row.problems) for row in left] == faults:
                return shortened
    raise NotDivisible


def _shortened(text: str, first: int, last: int) -> Iterator[str]:
    """A text without a name, in the ways in which names are parted in files."""
    quote = re.compile(r"[\"']?")
    opened = len(text[:first]) - len(text[:first].rstrip("\"'"))
    closed = quote.match(text, last)
    wide_first, wide_last = first - min(opened, 1), closed.end() if closed else last
    for start, end in ((first, last), (wide_first, wide_last)):
        after = re.compile(r"[ \t]*[,;|]\s*").match(text, end)
        before = re.search(r"\s*[,;|][ \t]*\Z", text[:start])
        if after:
            yield text[:start] + text[after.end() :]
        if before:
            yield text[: before.start()] + text[end:]
        line = text.rfind("\n", 0, start) + 1
        stop = text.find("\n", end) + 1 or len(text)
        yield text[:line] + text[stop:]  # an item, or a field, on a line of its own
        above = text.rfind("\n", 0, max(line - 1, 0)) + 1
        yield text[:above] + text[stop:]
        yield text[:start] + text[end:]
