"""Edits of Word files as people and programs make them, by a seed, and what each is known by."""

import random
import re
import zipfile
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from lxml import etree

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
Q = f"{{{W}}}"
COMMENTS = (
    "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml",
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments",
)
NEW = "zebra"
"""A word that no text has: an edit is known by it, and its number."""


@dataclass
class Edit:
    """An edit that was made.

    :ivar words: words of the sources that it stands at.
    :ivar sign: words that only this edit has brought, or taken.
    """

    kind: str
    author: str
    sign: str
    words: str


class WordFile:
    """A Word file that is being edited."""

    def __init__(self, content: bytes, seed: int) -> None:
        with zipfile.ZipFile(BytesIO(content)) as file:
            self.parts = {name: file.read(name) for name in file.namelist()}
        self.root = etree.fromstring(self.parts["word/document.xml"])
        self.random = random.Random(seed)
        self.edits: list[Edit] = []
        self.used: set[int] = set()
        self.comments: list[Any] = []
        self.ids = 9000

    def save(self, path: Path) -> Path:
        self.parts["word/document.xml"] = etree.tostring(self.root, xml_declaration=True)
        if self.comments:
            self._add_comments()
        path.parent.mkdir(parents=True, exist_ok=True)
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
            for name, content in self.parts.items():
                file.writestr(name, content)
        return path

    def _add_comments(self) -> None:
        root = etree.Element(f"{Q}comments", nsmap={"w": W})
        root.extend(self.comments)
        self.parts["word/comments.xml"] = etree.tostring(root, xml_declaration=True)
        kind, relation = COMMENTS
        self._put(
            "[Content_Types].xml", f'<Override PartName="/word/comments.xml" ContentType="{kind}"/>'
        )
        self._put(
            "word/_rels/document.xml.rels",
            f'<Relationship Id="rComments" Type="{relation}" Target="comments.xml"/>',
        )

    def _put(self, name: str, xml: str) -> None:
        text = self.parts[name].decode()
        at = text.rindex("</")
        self.parts[name] = (text[:at] + xml + text[at:]).encode()

    # -- passages ----------------------------------------------------------------------------

    def paragraphs(self) -> list[Any]:
        """Paragraphs with a run of several words, none of them edited yet."""
        return [
            one
            for one in self.root.iter(f"{Q}p")
            if id(one) not in self.used
            and "PAGEREF" not in "".join(one.itertext(f"{Q}instrText"))
            and self.runs(one)
        ]

    @staticmethod
    def runs(paragraph: Any) -> list[Any]:
        """Runs of plain words of a paragraph, long enough to be edited."""
        return [
            run
            for run in paragraph.findall(f"{Q}r")
            if len(text := run.findall(f"{Q}t")) == 1
            and len((text[0].text or "").split()) >= 5
            and len(run) <= 2
        ]

    @staticmethod
    def element(tag: str, /, *children: Any, **attributes: str) -> Any:
        made = etree.Element(f"{Q}{tag}")
        for key, value in attributes.items():
            made.set(f"{Q}{key}", value)
        made.extend(children)
        return made

    def changed(self, tag: str, author: str, *children: Any) -> Any:
        self.ids += 1
        return self.element(
            tag, *children, id=str(self.ids), author=author, date="2026-11-02T10:00:00Z"
        )

    def run(self, like: Any, text: str, tag: str = "t") -> Any:
        run = self.element("r")
        properties = like.find(f"{Q}rPr")
        if properties is not None:
            run.append(deepcopy(properties))
        words = self.element(tag)
        words.text = text
        words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        run.append(words)
        return run

    def cut(self, run: Any) -> tuple[Any, Any, Any, str]:
        """Cut a run round one word: the runs before it, with it and after it, and words around."""
        text = run.find(f"{Q}t").text
        words = [*re.finditer(r"\w{3,}", text)][1:-1] or [*re.finditer(r"\w+", text)]
        word = self.random.choice(words)
        around = text[max(word.start() - 30, 0) : word.end() + 30]
        pieces = [
            self.run(run, part) for part in (text[: word.start()], word[0], text[word.end() :])
        ]
        for piece in pieces:
            run.addprevious(piece)
        run.getparent().remove(run)
        return (*pieces, around)

    # -- edits -------------------------------------------------------------------------------

    def edit(self, kind: str) -> bool:
        """Make an edit of a kind; say whether there was a passage for it."""
        found = self.paragraphs()
        if not found:
            return False
        paragraph = self.random.choice(found)
        self.used.add(id(paragraph))
        self._keep = [*getattr(self, "_keep", ()), paragraph]  # ids stay theirs while they live
        author = self.random.choice(["Kim Lee", "Ana Ruiz", "J. Brandt"])
        sign = f"{NEW}{len(self.edits)}"
        run = self.random.choice(self.runs(paragraph))
        getattr(self, f"_{kind}")(paragraph, run, author, sign)
        return True

    def _note(self, kind: str, author: str, sign: str, words: str) -> None:
        self.edits.append(Edit(kind, author, sign, words))

    def _insert(self, paragraph: Any, run: Any, author: str, sign: str) -> None:
        _, word, _, around = self.cut(run)
        word.addnext(self.changed("ins", author, self.run(word, f" {sign}")))
        self._note("insert", author, sign, around)

    def _delete(self, paragraph: Any, run: Any, author: str, sign: str) -> None:
        _, word, _, around = self.cut(run)
        text = word.find(f"{Q}t").text
        word.addprevious(self.changed("del", author, self.run(word, text, "delText")))
        word.getparent().remove(word)
        self._note("delete", author, text, around)

    def _replace(self, paragraph: Any, run: Any, author: str, sign: str) -> None:
        _, word, _, around = self.cut(run)
        text = word.find(f"{Q}t").text
        word.addprevious(self.changed("del", author, self.run(word, text, "delText")))
        word.addprevious(self.changed("ins", author, self.run(word, sign)))
        word.getparent().remove(word)
        self._note("replace", author, sign, around)

    def _retype(self, paragraph: Any, run: Any, author: str, sign: str) -> None:
        _, word, _, around = self.cut(run)
        word.find(f"{Q}t").text = sign
        self._note("retype", "", sign, around)

    def _drop(self, paragraph: Any, run: Any, author: str, sign: str) -> None:
        _, word, _, around = self.cut(run)
        text = word.find(f"{Q}t").text
        word.getparent().remove(word)
        self._note("drop", "", text, around)

    def _comment(self, paragraph: Any, run: Any, author: str, sign: str) -> None:
        _, word, _, around = self.cut(run)
        self.ids += 1
        number = str(self.ids)
        word.addprevious(self.element("commentRangeStart", id=number))
        word.addnext(self.element("r", self.element("commentReference", id=number)))
        word.addnext(self.element("commentRangeEnd", id=number))
        self.comments.append(
            self.element(
                "comment",
                self.element("p", self.run(word, f"Is this right? {sign}")),
                id=number,
                author=author,
                date="2026-11-02T10:00:00Z",
            )
        )
        self._note("comment", author, sign, around)

    def _restyle(self, paragraph: Any, run: Any, author: str, sign: str) -> None:
        _, word, _, around = self.cut(run)
        properties = word.find(f"{Q}rPr")
        if properties is None:
            properties = self.element("rPr")
            word.insert(0, properties)
        properties.append(self.changed("rPrChange", author, self.element("rPr")))
        self._note("restyle", author, word.find(f"{Q}t").text, around)

    def _add_paragraph(self, paragraph: Any, run: Any, author: str, sign: str) -> None:
        mark = self.element("pPr", self.element("rPr", self.changed("ins", author)))
        words = self.run(run, f"A whole new passage {sign} of the reader.")
        paragraph.addnext(self.element("p", mark, self.changed("ins", author, words)))
        self._note("add_paragraph", author, sign, "".join(paragraph.itertext(f"{Q}t"))[-40:])

    def _write_paragraph(self, paragraph: Any, run: Any, author: str, sign: str) -> None:
        words = self.run(run, f"A whole new passage {sign} that nobody has noted.")
        paragraph.addnext(self.element("p", words))
        self._note("write_paragraph", "", sign, "".join(paragraph.itertext(f"{Q}t"))[-40:])

    def _move(self, paragraph: Any, run: Any, author: str, sign: str) -> None:
        _, word, after, around = self.cut(run)
        text = word.find(f"{Q}t").text
        name = f"move{self.ids}"
        start = self.element("moveFromRangeStart", id="1", author=author, name=name)
        word.addprevious(start)
        word.addprevious(self.changed("moveFrom", author, self.run(word, text)))
        word.addprevious(self.element("moveFromRangeEnd", id="1"))
        after.addnext(self.element("moveToRangeEnd", id="2"))
        after.addnext(self.changed("moveTo", author, self.run(word, text)))
        after.addnext(self.element("moveToRangeStart", id="2", author=author, name=name))
        word.getparent().remove(word)
        self._note("move", author, text, around)

    # -- what programs do --------------------------------------------------------------------

    def rewritten(self) -> None:
        """Write the file as a program on the web would: no bookmarks, other styles and runs."""
        for name in ("bookmarkStart", "bookmarkEnd"):
            for mark in [*self.root.iter(f"{Q}{name}")]:
                mark.getparent().remove(mark)
        for style in self.root.iter(f"{Q}pStyle"):
            style.set(f"{Q}val", f"web{len(style.get(f'{Q}val', ''))}")
        for name in [*self.parts]:
            if name.startswith("customXml/"):
                del self.parts[name]
        relations = self.parts["word/_rels/document.xml.rels"].decode()
        relations = re.sub(r"<Relationship [^>]*customXml[^>]*/>", "", relations)
        self.parts["word/_rels/document.xml.rels"] = relations.encode()
        self.split()

    def split(self) -> None:
        """Cut runs in the middle of words, as spelling checkers do."""
        for run in [*self.root.iter(f"{Q}r")]:
            texts = run.findall(f"{Q}t")
            if len(texts) == 1 and len(run) <= 2 and len(texts[0].text or "") > 9:
                text = texts[0].text
                run.addprevious(self.run(run, text[:5]))
                run.addprevious(self.run(run, text[5:]))
                run.getparent().remove(run)


KINDS = (
    "insert delete replace retype drop comment restyle add_paragraph write_paragraph move".split()
)


def lines_with(words: str, root: Path) -> list[tuple[str, int]]:
    """Where some words stand in the sources: file, and the lines from the first to the last."""
    found = []
    pattern = re.compile(r"\s+".join(map(re.escape, words.split())))
    for path in sorted(root.rglob("*.md")):
        text = path.read_text("utf-8")
        for match in pattern.finditer(text):
            found.append((path.name, text.count("\n", 0, match.start()) + 1))
            last = text.count("\n", 0, match.end()) + 1
            if last != found[-1][1]:
                found.append((path.name, last))
    return found


def edited(content: bytes, seed: int, count: int, *after: Callable[[WordFile], None]) -> WordFile:
    """A file with some random edits."""
    file = WordFile(content, seed)
    for _ in range(count):
        file.edit(file.random.choice(KINDS))
    for change in after:
        change(file)
    return file
