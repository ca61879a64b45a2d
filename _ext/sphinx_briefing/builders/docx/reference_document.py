"""The document that every Word file begins as: the house's own, or the user's reference."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path

import docx
from docx.document import Document
from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.oxml.ns import qn
from docx.parts.numbering import NumberingPart
from docx.shared import Mm

from ...diagnostics.log import warn_of_setting
from .styles import DEFAULTS, all_names, house_style
from .xml import Xml, element, parsed, value

_BEHIND_NOTES = tuple(
    f"w:{name}"
    for name in "compat docVars rsids attachedSchema themeFontLang clrSchemeMapping "
    "doNotIncludeSubdocsInStats shapeDefaults doNotEmbedSmartTags decimalSymbol "
    "listSeparator".split()
)
"""Settings of a document behind those of notes, in the order that Word insists on."""

_STANDARD_STYLES = (
    '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
    '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>',
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
    '<w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/>'
    '<w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/>'
    '<w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar>'
    "</w:tblPr></w:style>",
    '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/>'
    '<w:uiPriority w:val="99"/><w:semiHidden/></w:style>',
)

_NEEDLESS = frozenset(
    {
        RT.CUSTOM_XML,
        "http://schemas.microsoft.com/office/2007/relationships/stylesWithEffects",
    }
)
"""Parts of the library's own template that say nothing about the look."""

_OLD = ("/footnotes", "/endnotes", "/thumbnail", "/people")
"""Ends of relationships to what belongs to the text of a reference document, or shows it."""

_OF_THE_TEXT = frozenset({RT.IMAGE, RT.HYPERLINK, RT.CHART, RT.OLE_OBJECT, RT.PACKAGE})
"""Relationships from a page of the reference that go with its text."""

_COUNTED = {"footnote": "chicago", "endnote": "decimal"}
"""Footnotes by signs, endnotes by numbers: those are the sources."""

_OURS = ("Briefing Marking", "Briefing Footer")
"""Styles of the paragraphs that we put into headers and footers ourselves."""


def initial_document(reference: Path | None) -> bytes:
    """Return the document that all files begin as."""
    document = _user_document(reference) if reference is not None else None
    if document is None:
        document = _house_document()
    else:
        _empty(document)
    for rels in (document.part.package.rels, document.part.rels):
        for key in [key for key, rel in rels.items() if _is_old(rel.reltype)]:
            del rels[key]
    _add_styles(document)
    _set_notes(document.settings.element)
    for section in document.sections:
        _number_notes(section._sectPr)
    if not any(rel.reltype == RT.NUMBERING for rel in document.part.rels.values()):
        _add_numbering(document)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _is_old(reltype: str) -> bool:
    """Say whether a relationship leads to what belongs to the text of a reference document."""
    return reltype.endswith(_OLD) or "/comments" in reltype


def _user_document(path: Path) -> Document | None:
    """Return the user's reference document, or say why it is none."""
    why = ""
    try:
        return docx.Document(str(path))
    except FileNotFoundError:
        why = "there is no such file"
    except Exception:  # noqa: BLE001 - zip, XML and relations may be broken in any way
        why = "it is not a Word document (.docx)"
    problem = f"the styles of the toolkit are used instead of {path.name}: {why}"
    warn_of_setting("briefing_docx_reference", problem, "docx")
    return None


def _house_document() -> Document:
    """Return a document of the house style: nothing of the library's template but its frame."""
    document = docx.Document()
    styles = document.styles.element
    for child in list(styles):
        styles.remove(child)
    styles.append(parsed(DEFAULTS))
    for xml in _STANDARD_STYLES:
        styles.append(parsed(xml))
    settings = document.settings.element
    for child in list(settings):
        settings.remove(child)
    compat = (
        '<w:compat><w:compatSetting w:name="compatibilityMode" '
        'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
    )
    for xml in (
        '<w:zoom w:percent="100"/>',
        '<w:defaultTabStop w:val="709"/>',
        '<w:autoHyphenation w:val="true"/>',
        '<w:characterSpacingControl w:val="doNotCompress"/>',
        compat,
        '<w:themeFontLang w:val="en-GB"/>',
    ):
        settings.append(parsed(xml))
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(26)
    section.top_margin = section.bottom_margin = Mm(27)
    section.header_distance = section.footer_distance = Mm(11)
    numbering = document.part.numbering_part.element
    for child in list(numbering):
        numbering.remove(child)
    rels = document.part.rels
    for key in [key for key, rel in rels.items() if rel.reltype in _NEEDLESS]:
        del rels[key]
    return document


def _empty(document: Document) -> None:
    """Take the text out of a reference document; its page and its header stay."""
    body = document.element.body
    for child in list(body):
        if child.tag != qn("w:sectPr"):
            body.remove(child)
    if body.find(qn("w:sectPr")) is None:
        body.append(element("w:sectPr"))
    used = set(re.findall(r'r:\w+="([^"]+)"', body.xml))
    rels = document.part.rels
    for key in [key for key, rel in rels.items() if rel.reltype in _OF_THE_TEXT]:
        if key not in used:
            del rels[key]
    # A file of ours may serve as reference; marking and footer that it bears are of its brief.
    ids = style_ids(document)
    ours = {ids[name.casefold()] for name in _OURS if name.casefold() in ids}
    for rel in rels.values():
        if rel.reltype in {RT.HEADER, RT.FOOTER}:
            for paragraph in list(rel.target_part.element.iter(qn("w:p"))):
                style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
                if style is not None and style.get(qn("w:val")) in ours:
                    paragraph.getparent().remove(paragraph)


def style_ids(document: Document) -> dict[str, str]:
    """Return the ids of the styles by their names, as Word compares these."""
    found: dict[str, str] = {}
    for style in document.styles.element.iterchildren(qn("w:style")):
        name = style.find(qn("w:name"))
        if name is not None:
            found.setdefault(name.get(qn("w:val"), "").casefold(), style.get(qn("w:styleId"), ""))
    return found


def _add_styles(document: Document) -> None:
    """Add the styles of ours that the document does not define itself."""
    ids = style_ids(document)
    taken = set(ids.values())
    for name in all_names():
        if name.casefold() in ids:
            continue
        style = house_style(name)
        while style.get(qn("w:styleId")) in taken:
            style.set(qn("w:styleId"), f"{style.get(qn('w:styleId'))}0")
        taken.add(style.get(qn("w:styleId")))
        ids[name.casefold()] = style.get(qn("w:styleId"))
        for tag in ("w:basedOn", "w:next"):
            found = style.find(qn(tag))
            if found is not None and found.get(qn("w:val")) not in taken:
                _point(found, ids)
        document.styles.element.append(style)


_BASES = {"Normal": "normal", "BodyText": "body text", "Footer": "footer"}
"""The ids of the styles that others of ours are based on, and their names."""


def _point(reference: Xml, ids: dict[str, str]) -> None:
    """Let a style refer to another by the id that this has in the user's document."""
    wanted = _BASES.get(reference.get(qn("w:val")), "")
    if wanted in ids:
        reference.set(qn("w:val"), ids[wanted])
    else:
        reference.getparent().remove(reference)


def _add_numbering(document: Document) -> None:
    """Give lists a place to be declared in."""
    part = NumberingPart(
        PackURI("/word/numbering.xml"),
        CT.WML_NUMBERING,
        parsed("<w:numbering/>"),
        document.part.package,
    )
    document.part.relate_to(part, RT.NUMBERING)


def _number_notes(section: Xml) -> None:
    """Say in the section too how notes are counted: LibreOffice looks there."""
    before = {qn("w:headerReference"), qn("w:footerReference")}
    for kind, form in _COUNTED.items():
        for old in section.findall(qn(f"w:{kind}Pr")):
            section.remove(old)
        at = sum(child.tag in before for child in section)
        section.insert(at, element(f"w:{kind}Pr", value("w:numFmt", form)))
        before.add(qn(f"w:{kind}Pr"))


def _set_notes(settings: Xml) -> None:
    """Count notes, and name the lines that part them from text."""
    for kind, form in _COUNTED.items():
        tag = f"w:{kind}Pr"
        for old in settings.findall(qn(tag)):
            settings.remove(old)
        properties = element(tag, value("w:numFmt", form))
        properties.append(element(f"w:{kind}", id=-1))
        properties.append(element(f"w:{kind}", id=0))
        settings.insert_element_before(properties, *_BEHIND_NOTES)
