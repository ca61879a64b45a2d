import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

project = "Torture"
version = release = "1.2"
extensions = ["myst_parser", "sphinx_design", "sphinx_briefing", "sphinx.ext.todo", "oddities"]
primary_domain = "brief"
html_theme = "basic"
numfig = True
todo_include_todos = True
suppress_warnings = ["toc.not_included"]
myst_enable_extensions = [
    "amsmath", "attrs_block", "attrs_inline", "colon_fence", "deflist", "dollarmath", "fieldlist",
    "html_image", "replacements", "smartquotes", "strikethrough", "substitution", "tasklist",
]  # fmt: skip
myst_substitutions = {"Mystsub": "Mystsubstituted *word*"}
