"""The server for programs that write: it answers what a language model asks of the notes.

It speaks the Model Context Protocol (https://modelcontextprotocol.io/specification), reads only,
and is bound to an audience: what it answers from are the sources as that audience may read them.
A process of its own makes these, as a build for the audience does; the server has never opened
anything else, so that there is nothing that it would have to hold back.

==============  ========================================================================
``cutting``     the process that makes the sources for the audience, and ends
``desk``        these sources, read and kept up to date
``quoted``      text of notes, marked as such, with nothing hidden in it
``shapes``      what is asked and answered, declared once: the schemas follow
``records``     records found, shown, and what rests on them
``sourced``     the sources of a record, with their grades and all that speaks against them
``sentences``   drafts, sentence by sentence
``figures``     the numbers and days of a sentence
``wording``     words that turn a sentence round, or weaken it
``likeness``    the records that say nearly what a sentence says
``comparing``   what a sentence says otherwise than the record that it is nearest to
``drafts``      drafts, checked
``tools``       the tools by their names
``app``         the server itself
==============  ========================================================================
"""
