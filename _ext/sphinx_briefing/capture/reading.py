"""From an address or a file to sources: their facts, their files, their texts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType

from ..snapshots import LIMIT, SnapshotReader, UnreadableSnapshot
from ..snapshots.apart import Apart, Unanswered
from ..snapshots.charsets import decoded_page
from ..snapshots.looks import kind_and_name
from ..snapshots.reading import bytes_of
from .addresses import saved_from
from .fetching import fetch, is_url
from .languages import language_of
from .model import Captured, CaptureError, Facts, MissingLibraryError, facts_of

SECONDS = 60
"""Seconds of a processor in which a file must have said what it says of itself."""
SUFFIXES = (".html", ".htm", ".xhtml", ".pdf", ".txt", ".md", ".eml", ".json", ".rdf")
"""What names of files end with that can be captured."""

_KEPT_AS = {".htm": ".html", ".xhtml": ".html", ".md": ".txt"}
_DECLARED = re.compile(rb"charset|encoding", re.I)


class SourceReader:
    """Reads sources with processes of their own, which end with the ``with`` statement.

    :param today: the day on which they are read, ISO 8601.
    """

    def __init__(self, today: str) -> None:
        self._today = today
        self._texts = SnapshotReader()
        self._facts = Apart(module="sphinx_briefing.capture.child")

    def __enter__(self) -> SourceReader:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._texts.close()
        self._facts.close()

    def read(self, source: str) -> list[Captured]:
        """The sources that an address or a file holds: one, or the items of an export.

        :raises CaptureError: when there is none to be had.
        """
        try:
            if is_url(source):
                return [self._fetched(source)]
            if "://" in source or source.startswith("www."):
                raise CaptureError("is no address that can be fetched; begin it with https://")
            return self._of_file(Path(source))
        except (CaptureError, UnreadableSnapshot) as error:
            raise CaptureError(f"{source} {error}") from None

    def _fetched(self, url: str) -> Captured:
        found = fetch(url)
        data = found.data
        if found.suffix == ".html" and found.charset:
            data = _in_utf8(data, found.charset)
        elif found.suffix == ".txt":
            data = decoded_page(data, found.charset).encode("utf-8", "replace")
        return self.of_bytes(data, found.suffix, found.url, url)

    def _of_file(self, path: Path) -> list[Captured]:
        suffix = path.suffix.lower()
        data = bytes_of(path, LIMIT)
        if not data.strip(b"\0 \t\r\n"):
            raise CaptureError("is empty; save it again")
        if suffix not in SUFFIXES:
            suffix = _looked_at(data)
        if suffix == ".eml":
            return [self._message(data, path.name)]
        if suffix in (".json", ".rdf"):
            return [*self._items(data, suffix, path.parent)]
        if suffix in (".txt", ".md"):
            data = _text(data)
        return [self.of_bytes(data, _KEPT_AS.get(suffix, suffix), "", path.name)]

    def of_bytes(self, data: bytes, suffix: str, url: str, name: str) -> Captured:
        """A page, a PDF or a text.

        :param url: where it comes from, if that is known.
        :param name: what it is called in messages.
        """
        captured = Captured(Facts(url=url), data, suffix, name=name)
        try:
            captured.pages = self._texts.text_of(data, suffix, url=url).pages
        except UnreadableSnapshot as error:
            if not url and suffix != ".html":
                raise
            # The note says where it is; a file that builds cannot read would only be in the way.
            captured.content, captured.suffix = b"", ""
            captured.facts.remarks["snapshot"] = f"the page {error}"
            if suffix != ".html":
                return captured
        if suffix == ".txt":
            captured.facts = _facts_of_text(captured.pages, url)
            return captured
        remarks = captured.facts.remarks
        try:
            captured.facts = self._asked(data, suffix, url, captured.pages)
            captured.facts.remarks |= remarks
        except MissingLibraryError:
            raise
        except CaptureError as error:
            captured.facts.remarks["title"] = f"the page {error}"
            captured.facts.url = url or (
                saved_from(decoded_page(data)) if suffix == ".html" else ""
            )
        return captured

    def main_text(self, data: bytes, url: str) -> list[str]:
        """The paragraphs of the article in a page; none when it cannot be read."""
        try:
            return self._asked(data, ".html", url, ()).text
        except CaptureError:
            return []

    def _asked(self, data: bytes, suffix: str, url: str, pages: tuple[str, ...]) -> Facts:
        request = {"suffix": suffix, "url": url, "today": self._today}
        if suffix == ".pdf":
            request["pages"] = [page[:5000] for page in pages[:20]]  # type: ignore[assignment]
        try:
            answer = self._facts.exchange(data, request, SECONDS)
        except Unanswered as error:
            raise CaptureError(str(error)) from None
        if "needs" in answer:
            raise MissingLibraryError(
                f'needs {answer["needs"]} to be read: pip install "sphinx-briefing[desk]"'
            )
        if "error" in answer:
            raise CaptureError(answer["error"])
        return facts_of(answer["facts"])

    def _message(self, data: bytes, name: str) -> Captured:
        from .mail import body_of, mail_facts, message_of

        message = message_of(data)
        content, suffix = body_of(message)
        captured = Captured(Facts(), content, suffix, name=name)
        try:
            captured.pages = self._texts.text_of(content, suffix).pages
        except UnreadableSnapshot as error:
            captured.content, captured.suffix = b"", ""
            captured.facts.remarks["snapshot"] = f"the message {error}"
        facts = mail_facts(message, " ".join(captured.pages))
        facts.remarks |= captured.facts.remarks
        if suffix == ".html":
            facts.text = self.main_text(content, "")
        captured.facts = facts
        return captured

    def _items(self, data: bytes, suffix: str, folder: Path) -> Iterator[Captured]:
        from .reference_managers import items_in_json
        from .zotero_rdf import items_in_rdf

        if suffix == ".json":
            items = items_in_json(_text(data).decode("utf-8"), folder)
        else:
            items = items_in_rdf(data, folder)
        for item in items:
            captured = Captured(item.facts, key=item.key, name=item.facts.title or item.key)
            if item.file is not None:
                self._add_file(captured, item.file)
            yield captured

    def _add_file(self, captured: Captured, path: Path) -> None:
        """Keep the file of an item, with what is marked in it and what it says of itself."""
        facts = captured.facts
        suffix = _KEPT_AS.get(path.suffix.lower(), path.suffix.lower())
        try:
            data = bytes_of(path, LIMIT)
            found = self.of_bytes(data, suffix, facts.url, path.name)
        except (CaptureError, UnreadableSnapshot) as error:
            facts.remarks["snapshot"] = f"{path.name} {error}"
            return
        captured.content, captured.suffix, captured.pages = found.content, found.suffix, found.pages
        facts.text = found.facts.text
        if not facts.highlights:
            facts.highlights = found.facts.highlights
        facts.language = facts.language or found.facts.language


def _in_utf8(data: bytes, charset: str) -> bytes:
    """A page so that builds read it as its server meant it, changed only where that differs."""
    meant = decoded_page(data, charset)
    return data if decoded_page(data) == meant else meant.encode("utf-8", "replace")


def _text(data: bytes) -> bytes:
    """A plain text in UTF-8.

    :raises CaptureError: when it is in nothing that can be told.
    """
    from ..snapshots.charsets import decoded_text

    return decoded_text(data).encode("utf-8")


def _looked_at(data: bytes) -> str:
    """The end of a name for a file without a telling one.

    :raises CaptureError: when it is nothing that is read.
    """
    kind, name = kind_and_name(data)
    if kind in ("html", "pdf"):
        return f".{kind}"
    what = f"is {name}, and" if name else "is"
    raise CaptureError(f"{what} none of {', '.join(SUFFIXES)}; save it as one of them")


def _facts_of_text(pages: tuple[str, ...], url: str) -> Facts:
    """The facts of a plain text, which says next to nothing of itself."""
    text = "\n".join(pages)
    first = next(filter(None, (line.strip() for line in text.splitlines())), "")
    facts = Facts(url=url, language=language_of((), text))
    if len(first) <= 200:
        facts.title = first.lstrip("# ")
        facts.remarks["title"] = "the first line"
    facts.remarks["date"] = "a plain text says none"
    return facts
