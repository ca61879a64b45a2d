"""The search index of an incremental build, made equal to that of a clean one.

Sphinx loads the index of the last build, replaces the pages that it writes, and dumps it. On the
way it keeps words that are on no page any more, and loses the index entries (``.. index::``,
glossaries) of the pages that it does not write.

Works round: sphinx-doc/sphinx#12599 ("'indexentries' section missing results from search index
following non-fresh project rebuild"), and ``IndexBuilder.prune``, which leaves words without
pages.
Seen in: Sphinx 8.2 and 9.0.
Can go when: the index of an incremental build is that of a clean one. The event
``briefing-indexed`` and the faster JSON then need another place.
"""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import blake2b
from typing import IO, TYPE_CHECKING, Any

import msgspec
from sphinx.search import js_index
from sphinx.util.index_entries import split_index_msg

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


class WholeIndex:
    """A format of the search index that completes what it dumps.

    :param form: the format that the builder would use: ``load(file)`` and ``dump(data, file)``.
    """

    def __init__(self, form: Any, env: BuildEnvironment) -> None:
        self._form = form
        self._env = env

    def load(self, file: IO[Any]) -> Any:
        """The index of the last build."""
        if self._form is not js_index:
            return self._form.load(file)
        text = file.read().removeprefix(js_index.PREFIX).removesuffix(js_index.SUFFIX)
        try:
            return msgspec.json.decode(text)
        except msgspec.DecodeError as error:  # a broken index counts as none
            raise ValueError(str(error)) from None

    def dump(self, data: dict[str, Any], file: IO[Any]) -> None:
        """Write the index, with every page's entries and no word that is on none.

        ``briefing-indexed`` tells others what is in it, with a hash of it where there is one.
        """
        for words in ("terms", "titleterms"):
            data[words] = {
                word: pages for word, pages in sorted(data[words].items()) if pages != []
            }
        data["indexentries"] = self._entries(
            {docname: number for number, docname in enumerate(data["docnames"])}
        )
        self._env.events.emit("briefing-indexed", data, self._write(data, file))

    def _write(self, data: dict[str, Any], file: IO[Any]) -> str:
        if self._form is not js_index:
            self._form.dump(data, file)
            return ""
        # An index of 15 MB, as 10,000 pages have it, takes the json of the standard library longer
        # than all the rest.
        for numbered in ("objnames", "objtypes"):  # msgspec sorts no keys but text
            data[numbered] = {str(number): entry for number, entry in data[numbered].items()}
        try:
            encoded = msgspec.json.encode(data, order="sorted")
        except UnicodeEncodeError:  # half a surrogate pair, which JSON can escape and UTF-8 not say
            self._form.dump(data, file)
            return ""
        file.write(f"{js_index.PREFIX}{encoded.decode()}{js_index.SUFFIX}")
        return blake2b(encoded, digest_size=16).hexdigest()

    def _entries(self, numbers: Mapping[str, int]) -> dict[str, list[tuple[int, str, bool]]]:
        """The index entries of all pages by what they say, as the search of Sphinx reads them."""
        found: dict[str, list[tuple[int, str, bool]]] = {}
        for docname, entries in sorted(self._env.domains.index_domain.entries.items()):
            seen: set[tuple[str, str, str]] = set()
            for kind, value, target, main, _key in entries:
                try:
                    parts = split_index_msg(kind, value)
                except ValueError:
                    continue
                terms = parts[:1] if kind in ("see", "seealso") else parts
                seen.update((part, target or "", main) for part in terms)
            for part, target, main in sorted(seen) if docname in numbers else ():
                found.setdefault(part.lower(), []).append(
                    (numbers[docname], target, main == "main")
                )
        return found


def complete_index(app: Sphinx) -> None:
    """Handle ``builder-inited``: let HTML builders dump their index through ours."""
    builder: Any = app.builder
    if isinstance(getattr(builder, "indexer_format", None), (str, WholeIndex)):
        return
    if getattr(builder, "search", False):
        builder.indexer_format = WholeIndex(builder.indexer_format, app.env)


def setup(app: Sphinx) -> None:
    """Connect to the event when the builder has a format."""
    app.add_event("briefing-indexed")
    app.connect("builder-inited", complete_index)
