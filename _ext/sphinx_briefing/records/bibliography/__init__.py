"""Sources in bibliographies: BibTeX, biblatex and CSL as rows of our fields.

What our declaration of a source has no field for (volumes, pages, series) is left aside.
"""

from .bibtex import bibtex_rows
from .csl import csl_items, csl_rows

__all__ = ["bibtex_rows", "csl_items", "csl_rows"]
