"""The search index of an incremental build, made equal to that of a clean one.

Sphinx loads the index of the last build, replaces the pages that it writes, and dumps it. On the
way it keeps words that are on no page any more, and loses the index entries (``.. index::``,
glossaries) of the pages that it does not write.
"""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import blake2b
from importlib import import_module
from typing import IO, TYPE_CHECKING, Any

import msgspec
from sphinx.search import SearchLanguage, js_index, languages
from sphinx.search.en import SearchEnglish
from sphinx.util.index_entries import split_index_msg

from ..ledger.folding import composed

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
            data[numbered] = {str(number): said for number, said in data[numbered].items()}
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
            said: set[tuple[str, str, str]] = set()
            for kind, value, target, main, _key in entries:
                try:
                    parts = split_index_msg(kind, value)
                except ValueError:
                    continue
                shown = parts[:1] if kind in ("see", "seealso") else parts
                said.update((part, target or "", main) for part in shown)
            for part, target, main in sorted(said) if docname in numbers else ():
                found.setdefault(part.lower(), []).append(
                    (numbers[docname], target, main == "main")
                )
        return found


def remember_stems(app: Sphinx) -> None:
    """Handle ``builder-inited``: stem each word once a build, and not once on every page.

    Stemming takes a fifth of the time of a build where the stemmer is written in Python.
    """
    config = app.config
    code = str(config.html_search_language or config.language)
    known = languages.get(code) or languages.get(code.partition("_")[0])
    if isinstance(known, str):
        module, _, name = known.rpartition(".")
        known = getattr(import_module(module), name)
    plain: type[SearchLanguage] = known or SearchEnglish
    if issubclass(plain, _Remembering):
        return
    remembering = type(plain.__name__, (_Remembering, plain), {"__doc__": plain.__doc__})
    if known is not None:
        app.add_search_language(remembering)


class _Remembering(SearchLanguage):
    """A language of the search that stems each word once, and folds no letter apart."""

    def __init__(self, options: dict[str, str]) -> None:
        super().__init__(options)
        self._stems: dict[str, str] = {}

    def split(self, input: str) -> list[str]:
        """Split a text into words, with its letters composed so that each stays one."""
        return super().split(composed(input))

    def stem(self, word: str) -> str:
        stems = self._stems
        if word not in stems:
            stems[word] = super().stem(word)
        return stems[word]


def complete_index(app: Sphinx) -> None:
    """Handle ``builder-inited``: let HTML builders dump their index through ours."""
    builder: Any = app.builder
    if isinstance(getattr(builder, "indexer_format", None), (str, WholeIndex)):
        return
    if getattr(builder, "search", False):
        builder.indexer_format = WholeIndex(builder.indexer_format, app.env)
