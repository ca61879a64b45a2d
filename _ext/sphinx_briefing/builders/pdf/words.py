"""The words that the template prints, in the language of the project."""

from __future__ import annotations

from sphinx.locale import get_translation

_ = get_translation("sphinx_briefing")

#: Kinds and states whose printed words differ from their names.
_LABELS = {"infocus": "In focus"}


def words() -> dict[str, str]:
    """Return the words by the names that the template uses."""
    return {
        "contents": str(_("Contents")),
        "summary": str(_("Summary")),
        "reference": str(_("Reference")),
        "date": str(_("Date")),
        "status": str(_("Status")),
        "edition": str(_("Edition")),
        "as-of": str(_("As of")),
        "supersedes": str(_("Supersedes")),
        "superseded-by": str(_("Superseded by")),
        "authors": str(_("Authors")),
        "reading": str(_("Reading time")),
        "minutes": str(_("min")),
        "page": str(_("Page")),
        "of": str(_("of")),
        "brief": str(_("Brief")),
    }


def label(name: str) -> str:
    """Return the printed word for a kind or a state.

    >>> label("infocus"), label("final")
    ('In focus', 'Final')
    """
    return _LABELS.get(name) or name.replace("-", " ").replace("_", " ").strip().capitalize()
