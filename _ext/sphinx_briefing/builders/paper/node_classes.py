"""Nodes that need no code of their own in any paper format, by class name.

Subclasses follow their parents. What a format writes by a table of its own is in its folder.
"""

from __future__ import annotations

PASSED = frozenset(
    {
        "document", "inline", "generated", "compound", "glossary", "target", "problematic",
        "start_of_file", "only", "acks", "hlistcol", "number_reference", "pending_xref",
        "pending_xref_condition", "download_reference", "desc", "desc_addname", "desc_inline",
        "desc_type", "desc_sig_element", "desc_classname", "productionlist", "option_string",
        "docinfo", "author", "authors", "organization", "contact", "version", "revision", "status",
        "date", "copyright", "todo_node", "description",
        # sphinx-design: flattened, in reading order
        "PassthroughTextElement", "dropdown_main", "dropdown_title", "tab_label", "div", "span",
    }
)  # fmt: skip
"""Nodes that only hold others."""

DROPPED = frozenset(
    {
        "comment", "substitution_definition", "index", "toctree", "meta", "tabular_col_spec",
        "highlightlang", "system_message", "pending", "decoration", "header", "footer", "colspec",
        "tab_input",
    }
)  # fmt: skip
"""Nodes that print nothing in any output."""
