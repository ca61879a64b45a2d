"""Changes since an earlier edition of a brief: a list a kind of record."""

from __future__ import annotations

from collections.abc import Sequence

from docutils import nodes

from ..presentation.changes import Entry, Group, Named, Said
from ..presentation.inlines import in_one_line, inline, separated
from ..presentation.marks import VIEW
from .parts import paragraph, text, title_link

CHANGES = "changes"


def as_changes(groups: Sequence[Group]) -> nodes.container:
    """The changes, each with a link to its record, and below it what has caused it."""
    box = nodes.container(
        "", classes=["brief-view", f"brief-view-{CHANGES}"], **{VIEW: (CHANGES, CHANGES)}
    )
    for group in groups:
        box += nodes.rubric(group.label, group.label, classes=["brief-change-kind"])
        items = [nodes.list_item("", *_entry(entry)) for entry in group.entries]
        box += nodes.bullet_list("", *items, classes=["brief-list", "brief-change-list"])
    return box


def _entry(entry: Entry) -> list[nodes.Node]:
    head: list[nodes.Node] = []
    if entry.verb:
        verb = f"{entry.verb}: "
        head.append(text(verb, "brief-change", f"brief-change-{entry.what}"))
    head.append(_link(entry.record))
    if moved := in_one_line(map(_said, entry.said)):
        head += [nodes.Text(" \N{EN DASH} "), *moved]
    found: list[nodes.Node] = [paragraph(*head, classes=["brief-change-head"])]
    if caused := in_one_line(map(_said, entry.causes)):
        found.append(paragraph(*caused, classes=["brief-details"]))
    return found


def _said(said: Said) -> list[nodes.Node]:
    names = separated(([_link(named)] for named in said.records), "; ")
    if not said.records:
        return list(map(inline, said.words))
    words = "".join(part.text for part in said.words)
    more = [nodes.Text(f" {said.more}")] if said.more else []
    return [text(words, "brief-label"), *names, *more]


def _link(named: Named) -> nodes.Node:
    """The name of a record, which leads to it where it still is."""
    if not named.is_there:
        return nodes.Text(named.title)
    link = title_link(named.kind, named.id, named.title)
    link["brief_aside"] = True
    return link
