"""Pictures from records, as SVG text: pure functions, no library, no clock.

Chart libraries write inline styles, which the site's policy blocks, and text that neither links nor
follows the reader's colours; these few shapes are drawn here instead.  Every picture has a title, a
description and links; colours are presentation attributes for paper, which the site's style sheet
overrides.  A link names a document; its address is inserted where the picture is shown (``svg.addressed``).
"""
