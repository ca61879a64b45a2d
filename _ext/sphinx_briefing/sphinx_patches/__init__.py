"""Work-rounds for faults of Sphinx, MyST and docutils: one thing a module.

Each says in its docstring what it works round, in which versions that was seen, and when it can
go. A test in ``tests/outputs/test_sphinx_patches.py`` builds without it, and fails when the fault
is gone: then the module goes too. What keeps authors from doing harm (``domain.guards``,
``domain.safety``, ``domain.substitutions``, ``domain.depth``) is meant to stay, and is not here.
"""
