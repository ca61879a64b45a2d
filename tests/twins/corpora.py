"""Corpora, each with its twin: the same one after a person has deleted what is marked."""

import csv
import io
import json
from dataclasses import dataclass, field, replace
from pathlib import Path
from random import Random

import yaml

from .markdown_blocks import MarkdownBlocks
from .pieces import CLOSED, WITHHELD, Known, Label, Named, Piece, Prose, gone, joined, same
from .rst_blocks import RstBlocks

PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
    "0000000c49444154789c63f8cfc0000003010100c9fe92ef0000000049454e44ae426082"
)
CONF = """\
extensions = ["myst_parser", "sphinx_briefing"]
project = "Twins"
primary_domain = "brief"
html_theme = "basic"
exclude_patterns = ["parts"]
myst_enable_extensions = ["colon_fence", "deflist"]
suppress_warnings = ["toc.not_included"]
briefing_files = []
briefing_first_use = False
"""


@dataclass
class PageSpec:
    """A page: what stands on it follows from these alone."""

    path: str
    seed: int
    is_closed: bool
    records: list[Named] = field(default_factory=list)

    @property
    def is_rst(self) -> bool:
        return self.path.endswith(".rst")


@dataclass
class Twins:
    """A random corpus and its twin."""

    seed: int
    pages: list[PageSpec] = field(default_factory=list)
    known: Known = field(default_factory=lambda: Known([], [], []))
    rows: dict[str, list[Named]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        random = Random(self.seed)
        prose = Prose(random)
        for number in range(random.randint(3, 6)):
            end = random.choice(["md", "md", "rst"])
            closed = bool(number) and prose.maybe(30)
            folder = random.choice(["notes/", "briefs/", ""])
            self.pages.append(PageSpec(f"{folder}{prose.name(is_closed=closed)}.{end}",
                                       random.randrange(10**9), closed))  # fmt: skip
        for kind in ("actor", "actor", "actor", "claim", "claim", "claim", "event", "judgement",
                     "judgement", "topic", "estimate", "assumption", "gap", "indicator",
                     "hypothesis"):  # fmt: skip
            self._record(kind, prose)
        for name in ("actors.csv", "actors.tsv", "topics.yaml", "actors.json", "sources.bib"):
            if prose.maybe(40):
                kind = name.partition(".")[0].removesuffix("s")
                self.rows[name] = [
                    self._named(kind, prose, is_closed=bool(n) and prose.maybe(40))
                    for n in range(random.randint(1, 4))
                ]
        for page in self.pages:
            self.known.pages.append(Label(page.path, page.is_closed))
            label = f"label-{prose.name(is_closed=page.is_closed)}"
            self.known.labels.append(Label(label, page.is_closed))

    def _named(self, kind: str, prose: Prose, *, is_closed: bool) -> Named:
        name = prose.name(is_closed=is_closed)
        named = Named(
            kind, f"i-{name}" if not is_closed else name, f"{name.title()} Thing", is_closed
        )
        self.known.records.append(named)
        return named

    def _record(self, kind: str, prose: Prose) -> None:
        page = prose.random.choice(self.pages)
        named = self._named(kind, prose, is_closed=page.is_closed or prose.maybe(35))
        page.records.append(named)

    def edited(self, steps: int) -> "Twins":
        """The same corpus after some edits: pages written anew, marked, opened, and removed."""
        random = Random(self.seed + 7)
        for _ in range(steps):
            page = random.choice(self.pages)
            what = random.randrange(3)
            if what == 0:
                page.seed = random.randrange(10**9)
            elif what == 1 and len(self.pages) > 2:
                other = random.choice(self.pages)
                other.records += [] if other is page else page.records
                page.records = page.records if other is page else []
                self._mark(other, is_closed=other.is_closed)
            else:
                self._mark(page, is_closed=not page.is_closed)
        return self

    def _mark(self, page: PageSpec, *, is_closed: bool) -> None:
        number = self.pages.index(page)
        page.is_closed = is_closed
        for named in page.records if is_closed else ():
            closed = replace(named, is_closed=True)
            page.records[page.records.index(named)] = closed
            self.known.records[self.known.records.index(named)] = closed
        self.known.pages[number] = Label(page.path, is_closed)
        self.known.labels[number] = Label(self.known.labels[number].name, is_closed)

    # -- files ----------------------------------------------------------------------------------

    def whole_and_twin(self) -> tuple[dict[str, bytes], dict[str, bytes]]:
        """The files of both."""
        whole: dict[str, bytes] = {"conf.py": CONF.encode(), "pictures/one.png": PICTURE}
        twin = dict(whole)

        def put(path: str, piece: Piece) -> None:
            whole[path] = ("\n".join(piece.whole) + "\n").encode()
            if piece.twin is not None:
                twin[path] = ("\n".join(piece.twin) + "\n").encode()

        put("index.md", self._index())
        put("parts/one.md", self._part())
        for number, page in enumerate(self.pages):
            put(page.path, self._page(page, self.known.labels[number].name))
        for name, rows in self.rows.items():
            whole[name] = _register(name, rows, Random(self.seed)).encode()
            twin[name] = _register(
                name, [row for row in rows if not row.is_closed], Random(self.seed)
            ).encode()
        return whole, twin

    def _index(self) -> Piece:
        random = Random(self.seed + 1)
        pages = list(self.pages)
        random.shuffle(pages)
        titled = [f"Op {n} <{page.path.rpartition('.')[0]}>" if random.random() < 0.3
                  else page.path.rpartition(".")[0] for n, page in enumerate(pages)]  # fmt: skip
        head = ["```{toctree}", ":caption: Op contents", *random.choice([[], [":numbered:"]]), ""]
        entries = joined(
            [gone(line) if page.is_closed else same(line)
             for page, line in zip(pages, titled, strict=True)], 0)  # fmt: skip
        glob = same("```{toctree}", ":glob:", ":hidden:", "", "notes/*", "```")
        tree = Piece((*head, *entries.whole, "```"), (*head, *(entries.twin or ()), "```"))
        registers = [
            same(f"```{{{name.partition('.')[0]}}}", f":file: {name}", "```") for name in self.rows
        ]
        included = same("```{include} parts/one.md", "```")
        return joined(
            [
                same("# Start"),
                tree,
                *registers,
                included,
                *([glob] if random.random() < 0.3 else []),
            ]
        )

    def _part(self) -> Piece:
        blocks = MarkdownBlocks(Prose(Random(self.seed + 2)), self.known, [])
        return joined([same("Op part."), blocks.blocks(2, False)])

    def _page(self, page: PageSpec, label: str) -> Piece:
        prose = Prose(Random(page.seed))
        title = f"{prose.name(is_closed=page.is_closed).title()} page"
        records = page.records
        if page.is_rst:
            rst = RstBlocks(prose, self.known, records)
            head = same(*self._docinfo(page, prose), f".. _{label}:", "", title, "=" * len(title))
            body = [rst.blocks(3, page.is_closed) for _ in range(prose.random.randint(1, 3))]
            whole = joined([head, *body, *rst.rest()])
        else:
            markdown = MarkdownBlocks(prose, self.known, records)
            head = joined([self._front(page, prose), same(f"({label})=", f"# {title}")], 0)
            body = [markdown.blocks(3, page.is_closed) for _ in range(prose.random.randint(1, 3))]
            whole = joined([head, *body, *markdown.rest()])
        return gone(*whole.whole) if page.is_closed else whole

    def _marking(self, page: PageSpec, prose: Prose) -> str:
        if page.is_closed:
            return prose.random.choice(CLOSED)
        return prose.random.choice(["", "", "CLEAR", "GREEN"])

    def _front(self, page: PageSpec, prose: Prose) -> Piece:
        marking = self._marking(page, prose)
        lines = [f'tlp: "{marking}"'] if marking else []
        left = list(lines)
        if page.path.startswith("notes/"):
            more = [
                "source:",
                f"  title: {prose.sentence(is_closed=page.is_closed)}",
                "  date: 2026-02-0" + str(page.seed % 8 + 1),
            ]
            lines += more
            left += more
        elif page.path.startswith("briefs/"):
            more = ["brief:", "  kind: policy", "  date: 2026-02-20", "  status: draft",
                    f"  summary: {prose.sentence(is_closed=page.is_closed)}"]  # fmt: skip
            lines += more
            left += more
        if not lines:
            return same()
        return Piece(("---", *lines, "---"), ("---", *left, "---"))

    def _docinfo(self, page: PageSpec, prose: Prose) -> list[str]:
        marking = self._marking(page, prose)
        return [f":tlp: {marking}", ""] if marking else []


def _register(name: str, rows: list[Named], random: Random) -> str:
    """A data file of some records, those that are for fewer readers marked."""
    kind = name.partition(".")[0]
    values: list[dict[str, str]] = []
    for row in rows:
        found = {"id": row.id, "name" if kind in ("actors", "topics") else "title": row.title}
        found |= {"kind": "state"} if kind == "actors" else {}
        found["tlp"] = CLOSED[len(row.id) % len(CLOSED)] if row.is_closed else ""
        values.append(found)
    suffix = name.rpartition(".")[2]
    if suffix in ("csv", "tsv"):
        out = io.StringIO()
        fields = list(values[0]) if values else []
        writer = csv.DictWriter(
            out, fields, delimiter="\t" if suffix == "tsv" else ",", lineterminator="\n"
        )
        writer.writeheader()
        writer.writerows(values)
        return out.getvalue()
    plain = [{key: value for key, value in row.items() if value} for row in values]
    if suffix == "yaml":
        return yaml.safe_dump(plain, sort_keys=False)
    if suffix == "json":
        return json.dumps(plain, indent=2) + "\n"
    entries = []
    for entry in plain:
        written = "".join(
            f"  {key} = {{{value}}},\n" for key, value in entry.items() if key != "id"
        )
        entries.append(f"@misc{{{entry['id']},\n{written}}}\n")
    return "\n".join(entries)


def write(root: Path, files: dict[str, bytes]) -> None:
    """Write the files of a corpus, and remove all others that are there."""
    for path in root.rglob("*") if root.exists() else ():
        if path.is_file() and path.relative_to(root).as_posix() not in files:
            path.unlink()
    for name, content in files.items():
        place = root / name
        place.parent.mkdir(parents=True, exist_ok=True)
        if not place.exists() or place.read_bytes() != content:
            place.write_bytes(content)


__all__ = ["WITHHELD", "Twins", "write"]
