"""Seeded edits of Word files, as readers make them, and what is to be found of each.

Every passage of the project of :data:`FILES` has a word of its own (``tok17``), whose line in the
sources is where an edit of that passage is to be found.
"""

import copy
import io
import random
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lxml import etree

from tests.corpus import brief, note, record
from tests.support import Content

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_WML = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_NS = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    'xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml"'
)
_NOUNS = (
    "harbour grain envoy ledger treaty ferry quarry signal winter border pipeline council "
    "auction cargo minister railway tariff dispute channel estuary mirror garden orchard"
).split()
WHO, WHEN = "Ines Alder", "2026-03-02T10:00:00Z"
TOKEN = re.compile(r"tok\d+")


def _sentence(number: int) -> str:
    words = random.Random(number).choices(_NOUNS, k=9)
    for place in (2, 5, 7):  # words that stand nowhere else
        words[place] += f"q{number}k{place}z"
    return f"The {words[0]} of tok{number} {' '.join(words[1:])}."


def _twin(number: int) -> str:
    """A sentence of which there are many, all but the same."""
    return f"The harbour of tok{number} will open to grain in winterq{number}k1z, they say."


def _page(numbers: Iterator[int]) -> str:
    def words(count: int = 1) -> str:
        return " ".join(_sentence(next(numbers)) for _ in range(count))

    parts = []
    for section in range(6):
        head = next(numbers)
        parts.append(f"## Part tok{head} of {_NOUNS[section]}q{head}k0z\n")
        parts += [f"{words()}\n" for _ in range(5)]
        parts.append(f"{words()} It names {{actor}}`Ada` and **more** {{claim}}`c{section}`.\n")
        parts.append("\n".join(f"- {words()}" for _ in range(3)) + "\n")
        parts.append(f"| Head | Other |\n| - | - |\n| {words()} | cell |\n| {words()} | cell |\n")
        parts.append(f"> {words()}\n")
        parts += [f"{_twin(next(numbers))}\n" for _ in range(4)]
        parts.append(f"{words()}\nIt goes on, in lines\nthat are wrapped.\n")
        parts.append(f":::{{note}}\n{words()}\n:::\n")
        parts.append(record("claim", words(), by="Ada", id=f"own{section}"))
    parts.append("```{include} part.txt\n```\n")
    parts.append("```{claims}\n:as: list\n:scope: all\n```\n")
    return "\n".join(parts)


_numbers = iter(range(10_000))
FILES: Mapping[str, Content] = {
    "registers.md": "# Registers\n\n" + record("actor", "Ada", kind="person"),
    **{
        f"n{n}.md": note(record("claim", _sentence(next(_numbers)), by="Ada", id=f"c{n}"))
        for n in range(6)
    },
    "deep/part.txt": "".join(f"{_sentence(next(_numbers))}\n\n" for _ in range(3)),
    "deep/brief.md": brief(_page(_numbers)),
}
BRIEF = "deep/brief"


def lines_of_tokens(sources: Path) -> dict[str, tuple[str, int]]:
    """File and line of each word of its own, as a search in the sources finds them."""
    found = {}
    for path in sorted(sources.rglob("*")):
        if path.suffix in (".md", ".txt"):
            for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
                for token in TOKEN.findall(line):
                    found[token] = path.relative_to(sources).as_posix(), number
    return found


@dataclass(frozen=True)
class Edit:
    """One edit: what was done, to the passage with which word, and a word to know it by."""

    what: str
    token: str
    needle: str


@dataclass
class WordEditor:
    """A Word file that is being edited."""

    content: bytes
    seed: int
    edits: list[Edit] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.random = random.Random(self.seed)
        with zipfile.ZipFile(io.BytesIO(self.content)) as file:
            self.parts = {name: file.read(name) for name in file.namelist()}
        self.root: Any = etree.fromstring(self.parts["word/document.xml"])
        self.comments: list[tuple[str, str, str]] = []
        self._number = 9000
        self._used: set[str] = set()
        free: dict[str, Any] = {}
        doubled: set[str] = set()
        for paragraph in self.root.iter(f"{W}p"):
            tokens = set(TOKEN.findall(text_of(paragraph)))
            contents = "".join(paragraph.itertext(f"{W}instrText"))
            if len(tokens) == 1 and "PAGEREF" not in contents:
                (token,) = tokens
                doubled |= {token} & free.keys()
                free[token] = paragraph
        self._free = {token: one for token, one in free.items() if token not in doubled}

    # -- edits -------------------------------------------------------------------------------

    def edit(self, count: int, kinds: "Mapping[str, Kind] | None" = None) -> list[Edit]:
        """Make some edits, each of another passage."""
        kinds = kinds or KINDS
        while len(self.edits) < count:
            what = self.random.choice(sorted(kinds))
            token = self.random.choice(sorted(self._free.keys() - self._used))
            self._used.add(token)
            needle = f"new{self.seed}x{len(self.edits)}"
            paragraph = self._free[token]
            made = kinds[what](self, paragraph, needle)
            if made is not None:
                self.edits.append(Edit(what, token, made))
        return self.edits

    def other(self) -> Any:
        """A plain paragraph of the text that nothing else happens to."""
        plain = [
            (token, one)
            for token, one in sorted(self._free.items())
            if token not in self._used and one.getparent().tag == f"{W}body"
        ]
        token, paragraph = self.random.choice(plain)
        self._used.add(token)
        return paragraph

    def number(self) -> str:
        self._number += 1
        return str(self._number)

    def tracked(self, tag: str, *children: Any) -> Any:
        xml = etree.Element(f"{W}{tag}", {f"{W}id": self.number(), f"{W}author": WHO,
                                          f"{W}date": WHEN})  # fmt: skip
        xml.extend(children)
        return xml

    # -- the file ----------------------------------------------------------------------------

    def saved(self) -> bytes:
        """The file with all edits."""
        parts = dict(self.parts)
        parts["word/document.xml"] = etree.tostring(
            self.root, xml_declaration=True, encoding="UTF-8", standalone=True
        )
        if self.comments:
            self._add_comments(parts)
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
            for name, blob in parts.items():
                file.writestr(name, blob)
        return out.getvalue()

    def _add_comments(self, parts: dict[str, bytes]) -> None:
        comments, extended = [], []
        for index, (number, text, parent) in enumerate(self.comments):
            para = f"{index + 1:08X}"
            comments.append(
                f'<w:comment w:id="{number}" w:author="{WHO}" w:date="{WHEN}">'
                f'<w:p w14:paraId="{para}"><w:r><w:t>{text}</w:t></w:r></w:p></w:comment>'
            )
            above = next((i for i, one in enumerate(self.comments) if one[0] == parent), None)
            tail = f' w15:paraIdParent="{above + 1:08X}"' if above is not None else ""
            extended.append(f'<w15:commentEx w15:paraId="{para}"{tail} w15:done="0"/>')
        added = {
            "comments": ("comments", f"<w:comments {_NS}>{''.join(comments)}</w:comments>"),
            "commentsExtended": (
                "commentsExtended",
                f"<w15:commentsEx {_NS}>{''.join(extended)}</w15:commentsEx>",
            ),
        }
        bases = {
            "comments": _REL,
            "commentsExtended": "http://schemas.microsoft.com/office/2011/relationships",
        }
        rels, types = parts["word/_rels/document.xml.rels"], parts["[Content_Types].xml"]
        for name, (kind, text) in added.items():
            parts[f"word/{name}.xml"] = text.encode()
            rels = rels.replace(
                b"</Relationships>",
                f'<Relationship Id="w{name}" Type="{bases[name]}/{kind}" '
                f'Target="{name}.xml"/></Relationships>'.encode(),
            )
            types = types.replace(
                b"</Types>",
                f'<Override PartName="/word/{name}.xml" ContentType="{_WML}.{kind}+xml"/>'
                "</Types>".encode(),
            )
        parts["word/_rels/document.xml.rels"], parts["[Content_Types].xml"] = rels, types

    def through_google(self) -> None:
        """Rewrite the file as Google Docs does: its own styles, split runs, few bookmarks."""
        for mark in [*self.root.iter(f"{W}bookmarkStart", f"{W}bookmarkEnd")]:
            mark.getparent().remove(mark)
        for style in self.root.iter(f"{W}pStyle", f"{W}rStyle"):
            style.set(f"{W}val", "Normal")
        for run in [*self.root.iter(f"{W}r")]:
            text = run.find(f"{W}t")
            if text is not None and len(text.text or "") > 12:
                split_run(run, len(text.text) // 2)
        for name in [name for name in self.parts if name.startswith("customXml/")]:
            del self.parts[name]
        rels = self.parts["word/_rels/document.xml.rels"]
        rels = re.sub(rb"<Relationship [^>]*customXml[^>]*/>", b"", rels)
        self.parts["word/_rels/document.xml.rels"] = rels
        types = self.parts["[Content_Types].xml"]
        types = re.sub(rb"<Override [^>]*customXml[^>]*/>", b"", types)
        self.parts["[Content_Types].xml"] = types


Kind = Callable[[WordEditor, Any, str], str | None]


# -- runs ------------------------------------------------------------------------------------


def text_of(xml: Any) -> str:
    return "".join(text.text or "" for text in xml.iter(f"{W}t"))


def run_of(text: str, tag: str = "t") -> Any:
    run = etree.Element(f"{W}r")
    words = etree.SubElement(run, f"{W}{tag}")
    words.text = text
    words.set(_SPACE, "preserve")
    return run


def split_run(run: Any, at: int) -> Any:
    """Split a run in two, and return the second."""
    text = run.find(f"{W}t")
    second = copy.deepcopy(run)
    other = second.find(f"{W}t")
    text.text, other.text = text.text[:at], text.text[at:]
    for one in (text, other):
        one.set(_SPACE, "preserve")
    run.addnext(second)
    return second


def long_run(paragraph: Any) -> Any:
    return max(paragraph.iter(f"{W}r"), key=lambda run: len(run.findtext(f"{W}t") or ""))


def cut_word(editor: WordEditor, paragraph: Any) -> tuple[Any, str]:
    """Let a word of a paragraph be a run of its own."""
    run = long_run(paragraph)
    text = run.findtext(f"{W}t")
    spans = [one.span() for one in re.finditer(r"[a-z]+q\d+k\dz", text)]
    start, end = editor.random.choice(spans)
    split_run(run, end)
    return (split_run(run, start) if start else run), text[start:end]


def deleted(run: Any) -> None:
    for text in run.iter(f"{W}t"):
        text.tag = f"{W}delText"


# -- kinds of edits --------------------------------------------------------------------------


def insert_words(editor: WordEditor, paragraph: Any, needle: str) -> str:
    run, _ = cut_word(editor, paragraph)
    run.addprevious(editor.tracked("ins", run_of(f"{needle} ")))
    return needle


def delete_words(editor: WordEditor, paragraph: Any, needle: str) -> str:
    run, word = cut_word(editor, paragraph)
    home = editor.tracked("del")
    run.addprevious(home)
    deleted(run)
    home.append(run)
    return word


def replace_words(editor: WordEditor, paragraph: Any, needle: str) -> str:
    run, _ = cut_word(editor, paragraph)
    delete_words_of(editor, run)
    run.getparent().addnext(editor.tracked("ins", run_of(needle)))
    return needle


def delete_words_of(editor: WordEditor, run: Any) -> None:
    home = editor.tracked("del")
    run.addprevious(home)
    deleted(run)
    home.append(run)


def comment(editor: WordEditor, paragraph: Any, needle: str) -> str:
    number = editor.number()
    editor.comments.append((number, f"Really {needle}?", ""))
    run, _ = cut_word(editor, paragraph)
    run.addprevious(etree.Element(f"{W}commentRangeStart", {f"{W}id": number}))
    mark = etree.Element(f"{W}r")
    etree.SubElement(mark, f"{W}commentReference", {f"{W}id": number})
    run.addnext(mark)
    run.addnext(etree.Element(f"{W}commentRangeEnd", {f"{W}id": number}))
    return needle


def reply(editor: WordEditor, paragraph: Any, needle: str) -> str:
    comment(editor, paragraph, f"q{needle}")
    parent = editor.comments[-1][0]
    number = editor.number()
    editor.comments.append((number, f"Yes, {needle}", parent))
    mark = etree.SubElement(paragraph, f"{W}r")
    etree.SubElement(mark, f"{W}commentReference", {f"{W}id": number})
    return needle


def reformat(editor: WordEditor, paragraph: Any, needle: str) -> str:
    run, word = cut_word(editor, paragraph)
    look = run.find(f"{W}rPr")
    if look is None:
        look = etree.Element(f"{W}rPr")
        run.insert(0, look)
    before = copy.deepcopy(look)
    etree.SubElement(look, f"{W}i")
    change = editor.tracked("rPrChange", before)
    look.append(change)
    return word


def retype(editor: WordEditor, paragraph: Any, needle: str) -> str:
    run, _ = cut_word(editor, paragraph)
    run.find(f"{W}t").text = needle
    return needle


def is_free(paragraph: Any) -> bool:
    return bool(paragraph.getparent().tag == f"{W}body")


def type_paragraph(editor: WordEditor, paragraph: Any, needle: str) -> str | None:
    if not is_free(paragraph):
        return None
    new = etree.Element(f"{W}p")
    new.append(run_of(f"Somebody typed {needle} here without any tracking."))
    paragraph.addnext(new)
    return needle


def insert_paragraph(editor: WordEditor, paragraph: Any, needle: str) -> str | None:
    if not is_free(paragraph):
        return None
    new = etree.Element(f"{W}p")
    new.append(editor.tracked("ins", run_of(f"A paragraph of {needle} put in.")))
    properties = paragraph.find(f"{W}pPr")
    look = properties.find(f"{W}rPr")
    if look is None:
        look = etree.SubElement(properties, f"{W}rPr")
    look.insert(0, editor.tracked("ins"))
    paragraph.addnext(new)
    return needle


def drop_paragraph(editor: WordEditor, paragraph: Any, needle: str) -> str | None:
    if not is_free(paragraph):
        return None
    found = TOKEN.search(text_of(paragraph))
    paragraph.getparent().remove(paragraph)
    assert found
    return found.group()


def delete_paragraph(editor: WordEditor, paragraph: Any, needle: str) -> str | None:
    if not is_free(paragraph):
        return None
    found = TOKEN.search(text_of(paragraph))
    for run in [one for one in paragraph.iter(f"{W}r") if one.find(f"{W}t") is not None]:
        delete_words_of(editor, run)
    look = etree.SubElement(paragraph.find(f"{W}pPr"), f"{W}rPr")
    look.append(editor.tracked("del"))
    assert found
    return found.group()


def has_links(paragraph: Any) -> bool:
    return next(paragraph.iter(f"{W}hyperlink", f"{W}endnoteReference"), None) is not None


def move_paragraph(editor: WordEditor, paragraph: Any, needle: str) -> str | None:
    """Move a paragraph elsewhere, tracked."""
    if not is_free(paragraph) or has_links(paragraph):
        return None
    words, name = text_of(paragraph), f"move{needle}"
    found = TOKEN.search(words)
    look = etree.SubElement(paragraph.find(f"{W}pPr"), f"{W}rPr")
    look.append(editor.tracked("moveFrom"))
    runs = [one for one in paragraph.iter(f"{W}r") if one.find(f"{W}t") is not None]
    home = editor.tracked("moveFrom")
    runs[0].addprevious(home)
    home.extend(runs)
    start = {f"{W}id": editor.number(), f"{W}name": name, f"{W}author": WHO, f"{W}date": WHEN}
    home.addprevious(etree.Element(f"{W}moveFromRangeStart", start))
    home.addnext(etree.Element(f"{W}moveFromRangeEnd", {f"{W}id": start[f"{W}id"]}))
    new = etree.Element(f"{W}p")
    look = etree.SubElement(etree.SubElement(new, f"{W}pPr"), f"{W}rPr")
    look.append(editor.tracked("moveTo"))
    start = {f"{W}id": editor.number(), f"{W}name": name, f"{W}author": WHO, f"{W}date": WHEN}
    new.append(etree.Element(f"{W}moveToRangeStart", start))
    new.append(editor.tracked("moveTo", run_of(words)))
    new.append(etree.Element(f"{W}moveToRangeEnd", {f"{W}id": start[f"{W}id"]}))
    editor.other().addprevious(new)
    assert found
    return found.group()


def shift_paragraph(editor: WordEditor, paragraph: Any, needle: str) -> str | None:
    """Move a paragraph elsewhere, which nobody notes."""
    if not is_free(paragraph):
        return None
    found = TOKEN.search(text_of(paragraph))
    other = editor.other()
    beside = [*paragraph.itersiblings()][:3]
    if other in beside:
        return None  # the other way round, these would have moved
    other.addprevious(paragraph)
    assert found
    return found.group()


KINDS: Mapping[str, Kind] = {
    "inserted": insert_words,
    "deleted": delete_words,
    "replaced": replace_words,
    "comment": comment,
    "answer": reply,
    "formatted": reformat,
    "retyped": retype,
    "typed paragraph": type_paragraph,
    "inserted paragraph": insert_paragraph,
    "dropped paragraph": drop_paragraph,
    "deleted paragraph": delete_paragraph,
    "moved paragraph": move_paragraph,
    "shifted paragraph": shift_paragraph,
}
