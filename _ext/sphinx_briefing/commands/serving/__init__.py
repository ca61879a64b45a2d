"""The server behind ``sphinx-briefing live``.

================  =========================================================================
``site``          which folders it reads and writes
``builds``        builds, each in a process forked from one in which all is imported already
``loaded``        what that one has imported
``pages``         the additions to a page that is served: its files on request, a failed build
``server``        answers of the server; builds at changes; tells pages to load again
================  =========================================================================

Nothing of it is in any output: the server adds it to a page when it hands it out.
"""
