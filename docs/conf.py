"""Sphinx configuration of the handbook; a bare ``sphinx-build docs out`` works."""

import os

from handbook import EDITION, __version__

project = "Russia–Mali Partnership: a sourced handbook"
html_short_title = "Russia–Mali Handbook"
author = "The editors of the handbook"
copyright = "the editors of the handbook, CC BY 4.0"
version, release = EDITION, f"{EDITION} (engine {__version__})"
language = "en"

extensions = ["myst_parser", "sphinxcontrib.bibtex", "sphinx_timeline", "handbook.sphinx_ext"]
primary_domain = "hb"
myst_enable_extensions = ["colon_fence", "attrs_inline", "attrs_block", "fieldlist"]
myst_links_external_new_tab = False
# Text must appear as it is written: nothing turns quotes or dashes into others.
smartquotes = False
nitpicky = True
exclude_patterns = ["_build", "_generated", "Thumbs.db", ".DS_Store"]

html_theme = "handbook"
# The address at which the site will be, for canonical links and citations: handbook build --url, or this variable.
html_baseurl = os.environ.get("HANDBOOK_URL", "")
html_copy_source = False
html_show_sourcelink = False
html_permalinks_icon = "#"
html_use_index = True
html_domain_indices = False
html_last_updated_fmt = None

# The hand-written pages that books have.
handbook_book_pages = ["about/method"]

epub_basename = "handbook"
epub_title = project
epub_author = epub_publisher = author
epub_copyright = copyright
epub_identifier = epub_uid = f"russia-mali-handbook-{EDITION}"
epub_scheme = "edition"
epub_show_urls = "no"
epub_description = "A reference handbook in which every sentence is traceable to a paragraph of a source"
