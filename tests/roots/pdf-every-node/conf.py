project = "Every node"
extensions = ["myst_parser", "sphinx_briefing"]
primary_domain = "brief"
html_theme = "basic"
numfig = True
suppress_warnings = ["toc.not_included"]
