"""The parts of a Word file, taken out within bounds: it may come from anybody."""

from __future__ import annotations

import posixpath
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import Any

from lxml import etree

MOST, MOST_XML, PARTS = 400_000_000, 60_000_000, 5_000
"""Bytes that a file and one part of XML may unpack to, and how many parts there may be."""

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""Begins files of the old format, and the containers of files with a password."""

_RELATIONSHIPS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_MAIN = ("/officeDocument",)


class WordParts:
    """A Word file, taken apart.

    :param content: the bytes of the file.
    :param name: what it is called in sentences.
    :raises ValueError: if it is none, in one sentence.
    """

    def __init__(self, content: bytes, name: str) -> None:
        self.name = name
        if content.startswith(_OLE):
            raise ValueError(
                f"{name} has a password or is of the old format (.doc): save it as .docx, "
                "without a password"
            )
        try:
            self._zip = zipfile.ZipFile(BytesIO(content))
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
            raise ValueError(f"{name} is no Word file, or not all of it is there") from None
        infos = self._zip.infolist()
        if len(infos) > PARTS or sum(info.file_size for info in infos) > MOST:
            raise ValueError(f"{name} unpacks to more than a Word file may hold")
        self._infos = {info.filename: info for info in infos}
        main = next(
            (target for _, kind, target in self.relations("") if kind.endswith(_MAIN)),
            "",
        )
        if not main:
            raise ValueError(f"{name} is no Word file: it has no text")
        self.main = main

    def blob(self, part: str) -> bytes:
        """The bytes of a part; none if it is not there."""
        info = self._infos.get(part)
        if info is None:
            return b""
        try:
            with self._zip.open(info) as file:
                found = file.read(MOST_XML + 1)
        except RuntimeError:
            raise ValueError(f"{self.name} has a password: save it without one") from None
        except (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError):
            raise ValueError(f"{self.name} is damaged: {part} cannot be unpacked") from None
        if len(found) > MOST_XML:
            raise ValueError(f"{self.name} unpacks to more than a Word file may hold: {part}")
        return found

    def xml(self, part: str) -> Any:
        """The XML of a part; ``None`` if it is not there."""
        blob = self.blob(part)
        return parsed(blob, f"{self.name}: {part}") if blob else None

    def relations(self, part: str) -> Iterator[tuple[str, str, str]]:
        """Yield what a part leads to inside of the file: id, type, name of the part."""
        folder, _, base = part.rpartition("/")
        root = self.xml(posixpath.join(folder, "_rels", f"{base}.rels"))
        if root is None:
            return
        for one in root.iter(_RELATIONSHIPS):
            if one.get("TargetMode") != "External":
                target = one.get("Target", "")
                whole = target[1:] if target.startswith("/") else posixpath.join(folder, target)
                yield one.get("Id", ""), one.get("Type", ""), posixpath.normpath(whole)

    def saved(self, changed: Mapping[str, bytes]) -> bytes:
        """The file with some parts replaced: the same bytes for the same content."""
        out = BytesIO()
        with zipfile.ZipFile(out, "w") as new:
            for name in self._infos:
                info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
                info.compress_type, info.create_system = zipfile.ZIP_DEFLATED, 0
                new.writestr(info, changed.get(name) or self.blob(name))
        return out.getvalue()

    def related(self, part: str, kind: str) -> list[str]:
        """The parts of a kind that a part leads to."""
        return [target for _, type_, target in self.relations(part) if type_.endswith(f"/{kind}")]


def opened(content: bytes, name: str) -> WordParts:
    """Take a Word file apart.

    :raises ValueError: if it is none, in one sentence.
    """
    return WordParts(content, name)


def parsed(blob: bytes, name: str) -> Any:
    """Read XML that may be anybody's: no entities, nothing from elsewhere.

    :raises ValueError: if it is none.
    """
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True,
        remove_pis=True, huge_tree=False,
    )  # fmt: skip
    try:
        root = etree.fromstring(blob, parser)
    except etree.XMLSyntaxError:
        raise ValueError(f"{name} is damaged: it is no XML") from None
    if root.getroottree().docinfo.doctype:
        raise ValueError(f"{name} declares entities, which no Word file does")
    return root
