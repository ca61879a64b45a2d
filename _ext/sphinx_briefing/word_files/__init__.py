"""Word files as they are read: their parts, their paragraphs with what was changed in them.

Nothing here knows Sphinx, or who wrote a file.
"""
