"""Facts in words, each put once: what pages, cards, profiles, PDF and Word print of a record.

==================  =====================================================================
``labels``          the words of the toolkit in the language of the project, plurals included
``dates``           EDTF dates in words
``codes``           countries and languages by their names
==================  =====================================================================
"""
