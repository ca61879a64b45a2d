"""What the builders of paper formats share: PDF and Word stand on it, and not on each other.

==================  =====================================================================
``builder``         a builder that makes a file of each brief: which pages, their addresses
``meta``            the facts about a brief that are printed around its text
``numbers``         the numbers of sections, figures and formulas
``table_grid``      tables as grids without holes, and the widths of columns
``markup``          raw markup that has a meaning, and drawings that are kept as code
``mathml``          formulas, from LaTeX to MathML
``highlighting``    listings in the colours of the website
``images``          which images may be read, and their copies
``svg_check``       whether a drawing may be set
``printable``       what can be printed, and what is taken out
``direction``       which way scripts and languages run
``typst``           the compiler: it sets PDFs, and draws what Word cannot show
``typst_code``      texts and plain data as Typst code: the security boundary
``fonts``           the fonts of the house style
==================  =====================================================================
"""
