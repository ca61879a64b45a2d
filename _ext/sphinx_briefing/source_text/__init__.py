"""Source texts of a project, read with the exact place of all that stands in them.

A build forgets where in a file it has read something; whoever changes files must know. Texts are
read here as their own parsers read them, but nothing is made of them: directives with their
options, the references in prose, the head of a page, the rows of data files. An edit changes the
characters that it names, and nothing else.
"""
