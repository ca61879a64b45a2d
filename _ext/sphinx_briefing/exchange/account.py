"""The account of what becomes of each record and field of a document in a format."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cached_property
from types import MappingProxyType
from typing import Any

from .documents import derived_of, is_empty, of_kind, records_of
from .model import Document, Holds, Lost, Written

PLACES = "says where it stands in the pages of this project"
DERIVED = "is derived, and can be worked out from the other fields again"


class Account:
    """The account of one file that is written.

    A writer takes records from :meth:`records`, which gives it those fields that the table holds,
    and says of all others that they are lost. What the writer itself cannot hold, it says with
    :meth:`lose`.

    :param title: the name of the format.
    :param holds: the fields that it holds.
    :param whys: why it holds no fields of a name, or no records of a kind, where there is more to
        say than that it has no place for them.
    """

    def __init__(
        self,
        document: Document,
        title: str,
        holds: Holds,
        whys: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        self.document = document
        self._title = title
        self._holds = holds
        self._whys = whys
        self._lost: dict[Lost, None] = {}
        self._kept: Counter[str] = Counter()
        self._gone: set[tuple[str, str]] = set()

    def records(self, kind: str) -> Iterator[tuple[str, dict[str, Any]]]:
        """The records of a kind by their ids: the fields that are held, and not empty."""
        for identifier, fields in of_kind(self.document, kind).items():
            self._kept[kind] += 1
            held = {}
            for name, value in fields.items():
                if is_empty(value):
                    continue
                if holds_field(self._holds, kind, name):
                    held[name] = value
                else:
                    self._lose_field(kind, identifier, name)
            yield identifier, held

    def lose(self, kind: str, identifier: str, field: str, why: str) -> None:
        """Say that a value is not held."""
        self._lost[Lost(kind, identifier, field, why)] = None

    def leave_out(self, kind: str, identifier: str, why: str) -> None:
        """Say that a record that was taken is not in the file."""
        self.lose(kind, identifier, "", why)
        if (kind, identifier) not in self._gone:
            self._gone.add((kind, identifier))
            self._kept[kind] -= 1

    def written(self, content: bytes) -> Written:
        """The file, with all that is not in it."""
        for kind, identifier, _fields in records_of(self.document):
            if kind not in self._holds:
                self.lose(kind, identifier, "", self._whys.get(kind) or self._holds_alone)
        kept = {kind: number for kind, number in self._kept.items() if number}
        return Written(content, tuple(self._lost), kept)

    @cached_property
    def _holds_alone(self) -> str:
        from .documents import plural_of

        return f"{self._title} holds {', '.join(map(plural_of, self._holds))} alone"

    def _lose_field(self, kind: str, identifier: str, name: str) -> None:
        if name in self._whys:
            self.lose(kind, identifier, name, self._whys[name])
        elif name in ("docname", "line", "mentions"):
            self.lose(kind, "", name, PLACES)
        elif name in derived_of(kind):
            self.lose(kind, "", name, DERIVED)
        else:
            self.lose(kind, identifier, name, f"{self._title} has no place for it")


def holds_field(holds: Holds, kind: str, name: str) -> bool:
    """Whether a format has a place for a field."""
    fields = holds.get(kind, {})
    return name in fields or any(one.endswith("*") and name.startswith(one[:-1]) for one in fields)
