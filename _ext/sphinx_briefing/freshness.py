"""Which pages must be written again: those whose questions are answered differently now.

The answers of each page are hashed. After a successful build the hashes are stored beside the
output that they describe, so that several builders may share an environment, and a build that
was killed repairs itself on its next run.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from sphinx.util import logging

from .domain import BriefDomain, domain_of
from .ledger import Ledger
from .records import KINDS, Claim, Commitment, Record, declared

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment
    from sphinx.util.typing import ExtensionMetadata

logger = logging.getLogger(__name__)

STORE = ".briefing-answers-{builder}.json"
"""The file in the output folder that holds the hash of each page's answers; builders may share
a folder, as HTML and the PDFs that it links to do."""

REACH = 3
"""Steps from what a page names to what it may print: claim, its actors, their groups."""


class Digests:
    """Hashes of the answers that pages get from a ledger."""

    def __init__(self, domain: BriefDomain) -> None:
        self._domain = domain
        self._ledger: Ledger = domain.ledger
        self._records: dict[tuple[str, str], bytes] = {}

    def of(self, docname: str) -> str:
        """The hash of all that a page's questions are answered with."""
        page, ledger = self._domain.pages[docname], self._ledger
        answers: list[object] = []
        reached: set[tuple[str, str]] = {entry.key for entry in page.entries}
        if page.source:
            reached.add(("source", page.source.id))
        for reference in page.references:
            if reference.kind in KINDS:
                found = ledger.find(reference.kind, reference.target).id
                answers.append((reference.kind, reference.target, found))
                reached.add((reference.kind, found))
        for owner, text in page.prose if page.autolink else ():
            for mention in ledger.mentions_in(text):
                if (mention.kind, mention.id) != owner:
                    answers.append((mention.start, mention.kind, mention.id))
                    reached.add((mention.kind, mention.id))
        in_brief = docname in ledger.briefs
        for question in page.questions:
            if question.scope(in_brief=in_brief) == "page":
                continue  # it prints what the rest of the page reaches
            records = ledger.select(question.kind, question.query(ledger, self._domain.house))
            for record in records:
                if isinstance(record, Record):
                    answers.append(record.id)
                    reached.add((record.kind_name, record.id))
                else:
                    answers.append(_plain(record))
                    reached.add(("source", getattr(record, "source", "")))
        answers += [self._record(key, docname) for key in sorted(self._closure(reached))]
        if in_brief:
            answers.append(_plain(ledger.briefs[docname]))
        return hashlib.sha256(msgspec.json.encode(answers)).hexdigest()

    def _closure(self, reached: set[tuple[str, str]]) -> set[tuple[str, str]]:
        everything, edge = set(reached), set(reached)
        for _ in range(REACH):
            edge = {named for key in edge for named in self._named(key)} - everything
            everything |= edge
        return everything

    def _named(self, key: tuple[str, str]) -> set[tuple[str, str]]:
        record = self._ledger.get(*key)
        if record is None:
            return set()
        named = {
            (field.shape.refers, identifier)
            for field in declared(type(record)).values()
            if field.shape.refers
            for identifier in getattr(record, field.attribute)
        }
        if isinstance(record, Claim):
            named |= {("claim", other) for other in self._ledger.disputed_by(record.id)}
        return named

    def _record(self, key: tuple[str, str], docname: str) -> str:
        record = self._ledger.get(*key)
        if record is None:
            return ""
        if key not in self._records:
            entry = self._ledger.entry(*key)
            said = _plain(record) + repr(self._ledger.anchor(*key))
            said += entry.body.hex() if entry else ""
            self._records[key] = hashlib.sha256(said.encode()).digest()
        overdue = isinstance(record, Commitment) and self._ledger.is_overdue(record, docname)
        return self._records[key].hex() + ("!" if overdue else "")


def _plain(record: msgspec.Struct) -> str:
    """A record without what no page prints: its line, and who mentions it."""
    return msgspec.json.encode(msgspec.structs.replace(record, line=0, mentions=())).decode()


def _digests(domain: BriefDomain) -> dict[str, str]:
    """The hash of every page's answers, made once for each ledger."""
    ledger = domain.ledger
    if domain.digests is None or domain.digests[0] is not ledger:
        digests = Digests(domain)
        domain.digests = ledger, {name: digests.of(name) for name in sorted(domain.pages)}
    return domain.digests[1]


def pages_to_write(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Answer ``env-updated``: the pages whose answers differ from those that were written."""
    stored = _stored(app)
    made = _digests(domain_of(env))
    changed = [name for name in made if name in stored and stored[name] != made[name]]
    if changed:
        logger.info("briefing: %d pages answered anew", len(changed))
    return changed


def store(app: Sphinx, exception: Exception | None) -> None:
    """Keep the hashes of what has been written, when all of it has been."""
    if exception is not None or app.env is None:
        return
    made = _digests(domain_of(app.env))
    target = _store(app)
    if target.parent.is_dir():
        partial = target.with_suffix(".partial")
        partial.write_text(json.dumps(made, indent=0) + "\n", encoding="utf-8")
        partial.replace(target)


def _store(app: Sphinx) -> Path:
    return Path(app.outdir, STORE.format(builder=app.builder.name))


def _stored(app: Sphinx) -> dict[str, str]:
    try:
        found = json.loads(_store(app).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def setup(app: Sphinx) -> ExtensionMetadata:
    """Connect to the events of a build."""
    app.connect("env-updated", pages_to_write)
    app.connect("build-finished", store)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
