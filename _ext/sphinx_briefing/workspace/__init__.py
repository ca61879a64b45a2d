"""A project that is being worked on: read page by page, never built, and indexed on disk.

An editor's server answers from the index; a process of its own, which knows Sphinx, keeps it up to
date. What is said of a page that has been edited is said at once; what follows from all pages
together comes when there is a pause, from a copy of that process which plays the rest of a build,
up to but not including the writing.

==============  ========================================================================
``process``     the process: takes requests, one a line, and answers in the same way
``protocol``    what goes to and fro
``project``     the pages, read with the texts of open files in the place of those on disk
``settling``    what follows from all pages: messages, cards, counts
``hearing``     what is said while pages are read, as messages with their places
``rows``        what of a page goes into the index
``language``    what authors may write, as plain data
``changing``      another id or name of a record, in all files
``resolving``     what is said when pages are resolved and written
``cards``         cards of records, in Markdown
``index``       the index: a database on disk, and over it the pages that are being edited
``caches``      the folders in which a project is remembered
==============  ========================================================================
"""
