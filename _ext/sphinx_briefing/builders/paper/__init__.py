"""Shared parts of the builders of paper formats: PDF and Word stand on them, not on each other.

==================  =====================================================================
``builder``         a builder that makes a file of each brief: which pages, their addresses
``meta``            the facts about a brief that are printed around its text
``writer``          how nodes are found, and what nobody knows
``node_classes``    the nodes that only hold others, and those that print nothing
``common_nodes``    the nodes that all formats write alike
``footnotes``       which mark belongs to which note
``numbers``         the numbers of sections, figures and formulas
``table_grid``      tables as grids without holes, and the widths of columns
``lists``           the parts of lists of terms, fields and options
``sources``         what is said of a source in a line
``addresses``       where a file may lead to
``markup``          raw markup that has a meaning, drawings kept as code, what is not printable
``mathml``          formulas, from LaTeX to MathML
``highlighting``    listings in the colours of the website
``pictures``        the words that stand for images, and lengths
``images``          which images may be read, and their copies
``svg_check``       whether a drawing may be set
``printable``       what can be printed
``direction``       which way scripts and languages run
``typst``           the compiler: it sets PDFs, and draws what Word cannot show
``typst_code``      texts and plain data as Typst code: the security boundary
``fonts``           the fonts of the house style
==================  =====================================================================
"""
