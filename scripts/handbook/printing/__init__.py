"""The printed book: what it says, in which order, and how it becomes one tagged PDF.

``printed`` numbers the entries and says where references lead; ``entries`` (with ``leads``, ``claims`` and ``notes``
to sources), ``disagreements``, ``sources``, ``lists``, ``index`` and ``guide`` make the blocks of each chapter,
``chapters`` puts them in order.  ``render.typst`` writes them, and ``dividing`` makes pieces of them that know no
page number; ``compiling`` sets the pieces in processes of their own and keeps those that did not change; ``placing`` gives each its place in the book,
``joining`` makes one file of them, ``objects`` is what both know of PDF.
``leaflets`` makes entries to hand out.  No module here knows Sphinx.
"""
