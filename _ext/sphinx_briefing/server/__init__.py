"""The language server: answers editors from the index of a project, at once.

It imports neither Sphinx nor docutils. Each project has a process that reads its pages
(:mod:`..workspace`); what that finds comes in when it comes.

==============  ========================================================================
``app``         the server: projects, files, and what is shown of them
``asked``       what editors ask, and who answers
``projects``    projects by the files in them, with what is said of each file
``reader``      the process that reads a project: started, asked, started again
``cursor``      where in a page the cursor stands
``registers``   the same in a data file
``texts``       lines, places and ranges, as editors count them
``answers``     hover, definition, references
``completing``  what may be written here
``symbols``     records as symbols
``lenses``      what rests on a claim, above it
``actions``     what can be mended
``renames``     another id or name, everywhere
``creating``    records that are written where others of their kind are
==============  ========================================================================
"""
