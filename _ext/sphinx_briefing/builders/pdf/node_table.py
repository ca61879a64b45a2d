"""The nodes that need no code of their own, by class name; subclasses follow their parents."""

from __future__ import annotations

#: Node → the Typst function that its content is given to.
CALLS = {
    # words
    "emphasis": "emph",
    "title_reference": "emph",
    "manpage": "emph",
    "strong": "strong",
    "subscript": "sub",
    "superscript": "super",
    "literal_emphasis": "mono-emph",
    "literal_strong": "mono-strong",
    "desc_name": "strong",
    "desc_annotation": "emph",
    "classifier": "classifier",
    # blocks
    "block_quote": "quoted",
    "attribution": "attribution",
    "rubric": "rubric",
    "centered": "centered",
    "legend": "legend",
    "versionmodified": "version-note",
    "address": "lines",
    "desc_signature": "signature",
    "desc_signature_line": "signature-line",
    "desc_content": "indented",
    "production": "signature",
}

#: Classes of the briefing domain on paragraphs and words → the function for their look.
CLASSES = {
    "brief-badge": "badge",
    "brief-label": "quiet",
    "brief-details": "details",
    "brief-standing": "details",
    "brief-head": "head-line",
    "brief-name": "head-line",
    "brief-date": "quiet",
    "brief-empty": "quiet",
    "brief-unknown": "emph",
    "brief-incomplete": "strong",
    "brief-marking": "strong",
    "brief-struck": "strike",
}

#: Nodes that only hold others.
PASSED = frozenset(
    {
        "document", "inline", "generated", "compound", "glossary", "target", "problematic",
        "start_of_file", "only", "acks", "hlistcol", "number_reference", "pending_xref",
        "pending_xref_condition", "download_reference", "desc", "desc_addname", "desc_inline",
        "desc_type", "desc_sig_element", "desc_classname", "productionlist", "option_string",
        "docinfo", "author", "authors", "organization", "contact", "version", "revision", "status",
        "date", "copyright", "todo_node", "description", "field_name", "field_body", "definition",
        "option_group",
        # sphinx-design: flattened, in reading order
        "PassthroughTextElement", "dropdown_main", "dropdown_title", "tab_label", "div", "span",
    }
)  # fmt: skip

#: Nodes that print nothing in any output.
DROPPED = frozenset(
    {
        "comment", "substitution_definition", "index", "toctree", "meta", "tabular_col_spec",
        "highlightlang", "system_message", "pending", "decoration", "header", "footer", "colspec",
        "tab_input",
    }
)  # fmt: skip
