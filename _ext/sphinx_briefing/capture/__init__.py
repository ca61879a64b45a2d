"""Sources captured as notes: what a page, a PDF, a message or an export says of itself.

Nothing is guessed: what a source declares is taken, what it shows beside its title is read, and
what is in neither is left empty and named in the note. Pages and PDFs are read in a process of
their own, since nobody can trust them.
"""
