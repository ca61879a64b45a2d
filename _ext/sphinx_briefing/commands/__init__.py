"""The command line, ``sphinx-briefing``: one module a command, and what commands share.

``app`` has the table of commands, ``folders`` finds the project, ``reading`` reads its pages,
``writing`` puts files in their places.
"""
