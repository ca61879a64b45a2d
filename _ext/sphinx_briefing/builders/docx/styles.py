"""The house style: the Word styles that a reference document does not define.

Names that Word knows are its own (``heading 1``, ``List Bullet``, ``footnote text`` …), so that
its panes, tables of contents and menus work; all others begin with ``Briefing``.
"""

from __future__ import annotations

from ... import palette
from .xml import Xml, parsed

_INK, _MUTED, _ACCENT, _RULE, _TINT, _LINK = (
    palette.word(palette.HOUSE[name]) for name in ("ink", "muted", "accent", "rule", "tint", "link")
)
_SERIF = (
    '<w:rFonts w:ascii="Cambria" w:hAnsi="Cambria" w:eastAsia="Cambria" w:cs="Times New Roman"/>'
)
_SANS = '<w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:eastAsia="Calibri" w:cs="Arial"/>'
_MONO = '<w:rFonts w:ascii="Consolas" w:hAnsi="Consolas" w:eastAsia="Consolas" w:cs="Courier New"/>'


def _sized(points: float) -> str:
    half = round(points * 2)
    return f'<w:sz w:val="{half}"/><w:szCs w:val="{half}"/>'


_SINGLE, _OPEN = ' w:line="240" w:lineRule="auto"', ' w:line="271" w:lineRule="auto"'
"""Line spacing, as attributes: single, and that of running text."""


def _spacing(before: int, after: int, line: str = "") -> str:
    return f'<w:spacing w:before="{before}" w:after="{after}"{line}/>'


def _colour(colour: str) -> str:
    return f'<w:color w:val="{colour}"/>'


def _heading(level: int) -> tuple[str, str, str]:
    size, colour = {1: (14, _ACCENT), 2: (11.5, _ACCENT)}.get(level, (10.5, _INK))
    before = {1: 320, 2: 240}.get(level, 200)
    paragraph = (
        f"<w:keepNext/><w:keepLines/>{_spacing(before, 100)}"
        f'<w:jc w:val="left"/><w:outlineLvl w:val="{level - 1}"/>'
    )
    return "Body Text", paragraph, f"{_SANS}<w:b/><w:bCs/>{_colour(colour)}{_sized(size)}"


_BOLD = "<w:b/><w:bCs/>"
_ITALIC = "<w:i/><w:iCs/>"
_KEEP = "<w:keepNext/>"

PARAGRAPHS: dict[str, tuple[str, str, str]] = {
    "Normal": (
        "", f"<w:widowControl/>{_spacing(0, 120, _OPEN)}",
        f"{_SERIF}{_colour(_INK)}{_sized(10.5)}",
    ),
    "Body Text": ("Normal", "", ""),
    "Title": (
        "Normal",
        f'{_KEEP}<w:keepLines/>{_spacing(0, 120, _SINGLE)}<w:jc w:val="left"/>',
        f"{_SANS}{_BOLD}{_colour(_INK)}{_sized(21)}",
    ),
    "Briefing Kicker": (
        "Normal", f"{_KEEP}{_spacing(0, 40, _SINGLE)}<w:jc w:val='left'/>",
        f'{_SANS}{_BOLD}<w:caps/>{_colour(_ACCENT)}<w:spacing w:val="14"/>{_sized(9)}',
    ),
    "Briefing Facts Line": (
        "Normal",
        f'<w:pBdr><w:top w:val="single" w:sz="10" w:space="5" w:color="{_ACCENT}"/></w:pBdr>'
        f"{_spacing(0, 160, _SINGLE)}<w:jc w:val='left'/>",
        f"{_SANS}{_colour(_MUTED)}{_sized(8.5)}",
    ),
    "Subtitle": ("Normal", _KEEP, f"{_SANS}{_colour(_MUTED)}{_sized(12)}"),
    **{f"heading {level}": _heading(level) for level in range(1, 10)},
    "List Bullet": ("Normal", _spacing(0, 60), ""),
    "List Number": ("Normal", _spacing(0, 60), ""),
    "List Continue": ("Normal", _spacing(0, 60), ""),
    "Quote": ("Normal", '<w:ind w:left="0" w:right="284"/>', _ITALIC),
    "caption": ("Normal", f"{_KEEP}{_spacing(120, 80)}", f"{_SANS}{_BOLD}{_sized(9)}"),
    "footnote text": ("Normal", _spacing(0, 40), _sized(8.5)),
    "endnote text": ("Normal", _spacing(0, 60), _sized(9)),
    "header": ("Normal", _spacing(0, 0), f"{_SANS}{_colour(_MUTED)}{_sized(8)}"),
    "footer": ("Normal", _spacing(0, 40), f"{_SANS}{_colour(_MUTED)}{_sized(8)}"),
    "TOC Heading": ("Normal", f"{_KEEP}{_spacing(200, 80)}", f"{_SANS}{_BOLD}{_sized(10.5)}"),
    "toc 1": ("Normal", _spacing(0, 40), f"{_SANS}{_sized(9.5)}"),
    "toc 2": ("Normal", f'{_spacing(0, 20)}<w:ind w:left="284"/>', f"{_SANS}{_sized(9)}"),
    "HTML Preformatted": (
        "Normal",
        f'<w:keepLines/><w:shd w:val="clear" w:color="auto" w:fill="{_TINT}"/>'
        f"{_spacing(60, 120, _SINGLE)}<w:jc w:val='left'/>",
        f"{_MONO}<w:noProof/>{_sized(8.5)}",
    ),
    "Briefing Marking": (
        "Normal", f'{_spacing(0, 60)}<w:jc w:val="right"/>',
        '<w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:eastAsia="Arial" w:cs="Arial"/>'
        f"{_BOLD}<w:noProof/>{_sized(12)}",
    ),
    "Briefing Portion": (
        "Normal", f'{_KEEP}{_spacing(0, 80, _SINGLE)}<w:jc w:val="left"/>',
        '<w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:eastAsia="Arial" w:cs="Arial"/>'
        f"{_BOLD}<w:noProof/>{_sized(9)}",
    ),
    "Briefing Portion End": (
        "Normal", f'{_spacing(40, 120, _SINGLE)}<w:jc w:val="left"/>',
        f"{_SANS}{_BOLD}{_colour(_MUTED)}{_sized(7.5)}",
    ),
    "Briefing Footer": ("Footer", "", ""),
    "Briefing Summary": (
        "Normal",
        f'{_spacing(0, 160)}<w:jc w:val="left"/>',
        _sized(12.5),
    ),
    "Briefing Head": ("Normal", f"{_KEEP}{_spacing(60, 20)}", _BOLD),
    "Briefing Details": (
        "Normal", f"{_spacing(0, 100)}<w:jc w:val='left'/>",
        f"{_SANS}{_colour(_MUTED)}{_sized(8.5)}",
    ),
    "Briefing Box Title": (
        "Normal", f"{_KEEP}{_spacing(80, 40)}", f"{_SANS}{_BOLD}{_colour(_ACCENT)}{_sized(9.5)}",
    ),
    "Briefing Rubric": ("Normal", f"{_KEEP}{_spacing(200, 80)}", f"{_SANS}{_BOLD}{_sized(10.5)}"),
    "Briefing Attribution": ("Normal", '<w:jc w:val="right"/>', ""),
    "Briefing Centred": ("Normal", '<w:jc w:val="center"/>', _BOLD),
    "Briefing Term": ("Normal", f"{_KEEP}{_spacing(60, 20)}", _BOLD),
    "Briefing Signature": ("Normal", f"{_KEEP}{_spacing(80, 40)}", f"{_MONO}{_sized(9)}"),
    "Briefing Line": ("Normal", _spacing(0, 0), ""),
    "Briefing Table Text": (
        "Normal",
        f"{_spacing(20, 20, _SINGLE)}<w:jc w:val='left'/>",
        f"{_SANS}{_sized(9)}",
    ),
    "Briefing Bar": (
        "Normal", f"{_KEEP}{_spacing(40, 30, _SINGLE)}<w:jc w:val='left'/>",
        f"{_SANS}<w:noProof/>{_sized(6)}",
    ),
    "Briefing Figure": ("Normal", f"{_KEEP}{_spacing(120, 60)}", ""),
    "Briefing Transition": ("Normal", f'{_spacing(160, 160)}<w:jc w:val="center"/>', ""),
    "Briefing Formula Block": ("Normal", '<w:jc w:val="center"/>', f"{_MONO}{_sized(9.5)}"),
}  # fmt: skip
"""Name → the style that is based on (or nothing), paragraph and run properties."""

CHARACTERS = {
    "Strong": _BOLD,
    "Emphasis": _ITALIC,
    "Hyperlink": f'{_colour(_LINK)}<w:u w:val="single"/>',
    "HTML Code": f"{_MONO}<w:noProof/>{_sized(9)}",
    "footnote reference": '<w:vertAlign w:val="superscript"/>',
    "endnote reference": f'{_colour(_LINK)}<w:vertAlign w:val="baseline"/>',
    "Briefing Label": f"{_SANS}{_colour(_MUTED)}{_sized(8.5)}",
    "Briefing Badge": f"{_SANS}{_BOLD}{_colour(_ACCENT)}{_sized(8.5)}",
    "Briefing Formula": f"{_MONO}<w:noProof/>",
    # A name is a word of its sentence, though it leads to an entry, and is parted nowhere.
    "Briefing Mention": "<w:noProof/>",
}
"""Name → run properties."""


def _cells(gap: int) -> str:
    """The margins of cells; above and below as given, in twentieths of a point."""
    return (
        f'<w:tblCellMar><w:top w:w="{gap}" w:type="dxa"/><w:left w:w="85" w:type="dxa"/>'
        f'<w:bottom w:w="{gap}" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar>'
    )


_LINES = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="{_RULE}"/>'
    for side in ("top", "bottom", "insideH")
)

TABLES = {
    "Briefing Table": (
        f'<w:tblStyleRowBandSize w:val="1"/><w:tblBorders>{_LINES}</w:tblBorders>{_cells(28)}',
        f'<w:tblStylePr w:type="firstRow"><w:rPr>{_BOLD}{_colour(_ACCENT)}</w:rPr><w:tcPr>'
        f'<w:tcBorders><w:bottom w:val="single" w:sz="8" w:space="0" w:color="{_ACCENT}"/>'
        f'</w:tcBorders><w:shd w:val="clear" w:color="auto" w:fill="{_TINT}"/></w:tcPr>'
        "</w:tblStylePr>",
    ),
    "Briefing Rows": (
        f"<w:tblBorders>{_LINES}</w:tblBorders>{_cells(57)}",
        "",
    ),
}
"""Name → table properties, and the formats of its parts."""

DEFAULTS = (
    "<w:docDefaults><w:rPrDefault><w:rPr>"
    f'{_SERIF}<w:lang w:val="en-GB" w:eastAsia="en-GB" w:bidi="ar-SA"/>'
    "</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>"
)
BUILT_IN = frozenset(name for name in (*PARAGRAPHS, *CHARACTERS) if not name.startswith("Briefing"))
"""The names that Word itself knows, which it translates for its users."""


def _id(name: str) -> str:
    """Return the id of a style of ours; Word writes those of its own styles alike.

    >>> _id("heading 1"), _id("Briefing Table")
    ('Heading1', 'BriefingTable')
    """
    return "".join(word[0].upper() + word[1:] for word in name.split())


def house_style(name: str) -> Xml:
    """Return the definition of one of our styles."""
    custom = "" if name in BUILT_IN else ' w:customStyle="1"'
    priority = '<w:uiPriority w:val="1"/><w:qFormat/>'
    if name in PARAGRAPHS:
        based, paragraph, run = PARAGRAPHS[name]
        based_on = f'<w:basedOn w:val="{_id(based)}"/>' if based else ""
        follows = '<w:next w:val="BodyText"/>' if "eading" in name or "Title" in name else ""
        default = ' w:default="1"' if name == "Normal" else ""
        kind, content = "paragraph", f"<w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr>"
    elif name in CHARACTERS:
        kind, default, based_on, follows = "character", "", "", ""
        content = f"<w:rPr>{CHARACTERS[name]}</w:rPr>"
    else:
        properties, parts = TABLES[name]
        kind, default, based_on, follows = "table", "", "", ""
        content = f"<w:tblPr>{properties}</w:tblPr>{parts}"
    return parsed(
        f'<w:style w:type="{kind}"{default}{custom} w:styleId="{_id(name)}">'
        f'<w:name w:val="{name}"/>{based_on}{follows}{priority}{content}</w:style>'
    )


def all_names() -> tuple[str, ...]:
    """Return the names of all our styles."""
    return (*PARAGRAPHS, *CHARACTERS, *TABLES)
