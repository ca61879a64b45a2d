"""Everything that a build knows by name: kinds, scales, layouts, checks, whatever can be added.

================  ==========================================================================
``registry``      the table of a build, filled at start and then frozen
``entries``       its entries by name, each with who has added it
``consistency``   whether all that was added fits together
``added_code``    a hash of the code of others, whose changes make pages anew
================  ==========================================================================
"""

from __future__ import annotations

from .entries import OWN, Annex, Check, Exporter, Facet, Layout, RegistrationError
from .registry import Registry

__all__ = [
    "OWN",
    "Annex",
    "Check",
    "Exporter",
    "Facet",
    "Layout",
    "RegistrationError",
    "Registry",
]
