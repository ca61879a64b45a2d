"""How the briefings of this house are built: copy this folder and make it yours."""

project = "Briefings"
author = "Europe desk"
copyright = "the authors of the briefings"
# Of the collection as a whole, for books made of it; never the day of the build.
version = release = today = "2026"
language = "en_GB"

# Builds run as processes of their own, which the first of them makes shorter.
extensions = ["sphinx_briefing.collector", "myst_parser", "sphinx_briefing"]
primary_domain = "brief"
templates_path = ["brand/templates"]
exclude_patterns = ["**/_*"]

# Every reference must lead somewhere.
nitpicky = True

# -- Markdown ---------------------------------------------------------------

myst_enable_extensions = ["attrs_inline", "colon_fence", "deflist", "tasklist"]
myst_heading_anchors = 3

# -- Briefings: the manual describes each of these, and the others ------------

briefing_autolink = "first"
briefing_likelihood = "phia-2025"
briefing_unmarked = "CLEAR"  # what counts for a page or record without a marking
briefing_checks = {"variant": "warning", "weak": "note"}

briefing_search = True
briefing_feeds = ["atom", "calendar"]
briefing_feed_marking = "CLEAR"  # anybody may subscribe to a feed

# -- Files of briefs beside their pages ---------------------------------------

briefing_files = ["pdf"]

briefing_pdf_bundles = {
    "dossiers/ukraine": {
        "title": "Ukraine, February 2026: talks and guarantees",
        "briefs": ["briefs/2026-08-geneva-talks", "briefs/2026-07-e5-krakow"],
        "summary": "What was said in Geneva and in Krakow, and what the five will stand for.",
    }
}

# -- HTML ---------------------------------------------------------------------

html_baseurl = "https://briefings.example.org/"  # where the pages are published
html_theme = "briefing"
html_theme_options = {
    "light_css_variables": {
        "color-brand-primary": "#12436d",
        "color-brand-content": "#12436d",
        "color-brand-visited": "#5b3a73",
    },
    "dark_css_variables": {
        "color-brand-primary": "#8fbfe6",
        "color-brand-content": "#8fbfe6",
        "color-brand-visited": "#c3a6db",
    },
}
html_title = project
html_static_path = ["brand/static"]
html_css_files = ["brand.css"]
html_copy_source = False
html_show_sourcelink = False
html_show_sphinx = False

# -- Books ----------------------------------------------------------------------

# Names of people and places are in more scripts than pdflatex knows.
latex_engine = "xelatex"
latex_elements = {"releasename": "", "extraclassoptions": "openany,oneside"}

# -- Links --------------------------------------------------------------------

linkcheck_anchors = False
linkcheck_timeout = 20
linkcheck_workers = 8
