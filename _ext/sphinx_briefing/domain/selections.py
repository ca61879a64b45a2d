"""The plural directives: each asks for a selection, which is answered when the page is written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import ClassVar

from docutils import nodes
from sphinx.domains.std import Glossary

from ..config.settings import WORDS_OF_PICTURES
from ..ledger import Question, Reference
from ..ledger.questions import values_of
from ..records import Kinds, Selectable, declared
from ..records.declaring import PRINTING, SELECTING
from ..records.groups import read_groups
from ..records.readers import read_date, read_list
from ..records.validation import unknown_field
from .directives import BriefDirective
from .options import AnyOption
from .translatable import words_of

_TRANSLATED = ("caption", "empty", "groups")


def options_of(kinds: Kinds) -> tuple[str, ...]:
    """The options of every plural directive; each date field of what is printed is one too."""
    return (*lists_of(kinds), *SELECTING, *PRINTING)


def lists_of(kinds: Kinds) -> tuple[str, ...]:
    """The options that are lists."""
    return ("ids", *kinds.filters)


CHOICES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"scope": ("all", "page"), "picture": ("yes", "no"), "lanes": ("actor", "topic"),
     "text": WORDS_OF_PICTURES}
)  # fmt: skip
"""The options that take one of a few words, those that every kind knows."""


LANES = ("by", "method")
"""The fields by which a picture can be parted into lanes, where a kind has them."""


def choices_for(kind: type[Selectable]) -> Mapping[str, tuple[str, ...]]:
    """The options that take one of a few words, with the words that a kind knows."""
    lanes = (*CHOICES["lanes"], *(name for name in LANES if name in declared(kind)))
    return {**CHOICES, "as": kind.layouts, "lanes": lanes}


class selection(nodes.General, nodes.Element):
    """A question for the ledger.

    Attributes: ``selects`` (kind), ``options`` (as written); ``asked`` and ``names``, which of the
    page's questions it is, and from where to where the names in its options are kept.
    """


class SelectionDirective(BriefDirective):
    """Print a selection of records of one kind."""

    kind: ClassVar[type[Selectable]]

    def run(self) -> list[nodes.Node]:
        """Check the question and leave it on the page."""
        name, plural = self.kind.kind_name, self.kind.plural
        lines = self.lines()
        options: dict[str, str] = {}
        bad = False
        if any(map(str.strip, self.content)):
            message = f"{plural}: it prints a selection and takes no body; remove the body"
            self.report("field", self.first_line(), message)
            bad = True
        for line, message in self.malformed():
            self.report("field", line, f"{plural}: {message}")
            bad = True
        for option, value in self.options.items():
            text = " ".join((value or "").split())
            try:
                self._check(option, text)
            except ValueError as error:
                self.report("field", lines.get(option, self.first_line()), f"{plural}: {error}")
                bad = True
            else:
                if text:
                    options[option] = text
        if bad:
            return self.nothing()
        page = self.domain.page(self.env.docname)
        first = len(page.references)
        self._note_names(options, lines)
        node = self._question_node(name, options, lines)
        node["names_asked"] = (first, len(page.references))
        return [node]

    def _question_node(
        self, kind: str, options: dict[str, str], lines: Mapping[str, int]
    ) -> selection:
        """Keep a question, and what stands for its answer on the page."""
        questions = self.domain.page(self.env.docname).questions
        node = selection(
            "", selects=kind, options=options, asked=len(questions), names_asked=(0, 0)
        )
        self.set_source_info(node)
        printed = [(name, options[name]) for name in _TRANSLATED if name in options]
        node += words_of(printed, lines, self.first_line(), str(self.get_source_info()[0]))
        questions.append(Question(kind, options, self.first_line(), self.foreign_path()))
        return node

    def _note_names(self, options: Mapping[str, str], lines: Mapping[str, int]) -> None:
        """Keep the names in options, to be looked up when all pages are read."""
        kinds = self.domain.kinds
        named = dict(kinds.named_by_option)
        if self.kind.kind_name in kinds:
            named["ids"] = self.kind.kind_name
        for option, kind in named.items():
            line = lines.get(option, self.first_line())
            if option in options:
                self._note_name(kind, options[option], line, option)
        if "centre" in options:
            line = lines.get("centre", self.first_line())
            self._note_name("actor", _quoted(options["centre"]), line, "centre")
        for group in read_groups(options.get("groups", ""), self.domain.conventions):
            line = lines.get("groups", self.first_line())
            self._note_name("actor", ", ".join(map(_quoted, group.names)), line, "groups")

    def _note_name(self, kind: str, names: str, line: int, option: str) -> None:
        self.domain.note_reference(Reference(kind, names, line, option, self.foreign_path()))

    def _check(self, option: str, text: str) -> None:
        kinds = self.domain.kinds
        fields = declared(self.kind)
        dates = kinds.dates_in(self.kind)
        filters = kinds.filters_of(self.kind)
        known = (*options_of(kinds), *dates)
        if option not in known:
            raise ValueError(unknown_field(option, known).replace("field", "option"))
        if option in kinds.filters and option not in {*filters, *dates}:
            raise ValueError(f"option {option!r} does not apply: they have no such field")
        if option in ("since", "until"):
            self._check_time(option, text, dates)
        if option in dates:
            for item in read_list(text, self.domain.conventions):
                self._check_date(option, item)
        if option in lists_of(kinds):
            try:
                read_list(text, self.domain.conventions)
            except ValueError as error:
                raise ValueError(f"{option!r}: {error}") from None
        if option == "house" and self.kind.kind_name not in kinds:
            raise ValueError("option 'house' does not apply: other houses have records alone")
        choices = choices_for(self.kind)
        if option in choices and text not in choices[option]:
            allowed = ", ".join(choices[option])
            raise ValueError(f"{option!r}: {text!r} is not one of: {allowed}")
        if option == "groups" and text:
            try:
                read_groups(text, self.domain.conventions)
            except ValueError as error:
                raise ValueError(f"'groups': {error}") from None
        if option == "limit" and not (text.isdecimal() and 0 < int(text) < 10**9):
            raise ValueError(f"'limit': {text!r} is not a whole number from 1")
        if option == "sort":
            name = text.removeprefix("-")
            if name not in {"date", "name", "id", *fields, *dates}:
                allowed = ", ".join(dict.fromkeys(("date", "-date", "name", "id", *fields, *dates)))
                raise ValueError(f"'sort': {name!r} is not one of: {allowed}")
        if option in filters and option not in kinds.named_by_option:
            written = read_list(text, self.domain.conventions)
            values_of(filters[option], written, self.domain.conventions)

    def _check_time(self, option: str, text: str, dates: Iterable[str]) -> None:
        """A limit in time, which must apply: when they were said, made or published."""
        if not (self.kind.said_by or self.kind.dates_of):
            others = ", ".join(map(repr, dates))
            instead = f"; they have {others}" if others else ""
            raise ValueError(f"option {option!r} does not apply: they have no date{instead}")
        self._check_date(option, text)

    def _check_date(self, option: str, text: str) -> None:
        try:
            read_date(text, self.domain.conventions)
        except ValueError as error:
            raise ValueError(f"{option!r}: {error}") from None


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"' if '"' in name or "," in name else name


class GlossaryDirective(Glossary):
    """Sphinx's own glossary when it has a body; the terms of the corpus when it has none."""

    optional_arguments = 0

    def run(self) -> list[nodes.Node]:
        """Delegate to whichever of the two it is."""
        if any(map(str.strip, self.content)):
            if "sorted" in self.options:
                self.options["sorted"] = None
            self._place()
            return super().run()
        terms = self.env.domains["brief"].directives["terms"]
        directive = terms(
            self.name,
            self.arguments,
            self.options,
            self.content,
            self.lineno,
            self.content_offset,
            self.block_text,
            self.state,
            self.state_machine,
        )
        return list(directive.run())

    def _place(self) -> None:
        """Give the lines of terms their numbers, where Sphinx takes those of the directive.

        It takes one number for the line of a term and for the offset of a definition; to docutils
        these differ by one, and to MyST both begin with the directive.
        """
        is_markdown = hasattr(self.state, "_renderer")
        items = []
        for index, (source, number) in enumerate(self.content.items):
            offset = self.content_offset + index if is_markdown else number
            first = self.lineno if is_markdown else 0
            is_term = not self.content[index][:1].isspace()
            items.append((source, first + offset + 1 if is_term else offset))
        self.content.items = items


def glossary_directive(kinds: Kinds) -> type[GlossaryDirective]:
    """The directive of glossaries for some kinds of record."""
    spec = AnyOption((*options_of(kinds), "sorted"), lists_of(kinds))
    namespace = {"option_spec": spec, "__doc__": GlossaryDirective.__doc__}
    return type("GlossaryDirective", (GlossaryDirective,), namespace)


def selection_directives(kinds: Kinds) -> dict[str, type[SelectionDirective]]:
    """One directive class for each kind that can be selected."""
    spec = AnyOption(options_of(kinds), lists_of(kinds))
    return {
        record.plural: type(
            f"{record.__name__}Selection",
            (SelectionDirective,),
            {
                "kind": record,
                "option_spec": spec,
                "__doc__": f"Print a selection of {record.plural}.",
            },
        )
        for record in kinds.selectable.values()
    }
