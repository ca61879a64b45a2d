"""The way back: what readers have changed in a Word file, at the lines of the sources.

A file that comes home is held against the file that the project makes today, whose paragraphs know
their places. Which module does what:

============  =============================================================================
``aligning``  which paragraph of one file is which of the other
``placing``   the file and line of each paragraph of a file made today
``listing``   all changes and remarks, each at its place
``telling``   these as lines, JSON and SARIF
``patching``  plain ones as a diff of the sources
============  =============================================================================
"""
