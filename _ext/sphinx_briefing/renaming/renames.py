"""A record under another id, or under another name."""

from __future__ import annotations

import msgspec

from ..ledger.folding import fold
from ..records import Record, declared, slug
from ..records.conventions import Conventions
from ..records.readers import read_id, read_line
from ..source_text.places import NotWritable
from .change import Change, place_of
from .definitions import Definition, NoPlace
from .meaning import Key, Meaning
from .planning import Project, Refused, keep_tables, look_alikes, one_definition, refer
from .prose_names import linked_in_prose


def renamed(project: Project, key: Key, new: str) -> Change:
    """Give a record another id, and change all that refers to it.

    :raises Refused: if that cannot be done.
    """
    kind, old = key
    _check_id(project, key, new)
    definition = one_definition(project, key)
    change = project.change()

    def changed(record: Record) -> Record:
        is_it = (record.kind_name, record.id) == key
        return msgspec.structs.replace(record, id=new) if is_it else record

    place = definition.place("id")
    try:
        if place is None:
            start, end, words = definition.added("id", new)
            change.add(definition.path, start, end, words, "id", kind)
        else:
            change.add(
                definition.path, place.start, place.end, place.spelled(new), "id", place.where
            )
    except (NoPlace, NotWritable) as error:
        raise _refused(definition, error) from None
    meaning = Meaning(project.ledger, key, (kind, new), changed, {old: new}, new)
    refer(project, meaning, change)
    keep_tables(project, change)
    look_alikes(project, key, change)
    return change


def _check_id(project: Project, key: Key, new: str) -> None:
    kind, old = key
    ledger = project.ledger
    if new == old:
        raise Refused(f"{kind} {old!r} has that id already")
    try:
        read_id(new, Conventions())
    except ValueError as error:
        raise Refused(str(error)) from None
    holder = ledger.get(kind, new)
    if holder is not None:
        raise Refused(
            f"the id {new!r} is that of another {kind} ({holder.docname}, line {holder.line}); to "
            f"make one of both: sphinx-briefing merge {kind}:{new} {kind}:{old}"
        )
    if ledger.is_left_out(kind, new):
        raise Refused(f"{kind} {new!r} is written, and left out for a mistake: mend it first")


def renamed_by_name(
    project: Project, key: Key, old: str, new: str, *, keep_alias: bool = False
) -> Change:
    """Give a record another name, where it is written and wherever it is called by the old one.

    :param old: the name, or another one of its names.
    :param keep_alias: whether the old one goes on finding it.
    :raises Refused: if that cannot be done.
    """
    kind, identifier = key
    new = read_line(new, Conventions())
    record = project.ledger.get(*key)
    assert record is not None
    title = record.title_text
    argument = type(record).argument
    fields = declared(type(record))
    if not argument or (not record.linked and not record.defines()):
        raise Refused(f"{kind} {identifier!r} has no name: change its words where they stand")
    if not new or new == old:
        raise Refused(f"{kind} {identifier!r} is called that already" if new else "a name is empty")
    if keep_alias and "aliases" not in fields:
        raise Refused(f"{kind} {identifier!r} cannot have aliases: leave --keep-alias out")
    definition = one_definition(project, key)
    change = project.change()
    if old == title:
        _rename_title(definition, change, key, new)
    else:
        _rename_other(definition, change, old, new)
    if keep_alias:
        try:
            start, end, words = definition.with_entry("aliases", old)
        except (NoPlace, NotWritable) as error:
            raise _refused(definition, error) from None
        change.add(definition.path, start, end, words, "name", f"{kind} aliases")

    def changed(one: Record) -> Record:
        return _with_name(one, old, new, keep_alias) if (one.kind_name, one.id) == key else one

    meaning = Meaning(project.ledger, key, key, changed, {old: new}, identifier)
    refer(project, meaning, change)
    linked_in_prose(project, key, old, new, change)
    keep_tables(project, change)
    return change


def _rename_title(definition: Definition, change: Change, key: Key, new: str) -> None:
    argument = definition.kind.argument
    place = definition.place(argument)
    if place is None:
        where = f"{definition.path}:{definition.line}"
        raise Refused(f"{where}: its {argument} is written in a way that cannot be changed here")
    try:
        if definition.place("id") is None and slug(new) != key[1]:
            start, end, words = definition.added("id", key[1])
            change.add(definition.path, start, end, words, "id", key[0])
        words = place.spelled(new)
    except (NoPlace, NotWritable) as error:
        raise _refused(definition, error) from None
    change.add(definition.path, place.start, place.end, words, "name", place.where)


def _rename_other(definition: Definition, change: Change, old: str, new: str) -> None:
    """Change a short name, or another spelling, where it is written."""
    for name in ("abbr", "long", "aliases", "forms", "variants"):
        if name in ("abbr", "long"):
            one = definition.place(name)
            places = [one] if one is not None else []
        else:
            places = definition.listed(name)
        for place in places:
            if place.written == old:
                try:
                    words = place.spelled(new)
                except NotWritable as error:
                    raise _refused(definition, error) from None
                change.add(definition.path, place.start, place.end, words, "name", name)
                return
    where = f"{definition.path}:{definition.line}"
    raise Refused(f"{where}: {old!r} is written there in a way that cannot be changed here")


def _with_name(record: Record, old: str, new: str, keep_alias: bool) -> Record:
    changed: dict[str, object] = {}
    argument = type(record).argument
    for name, field in declared(type(record)).items():
        value = getattr(record, field.attribute)
        if (name == argument and value == old) or (name in ("abbr", "long") and value == old):
            changed[field.attribute] = new
        elif name in ("aliases", "forms", "variants") and old in value:
            changed[field.attribute] = tuple(new if one == old else one for one in value)
    if keep_alias:
        aliases = changed.get("aliases", getattr(record, "aliases", ()))
        changed["aliases"] = (*aliases, old)  # type: ignore[misc]
    found: Record = msgspec.structs.replace(record, **changed)
    return found


def names_of(record: Record) -> tuple[str, ...]:
    """The names of a record, its title first."""
    return tuple(dict.fromkeys((record.title_text, *record.short_names)))


def is_called(record: Record, name: str) -> str:
    """The name of a record that is meant, as it is written there; empty where none is."""
    names = names_of(record)
    if name in names:
        return name
    return next((one for one in names if fold(one) == fold(name)), "")


def _refused(definition: Definition, error: Exception) -> Refused:
    line, _column = place_of(definition.whole, 0)
    line = definition.line or line
    return Refused(f"{definition.path}:{line}: {error}; nothing is changed")
