"""A Word file opened with care: it comes from somebody else."""

from __future__ import annotations

import posixpath
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any, TypeAlias

from lxml import etree

Xml: TypeAlias = Any
"""An lxml element."""

LARGEST = 200_000_000
"""Bytes that all parts of XML may have together, unpacked."""

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""What files of the old format begin with, and new ones with a password, which lie in one."""
_NO_DAY = (1980, 1, 1, 0, 0, 0)
"""The oldest date that a zip file can hold."""
_MAIN = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
_STRICT_MAIN = "http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument"
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_TRUE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"


class Parts:
    """The parts of a Word file, parsed when they are asked for.

    :ivar main: the name of the part that holds the text.
    """

    def __init__(self, path: Path) -> None:
        """Open a file.

        :raises ValueError: if it is no Word file, or not one that can be read.
        :raises OSError: if there is none.
        """
        self.path = path
        self._left = LARGEST
        with path.open("rb") as file:
            if file.read(len(_OLE)) == _OLE:
                raise ValueError(
                    f"{path} is locked with a password, or of the format of Word 97; "
                    "save it without, as .docx"
                )
        try:
            self._zip = zipfile.ZipFile(path)
            self._names = set(self._zip.namelist())
        except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, ValueError):
            raise ValueError(f"{path} is no Word file, or only a part of one") from None
        self.main = self._main()

    def close(self) -> None:
        self._zip.close()

    def __enter__(self) -> Parts:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _main(self) -> str:
        for relation in self._relations("_rels/.rels"):
            if relation.get("Type") in (_MAIN, _STRICT_MAIN):
                name = relation.get("Target", "").lstrip("/")
                if name in self._names and self.xml(name).tag == f"{{{_TRUE}}}document":
                    return str(name)
        raise ValueError(f"{self.path} is no Word file: it has no text of one")

    def related(self, kind: str) -> Iterator[tuple[str, Xml]]:
        """The parts that the text refers to, of a kind: ``comments``, ``endnotes``, ``header``.

        :returns: the name of each, and its root.
        """
        folder, name = posixpath.split(self.main)
        for relation in self._relations(f"{folder}/_rels/{name}.rels"):
            target = relation.get("Target", "")
            if not relation.get("Type", "").endswith(f"/{kind}") or not target:
                continue
            part = posixpath.normpath(
                target.lstrip("/") if target.startswith("/") else f"{folder}/{target}"
            )
            if part in self._names:
                yield part, self.xml(part)

    def _relations(self, name: str) -> Iterator[Xml]:
        return iter(self.xml(name).iter(_RELATION)) if name in self._names else iter(())

    def saved(self, changed: Mapping[str, bytes]) -> bytes:
        """The file with some parts replaced: the same bytes for the same content."""
        out = BytesIO()
        with zipfile.ZipFile(out, "w") as new:
            for name in self._zip.namelist():
                info = zipfile.ZipInfo(name, _NO_DAY)
                info.compress_type, info.create_system = zipfile.ZIP_DEFLATED, 0
                new.writestr(info, changed.get(name) or self._zip.read(name))
        return out.getvalue()

    def pictures(self) -> list[tuple[int, int]]:
        """Checksums and sizes of the files of pictures, sorted."""
        media = f"{posixpath.dirname(self.main)}/media/"
        infos = (info for info in self._zip.infolist() if info.filename.startswith(media))
        return sorted((info.CRC, info.file_size) for info in infos)

    def has(self, name: str) -> bool:
        return name in self._names

    def xml(self, name: str) -> Xml:
        """The root of a part.

        :raises ValueError: if it cannot be read.
        """
        try:
            with self._zip.open(name) as file:
                data = file.read(self._left + 1)
        except (
            zipfile.BadZipFile,
            RuntimeError,
            NotImplementedError,
            EOFError,
            zlib.error,
            OSError,
        ):
            raise ValueError(f"{self.path} is damaged: {name} cannot be unpacked") from None
        if len(data) > self._left:
            raise ValueError(f"{self.path} unpacks to more than {LARGEST // 1_000_000} MB")
        self._left -= len(data)
        # Files of the strict variant say the same in a namespace of their own.
        data = data.replace(_STRICT, _TRUE.encode())
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
        )
        try:
            root = etree.fromstring(data, parser)
        except etree.XMLSyntaxError as error:
            raise ValueError(f"{self.path} is damaged: {name}: {error.msg}") from None
        if root.getroottree().docinfo.doctype:
            raise ValueError(f"{self.path} is not to be trusted: {name} declares entities")
        return root
