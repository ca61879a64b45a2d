"""The Sphinx domain: text in, records and questions stored per page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, cast

import msgspec
from docutils import nodes
from sphinx.domains import Domain, ObjType

from ..collector import collector_paused
from ..conditions import Condition
from ..config.ceilings import table_of
from ..config.houses import houses_of
from ..config.values import conventions_of, level_of, loudness
from ..diagnostics.log import say
from ..diagnostics.model import Diagnostic
from ..editions import EditionFiles
from ..ledger import Entry, Ledger, PageFacts, Reference, StoredPages
from ..ledger.pages import unpacker
from ..ledger.strict import Strict
from ..records import Conventions, Kinds
from ..registry import Registry
from ..verbatim import Memory, WordFinder
from . import derived
from .answering import answer, named_by
from .changes import ChangesDirective
from .conditions import Conditions
from .derived import Object
from .desk import DeskDirective
from .directives import record_directives
from .portions import marked
from .printed import PrintedPages
from .pruning import pruned
from .register_files import register_directives
from .report_card import ReportCardDirective
from .report_cards import CARD, ReportCards
from .restricted import RestrictedDirective
from .roles import roles
from .selections import glossary_directive, selection_directives
from .stored_form import KEPT, version_of
from .traces import EDITION, MARKED, PUBLISHED, PageTraces

if TYPE_CHECKING:
    from docutils.nodes import Element
    from sphinx.addnodes import pending_xref
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment


def domain_for(registry: Registry) -> type[BriefDomain]:
    """The domain of one build, which knows what its registry holds once that is frozen."""
    return type(
        "BriefDomain", (BriefDomain,), {"registry": registry, "__doc__": BriefDomain.__doc__}
    )


def complete(domain: type[BriefDomain]) -> None:
    """Give the domain of a build the directives and roles of all kinds, before it is made."""
    kinds = domain.registry.kinds
    domain.object_types = {kind: ObjType(record.label, kind) for kind, record in kinds.items()}
    domain.directives = {
        **record_directives(kinds),
        **selection_directives(kinds),
        **register_directives(kinds),
        "glossary": glossary_directive(kinds),
        "desk": DeskDirective,
        "changes": ChangesDirective,
        "report-card": ReportCardDirective,
        "restricted": RestrictedDirective,
    }
    domain.roles = roles(kinds)  # type: ignore[assignment]
    domain.data_version = version_of(domain.registry)


class BriefDomain(Domain):
    """Notes, briefs and the records written in them."""

    name = "brief"
    label = "Briefing"
    registry: ClassVar[Registry]
    """What the build knows by name."""
    initial_data = {kept: {} for kept in KEPT}  # noqa: RUF012

    def __init__(self, env: BuildEnvironment) -> None:
        super().__init__(env)
        self._ledger: Ledger | None = None
        self._memory: Memory | None = None
        self._traces: PageTraces | None = None
        self._conventions: Conventions | None = None
        self._inventory: list[Object] | None = None
        self.pages = StoredPages(self.data["pages"], unpacker(self.kinds), self._pruned)
        """The facts of every page by docname, as this build sees them."""
        self.editions = EditionFiles(Path(env.srcdir), self.kinds)
        """The frozen editions of briefs."""
        self._is_other_view = False
        self.report_cards = ReportCards(self)
        """The report cards of briefs."""
        self.printed = PrintedPages()
        """What pages print, while they are resolved."""
        self.unmade: Mapping[str, list[str]] = {}
        """By page, the formats in which its brief could not be made beside it."""
        self.published: Mapping[str, str] = {}
        """By source, the file of its snapshot, in the output of a website that holds it."""
        self.words: WordFinder
        """What has looked up somebody's own words when the :attr:`ledger` was made."""
        self.builder: Builder
        """The builder of this run; transforms have no public way to it."""
        self.conditions: Conditions
        """What the conditions of blocks come to in this build."""

    @property
    def kinds(self) -> Kinds:
        """The kinds of record that there are."""
        return self.registry.kinds

    # -- what pages say -------------------------------------------------------------------------

    @property
    def around(self) -> dict[str, bytes]:
        """By page, what it shows of other pages besides records.

        See :mod:`..incremental.page_context`.
        """
        found: dict[str, bytes] = self.data["around"]
        return found

    @property
    def rivals(self) -> dict[str, list[str]]:
        """By page, the pages that define the same names; see :mod:`..incremental.rivals`."""
        found: dict[str, list[str]] = self.data["rivals"]
        return found

    @property
    def derived(self) -> dict[str, Any]:
        """Results derived from all pages when they were last read, for builds that read none.

        ``objects``, the inventory; ``state``, a hash of all that was read; ``reports``; ``view``,
        the :attr:`view` that they belong to.
        """
        found: dict[str, Any] = self.data["derived"]
        return found

    @property
    def standard_terms(self) -> dict[str, tuple[str, str]]:
        """The terms that we have entered in the standard domain, each with page and anchor."""
        found: dict[str, tuple[str, str]] = self.data["standard_terms"]
        return found

    @property
    def conventions(self) -> Conventions:
        """The scales that the configuration puts in force."""
        if self._conventions is None:
            self._conventions = conventions_of(self.env.config)
        return self._conventions

    def page(self, docname: str) -> PageFacts:
        """The facts of a page that is being read, made when there are none yet."""
        self._ledger = None
        return self.pages.open(docname)

    def _pruned(self, page: PageFacts) -> PageFacts:
        return pruned(page, self.conditions)

    @property
    def outside(self) -> str:
        """A hash of what is read besides pages: frozen editions, ledgers of other houses."""
        return self.editions.digest + houses_of(self.env.config).digest

    def settle(self, builder: Builder) -> None:
        """Take the builder of this run, which decides what it prints."""
        self.builder = builder
        self.conditions = Conditions(builder, self.env.config)
        known = (self.derived.get("view"), self.derived.get("houses", ""))
        self._is_other_view = known != (self.view, houses_of(self.env.config).digest)

    @property
    def view(self) -> str:
        """A hash of what this build prints of blocks with conditions; empty where there are none.

        What is derived from pages holds for builds of the same view.
        """
        written: dict[str, tuple[Condition, ...]] = self.data["conditions"]
        known = sorted({condition for found in written.values() for condition in found})
        if not known:
            return ""
        held = repr([(*condition, self.conditions.holds(condition)) for condition in known])
        return blake2b(held.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()

    @property
    def is_outdated(self) -> bool:
        """Whether what was derived from pages is not what this build sees of them."""
        return self.pages.touched or self._is_other_view

    def note_conditions(self, docname: str, found: tuple[Condition, ...]) -> None:
        """Keep the conditions of the blocks of the page that is being read."""
        self.page(docname).conditions = found
        self.data["conditions"][docname] = found

    def note_entry(self, entry: Entry) -> None:
        """Keep a record of the page that is being read."""
        self.page(entry.record.docname).entries.append(marked(self.env, entry))

    def note_reference(self, reference: Reference) -> None:
        """Keep a name that the page being read refers to."""
        self.page(self.env.docname).references.append(reference)

    def note_diagnostic(self, diagnostic: Diagnostic) -> None:
        """Keep what is wrong with the page being read."""
        self.page(diagnostic.docname).diagnostics.append(diagnostic)

    def note_left_out(self, kind: str, names: Iterable[str]) -> None:
        """Remember a bad record, so that those who refer to it are not reported as well."""
        self.page(self.env.docname).left_out.extend((kind, name) for name in sorted(names))

    def clear_doc(self, docname: str) -> None:
        """Forget a page."""
        self._ledger = None
        self.pages.forget(docname)
        self.around.pop(docname, None)
        for name in ("conditions", "snapshots"):
            self.data[name].pop(docname, None)

    def merge_domaindata(self, docnames: AbstractSet[str], otherdata: dict[str, Any]) -> None:
        """Take the pages that another process has read."""
        self._ledger = None
        for docname in sorted(docnames):
            if docname in otherdata["pages"]:
                self.pages.take(docname, otherdata["pages"][docname])
            for name in ("around", "conditions", "snapshots"):
                if docname in otherdata[name]:
                    self.data[name][docname] = otherdata[name][docname]

    # -- what the build knows -------------------------------------------------------------------

    @property
    def ledger(self) -> Ledger:
        """All records, indexed; built once when all pages have been read."""
        if self._ledger is None:
            config = self.env.config
            self.words = self._word_finder()
            with collector_paused():
                self._ledger = Ledger(
                    self.pages.all_known(),
                    config.briefing_as_of or "",
                    config.briefing_unmarked,
                    config.language or "en",
                    self.kinds,
                    self.words,
                    config.briefing_withheld if config.briefing_audience else "",
                    table_of(config.briefing_ceilings),
                    houses_of(config).known,
                )
        return self._ledger

    def _word_finder(self) -> WordFinder:
        if self._memory is None:
            self._memory = Memory(self.data["words"])
        folder = Path(self.env.doctreedir, "briefing-snapshots")
        return WordFinder(Path(self.env.srcdir), self._memory, folder)

    @property
    def is_watching(self) -> bool:
        """Whether any page may print what is marked more strictly, and somebody wants to know."""
        if level_of(self.env.config, "marking") == "off":
            return False
        if not self.is_outdated and "marked" in self.derived:
            return bool(self.derived["marked"])  # without a ledger, in a build that reads nothing
        return self.is_marked

    @property
    def is_marked(self) -> bool:
        """Whether anything is marked more strictly than a page may be."""
        return bool(self.strict_than(self.ledger.markings.lowest))

    def strict_for(self, docname: str) -> Strict:
        """The records and pages that are marked more strictly than a page."""
        return self.strict_than(self.ledger.markings.of_page(docname))

    def strict_than(self, open_to: str) -> Strict:
        """The records and pages that are marked more strictly than a marking says."""
        return self.traces.strict_than(open_to)

    @property
    def traces(self) -> PageTraces:
        """The traces of the questions that pages ask of the ledger."""
        ledger = self.ledger
        if self._traces is None or self._traces.answers.ledger is not ledger:
            self._traces = PageTraces(ledger)
            self._traces.answers.beyond |= {
                MARKED: lambda: str(self.is_marked),
                PUBLISHED: lambda source: self.published.get(source, ""),
                CARD: self.report_cards.card,
                EDITION: lambda brief, number: self.editions.digest_of(brief, int(number)),
            }
        return self._traces

    def ledger_for(self, docname: str) -> Ledger:
        """The ledger as a page is answered from it, which notes what the page asks.

        Whatever goes into the output of a page must come from here.
        """
        return cast("Ledger", self.traces.ledger_for(docname))

    def note_link(self, docname: str, to: str) -> None:
        """Note that a page is given the address of another."""
        if self._traces is not None:
            self._traces.note_link(docname, to)

    def warn(self, diagnostic: Diagnostic) -> None:
        """Say what is wrong, as loud as the configuration wants it."""
        say(self.env, diagnostic, loudness(self.env.config, diagnostic))

    # -- what other parts of Sphinx ask ---------------------------------------------------------

    def resolve_xref(
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        typ: str,
        target: str,
        node: pending_xref,
        contnode: Element,
    ) -> nodes.reference | None:
        """Answer a reference that did not come through a page of ours."""
        if typ not in self.kinds:
            return None
        ledger = self.traces.asked_by(env.current_document.docname or fromdocname)
        return answer(ledger, builder, fromdocname, (typ, target), node, contnode)

    def resolve_any_xref(
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        target: str,
        node: pending_xref,
        contnode: Element,
    ) -> list[tuple[str, nodes.reference]]:
        """Answer a reference of any kind: by name, or by anchor (``actor-e5``)."""
        ledger = self.traces.asked_by(env.current_document.docname or fromdocname)
        answers = []
        for kind, name in named_by(target, self.kinds, ledger):
            if kind == "term" and self._is_standard(target):
                continue  # the standard domain answers for it
            found = self.resolve_xref(env, fromdocname, builder, kind, name, node, contnode)
            answers += [(f"brief:{kind}", found)] if found is not None else []
        return answers

    def _is_standard(self, term: str) -> bool:
        objects = self.env.domains.standard_domain.objects
        return ("term", term) in objects or ("term", term.lower()) in objects

    def get_objects(self) -> Iterable[Object]:
        """The inventory: every record by id."""
        packed = self.derived.get("objects")
        if packed is None or self.derived.get("view") != self.view:
            # They are asked for before all pages have been read.
            return list(derived.objects_of(self.ledger))
        if self._inventory is None:
            self._inventory = msgspec.msgpack.decode(packed, type=list[Object])
        return self._inventory

    def update_derived(self) -> None:
        """Derive anew, when pages have been read, what builds that read none will want to know."""
        if self.is_outdated:
            notes = self.derived.get("notes")
            self.derived.clear()
            if notes is not None:
                self.derived["notes"] = notes  # those that have been said
            self.derived["view"] = self.view
            self.derived["houses"] = houses_of(self.env.config).digest
            self.derived["marked"] = self.is_marked
            house = self.env.config.briefing_unmarked
            self.derived["listed"] = derived.listed(self.ledger, house)
            self.derived["snapshots"] = derived.snapshots(self.ledger, house)
            self._inventory = list(derived.objects_of(self.ledger))
            self.derived["objects"] = msgspec.msgpack.encode(self._inventory)
            found = blake2b(digest_size=16)
            for docname, packed in sorted(self.around.items()):
                found.update(f"{docname}\x1f".encode() + packed)
            if self._memory is not None:  # what is found in a snapshot is in no page
                found.update(self._memory.keep())
            self.derived["state"] = found.hexdigest()


def domain_of(env: BuildEnvironment) -> BriefDomain:
    """The briefing domain of an environment."""
    domain = env.domains["brief"]
    assert isinstance(domain, BriefDomain)
    return domain


__all__ = ["BriefDomain", "complete", "domain_for", "domain_of"]
