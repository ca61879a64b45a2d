"""The toolkit's own manual, built with the toolkit."""

import sphinx_briefing

project = "Sphinx Briefing"
author = "the sphinx-briefing contributors"
copyright = author
version = release = sphinx_briefing.__version__
language = "en"

extensions = ["myst_parser", "sphinx_briefing"]
primary_domain = "brief"
exclude_patterns = ["_build", "example/fleet"]
nitpicky = True

myst_enable_extensions = ["attrs_inline", "colon_fence", "deflist"]
myst_heading_anchors = 3

# The brief of the tutorial is shown as a page alone.
briefing_files = []

html_theme = "furo"
html_title = f"{project} {release}"
html_copy_source = False
html_show_sourcelink = False
