"""Blocks of MyST Markdown with passages and records that are not for everybody."""

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


class MarkdownBlocks:
    """Writes random blocks. ``is_closed`` tells whether they stand in what is taken out."""

    def __init__(self, prose: Prose, known: Known, records: list[Named]) -> None:
        self.prose = prose
        self.random = prose.random
        self.known = known
        self._waiting = list(records)

    # -- words ----------------------------------------------------------------------------------

    def text(self, is_closed: bool) -> Piece:
        words = self.prose.sentence(is_closed=is_closed)
        if not self.prose.maybe(40):
            return same(words)
        whole, twin = self.reference(is_closed)
        return Piece((f"{words} See {whole} there.",), (f"{words} See {twin} there.",))

    def reference(self, is_closed: bool) -> tuple[str, str]:
        """A reference, and what is left of it."""
        own = f"own {self.prose.name(is_closed=is_closed)}" if self.prose.maybe(50) else ""
        which = self.random.randrange(4)
        if which == 0 and self.known.labels:
            label = self.random.choice(self.known.labels)
            own = own or "label"
            form = self.random.choice(["{{ref}}`{own} <{name}>`", "[{own}](#{name})"])
            closed, whole = label.is_closed, form.format(own=own, name=label.name)
        elif which == 1 and self.known.pages:
            page = self.random.choice(self.known.pages)
            name = page.name.rpartition(".")[0]
            forms = [
                f"{{doc}}`{own} </{name}>`" if own else f"{{doc}}`/{name}`",
                f"[{own}](/{page.name})",
            ]
            closed, whole = page.is_closed, self.random.choice(forms)
        else:
            record = self.random.choice(self.known.records)
            name = record.id if self.prose.maybe(70) else record.title
            role = f"{self.random.choice(['', 'brief:'])}{record.kind}"
            forms = [f"{{{role}}}`{own} <{name}>`" if own else f"{{{role}}}`{name}`"]
            if own:
                forms.append(f"[{own}](#{record.kind}-{record.id})")
            closed, whole = record.is_closed, self.random.choice(forms)
        return whole, ((own or WITHHELD) if closed else whole)

    # -- blocks ---------------------------------------------------------------------------------

    def blocks(self, depth: int, is_closed: bool, most: int = 3) -> Piece:
        count = self.random.randint(1, most)
        return joined([self.block(depth, is_closed) for _ in range(count)])

    def block(self, depth: int, is_closed: bool) -> Piece:
        simple: list[Callable[[bool], Piece]] = [
            self.text, self.text, self.code, self.image, self.comment, self.index, self.target,
        ]  # fmt: skip
        if not depth:
            return self.random.choice(simple)(is_closed)
        deep: list[Callable[[int, bool], Piece]] = [
            self.restricted, self.restricted, self.restricted, self.items, self.quote,
            self.admonition, self.list_table, self.definitions, self.record, self.in_rst,
            self.selection,
        ]  # fmt: skip
        if self.prose.maybe(70):
            return self.random.choice(deep)(depth - 1, is_closed)
        return self.random.choice(simple)(is_closed)

    def code(self, is_closed: bool) -> Piece:
        return same("```{code-block} text", self.prose.sentence(is_closed=is_closed), "```")

    def image(self, is_closed: bool) -> Piece:
        alt = self.prose.name(is_closed=is_closed)
        return same(f"![{alt}](/pictures/one.png)")

    def comment(self, is_closed: bool) -> Piece:
        return same(f"% {self.prose.sentence(is_closed=is_closed)}")

    def index(self, is_closed: bool) -> Piece:
        return same("```{index} " + self.prose.name(is_closed=is_closed), "```")

    def target(self, is_closed: bool) -> Piece:
        label = self.prose.name(is_closed=is_closed)
        return same(f"({label})=", "", self.prose.sentence(is_closed=is_closed))

    def fenced(self, head: str, options: list[str], body: Piece) -> Piece:
        """A directive, fenced with more signs than any inside."""
        signs = ["`"] if "`" in head else ["`", "`", "~", ":"]
        sign = self.random.choice(signs)
        runs = (line.lstrip(" >-*1.") for line in (*body.whole, *(body.twin or ())))
        longest = max((len(run) - len(run.lstrip(sign)) for run in runs), default=0)
        fence = sign * max(3, longest + 1)
        before = [f"{fence}{head}", *options, *([""] if options else [])]
        return around(body, before, [fence])

    def restricted(self, depth: int, is_closed: bool) -> Piece:
        name = self.random.choice(["restricted", "restricted", "brief:restricted"])
        if self.prose.maybe(70):
            marking, body = self.random.choice(CLOSED), self.blocks(depth, True)
            whole = self.fenced(f"{{{name}}} {marking}", [], Piece(body.whole, body.whole)).whole
            return gone(*whole)
        marking = self.random.choice(OPEN)
        return self.fenced(f"{{{name}}} {marking}", [], self.blocks(depth, is_closed))

    def items(self, depth: int, is_closed: bool) -> Piece:
        marker = self.random.choice(["- ", "* ", "1. "])
        count = self.random.randint(1, 3)
        return joined([
            indented(self.blocks(depth, is_closed, 2), marker, " " * len(marker))
            for _ in range(count)
        ], self.random.choice([0, 1]))  # fmt: skip

    def quote(self, depth: int, is_closed: bool) -> Piece:
        body = self.blocks(depth, is_closed)
        if body.twin is None:
            return gone(*indented(body, "> ", "> ").whole)
        return indented(body, "> ", "> ")

    def admonition(self, depth: int, is_closed: bool) -> Piece:
        name, title = self.random.choice(
            [("note", ""), ("warning", ""), ("admonition", "op Title")]
        )
        options = [f":class: op{depth}"] if self.prose.maybe(40) else []
        return self.fenced(f"{{{name}}} {title}".rstrip(), options, self.blocks(depth, is_closed))

    def list_table(self, depth: int, is_closed: bool) -> Piece:
        rows = [
            indented(self.blocks(depth, is_closed, 2), mark, "    ")
            for mark in ("* - ", "  - ", "* - ", "  - ")
        ]
        return self.fenced("{list-table} Op title", [], joined(rows, 0))

    def definitions(self, depth: int, is_closed: bool) -> Piece:
        word = self.prose.name(is_closed=is_closed)
        first = same(self.prose.sentence(is_closed=is_closed))
        body = joined([first, self.blocks(depth, is_closed, 2)])
        return around(indented(body, ": ", "  "), [word])

    def record(self, depth: int, is_closed: bool) -> Piece:
        """A claim, which is taken out if it is marked itself."""
        if not self._waiting:
            return self.text(is_closed)
        named = next((one for one in self._waiting if one.is_closed or not is_closed), None)
        if named is None or (is_closed and not named.is_closed):
            return self.text(is_closed)
        self._waiting.remove(named)
        return self.written(named, depth, is_closed)

    def written(self, named: Named, depth: int, in_closed: bool) -> Piece:
        """A record as it is written: its fields name others."""
        fields, left = self.fields(named)
        if named.is_closed and not in_closed:
            fields.insert(self.random.randint(0, len(fields)), f"tlp: {self.random.choice(CLOSED)}")
        elif not named.is_closed and self.prose.maybe(20):
            fields.append("tlp: GREEN")
            left.append("tlp: GREEN")
        in_yaml = self.prose.maybe(30)
        body = same(self.prose.sentence(is_closed=named.is_closed))
        if depth and named.kind in ("claim", "event"):
            body = self.blocks(min(depth, 1), named.is_closed)
        head = f"{{{named.kind}}} {named.title}"

        def options(fields: list[str]) -> list[str]:
            return ["---", *fields, "---"] if in_yaml else [f":{field}" for field in fields]

        state = self.random.getstate()
        whole = self.fenced(head, options(fields), Piece(body.whole, body.whole))
        if named.is_closed:
            return gone(*whole.whole)
        self.random.setstate(state)
        twin = self.fenced(head, options(left), Piece(body.whole, body.twin))
        return Piece(whole.whole, twin.twin)

    def fields(self, named: Named) -> tuple[list[str], list[str]]:
        """The fields of a record, and what is left of those that name what is taken out."""
        fields = [f"id: {named.id}"]
        left = list(fields)

        def add(name: str, several: list[Named], *, required: bool = False) -> None:
            if not several:
                return
            ids = [one.id for one in several]
            kept = [one.id for one in several if not one.is_closed]
            fields.append(f"{name}: {', '.join(ids)}")
            if kept or required:
                left.append(f"{name}: {', '.join(kept) or WITHHELD}")

        actors = [one for one in self.known.records if one.kind == "actor"]
        claims = [one for one in self.known.records if one.kind == "claim" and one.id != named.id]
        if named.kind == "claim":
            add("by", self.random.sample(actors, 1), required=True)
            if self.prose.maybe(40) and claims:
                add(
                    self.random.choice(["corroborates", "disputes"]),
                    self.random.sample(claims, min(2, len(claims))),
                )
        elif named.kind == "event":
            fields.append("date: 2026-02-01")
            left.append("date: 2026-02-01")
            add("actors", self.random.sample(actors, min(3, len(actors))))
        elif named.kind == "actor":
            fields.append("kind: state")
            left.append("kind: state")
            if self.prose.maybe(30):
                others = [one for one in actors if one.id != named.id]
                add("members", self.random.sample(others, min(2, len(others))))
        elif named.kind == "judgement":
            fields.append("likelihood: likely")
            left.append("likelihood: likely")
            add("basis", self.random.sample(claims, min(2, len(claims))))
            add("against", self.random.sample(claims, min(1, len(claims))))
        elif named.kind == "estimate":
            fields += ["value: 435/1423", "unit: vessels"]
            left += ["value: 435/1423", "unit: vessels"]
            add("by", self.random.sample(actors, 1), required=True)
        elif named.kind == "indicator":
            judgements = [one for one in self.known.records if one.kind == "judgement"]
            one, other = self.random.sample(judgements, 2)
            if self.prose.maybe(50):
                add("for", [one])
                add("against", [other], required=one.is_closed)
            else:
                add("for", [one], required=True)
        elif named.kind == "hypothesis":
            topics = [one for one in self.known.records if one.kind == "topic"]
            add("question", topics[:1], required=True)
            add("consistent", self.random.sample(claims, min(2, len(claims))))
        return fields, left

    def selection(self, depth: int, is_closed: bool) -> Piece:
        actors = [one for one in self.known.records if one.kind == "actor"]
        some = self.random.sample(actors, min(2, len(actors)))
        kept = [one.id for one in some if not one.is_closed] or [WITHHELD]
        name, option = self.random.choice(
            [("claims", "by"), ("events", "actor"), ("actors", "ids")]
        )
        whole = f":{option}: {', '.join(one.id for one in some)}"
        twin = f":{option}: {', '.join(kept)}"
        return Piece((f"```{{{name}}}", whole, "```"), (f"```{{{name}}}", twin, "```"))

    def in_rst(self, depth: int, is_closed: bool) -> Piece:
        from .rst_blocks import RstBlocks

        inner = RstBlocks(self.prose, self.known, [])
        return self.fenced("{eval-rst}", [], inner.blocks(depth, is_closed))

    def rest(self) -> list[Piece]:
        """The records that have found no place so far."""
        found: list[Piece] = []
        while self._waiting:
            found.append(self.written(self._waiting.pop(0), 1, False))
        return found
