"""A mapping that notes what is looked up in it, for the ledgers of :mod:`.trace`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

Note = Callable[..., None]
"""Takes a question: what is asked, and the arguments."""


class NotedMapping(Mapping[str, Any]):
    """A mapping that notes what is looked up, and whether its keys or all of it are walked.

    :param found: the mapping itself, of which the keys are taken.
    :param look_up: gives the value of a key that is there.
    :param one: the question after a key, but for the key.
    :param keys: the question after all keys.
    :param all_: the question after all there is.
    """

    def __init__(
        self,
        found: Mapping[str, Any],
        look_up: Callable[[str], Any],
        note: Note,
        one: tuple[str, ...],
        keys: tuple[str, ...],
        all_: tuple[str, ...],
    ) -> None:
        self._found = found
        self._look_up = look_up
        self._note = note
        self._one = one
        self._keys = keys
        self._all = all_

    def __getitem__(self, key: str) -> Any:
        self._note(*self._one, key)
        if key not in self._found:
            raise KeyError(key)
        return self._look_up(key)

    def __contains__(self, key: object) -> bool:
        self._note(*self._one, key)
        return key in self._found

    def __iter__(self) -> Iterator[str]:
        self._note(*self._keys)
        return iter(tuple(self._found))

    def __len__(self) -> int:
        self._note(*self._keys)
        return len(self._found)

    def get(self, key: str, default: Any = None) -> Any:
        """The value of a key, or something else where it is not there."""
        self._note(*self._one, key)
        return self._look_up(key) if key in self._found else default

    # The mixins of Mapping would look each value up by itself.
    def values(self) -> Any:
        """All values."""
        self._note(*self._all)
        return [self._look_up(key) for key in self._found]

    def items(self) -> Any:
        """All keys with their values."""
        self._note(*self._all)
        return [(key, self._look_up(key)) for key in self._found]
