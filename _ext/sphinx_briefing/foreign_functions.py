"""Functions that others have added, called so that what goes wrong in them is said as theirs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from traceback import extract_tb
from typing import Any, TypeVar

from sphinx.errors import ExtensionError, SphinxError

from .registry.added_code import module_of
from .registry.entries import OWN, owned

T = TypeVar("T")


@contextmanager
def theirs(what: str, function: Callable[..., Any], where: str = "") -> Iterator[None]:
    """Say of an error whose function it comes from, unless it is ours.

    :param what: what the function is, as in ``the check 'flagless'``.
    :param where: the page at which it is called, if any.
    """
    try:
        yield
    except SphinxError:
        raise
    except Exception as error:
        owner = owned(module_of(function))
        if owner == OWN:
            raise
        # The last line of theirs is what they look for; below it are libraries.
        frames = extract_tb(error.__traceback__)
        file = getattr(getattr(function, "__code__", None), "co_filename", "")
        frame = next((f for f in reversed(frames) if f.filename == file), frames[-1])
        at = f"; {Path(frame.filename).name}, line {frame.lineno}" if frames else ""
        place = f" on the page {where!r}" if where else ""
        raise ExtensionError(
            f"{OWN}: {what} of {owner} failed{place}: {type(error).__name__}: {error}{at}"
        ) from error


def wrong(what: str, function: Callable[..., Any], got: object, expected: str) -> ExtensionError:
    """The error of a function of theirs that returns what it should not."""
    described = got if isinstance(got, (str, int, type(None))) else type(got).__name__
    return ExtensionError(
        f"{OWN}: {what} of {owned(module_of(function))} returns {described!r}; return {expected}"
    )


def all_of(
    what: str, function: Callable[..., Any], got: Iterable[Any] | None, kind: type[T], expected: str
) -> list[T]:
    """All results of a function of theirs, each of the type that it should have."""
    if (
        got is None
        or isinstance(got, (str, bytes))
        or (kind is not tuple and isinstance(got, kind))
    ):
        raise wrong(what, function, got, expected)
    try:
        found = list(got)
    except TypeError:
        raise wrong(what, function, got, expected) from None
    for item in found:
        if not isinstance(item, kind):
            raise wrong(what, function, item, expected)
    return found
