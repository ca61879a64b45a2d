"""Blocks of reStructuredText with passages and records that are not for everybody."""

from collections.abc import Callable

from .pieces import (
    CLOSED,
    OPEN,
    WITHHELD,
    Known,
    Named,
    Piece,
    Prose,
    around,
    gone,
    indented,
    joined,
    same,
)


class RstBlocks:
    """Writes random blocks. ``is_closed`` tells whether they stand in what is taken out."""

    def __init__(self, prose: Prose, known: Known, records: list[Named]) -> None:
        self.prose = prose
        self.random = prose.random
        self.known = known
        self._waiting = list(records)

    def text(self, is_closed: bool) -> Piece:
        words = self.prose.sentence(is_closed=is_closed)
        if not self.prose.maybe(40):
            return same(words)
        whole, twin = self.reference(is_closed)
        return Piece((f"{words} See {whole} there.",), (f"{words} See {twin} there.",))

    def reference(self, is_closed: bool) -> tuple[str, str]:
        own = f"own {self.prose.name(is_closed=is_closed)}" if self.prose.maybe(50) else ""
        which = self.random.randrange(4)
        if which == 0 and self.known.labels:
            label = self.random.choice(self.known.labels)
            own = own or "label"
            closed, whole = label.is_closed, f":ref:`{own} <{label.name}>`"
        elif which == 1 and self.known.pages:
            page = self.random.choice(self.known.pages)
            name = page.name.rpartition(".")[0]
            closed, whole = page.is_closed, f":doc:`{own} </{name}>`" if own else f":doc:`/{name}`"
        else:
            record = self.random.choice(self.known.records)
            name = record.id if self.prose.maybe(70) else record.title
            role = f"{self.random.choice(['', 'brief:'])}{record.kind}"
            whole = f":{role}:`{own} <{name}>`" if own else f":{role}:`{name}`"
            closed = record.is_closed
        return whole, ((own or WITHHELD) if closed else whole)

    def blocks(self, depth: int, is_closed: bool, most: int = 3) -> Piece:
        count = self.random.randint(1, most)
        return joined([self.block(depth, is_closed) for _ in range(count)])

    def block(self, depth: int, is_closed: bool) -> Piece:
        simple: list[Callable[[bool], Piece]] = [
            self.text, self.text, self.code, self.literal, self.image, self.comment,
            self.index, self.target,
        ]  # fmt: skip
        if not depth:
            return self.random.choice(simple)(is_closed)
        deep: list[Callable[[int, bool], Piece]] = [
            self.restricted, self.restricted, self.restricted, self.items, self.quote,
            self.admonition, self.list_table, self.definitions, self.fields_list, self.record,
            self.grid, self.simple_table,
        ]  # fmt: skip
        if self.prose.maybe(70):
            return self.random.choice(deep)(depth - 1, is_closed)
        return self.random.choice(simple)(is_closed)

    def directive(self, head: str, options: list[str], body: Piece) -> Piece:
        before = [f".. {head}", *(f"   {option}" for option in options), ""]
        return around(body, before, indent="   ")

    def code(self, is_closed: bool) -> Piece:
        return self.directive(
            "code-block:: text", [], same(self.prose.sentence(is_closed=is_closed))
        )

    def literal(self, is_closed: bool) -> Piece:
        return same("As follows::", "", f"   {self.prose.sentence(is_closed=is_closed)}")

    def image(self, is_closed: bool) -> Piece:
        return same(
            ".. image:: /pictures/one.png", f"   :alt: {self.prose.name(is_closed=is_closed)}"
        )

    def comment(self, is_closed: bool) -> Piece:
        return same(f".. {self.prose.sentence(is_closed=is_closed)}")

    def index(self, is_closed: bool) -> Piece:
        return same(f".. index:: {self.prose.name(is_closed=is_closed)}")

    def target(self, is_closed: bool) -> Piece:
        label = self.prose.name(is_closed=is_closed)
        return same(f".. _{label}:", "", self.prose.sentence(is_closed=is_closed))

    def restricted(self, depth: int, is_closed: bool) -> Piece:
        name = self.random.choice(["restricted", "restricted", "brief:restricted"])
        if self.prose.maybe(70):
            marking, body = self.random.choice(CLOSED), self.blocks(depth, True)
            return gone(*self.directive(f"{name}:: {marking}", [], body).whole)
        marking = self.random.choice(OPEN)
        return self.directive(f"{name}:: {marking}", [], self.blocks(depth, is_closed))

    def items(self, depth: int, is_closed: bool) -> Piece:
        marker = self.random.choice(["- ", "* ", "#. "])
        count = self.random.randint(1, 3)
        return joined([
            indented(self.blocks(depth, is_closed, 2), marker, " " * len(marker))
            for _ in range(count)
        ])  # fmt: skip

    def quote(self, depth: int, is_closed: bool) -> Piece:
        body = self.blocks(depth, is_closed)
        first = same(self.prose.sentence(is_closed=is_closed))
        return joined([first, indented(joined([first, body]), "    ", "    ")])

    def admonition(self, depth: int, is_closed: bool) -> Piece:
        head = self.random.choice(["note::", "warning::", "admonition:: Op title"])
        options = [f":class: op{depth}"] if self.prose.maybe(40) else []
        return self.directive(head, options, self.blocks(depth, is_closed))

    def list_table(self, depth: int, is_closed: bool) -> Piece:
        rows = [
            indented(self.blocks(depth, is_closed, 2), mark, "    ")
            for mark in ("* - ", "  - ", "* - ", "  - ")
        ]
        return self.directive("list-table:: Op title", [], joined(rows, 1))

    def definitions(self, depth: int, is_closed: bool) -> Piece:
        word = self.prose.name(is_closed=is_closed)
        first = same(self.prose.sentence(is_closed=is_closed))
        return around(joined([first, self.blocks(depth, is_closed, 2)]), [word], indent="  ")

    def fields_list(self, depth: int, is_closed: bool) -> Piece:
        word = f":{self.prose.name(is_closed=is_closed)}:"
        first = self.text(is_closed)
        if self.prose.maybe(50):
            return indented(joined([first, self.blocks(depth, is_closed, 2)]), f"{word} ", "  ")
        passage = self.directive(f"restricted:: {self.random.choice(CLOSED)}", [], self.text(True))
        whole = indented(joined([passage, first]), f"{word} ", "  ").whole
        return Piece(whole, (word, "", *(f"  {line}" for line in first.twin or ())))

    def grid(self, depth: int, is_closed: bool) -> Piece:
        """A table of two columns and two rows, whose cells keep their size."""
        rows = [[self.cell(is_closed) for _ in range(2)] for _ in range(2)]
        widths = [max(len(line) for row in rows for line in row[at].whole) for at in range(2)]
        border = "+" + "+".join("-" * (width + 2) for width in widths) + "+"

        def drawn(contents: list[list[tuple[str, ...]]]) -> tuple[str, ...]:
            lines = [border]
            for row in contents:
                for number in range(max(map(len, row))):
                    texts = [cell[number] if number < len(cell) else "" for cell in row]
                    cells = [f" {text:{width}} " for text, width in zip(texts, widths, strict=True)]
                    lines.append("|" + "|".join(cells) + "|")
                lines.append(border)
            return tuple(lines)

        whole = drawn([[cell.whole for cell in row] for row in rows])
        return Piece(whole, drawn([[cell.twin or () for cell in row] for row in rows]))

    def cell(self, is_closed: bool) -> Piece:
        """The content of a cell: what is taken out leaves its room."""
        whole: list[str] = []
        twin: list[str] = []
        for number in range(self.random.randint(1, 3)):
            if self.prose.maybe(40):
                inner = indented(self.text(True), "   ", "   ").whole
                lines = [f".. restricted:: {self.random.choice(CLOSED)}", "", *inner]
                piece = Piece(tuple(lines), ("",) * len(lines))
            else:
                piece = self.text(is_closed)
            gap = [""] if number else []
            whole += [*gap, *piece.whole]
            twin += [*gap, *(piece.twin or ())]
        return Piece(tuple(whole), tuple(twin))

    def simple_table(self, depth: int, is_closed: bool) -> Piece:
        body = self.cell(is_closed)
        rule = "=====  " + "=" * 60
        lines = indented(body, "op     ", "       ")
        return around(lines, [rule, "Op     Column", rule], [rule])

    def record(self, depth: int, is_closed: bool) -> Piece:
        named = next((one for one in self._waiting if one.is_closed or not is_closed), None)
        if named is None or (is_closed and not named.is_closed):
            return self.text(is_closed)
        self._waiting.remove(named)
        return self.written(named, depth, is_closed)

    def written(self, named: Named, depth: int, in_closed: bool) -> Piece:
        from .markdown_blocks import MarkdownBlocks

        fields, left = MarkdownBlocks(self.prose, self.known, []).fields(named)
        if named.is_closed and not in_closed:
            fields.insert(self.random.randint(0, len(fields)), f"tlp: {self.random.choice(CLOSED)}")
        body = same(self.prose.sentence(is_closed=named.is_closed))
        if depth and named.kind in ("claim", "event"):
            body = self.blocks(min(depth, 1), named.is_closed)
        head = f"{named.kind}:: {named.title}"
        whole = self.directive(head, [f":{field}" for field in fields], body)
        if named.is_closed:
            return gone(*whole.whole)
        twin = self.directive(head, [f":{field}" for field in left], body)
        return Piece(whole.whole, twin.twin)

    def rest(self) -> list[Piece]:
        found: list[Piece] = []
        while self._waiting:
            found.append(self.written(self._waiting.pop(0), 1, False))
        return found
