"""The texts of a project: what the head of each says, and which directives stand in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from docutils.core import publish_doctree
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML

from ..config.values import conventions_of, registry_of
from ..domain import front_matter
from ..ledger import PageFacts
from ..records import Record, declared, slug
from ..records.base import NAMES
from ..records.tables import Row
from . import markdown, restructured_text
from .blocks import Block, lines_of

if TYPE_CHECKING:
    from sphinx.config import Config

_UNSEEN = re.compile(
    r"\.\.\s+(?:class|contents|default-domain|default-role|footer|header|meta|raw|role|sectnum|"
    r"title)::"
)
"""Directives that print nothing, so that docutils finds the head of a page below them."""
_QUIET = {
    "report_level": 5,
    "halt_level": 5,
    "file_insertion_enabled": False,
    "raw_enabled": False,
    "_disable_config": True,
    "warning_stream": False,
}


@dataclass(frozen=True, slots=True)
class Text:
    """A text of a project, as its author has written it.

    :param path: from the folder of the sources, with ``/``.
    :param facts: what its front matter says.
    :param is_page: whether it is a page of the project; others may include it otherwise.
    :param blocks: all its directives, outer ones first.
    """

    path: str
    text: str
    lines: Sequence[str]
    is_rst: bool
    facts: PageFacts
    blocks: Sequence[Block]
    is_page: bool = True

    @property
    def docname(self) -> str:
        """The name of the page; empty where it is none."""
        return self.facts.docname if self.is_page else ""


class TextReader:
    """Reads texts as a build would, with the place of all that stands in them."""

    def __init__(self, config: Config) -> None:
        registry = registry_of(config)
        self.kinds = registry.kinds
        self.readers = registry.readers
        self.conventions = conventions_of(config)
        self.types: Mapping[str, str] = dict(config.source_suffix)
        self._parser = _parser_of(config)

    def suffix_of(self, path: str) -> str:
        """The ending that makes a file a page; empty for other files."""
        found = (end for end in self.types if path.endswith(end))
        return max(found, key=len, default="")

    def can_read(self, path: str) -> bool:
        """Whether a page is written in a language whose passages are found."""
        return self.types.get(self.suffix_of(path), "") in ("restructuredtext", "markdown")

    def read(self, path: str, text: str, *, is_page: bool, is_rst: bool | None = None) -> Text:
        """Read a text.

        :param is_page: whether it is a page of the project.
        :param is_rst: its language; by default what the ending of its name says.
        """
        suffix = self.suffix_of(path)
        if is_rst is None:
            is_rst = (self.types.get(suffix) or "") == "restructuredtext"
        facts = self._facts(path.removesuffix(suffix), text, is_rst=is_rst)
        lines = lines_of(text, is_rst=is_rst)
        bare = [line.rstrip("\r\n") for line in lines]
        if is_rst:
            found = restructured_text.directives(bare)
        else:
            found = markdown.directives(self._parser, "\n".join(bare), self.opens)
        return Text(path, text, lines, is_rst, facts, list(found), is_page)

    def opens(self, words: str) -> bool:
        """Whether the words behind a fence without braces are those of a directive all the same."""
        return False

    def _facts(self, docname: str, text: str, *, is_rst: bool) -> PageFacts:
        facts = PageFacts(docname)
        text = re.sub(r"\r\n?", "\n", text)
        front, rest = front_matter.of_text(text, blank=is_rst)
        if is_rst and not front:
            front = front_matter.of_docinfo(_head_of(rest))
        if front:
            front_matter.read_page(facts, front, self.conventions, self.kinds)
        return facts

    # -- what records are called ----------------------------------------------------------------

    def record(self, text: Text, block: Block) -> Record | None:
        """The names of the record that a block writes, as a record that has nothing else."""
        kind = self.kinds.get(block.bare_name)
        if kind is None:
            return None
        written = {name: value for name, value in block.options.items() if name in ("id", *NAMES)}
        if kind.argument:
            written[kind.argument] = block.argument
        return self.named(kind, written, self._default_id(kind, text, block))

    def named(self, kind: type[Record], written: Mapping[str, str], default: str) -> Record | None:
        """The record that is written so, with its names and nothing else."""
        fields = declared(kind)
        values: dict[str, Any] = {}
        for name in ("id", kind.argument, *NAMES):
            value = written.get(name, "").strip()
            if value and name in fields:
                try:
                    field = fields[name]
                    values[field.attribute] = field.shape.read(value, self.conventions)
                except ValueError:
                    continue
        identifier = values.pop("id", "") or default or slug(written.get(kind.argument, ""))
        if not identifier:
            return None
        for field in fields.values():
            if field.required:
                values.setdefault(field.attribute, () if field.several else "")
        return kind(**values, id=identifier)

    def glossary(self, text: Text, block: Block) -> Iterator[Record]:
        """The terms that a glossary of Sphinx defines, as records that have nothing else."""
        kind = self.kinds.get("term")
        if kind is None or block.name != "glossary":
            return
        lines = [line.strip("\r\n") for line in text.lines[block.body : block.end]]
        found = [(len(line) - len(line.lstrip(" >\t")), line.strip(" >\t")) for line in lines]
        found = [(indent, name) for indent, name in found if re.match(r"(?![`:~]{3}|\.\. ).", name)]
        for indent, name in found:
            if indent == min(found)[0]:
                record = self.named(kind, {kind.argument: name.partition(" : ")[0]}, "")
                if record is not None:
                    yield record

    def record_of_row(self, kind: type[Record], row: Row) -> Record | None:
        """The names of the record of a row of a data file, as a record that has nothing else."""
        plain = {
            name: ", ".join(map(str, value)) if isinstance(value, list) else str(value or "")
            for name, value in row.values.items()
        }
        return self.named(kind, plain, "")

    def _default_id(self, kind: type[Record], text: Text, block: Block) -> str:
        body = " ".join(" ".join(text.lines[block.body : block.end]).split())
        words = re.sub(r"[`~:]{3,}\s*$", "", body).split()
        if kind.argument:
            return slug(block.argument or " ".join(words[:8]))
        return slug(" ".join(words[:6]))


def _parser_of(config: Config) -> MarkdownIt:
    """The parser of MyST as a project configures it, which leaves the words of blocks alone."""
    from myst_parser.config.main import MdParserConfig
    from myst_parser.parsers.mdit import create_md_parser

    settings = MdParserConfig()
    try:
        values = {
            name: config[f"myst_{name}"]
            for name, _, field in MdParserConfig().as_triple()
            if "sphinx" not in field.metadata.get("omit", []) and f"myst_{name}" in config
        }
        settings = MdParserConfig(**values)
    except (TypeError, ValueError):
        pass
    # A page may turn them on for itself. What stands in them is taken out even where it does not.
    settings.enable_extensions = {*settings.enable_extensions, "colon_fence"}
    parser = create_md_parser(settings, RendererHTML)
    parser.options["maxNesting"] = 10_000
    parser.disable(["inline", "text_join"], True)
    return parser


def _head_of(text: str) -> Any:
    """The head of a page in reStructuredText as nodes: its title, and the fields below."""
    head: list[str] = []
    in_fields = is_unseen = False
    for line in text.removeprefix("\ufeff").splitlines():
        if is_unseen and (not line.strip() or line[0].isspace()):
            continue
        is_unseen = not in_fields and bool(_UNSEEN.match(line))
        if is_unseen:
            continue
        if re.match(r":[^:\s][^:]*:(\s|$)", line):
            in_fields = True
        elif in_fields and line.strip() and not line[0].isspace():
            break
        if re.match(r"\s*\.\.\s+\S+::", line):
            break
        head.append(line)
    if not in_fields:
        head = []
    return publish_doctree("\n".join(head) + "\n", settings_overrides=_QUIET)


def path_of(docname: str, written: str) -> str:
    """The file that a page names, from the folder of the sources; empty where that is outside.

    >>> path_of("notes/n", "x.md"), path_of("notes/n", "/x.md"), path_of("n", "../x.md")
    ('notes/x.md', 'x.md', '')
    """
    if written.startswith("/"):
        parts = PurePosixPath(written.lstrip("/")).parts
    else:
        parts = (PurePosixPath(docname).parent / written).parts
    found: list[str] = []
    for part in parts:
        if part == "..":
            if not found:
                return ""
            found.pop()
        elif part != ".":
            found.append(part)
    return "/".join(found)
