"""Word files of a project's briefs, made for commands that compare them."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from .reading import page_of, project_read

if TYPE_CHECKING:
    from ..domain import BriefDomain
    from ..word_files.model import WordText
    from ..word_files.places import PlacesOfFile
    from ..word_in.listing import Found
    from ..word_in.placing import Spot

_LARGEST = 200_000_000


def changes_in(file: Path, page: str, sources: Path, conf: Path) -> tuple[list[Found], bool]:
    """List what was done to a Word file, and say whether the sources have changed since.

    :raises ValueError: if that cannot be told, in one sentence.
    """
    from ..word_files import opened

    content = content_of(file)
    opened(content, str(file))  # says at once what is wrong with it
    with homecoming(sources, conf) as project:
        return project.changes(content, str(file), page)


@contextmanager
def homecoming(sources: Path, conf: Path) -> Iterator[Homecoming]:
    """Read a project that takes Word files in."""
    with project_read(sources, conf, None, builder="briefdocx") as domain:
        yield Homecoming(domain)


class Homecoming:
    """A project that has been read, and Word files that come home to it."""

    def __init__(self, domain: BriefDomain) -> None:
        self.domain = domain
        self._lines: dict[str, Sequence[str]] = {}
        self._made: dict[str, tuple[WordText, PlacesOfFile]] = {}

    def word(self, docname: str) -> tuple[WordText, PlacesOfFile]:
        """The words of the file that the project makes of a page today, and their places."""
        from ..word_files import opened, places_in, read_word

        if docname not in self._made:
            parts = opened(word_of(self.domain, docname), f"{docname}.docx")
            text = read_word(parts)
            self._made[docname] = text, places_in(parts, text.paragraphs)
        return self._made[docname]

    def changes(self, content: bytes, name: str, page: str = "") -> tuple[list[Found], bool]:
        """List what was done to a file, and say whether the sources have changed since.

        :param name: what the file is called.
        :param page: the brief, where it is not as the file says.
        :raises ValueError: if that cannot be told, in one sentence.
        """
        from ..word_files import opened, places_in, read_word
        from ..word_in.listing import Listing

        parts = opened(content, name)
        here = read_word(parts)
        theirs = places_in(parts, here.paragraphs)
        docname = _page_meant(self.domain, Path(name), page, theirs)
        listing = Listing(*self.word(docname), here, theirs, self.record, self.lines)
        return listing.all(), listing.is_newer()

    def lines(self, path: str) -> Sequence[str]:
        """The lines of a source file; none if it cannot be read."""
        if path not in self._lines:
            try:
                text = Path(self.domain.env.srcdir, path).read_text(encoding="utf-8-sig")
            except (OSError, ValueError):
                text = ""
            self._lines[path] = text.splitlines()
        return self._lines[path]

    def record(self, kind: str, identifier: str) -> Spot:
        """The place where a record is written."""
        from ..word_in.placing import Spot

        found = self.domain.ledger.get(kind, identifier)
        if found is None or not found.docname or not found.line:
            return Spot()
        path = self.domain.env.doc2path(found.docname, base=False)
        return Spot(str(path), found.line, is_record=True)


def content_of(file: Path) -> bytes:
    """The bytes of a file.

    :raises ValueError: if it cannot be read, or is too large.
    """
    try:
        if file.stat().st_size > _LARGEST:
            raise ValueError(f"{file} is too large for a Word file")
        return file.read_bytes()
    except OSError as error:
        raise ValueError(f"{file} cannot be read: {error.strerror or error}") from None


def word_of(domain: BriefDomain, docname: str) -> bytes:
    """The Word file of a page, as the project makes it today."""
    from sphinx.application import Sphinx

    from ..builders.docx.builder import BriefDocxBuilder

    app: Sphinx = domain.env._app
    builder = app.builder
    assert isinstance(builder, BriefDocxBuilder)
    with tempfile.TemporaryDirectory(prefix="briefing-") as folder:
        builder.outdir = type(builder.outdir)(folder)
        builder.prepare_writing({docname})
        builder.write_documents({docname})
        return builder.path_of(docname).read_bytes()


def _page_meant(domain: BriefDomain, file: Path, page: str, theirs: PlacesOfFile) -> str:
    """The brief that a Word file was made of.

    :raises ValueError: if there is none.
    """
    briefs = domain.ledger.briefs
    if page:
        found = page_of(domain, page)
        if found not in briefs:
            raise ValueError(f"{found} is no brief, so that no Word file is made of it")
        return found
    if theirs.page:
        if theirs.page not in briefs:
            raise ValueError(
                f"{file} was made of the brief {theirs.page}, which is not in {domain.env.srcdir}; "
                "if it has another name now, say it: --page PAGE"
            )
        return theirs.page
    if theirs.digest or theirs.marks:
        likely = [name for name in briefs if theirs.begins_as(name)]
        if len(likely) == 1:
            return likely[0]
        by_name = [name for name in likely or briefs if name.rpartition("/")[2] == file.stem]
        if len(by_name) == 1:
            return by_name[0]
    raise ValueError(
        f"{file} does not say which brief it was made of: it is from elsewhere, or a program has "
        "taken the bookmarks out; if it is one of yours, name it: --page PAGE"
    )
