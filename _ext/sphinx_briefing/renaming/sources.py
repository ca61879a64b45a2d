"""The sources of a project: its pages, the texts that they include, and its data files."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from os.path import relpath
from pathlib import Path

from ..domain import BriefDomain
from ..domain.included_texts import TEXTS
from ..ledger.folding import fold
from ..records import Record
from ..records.columns import Columns, OptionError, columns_of
from ..source_text.blocks import Block
from ..source_text.data_places import RowPlaces, parents_in, row_places
from ..source_text.heads import HeadFinder
from ..source_text.options import OptionFinder
from ..source_text.places import Place
from ..source_text.reader import Text, TextReader, path_of
from ..source_text.references import ReferenceFinder

_OPTIONS = ("columns", "ignore", "delimiter", "list")
_FILE = re.compile(r"\bfile[\"']?[ \t]*:", re.I)
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, ""),
    (codecs.BOM_UTF32_BE, ""),
    (codecs.BOM_UTF16_LE, ""),
    (codecs.BOM_UTF16_BE, ""),
)


class Unwritable(ValueError):
    """A file that cannot be changed, and why."""


@dataclass(slots=True)
class DataFile:
    """A data file as a directive reads it.

    :param text: as it stands in the file, with its line ends.
    :param is_rst: the language of its prose.
    """

    path: str
    text: str
    encoding: str
    kind: type[Record]
    columns: Columns
    is_rst: bool
    rows: Sequence[RowPlaces] = ()
    problem: str = ""


@dataclass
class Sources:
    """The sources of a project, read as far as some words stand in them.

    :param folder: the folder of the sources; ``conf``, that of the configuration.
    :param pages: the pages, by path from there.
    :param included: for each text that is no page, the pages that depend on it.
    :param opened: the content of files that differ from the disk, in an editor.
    """

    reader: TextReader
    folder: Path
    conf: Path
    pages: Mapping[str, str]
    included: Mapping[str, Sequence[str]]
    opened: Mapping[str, bytes] = field(default_factory=dict)
    _known: dict[str, Text] = field(default_factory=dict)

    # -- files ----------------------------------------------------------------------------------

    def content(self, path: str) -> bytes:
        """The bytes of a file."""
        found = self.opened.get(path)
        return (self.folder / path).read_bytes() if found is None else found

    def texts(
        self, holds: Callable[[str], bool], paths: Iterable[str] | None = None
    ) -> Iterator[Text]:
        """Read the texts that hold some words.

        :param paths: those that are looked at; by default all.
        """
        for path in sorted({*self.pages, *self.included} if paths is None else paths):
            try:
                written = self.content(path).decode("utf-8", "surrogateescape")
            except OSError:
                continue
            if holds(written):
                known = self._known.get(path)
                if known is None or known.text != written:
                    known = self.reader.read(path, written, is_page=path in self.pages)
                    self._known[path] = known
                yield known

    def data_files(self, texts: Iterable[Text], holds: Callable[[str], bool]) -> Iterator[DataFile]:
        """Read the data files that some texts bring in, as each of them does."""
        plurals = {kind.plural: kind for kind in self.reader.kinds.values() if kind.in_files}
        for text in texts:
            for block in text.blocks:
                kind = plurals.get(block.bare_name)
                name = block.options.get("file", "").strip()
                if kind is None or not name:
                    continue
                docnames = [text.docname] if text.docname else self.included.get(text.path, ())
                for path in dict.fromkeys(path_of(docname, name) for docname in docnames):
                    found = self._data_file(path, block, kind, holds) if path else None
                    if found is not None:
                        found.is_rst = text.is_rst
                        yield found

    def _data_file(
        self, path: str, block: Block, kind: type[Record], holds: Callable[[str], bool]
    ) -> DataFile | None:
        try:
            data = self.content(path)
            columns = columns_of(kind, {one: block.options.get(one, "") for one in _OPTIONS})
            text, encoding = decoded(data, block.options.get("encoding", "").strip())
        except (OSError, OptionError):
            return None
        except Unwritable as error:
            return DataFile(path, "", "", kind, columns, is_rst=False, problem=str(error))
        if not holds(text):
            return None
        found = DataFile(path, text, encoding, kind, columns, is_rst=False)
        try:
            found.rows = row_places(text, Path(path).suffix.lower(), kind, columns)
        except ValueError as error:
            found.problem = str(error)
        return found

    # -- the names in them ----------------------------------------------------------------------

    @cached_property
    def _finders(self) -> tuple[HeadFinder, OptionFinder, ReferenceFinder]:
        kinds = self.reader.kinds
        return HeadFinder(kinds), OptionFinder(kinds), ReferenceFinder(kinds)

    def names_in_text(self, text: Text) -> list[Place]:
        """The names of records in a text, in their order; those of prose, without its links."""
        heads, options, references = self._finders
        found = [*heads.places(text), *options.places(text)]
        taken = [(place.start, place.end) for place in found]
        found += [
            place
            for place in references.places(text)
            if not any(start < place.end and place.start < end for start, end in taken)
        ]
        return sorted(found, key=lambda place: place.start)

    def names_in_data(self, data: DataFile) -> list[Place]:
        """The names of records in a data file, in their order."""
        found = {
            place.start: place for row in data.rows for place in row.names(data.text, data.kind)
        }
        if data.path.lower().endswith(".bib"):
            for place in parents_in(data.text):
                found.setdefault(place.start, place)
        for place in self._finders[2].in_prose(data.text, is_rst=data.is_rst):
            found.setdefault(place.start, place)
        return sorted(found.values(), key=lambda place: place.start)


def sources_of(
    domain: BriefDomain, conf: Path | None = None, opened: Mapping[str, bytes] | None = None
) -> Sources:
    """The sources of a project that has been read.

    :param conf: the folder of the configuration, where that is another one.
    :param opened: the content of files that differ from the disk, in an editor.
    """
    env = domain.env
    folder = Path(env.srcdir)
    pages = {
        Path(env.doc2path(docname)).relative_to(folder).as_posix(): docname
        for docname in sorted(env.found_docs)
    }
    included: dict[str, list[str]] = {}
    for docname in sorted(env.dependencies):
        for written in sorted(map(str, env.dependencies[docname])):
            # docutils names included files from the working folder.
            name = relpath(folder / written, folder).replace("\\", "/")
            if Path(name).suffix.lower() in TEXTS and name not in pages:
                included.setdefault(name, []).append(docname)
    return Sources(TextReader(env.config), folder, conf or folder, pages, included, opened or {})


def decoded(data: bytes, encoding: str = "") -> tuple[str, str]:
    """The text of a file, and the encoding by which it becomes the same bytes again.

    :raises Unwritable: where it does not.
    """
    mark = next((name for mark, name in _MARKS if data.startswith(mark)), None)
    if mark == "":
        raise Unwritable("it is in UTF-16 or UTF-32: save it as UTF-8 first")
    for name in ("utf-8",) if mark else (encoding or "utf-8", *(() if encoding else ("cp1252",))):
        try:
            text = data.decode(name)
            if text.encode(name) == data:
                return text, name
        except (UnicodeError, LookupError):
            continue
    raise Unwritable("its encoding is not known: save it as UTF-8 first")


def holding(words: Iterable[str]) -> Callable[[str], bool]:
    """Tell of a text whether any of some names stands in it, however it is spelt.

    Texts that bring in data files are among them, since these may.
    """
    wanted = [" ".join(fold(word).split()) for word in words if word.strip()]

    def holds(text: str) -> bool:
        if _FILE.search(text):
            return True
        folded = " ".join(fold(text).split())
        return any(word in folded for word in wanted)

    return holds
