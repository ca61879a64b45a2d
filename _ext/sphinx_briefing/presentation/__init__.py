"""Facts in words, each put once: what pages, cards, profiles, PDF and Word print of a record.

==================  =====================================================================
``labels``          the words of the toolkit in the language of the project, plurals included
``dates``           EDTF dates in words
``codes``           countries and languages by their names
``values``          fields of records as parts: text, what it leads to, classes, sort key
``marks``           what nodes stand for, said on them for those who show more of it
``inlines``         parts as inline nodes
``hints``           the short text shown when a reader points at a reference
==================  =====================================================================
"""
