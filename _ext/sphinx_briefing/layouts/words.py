"""The words that the toolkit prints, in the language of the project.

``_`` translates when a page is written; ``N_`` only marks a text for the catalogue.
"""

from __future__ import annotations

from sphinx.locale import get_translation

CATALOG = "sphinx_briefing"

_ = get_translation(CATALOG)


def N_(message: str) -> str:
    """Mark a text for the catalogue, to be translated where it is printed."""
    return message


FIELDS = {
    "abbr": N_("Abbreviation"),
    "accessed": N_("Accessed"),
    "actors": N_("Actors"),
    "aliases": N_("Also"),
    "archived": N_("Archived"),
    "as_of": N_("Facts as of"),
    "author": N_("Author"),
    "authors": N_("Authors"),
    "basis": N_("Basis"),
    "by": N_("By"),
    "confidence": N_("Confidence"),
    "country": N_("Country"),
    "credibility": N_("Credibility"),
    "date": N_("Date"),
    "deliverable": N_("Deliverable"),
    "due": N_("Due"),
    "edition": N_("Edition"),
    "grade": N_("Grade"),
    "kind": N_("Kind"),
    "language": N_("Language"),
    "likelihood": N_("Likelihood"),
    "locator": N_("Place in the source"),
    "long": N_("In full"),
    "made": N_("Made"),
    "member-of": N_("Member of"),
    "members": N_("Members"),
    "name": N_("Name"),
    "not": N_("Not to be confused with"),
    "offices": N_("Offices"),
    "opensanctions": "OpenSanctions",
    "origin": N_("Origin"),
    "outcome": N_("Outcome"),
    "parent": N_("Part of"),
    "place": N_("Place"),
    "plural": N_("Plural"),
    "priority": N_("Priority"),
    "publisher": N_("Publisher"),
    "reference": N_("Reference"),
    "reliability": N_("Reliability"),
    "see": N_("See also"),
    "source": N_("Source"),
    "speaks-for": N_("Speaks for"),
    "stance": N_("Stance"),
    "statement": N_("Statement"),
    "status": N_("Status"),
    "superseded-by": N_("Superseded by"),
    "supersedes": N_("Supersedes"),
    "text": N_("In words"),
    "title": N_("Title"),
    "tlp": N_("Marking"),
    "to": N_("To"),
    "topic": N_("Topic"),
    "translation": N_("Translation"),
    "type": N_("Type"),
    "url": N_("Address"),
    "website": N_("Website"),
    "wikidata": "Wikidata",
}
"""Printed labels of fields by their written names."""


def label_of(field: str) -> str:
    """The printed label of a field; a field of somebody else's is spelled as it is written."""
    known = FIELDS.get(field)
    return str(_(known)) if known else field.replace("-", " ").replace("_", " ").capitalize()


def count_of(number: int, one: str, many: str) -> str:
    """A number with its noun; both forms are marked for the catalogue by the caller."""
    return str(_(one if number == 1 else many)) % number
