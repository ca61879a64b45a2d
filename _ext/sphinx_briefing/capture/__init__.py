"""Sources captured: what a page, a PDF, a message or a reference manager says of itself, as a note.

Nothing is guessed: what a source declares is taken, what it shows beside its title is read, and what
is in neither is left empty and named in the note. Files of others are read in a process of their own.
"""
