"""Dossiers as ``briefing_pdf_bundles`` describes them."""

from __future__ import annotations

from collections.abc import Collection
from typing import Annotated, Any

import msgspec

from ..records.dates import span

_Text = Annotated[str, msgspec.Meta(min_length=1)]


class Bundle(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A dossier as the configuration describes it."""

    title: _Text
    briefs: Annotated[list[_Text], msgspec.Meta(min_length=1)]
    """The pages of its briefs, in their order."""
    summary: str = ""
    reference: str = ""
    date: str = ""
    """By default that of its newest brief."""
    authors: list[str] = []
    """By default those of its briefs."""

    def members(self, docnames: Collection[str]) -> list[str]:
        """Return its briefs, as far as they are in the project; each once."""
        return [name for name in dict.fromkeys(self.briefs) if name in docnames]


def why_not(data: Any) -> str:
    """Return what is wrong with a dossier as a configuration describes it, if anything is."""
    try:
        bundle = msgspec.convert(data, Bundle)
    except msgspec.ValidationError as error:
        return str(error).replace("$.", "")
    if bundle.date:
        try:
            span(bundle.date)
        except ValueError as error:
            return f"date: {error}"
    return ""
