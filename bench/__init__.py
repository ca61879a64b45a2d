"""What builds cost: corpora of any size, built side by side by several tools, and measured.

``nox -s bench`` runs it; ``docs/performance.md`` says what is measured and how.
"""
