"""The words that the toolkit prints, in the language of the project.

``_`` translates when a page is written; ``N_`` only marks a text for the catalogue. Kinds of
record from elsewhere bring labels and a catalogue of their own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from sphinx.locale import get_translation, get_translator

from ..records import declared

if TYPE_CHECKING:
    from ..records import FieldType, Selectable

CATALOG = "sphinx_briefing"

_ = get_translation(CATALOG)


def N_(message: str) -> str:
    """Mark a text for the catalogue, to be translated where it is printed."""
    return message


FIELDS = {
    "abbr": N_("Abbreviation"),
    "accessed": N_("Accessed"),
    "actors": N_("Actors"),
    "against": N_("Against it"),
    "aliases": N_("Also"),
    "archived": N_("Archived"),
    "as_of": N_("Facts as of"),
    "author": N_("Author"),
    "authors": N_("Authors"),
    "basis": N_("Basis"),
    "by": N_("By"),
    "closed": N_("Closed"),
    "collect": N_("What would close it"),
    "confidence": N_("Confidence"),
    "consistent": N_("Fits"),
    "country": N_("Country"),
    "credibility": N_("Credibility"),
    "date": N_("Date"),
    "deliverable": N_("Deliverable"),
    "due": N_("Due"),
    "edition": N_("Edition"),
    "grade": N_("Grade"),
    "host": N_("Host"),
    "if-wrong": N_("If wrong"),
    "inconsistent": N_("Does not fit"),
    "kind": N_("Kind"),
    "language": N_("Language"),
    "likelihood": N_("Likelihood"),
    "locator": N_("Place in the source"),
    "long": N_("In full"),
    "made": N_("Made"),
    "member-of": N_("Member of"),
    "members": N_("Members"),
    "method": N_("Method"),
    "name": N_("Name"),
    "neutral": N_("Fits either way"),
    "not": N_("Not to be confused with"),
    "offices": N_("Offices"),
    "opensanctions": "OpenSanctions",
    "origin": N_("Origin"),
    "outcome": N_("Outcome"),
    "parent": N_("Part of"),
    "passage": N_("Wording"),
    "place": N_("Place"),
    "plural": N_("Plural"),
    "priority": N_("Priority"),
    "publisher": N_("Publisher"),
    "quantity": N_("Quantity"),
    "question": N_("Question"),
    "reference": N_("Reference"),
    "reliability": N_("Reliability"),
    "replaced-by": N_("Replaced by"),
    "resolved": N_("Known since"),
    "resolves": N_("Can be checked"),
    "retracted": N_("Retracted"),
    "retraction": N_("Why it was retracted"),
    "revises": N_("Revises"),
    "see": N_("See also"),
    "seen": N_("Seen"),
    "settled": N_("Settled"),
    "shown-by": N_("Shown by"),
    "sign": N_("Sign to watch for"),
    "signatories": N_("Signatories"),
    "snapshot": N_("Snapshot"),
    "source": N_("Source"),
    "speaks-for": N_("Speaks for"),
    "stance": N_("Stance"),
    "statement": N_("Statement"),
    "status": N_("Status"),
    "superseded-by": N_("Superseded by"),
    "supersedes": N_("Supersedes"),
    "targets": N_("Targets"),
    "text": N_("In words"),
    "title": N_("Title"),
    "tlp": N_("Marking"),
    "to": N_("To"),
    "topic": N_("Topic"),
    "translation": N_("Translation"),
    "type": N_("Type"),
    "unit": N_("Unit"),
    "url": N_("Address"),
    "value": N_("Value"),
    "website": N_("Website"),
    "wikidata": "Wikidata",
}
"""Printed labels of fields by their written names."""


class Declaration(Protocol):
    """A kind or a scale, which may have a catalogue of its own."""

    @property
    def catalog(self) -> str:
        """The name of that catalogue; empty where the toolkit's translates it."""


def words_of(message: str, *declarations: Declaration) -> str:
    """A word that a declaration prints, from its own catalogue or else from ours.

    :param declarations: who may say it: a scale, and the kind whose field is on it.
    """
    for declaration in declarations:
        if declaration.catalog:
            translated = get_translator(declaration.catalog).gettext(message)
            if translated != message:
                return translated
    return str(_(message))


def label_of(kind: type[Selectable], field: str) -> str:
    """The printed label of a field of a kind.

    A kind may declare one with the field, which is in its own catalogue alone, if it has one; else
    the field has that of :data:`FIELDS`, and one that nobody knows is spelled as it is written.
    """
    item = declared(kind).get(field)
    catalog = (item.shape.catalog if item else "") or kind.catalog
    if item and item.label and catalog:
        return get_translator(catalog).gettext(item.label)
    label = (item.label if item else "") or FIELDS.get(field, "")
    return words_of(label, kind) if label else field.translate(_SPACES).capitalize()


def reverse_label(kind: type[Selectable], field: str) -> str:
    """The printed label of the records of a kind, where what they name in a field lists them."""
    shape = declared(kind)[field].shape
    return _declared(shape.reverse, shape, kind)


def profile_label(kind: type[Selectable], field: str) -> str:
    """The words of a field on the profile of a record that it names: ``Hosted``."""
    shape = declared(kind)[field].shape
    return _declared(shape.profile_label, shape, kind)


def _declared(label: str, shape: FieldType, kind: type[Selectable]) -> str:
    if catalog := shape.catalog or kind.catalog:
        return get_translator(catalog).gettext(label)
    return words_of(label, kind)


_SPACES = str.maketrans("-_", "  ")


def count_of(number: int, one: str, many: str, **others: int) -> str:
    """A number with its noun, in the form that the language has for that number.

    The catalogue takes both forms from where this is called, so they are written there.

    :param others: further numbers, by the names that they have in the text; the first is ``count``.

    >>> count_of(1, "%d source", "%d sources"), count_of(5, "%d source", "%d sources")
    ('1 source', '5 sources')
    >>> count_of(2, "%(count)d of %(all)d is gone", "%(count)d of %(all)d are gone", all=3)
    '2 of 3 are gone'
    """
    words = get_translator(CATALOG).ngettext(one, many, number)
    return words % ({"count": number, **others} if others else number)
