"""LaTeX as plain text, through pylatexenc."""

# ruff: noqa: RUF001 - typography has many signs that look alike

from __future__ import annotations

import html
import logging
import re
from collections.abc import Mapping
from functools import cache
from typing import Any

_RAISED = str.maketrans("0123456789+-−=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿ")
_LOWERED = str.maketrans("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎")
_ORDINALS = frozenset({"st", "nd", "rd", "th", "er", "re", "me", "o"})

_SILENT = (
    "color definecolor index label nocite phantom hphantom vphantom noopsort sortnoop SortNoop"
).split()
"""Macros whose one argument is not to be read."""
_UNREAD = "cite citet citep ref autoref cref Cref eqref includegraphics hspace vspace".split()
_SYMBOLS = {
    "pounds": "£", "textsterling": "£", "euro": "€", "EUR": "€", "yen": "¥", "textyen": "¥",
    "textcent": "¢", "textdollar": "$", "S": "§", "textsection": "§", "P": "¶",
    "textparagraph": "¶", "copyright": "©", "dag": "†", "ddag": "‡", "textdagger": "†",
    "textless": "<", "textgreater": ">", "less": "<", "greater": ">", "lt": "<", "gt": ">",
    "textbar": "|", "textquotedbl": '"', "textasciitilde": "~", "textasciicircum": "^",
    "textunderscore": "_", "textbraceleft": "{", "textbraceright": "}", "textellipsis": "…",
    "ldots": "…", "dots": "…", "textnumero": "№", "textperiodcentered": "·", "slash": "/",
    "textdegree": "°", "degree": "°", "textordfeminine": "ª", "textordmasculine": "º",
    "guillemotleft": "«", "guillemotright": "»", "guilsinglleft": "‹", "guilsinglright": "›",
    "glqq": "„", "grqq": "“", "glq": "‚", "grq": "‘", "flqq": "«", "frqq": "»",
    "quotedblbase": "„", "quotesinglbase": "‚", "textquotesingle": "'", "lq": "‘", "rq": "’",
    "textvisiblespace": " ", "newline": " ", "par": " ", "quad": " ", "qquad": " ",
    "space": " ", "\\": " ", "addspace": " ", "-": "", "/": "", "today": "", "maketitle": "",
    "TeX": "TeX", "LaTeX": "LaTeX", "LaTeXe": "LaTeX2ε", "BibTeX": "BibTeX",
    "bibrangedash": "–", "hyphen": "-", "textendash": "–", "textemdash": "—",
}  # fmt: skip
_WRAPPERS = {
    "enquote": "“%s”", "mkbibquote": "“%s”", "textquote": "“%s”", "sqrt": "√%s", "url": "%s",
    "texttt": "%s", "path": "%s", "mathbf": "%s", "mathit": "%s", "mathsf": "%s",
    "mathtt": "%s", "footnote": " (%s)", "mkbibparens": "(%s)", "mkbibbrackets": "[%s]",
    "parentext": "(%s)", "brackettext": "[%s]",
}  # fmt: skip
"""What is put round the last argument of a macro."""
_LAST = {
    "href": "{{", "textcolor": "[{{", "colorbox": "[{{", "fcolorbox": "[{[{{",
    "hyperref": "[{", "hypertarget": "{{", "foreignlanguage": "{{", "textlang": "{{",
    "mbox": "{", "fbox": "{", "text": "{", "title": "{", "author": "{", "date": "{",
    "printlast": "{{", "resizebox": "{{{", "scalebox": "{{", "raisebox": "{{",
}  # fmt: skip
"""Macros of whose arguments only the last one is to be read."""
_FIRST = {"texorpdfstring": "{{", "printfirst": "{{", "input": "{", "include": "{"}

_MARKED_UP = re.compile(r"<(i|b|em|strong|sup|sub|sc|scp|span)\b[^<>]*>(.*?)</\1>", re.S)
_ENTITY = re.compile(r"&(?:#\d+|#[xX][\da-fA-F]+|[a-zA-Z]\w*);")
_MATH = re.compile(r"\$((?:\\.|[^$\\])+)\$", re.S)
_RAISING = re.compile(r"\\.|([_^])\s*(?:(\{)|(\\[a-zA-Z]+|[^\s{}\\]))", re.S)
_COMMON = re.compile(
    r"""\\(?:[&%_#]
    |[`'"^~=.](?:\{\\?[a-zA-Z]\}|\\[ij](?:\{\}|\b)|[a-zA-Z])
    |[uvHckr](?:\{\\?[a-zA-Z]\}|[ ]+[a-zA-Z](?![a-zA-Z]))
    |(?:ss|ae|AE|oe|OE|aa|AA|o|O|l|L)(?:\{\}|[ ]+(?=\S)|(?![a-zA-Z])))""",
    re.VERBOSE,
)
"""Accents, letters and escapes, which most of the LaTeX in bibliographies is."""
_LIGATURES = (("---", "—"), ("--", "–"), ("``", "“"), ("''", "”"), ("~", " "))
_UNFILLED = re.compile(r"%(?:\(\d\))?s")
"""What pylatexenc leaves of a macro whose arguments are not there."""
_BRACES = str.maketrans("", "", "{}")


class UnreadableLatex(ValueError):
    """LaTeX that cannot be read; ``rough`` is the text without its commands."""

    def __init__(self, rough: str) -> None:
        super().__init__("its LaTeX cannot be read, so its commands are left out; write plain text")
        self.rough = rough


def plain(text: str) -> str:
    """LaTeX as one line of plain text.

    :raises UnreadableLatex: when there is no sense in it.
    """
    if "\\" in text and "$" not in text:
        text = _COMMON.sub(lambda match: _character(match[0]), text)
    if "\\" not in text and "$" not in text:
        return _finished(_typeset(text))
    try:
        found = _converted(_prepared(text))
    except Exception:  # noqa: BLE001 - pylatexenc raises whatever a macro's writer forgot
        rough = re.sub(r"\\[a-zA-Z]+\*?|\\.|\$", " ", text, flags=re.S)
        raise UnreadableLatex(_finished(_typeset(rough))) from None
    return _finished(found)


@cache
def _character(command: str) -> str:
    return _converted(command)


def _converted(text: str) -> str:
    found = str(_converter().latex_to_text(text, **_parsing()))
    if _UNFILLED.search(found) and not _UNFILLED.search(text):
        raise ValueError
    return found


def without_markup(text: str) -> str:
    """A text without the HTML that reference managers write into titles."""
    while (shorter := _MARKED_UP.sub(r"\2", text)) != text:
        text = shorter
    return _ENTITY.sub(lambda match: html.unescape(match[0]), text) if "&" in text else text


def _typeset(text: str) -> str:
    """A text without commands, as LaTeX prints it."""
    for written, character in _LIGATURES:
        text = text.replace(written, character)
    return text.translate(_BRACES)


def _finished(text: str) -> str:
    if "`" in text:
        text = text.replace("`", "‘").replace("'", "’")
    return " ".join(without_markup(text).split())


def _prepared(text: str) -> str:
    """Mathematics in the form that is meant, and what is no LaTeX escaped."""
    # BibTeX knows no comments within a field.
    text = re.sub(r"(?<!\\)((?:\\\\)*)%", r"\1\\%", text)
    text = re.sub(r"(?<!\\)\$\$", "$", text)
    found, position = [], 0
    for match in re.finditer(r"\\.|\$", text, re.S):
        if match.start() < position or match[0] != "$":
            continue
        found.append(text[position : match.start()])
        math = _MATH.match(text, match.start())
        if math and _is_math(math[1], text[math.end() : math.end() + 1]):
            found.append(rf"\({_RAISING.sub(_raising, math[1])}\)")
            position = math.end()
        else:
            found.append(r"\$")
            position = match.end()
    return "".join(found) + text[position:]


def _is_math(text: str, after: str) -> bool:
    """Whether what stands between two dollars is a formula, and not a text between two sums."""
    if re.search(r"[\\_^{}=]", text):
        return True
    if text[0].isspace() or text[-1].isspace():
        return False
    return not (text[0].isdigit() and after.isdigit())


def _raising(match: re.Match[str]) -> str:
    if not match[1]:
        return match[0]
    macro = r"\briefingsub" if match[1] == "_" else r"\briefingsup"
    return macro + (match[2] or f"{{{match[3]}}}")


def _raised(text: str) -> str:
    text = text.strip()
    if text in _ORDINALS:
        return text
    return "°" if text == "∘" else _shifted(text, _RAISED) or f"^{text}"


def _lowered(text: str) -> str:
    text = text.strip()
    return _shifted(text, _LOWERED) or f"_{text}"


def _shifted(text: str, characters: Mapping[int, int]) -> str:
    """A text in other characters; empty when one of them does not exist."""
    return text.translate(characters) if all(ord(c) in characters for c in text) else ""


def _superscript(text: str) -> str:
    return _shifted(text, _RAISED) or text


def _subscript(text: str) -> str:
    return _shifted(text, _LOWERED) or text


@cache
def _converter() -> Any:
    from pylatexenc.latex2text import (
        LatexNodes2Text,
        MacroTextSpec,
        SpecialsTextSpec,
        get_default_latex_context_db,
    )

    # It logs what it passes over; nobody could find the place.
    logging.getLogger("pylatexenc").addHandler(logging.NullHandler())

    def argument(index: int, pattern: str = "%s", change: Any = None) -> Any:
        def replace(node: Any, l2tobj: Any) -> str:  # pylatexenc goes by this name
            given = [part for part in node.nodeargd.argnlist or () if part is not None]
            text = l2tobj.nodelist_to_text([given[index]]) if given else ""
            return pattern % (change(text) if change else text)

        return replace

    macros = [MacroTextSpec(name, discard=True) for name in (*_SILENT, *_UNREAD)]
    macros += [
        MacroTextSpec(name, symbol or None, discard=True) for name, symbol in _SYMBOLS.items()
    ]
    replacements: dict[str, Any] = {
        **{name: argument(-1, pattern) for name, pattern in _WRAPPERS.items()},
        **{name: argument(-1) for name in _LAST},
        **{name: argument(0) for name in _FIRST},
        "textsuperscript": argument(-1, change=_superscript),
        "textsubscript": argument(-1, change=_subscript),
        "briefingsup": argument(-1, change=_raised),
        "briefingsub": argument(-1, change=_lowered),
    }
    macros += [MacroTextSpec(name, simplify_repl=how) for name, how in replacements.items()]
    context = get_default_latex_context_db()
    context.add_context_category(
        "briefing", prepend=True, macros=macros, specials=[SpecialsTextSpec("&", "&")]
    )
    context.set_unknown_macro_spec(MacroTextSpec("", discard=False))
    return LatexNodes2Text(latex_context=context, math_mode="text", strict_latex_spaces=True)


@cache
def _parsing() -> dict[str, Any]:
    from pylatexenc.latexwalker import get_default_latex_context_db
    from pylatexenc.macrospec import MacroSpec

    context = get_default_latex_context_db()
    one = [*_SILENT, "textsuperscript", "textsubscript", "briefingsup", "briefingsub"]
    wrapped = dict.fromkeys((*_WRAPPERS, *one), "{")
    wrapped |= {"enquote": "*{", "textquote": "*[[{", "sqrt": "[{", "footnote": "[{"}
    macros = [MacroSpec(name, form) for name, form in (wrapped | _LAST | _FIRST).items()]
    macros += [MacroSpec(name, "") for name in _SYMBOLS]
    context.add_context_category("briefing", prepend=True, macros=macros)
    return {"latex_context": context, "tolerant_parsing": True}
