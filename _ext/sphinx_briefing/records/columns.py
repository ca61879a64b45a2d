"""Match columns of data files to fields, since registers come with names of their makers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

import msgspec

from .fields import OFFICES, Field, declared
from .tables import TEXT
from .validation import in_language, nearest

_COLUMN = r'("(?:[^"]|"")*"|[^,"]*)\s*(?:,|\Z)'
_PAIR = re.compile(rf"\s*([^=,]+?)\s*=\s*{_COLUMN}")
_ENTRY = re.compile(rf"\s*{_COLUMN}")
_SIGNS = {"comma": ",", "semicolon": ";", "tab": "\t", "\\t": "\t", "pipe": "|"}


def folded(name: str) -> str:
    """A name without regard to case, spaces, hyphens and underscores."""
    return re.sub(r"[\s_-]+", "", name).casefold()


class OptionError(ValueError):
    """An option of a register that cannot be read: which one, and why."""

    def __init__(self, option: str, message: str) -> None:
        super().__init__(message)
        self.option = option


@dataclass(frozen=True, slots=True)
class Columns:
    """The options by which an author explains the columns of a file.

    :param fields: what the records of the file can have, by name; their prose is ``None``.
    :param named: pairs of a field and the column that it stands in.
    :param ignored: columns that are left aside, folded; ``*`` for all that are no field.
    :param lists: what separates the entries of a list; empty where nobody says so.
    :param record: what the records of the file are.
    """

    fields: dict[str, Field | None]
    named: tuple[tuple[str, str], ...] = ()
    ignored: frozenset[str] = frozenset()
    delimiter: str = ""
    lists: str = ""
    record: type[msgspec.Struct] = msgspec.Struct
    _found: dict[str, tuple[str, ...]] = field(default_factory=dict, compare=False)

    def fields_of(self, column: str) -> tuple[str, ...]:
        """The fields that a column holds: none, one, or several."""
        if column not in self._found:
            wanted = folded(column)
            named = [name for name, written in self.named if folded(written) == wanted]
            taken = {name for name, _ in self.named}
            own = [name for name in self.fields if folded(name) == wanted and name not in taken]
            if not named and not own and (item := in_language(self.record, column)[0]):
                self.fields[column] = replace(item, required=False)
                own = [column]
            self._found[column] = tuple(named or own)
        return self._found[column]

    def ignores(self, column: str, *, by_name: bool = False) -> bool:
        """Whether a column that is no field is left aside without a word."""
        return folded(column) in self.ignored or ("*" in self.ignored and not by_name)

    def is_prose(self, column: str) -> bool:
        """Whether a cell of the column may hold several lines."""
        found = [self.fields[name] for name in self.fields_of(column)]
        return any(item is None or item.shape.is_like(OFFICES) for item in found)

    def missing(self, columns: Iterable[str]) -> tuple[str, ...]:
        """The required fields that none of some columns holds."""
        present = {name for column in columns for name in self.fields_of(column)}
        required = (name for name, item in self.fields.items() if item and item.required)
        return tuple(name for name in required if name not in present)


def columns_of(record: type[msgspec.Struct], options: Mapping[str, str]) -> Columns:
    """Read the options ``columns``, ``ignore``, ``delimiter`` and ``list`` of a register.

    :raises OptionError: with the option that is wrong.
    """
    fields: dict[str, Field | None] = {**declared(record), TEXT: None}
    return Columns(
        fields,
        tuple(_pairs(options.get("columns", ""), fields)),
        frozenset(folded(name) for name in _entries(options.get("ignore", ""))),
        _delimiter(options.get("delimiter", "")),
        _sign(options.get("list", "")),
        record,
    )


def quoted(column: str) -> str:
    """A column as it is written in an option."""
    if re.search(r'[,="]|^\*$', column):
        return '"' + column.replace('"', '""') + '"'
    return column


def _pairs(text: str, fields: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    known = {folded(name): name for name in fields}
    for match in _each(_PAIR, "columns", text, "name=Acronym, long=Meaning"):
        name, column = folded(match[1]), _unquoted(match[2])
        if name not in known:
            message = f"{match[1]!r} is no field{nearest(match[1], fields)}"
            if folded(column) in known:
                message = f"the field comes first; write {known[folded(column)]}={match[1]}"
            raise OptionError("columns", message)
        if not column:
            raise OptionError("columns", f"{name!r} has no column; write {name}=COLUMN")
        yield known[name], column


def _entries(text: str) -> Iterator[str]:
    for match in _each(_ENTRY, "ignore", text, 'Notes, "Names, other"'):
        if entry := _unquoted(match[1]):
            yield entry


def _each(pattern: re.Pattern[str], option: str, text: str, like: str) -> Iterator[re.Match[str]]:
    at = 0
    while text[at:].strip():
        match = pattern.match(text, at)
        if match is None or match.end() == at:
            raise OptionError(option, f"{text[at:].strip()!r} is not like {like}")
        at = match.end()
        yield match


def _unquoted(text: str) -> str:
    text = text.strip()
    return text[1:-1].replace('""', '"').strip() if text.startswith('"') else text


def _sign(text: str) -> str:
    sign = text.strip()
    if len(sign) > 2 and sign[0] == sign[-1] and sign[0] in "\"'":
        sign = sign[1:-1]
    return _SIGNS.get(sign.casefold(), sign)


def _delimiter(text: str) -> str:
    sign = _sign(text)
    if len(sign) > 1 or sign in ('"', "\n") or sign.isalnum():
        message = f"{text!r} is no single sign; write comma, semicolon, tab or pipe"
        raise OptionError("delimiter", message)
    return sign
