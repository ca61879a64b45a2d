"""Where the paragraphs of a Word file come from, so that comments on them find their way home.

A bookmark stands at each paragraph that comes from another line of the sources than the one before
it (``p_briefs_geneva_34``), and at each record (``r_claim_vik``). A part of custom XML says of each
what it stands for, and what the words were; Word keeps it, and shows it to nobody.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

from docutils import nodes
from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from lxml import etree

from ...word_files.paragraphs import paragraphs_of
from ...word_files.places import NAMESPACE, PAGE, PLACE, ROOT, TEXTS, digests
from ..paper.printable import printable
from .package import WordFile

_PROPERTIES = (
    '<?xml version="1.0" encoding="UTF-8" standalone="no"?>\n<ds:datastoreItem '
    'xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml" '
    f'ds:itemID="{{{str(uuid5(NAMESPACE_URL, NAMESPACE)).upper()}}}"><ds:schemaRefs>'
    f'<ds:schemaRef ds:uri="{NAMESPACE}"/></ds:schemaRefs></ds:datastoreItem>'
)
"""What Office wants to know of such a part: its name, and the namespace of what is in it."""

_NO_NAME = re.compile(r"\W+", re.ASCII)
_NAME, _TAIL = 40, 8
"""Word's limit for the names of bookmarks, and the end that tells long ones apart."""


class Places:
    """The places of one Word file.

    :param srcdir: the folder of the sources, from which files are named.
    :param docname: the page.
    :param files: the files that the page is read from, its own first.
    :param taken: bookmarks that the file has for other reasons.
    """

    def __init__(
        self, srcdir: Path, docname: str, files: Iterable[Path], taken: Iterable[str]
    ) -> None:
        self._srcdir, self._docname = srcdir, docname
        self._files = [self._relative(file) for file in files]
        self._taken = {name.casefold() for name in taken}
        self._last: tuple[str, int] | None = None
        self._root = etree.Element(ROOT, nsmap={None: NAMESPACE})

    def passage(self, node: nodes.Node) -> str:
        """Return the name of the bookmark for a paragraph; empty where the last one holds on."""
        place = self._origin(node)
        if place == self._last:
            return ""
        self._last = place
        file, line = place
        # Two pages may be written in one folder under names that differ in their suffixes alone.
        page = self._docname if file == self._files[0] else file
        return self._note(f"p_{page}_{line}", page=self._docname, file=file, line=str(line))

    def record(self, kind: str, identifier: str, page: str) -> str:
        """Return the name of the bookmark for what is printed of a record.

        :param page: where it is written.
        """
        return self._note(f"r_{kind}_{identifier}", page=page, kind=kind, id=identifier)

    def _origin(self, node: nodes.Node | None) -> tuple[str, int]:
        """File and line of a node; what is printed of other pages stands where that is asked for.

        Lines of other pages may change without a change of what this one prints.
        """
        while node is not None:
            # A caption has no line of its own, and is where the table is.
            inside = () if isinstance(node, nodes.Structural) else node.findall()
            for one in (node, *inside):
                if one.line and (file := self._file_of(one)) in self._files:
                    return file, one.line
            node = node.parent
        return self._files[0], 1

    def _file_of(self, node: nodes.Node) -> str:
        return self._relative(Path(node.source)) if node.source else self._files[0]

    def _relative(self, path: Path) -> str:
        whole = self._srcdir / path
        inside = whole.is_relative_to(self._srcdir)
        return (whole.relative_to(self._srcdir) if inside else path).as_posix()

    def _note(self, wanted: str, **facts: str) -> str:
        name, count = _short(wanted), 1
        while name.casefold() in self._taken:
            count += 1
            name = _short(f"{wanted}_{count}")
        self._taken.add(name.casefold())
        place = etree.SubElement(self._root, PLACE, bookmark=name)
        for key, fact in facts.items():
            place.set(key, printable(fact))
        return name

    def write(self, file: WordFile) -> None:
        """Put what the bookmarks stand for into a file."""
        document = file.document.part
        package = document.package
        for key, relation in list(document.rels.items()):  # of a reference that we once wrote
            if relation.reltype == RT.CUSTOM_XML and _is_ours(relation.target_part.blob):
                del document.rels[key]
        self._root.set(PAGE, printable(self._docname))
        self._root.set(TEXTS, digests(paragraphs_of(file.body)))
        taken = {str(part.partname) for part in package.iter_parts()}
        number = next(n for n in range(1, len(taken) + 2) if f"/customXml/item{n}.xml" not in taken)
        blob = etree.tostring(self._root, xml_declaration=True, encoding="UTF-8", standalone=True)
        part = Part(PackURI(f"/customXml/item{number}.xml"), CT.XML, blob, package)
        document.relate_to(part, RT.CUSTOM_XML)
        name = PackURI(f"/customXml/itemProps{number}.xml")
        properties = Part(name, CT.OFC_CUSTOM_XML_PROPERTIES, _PROPERTIES.encode(), package)
        part.relate_to(properties, RT.CUSTOM_XML_PROPS)


def _is_ours(blob: bytes) -> bool:
    return f'"{NAMESPACE}"'.encode() in blob[:500]


def _short(wanted: str) -> str:
    """Return a name that Word takes; one that is too long ends in a hash of the whole.

    >>> _short("p_briefs/geneva_34"), len(_short("p_" + "long/" * 20 + "_7"))
    ('p_briefs_geneva_34', 40)
    """
    name = _NO_NAME.sub("_", wanted)
    if len(name) <= _NAME:
        return name
    tail = hashlib.sha256(wanted.encode()).hexdigest()[:_TAIL]
    return f"{name[: _NAME - _TAIL - 1]}_{tail}"
