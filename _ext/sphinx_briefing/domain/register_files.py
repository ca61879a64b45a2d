"""Registers as data: ``:file:`` defines the records of a data file on the page, and prints them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import ClassVar

from docutils import nodes
from docutils.statemachine import StringList
from sphinx.util.parsing import nested_parse_to_nodes

from ..diagnostics.model import Diagnostic
from ..ledger import Entry
from ..markings import STRICTEST
from ..records import Kinds, Problem, Record, declared, slug
from ..records.arranging import Table
from ..records.columns import Columns, OptionError, columns_of
from ..records.data_files import Unsupported, read_table
from ..records.encodings import is_encoding
from ..records.tables import TEXT, Row, Unreadable
from ..records.validation import Written, forgiven, nearest, read_fields, read_front_matter_value
from ..sphinx_patches.myst_warnings import warnings_in
from .bodies import heading_line, headings_noted, prose_of
from .directives import is_withheld
from .options import AnyOption, raw_options
from .selections import SelectionDirective, lists_of, options_of

COLUMN_OPTIONS = ("columns", "ignore", "delimiter", "list", "encoding")
"""What an author says about a file that others have made."""

OPTIONS = ("file", "as", "caption", *COLUMN_OPTIONS)
"""The options that go together with a file; the file itself is the selection."""

_SAME = 3
"""So often the same mistake is said; from then on it is counted."""

_READING = "briefing_register"

UNSAVED: dict[str, bytes] = {}
"""Data files that are being edited, as they stand in an editor, by their paths."""


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
        self._mistakes: dict[str, list[int]] = {}
        at = lines.get("file", self.first_line())
        name = " ".join((self.options["file"] or "").split())
        self._check_form(lines)
        try:
            path = self._path(name)
            table = self._table(path, name, lines)
        except Refused as error:
            self.report("field", at, f"{plural}: 'file': {error}")
            return self.nothing()
        except Unreadable as error:
            self._report_in(str(path), error.line, f"{plural}: {error}")
            return self.nothing()
        entries: list[Entry] = []
        printed: list[nodes.Node] = []
        with self._inside(str(path)), warnings_in(self.state, str(path)):
            for row in table.rows:
                if is_withheld(str(row.values.get("tlp") or ""), self.config):
                    continue  # the file has been changed since the sources were pruned
                if found := self._read(row, str(path), table.missing):
                    entries.append(found[0])
                    printed.append(found[1])
        self._report_rows(str(path))
        return self._printed(entries, printed)

    # -- the file -------------------------------------------------------------------------------

    def _check_form(self, lines: Mapping[str, int]) -> None:
        """Report, once, what does not go together with a file; its records are kept."""
        plural = self.kind.plural
        for line, message in self.malformed():
            self.report("field", line, f"{plural}: {message}")
        stray = [option for option in self.options if option not in OPTIONS]
        if stray:
            named = ", ".join(map(repr, stray))
            line = min(lines.get(option, self.first_line()) for option in stray)
            message = f"{plural}: {named}: not together with 'file'; remove it"
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
            exists = path.is_file()
        except (OSError, ValueError, RuntimeError):
            raise Refused(f"{name!r} is not a path") from None
        if not path.is_relative_to(source):
            raise Refused(f"{name!r} is outside the sources; move it into them")
        self.env.note_dependency(path.relative_to(source).as_posix())
        if not exists:
            raise Refused(f"there is no file {path.relative_to(source).as_posix()!r}")
        return path

    def _table(self, path: Path, name: str, lines: Mapping[str, int]) -> Table:
        columns, encoding = self._columns(lines)
        try:
            data = UNSAVED[str(path)] if str(path) in UNSAVED else path.read_bytes()
        except OSError as error:
            raise Refused(f"{name!r} cannot be read: {error.strerror}") from None
        try:
            table = read_table(
                data,
                path.suffix.lower(),
                self.kind,
                columns,
                self.domain.registry.readers,
                encoding,
            )
        except Unsupported as error:
            raise Refused(f"{name!r} {error}") from None
        for line, message in table.problems:
            self._report_in(str(path), line, f"{self.kind.plural}: {message}")
        for column in table.absent:
            message = f"'columns': {name!r} has no column {column!r}"
            message += nearest(column, table.header, otherwise="")
            self._report_option("columns", lines, message)
        return table

    def _columns(self, lines: Mapping[str, int]) -> tuple[Columns, str]:
        """The columns as the options describe them; a wrong option is reported and dropped."""
        options = {name: self._option(name) for name in COLUMN_OPTIONS}
        signs = raw_options(self.block_text)
        for name in ("delimiter", "list"):  # to Markdown, a bar alone begins a block
            options[name] = options[name] or signs.get(name, "")
        encoding = options.pop("encoding")
        if encoding and not is_encoding(encoding):
            message = f"'encoding': {encoding!r} is not known; write utf-8, cp1252, cp1250 …"
            self._report_option("encoding", lines, message)
            encoding = ""
        while True:
            try:
                return columns_of(self.kind, options), encoding
            except OptionError as error:
                self._report_option(error.option, lines, f"{error.option!r}: {error}")
                options[error.option] = ""

    def _report_option(self, option: str, lines: Mapping[str, int], message: str) -> None:
        line = lines.get(option, self.first_line())
        self.report("field", line, f"{self.kind.plural}: {message}")

    def _report_rows(self, path: str) -> None:
        """Report what is wrong with rows; the same mistake in many of them is counted."""
        for message, lines in self._mistakes.items():
            if len(lines) <= _SAME:
                for line in lines:
                    self._report_in(path, line, message)
            else:
                more = len(lines) - 1
                rows = ", ".join(map(str, lines[1:6])) + (", …" if more > 5 else "")
                self._report_in(path, lines[0], f"{message} (so do {more} more, at lines {rows})")

    def _report_in(self, path: str, line: int, message: str) -> None:
        self.domain.note_diagnostic(Diagnostic(self.env.docname, line, "field", message, path))

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

    def _read(
        self, row: Row, path: str, missing: tuple[str, ...]
    ) -> tuple[Entry, nodes.container] | None:
        """One record with its node; ``None`` when something is wrong with it.

        :param missing: fields that no row has, which has been said.
        """
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
            written[field] = value
        # Of a row that has no form, nothing can be said to be missing.
        given = fields if problems else missing
        values, more = read_fields(kind, written, self.domain.conventions, given=given)
        if row.forgiving:
            more = [forgiven(problem, kind) for problem in more]
            if any(problem.field == "tlp" for problem in more):
                values["tlp"] = STRICTEST
        problems += more
        with headings_noted(self.state) as headings:
            body = self._body(text, row, path) if text.strip() else []
        if headings or heading_line(text, self.state) is not None:
            message = "its text holds a heading; write bold text, or move the section out"
            problems.append(Problem(TEXT, message))
        title = str(values.get(kind.argument, ""))
        identifier = str(values.pop("id", "") or slug(title))
        is_bad = bool(missing) or any(problem.leaves_out for problem in problems)
        if not is_bad and not identifier:
            is_bad = True
            problems.append(Problem("", f"no id can be made of {title!r}; give it an 'id'"))
        lines = [row.lines.get(problem.field, row.line) for problem in problems]
        found = zip(lines, (problem.message for problem in problems), strict=True)
        for line, message in (*found, *row.remarks):
            self._mistakes.setdefault(f"{name}: {message}", []).append(line)
        if is_bad:
            self.domain.note_left_out(name, {identifier, title, slug(title)} - {""})
            return None
        record = kind(
            **values, id=identifier, text=prose_of(body), docname=self.env.docname, line=row.line
        )
        entry = Entry(record, row.lines, path=path)
        self.domain.note_entry(entry)
        node = self._node(record, body, row.lines, path)
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
        options = {
            "ids": ", ".join(entry.record.id for entry in entries),
            "as": layout,
            "scope": "all",
            "sort": "ids",
        }
        if caption:
            options["caption"] = caption
        # The records themselves stay inside until the selection is answered: their bodies are
        # stored when the page has been read, and their anchors go over to what is printed.
        view = self._question_node(self.kind.kind_name, options, self.lines())
        view += printed
        for node in view.children:
            assert isinstance(node, nodes.Element)
            for anchor in node["ids"]:
                view["ids"].append(anchor)
                self.state.document.ids[anchor] = view
            node["ids"] = []
        return [view]


def register_directives(kinds: Kinds) -> dict[str, type[RegisterDirective]]:
    """The plural directives of the kinds that registers hold."""
    spec = AnyOption(options_of(kinds), lists_of(kinds))
    return {
        record.plural: type(
            f"{record.__name__}Register",
            (RegisterDirective,),
            {
                "kind": record,
                "option_spec": spec,
                "__doc__": f"Print {record.plural}, or define those of a file.",
            },
        )
        for record in kinds.values()
        if record.in_files
    }
