"""Registers as data: ``:file:`` defines the records of a data file on the page, and prints them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType
from typing import ClassVar

from docutils import nodes
from docutils.statemachine import StringList
from sphinx.util.parsing import nested_parse_to_nodes

from ..ledger import Entry, Question, Report
from ..records import Actor, Problem, Record, Source, Term, Topic, declared, slug
from ..records.fields import OFFICES
from ..records.tables import (
    TEXT,
    Located,
    Row,
    Unreadable,
    csv_rows,
    json_tree,
    tree_rows,
    yaml_tree,
)
from ..records.validation import Written, read_fields, read_front_matter_value
from .bodies import heading_line, prose_of
from .selections import SelectionDirective, selection

OPTIONS = ("file", "as", "caption")
"""The options that go together with a file; the file itself is the selection."""

KINDS_IN_FILES = (Actor, Term, Topic, Source)

_READING = "briefing_register"


class Refused(ValueError):
    """A file that may not, or cannot, be opened."""


class RegisterDirective(SelectionDirective):
    """A selection; with ``:file:``, the records of a data file, which are defined here."""

    kind: ClassVar[type[Record]]

    def run(self) -> list[nodes.Node]:
        """Define and print the records of the file, or print the selection."""
        if "file" not in self.options:
            return super().run()
        lines, plural = self.lines(), self.kind.plural
        at = lines.get("file", self.first_line())
        name = " ".join((self.options["file"] or "").split())
        self._check_form(lines)
        try:
            path = self._path(name)
            rows = self._rows(path, name)
        except Refused as error:
            self.report("field", at, f"{plural}: 'file': {error}")
            return self.nothing()
        except Unreadable as error:
            self._report_in(str(path), error.line, f"{plural}: {error}")
            return self.nothing()
        entries: list[Entry] = []
        printed: list[nodes.Node] = []
        with self._inside(str(path)):
            for row in rows:
                if found := self._read(row, str(path)):
                    entries.append(found[0])
                    printed.append(found[1])
        return self._printed(entries, printed)

    # -- the file -------------------------------------------------------------------------------

    def _check_form(self, lines: Mapping[str, int]) -> None:
        """Report, once, what does not go together with a file; its records are kept."""
        plural = self.kind.plural
        stray = [option for option in self.options if option not in OPTIONS]
        if stray:
            named = ", ".join(map(repr, stray))
            line = min(lines.get(option, self.first_line()) for option in stray)
            message = f"{plural}: with 'file' go 'as' and 'caption' alone; remove {named}"
            self.report("field", line, message)
        elif any(map(str.strip, self.content)):
            message = f"{plural}: it prints the records of a file and takes no body; remove it"
            self.report("field", self.first_line(), message)
        try:
            self._check("as", self._option("as") or self.kind.layouts[0])
        except ValueError as error:
            self.report("field", lines.get("as", self.first_line()), f"{plural}: {error}")
            self.options.pop("as")

    def _option(self, name: str) -> str:
        return " ".join((self.options.get(name) or "").split())

    def _path(self, name: str) -> Path:
        """The file that is meant; the page is read again when it changes."""
        if not name:
            raise Refused("it is empty; write the path of a data file")
        if self.env.temp_data.get(_READING):
            raise Refused("the records of a file cannot bring another file; name it on the page")
        source = Path(self.env.srcdir).resolve()
        try:
            path = Path(self.env.relfn2path(name)[1]).resolve()
            there = path.is_file()
        except (OSError, ValueError, RuntimeError):
            raise Refused(f"{name!r} is not a path") from None
        if not path.is_relative_to(source):
            raise Refused(f"{name!r} is outside the sources; move it into them")
        self.env.note_dependency(path.relative_to(source).as_posix())
        if not there:
            raise Refused(f"there is no file {path.relative_to(source).as_posix()!r}")
        return path

    def _rows(self, path: Path, name: str) -> list[Row]:
        reader = _READERS.get(path.suffix.lower())
        if reader is None or (reader is _bibtex and self.kind is not Source):
            allowed = [end for end in _READERS if self.kind is Source or end != ".bib"]
            raise Refused(f"{name!r} is not one of: {', '.join(allowed)}")
        try:
            data = path.read_bytes()
        except OSError as error:
            raise Refused(f"{name!r} cannot be read: {error.strerror}") from None
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = data.count(b"\n", 0, error.start) + 1
            raise Unreadable(line, "it is not in UTF-8; save it in that encoding") from None
        text = re.sub(r"\r\n?", "\n", text)
        try:
            return reader(text, self.kind)
        except ImportError:
            message = 'BibTeX needs bibtexparser: pip install "sphinx-briefing[bib]"'
            raise Refused(message) from None

    def _report_in(self, path: str, line: int, message: str) -> None:
        self.domain.note_report(Report(self.env.docname, line, "field", message, path))

    @contextmanager
    def _inside(self, path: str) -> Iterator[None]:
        """While a file is read, what is found wrong is in that file, as in an included one."""
        document, reporter = self.state.document, self.state.document.reporter
        source, spoken = document["source"], reporter.source
        locate = vars(reporter).get("get_source_and_line")
        self.env.temp_data[_READING] = path
        document["source"] = reporter.source = path

        def here(line: int | None = None) -> tuple[str, int | None]:
            return path, line

        reporter.get_source_and_line = here
        try:
            yield
        finally:
            document["source"], reporter.source = source, spoken
            del self.env.temp_data[_READING]
            if locate is None:
                del reporter.get_source_and_line
            else:
                reporter.get_source_and_line = locate

    # -- its records ----------------------------------------------------------------------------

    def _read(self, row: Row, path: str) -> tuple[Entry, nodes.container] | None:
        """One record with its node; ``None`` when something is wrong with it."""
        kind, name = self.kind, self.kind.kind_name
        fields = declared(kind)
        problems = list(row.problems)
        text = row.values.pop(TEXT, None) or ""
        if isinstance(text, list):
            problems.append(Problem(TEXT, f"{TEXT!r}: a list is not allowed here; write text"))
            text = ""
        written: dict[str, Written] = {}
        for field, value in row.values.items():
            if field in fields and row.has_lists:
                value = read_front_matter_value(fields[field], value)
                if isinstance(value, list) and fields[field].shape is OFFICES:
                    value = "\n".join(value)
            written[field] = value
        # Of a row that has no form, nothing can be said to be missing.
        given = fields if problems else ()
        values, more = read_fields(kind, written, self.domain.house, given=given)
        problems += more
        heading = heading_line(text, markdown=self._is_markdown())
        if heading is not None:
            message = "its text holds a heading; write bold text, or move the section out"
            problems.append(Problem(TEXT, message))
        title = str(values.get(kind.argument, ""))
        identifier = str(values.pop("id", "") or slug(title))
        if not problems and not identifier:
            problems.append(Problem("", f"no id can be made of {title!r}; give it an 'id'"))
        if problems:
            for problem in problems:
                line = row.lines.get(problem.field, row.line)
                self._report_in(path, line, f"{name}: {problem.message}")
            self.domain.note_left_out(name, {identifier, title, slug(title)} - {""})
            return None
        body = self._body(text, row, path) if text.strip() else []
        record = kind(**values, id=identifier, text=prose_of(body), docname=self.env.docname,
                      line=row.line)  # fmt: skip
        entry = Entry(record, row.lines, path=path)
        self.domain.note_entry(entry)
        node = self._node(record, body)
        node.source, node.line = path, row.line
        return entry, node

    def _body(self, text: str, row: Row, path: str) -> list[nodes.Node]:
        """The prose of a record, in the markup of the page, with the lines of the file."""
        first = row.lines.get(TEXT, row.line)
        lines = text.expandtabs(8).split("\n")
        content = StringList(lines, items=[(path, first - 1 + n) for n in range(len(lines))])
        offset = first - 1 - (self.lineno if self._is_markdown() else 0)
        body = nested_parse_to_nodes(
            self.state, content, offset=offset, allow_section_headings=False
        )
        if not row.verbatim:  # the lines of the text are not those of the file
            for block in body:
                for node in block.findall(nodes.Element):
                    node.line = first if node.line else node.line
        return body

    def _printed(self, entries: list[Entry], printed: list[nodes.Node]) -> list[nodes.Node]:
        caption, layout = self._option("caption"), self._option("as")
        if not entries:
            return self.nothing()
        if not layout:
            if caption:
                head = nodes.rubric(caption, caption, classes=["brief-caption"])
                self.set_source_info(head)
                printed.insert(0, head)
            return printed
        options = {"ids": ", ".join(entry.record.id for entry in entries), "as": layout,
                   "scope": "all", "sort": "ids"}  # fmt: skip
        if caption:
            options["caption"] = caption
        name = self.kind.kind_name
        question = Question(name, options, self.first_line(), self.foreign_path())
        self.domain.page(self.env.docname).questions.append(question)
        # The records themselves stay inside until the selection is answered: their bodies are
        # stored when the page has been read, and their anchors go over to what is printed.
        view = selection("", *printed, selects=name, options=options)
        self.set_source_info(view)
        for node in view.children:
            assert isinstance(node, nodes.Element)
            for anchor in node["ids"]:
                view["ids"].append(anchor)
                self.state.document.ids[anchor] = view
            node["ids"] = []
        return [view]


def _yaml(text: str, kind: type[Record]) -> list[Row]:
    return _tree(yaml_tree(text), kind)


def _json(text: str, kind: type[Record]) -> list[Row]:
    return _tree(json_tree(text), kind)


def _tree(tree: Located, kind: type[Record]) -> list[Row]:
    from ..records.bibliography import csl_rows, is_csl  # few projects need it

    return csl_rows(tree) if kind is Source and is_csl(tree) else tree_rows(tree)


def _csv(text: str, kind: type[Record]) -> list[Row]:
    return csv_rows(text)


def _bibtex(text: str, kind: type[Record]) -> list[Row]:
    from ..records.bibliography import bibtex_rows

    return bibtex_rows(text)


_READERS: Mapping[str, Callable[[str, type[Record]], list[Row]]] = MappingProxyType(
    {".yaml": _yaml, ".yml": _yaml, ".json": _json, ".csv": _csv, ".bib": _bibtex}
)


def register_directives() -> dict[str, type[RegisterDirective]]:
    """The plural directives of the kinds that registers hold."""
    return {
        record.plural: type(
            f"{record.__name__}Register",
            (RegisterDirective,),
            {"kind": record, "__doc__": f"Print {record.plural}, or define those of a file."},
        )
        for record in KINDS_IN_FILES
    }
