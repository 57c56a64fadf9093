"""The printed book: its content, the order of its chapters, and how it becomes one tagged PDF.

``entry_numbers`` numbers the entries and resolves references; ``entries`` (with ``leads``, ``claims`` and ``notes``
to sources), ``disagreements``, ``sources``, ``lists``, ``index`` and ``guide`` make the blocks of each chapter;
``chapters`` puts these in order.  ``render.typst`` writes the blocks as Typst, and ``dividing`` divides long chapters into
pieces that do not depend on page numbers; ``compiling`` runs Typst on the pieces in separate processes, and reuses those that
did not change; ``placing`` fits each piece into the book, ``joining`` joins them into one file; ``objects`` reads and writes
PDF for both.  ``volumes`` makes the whole book (``page_heads`` words the heads of its pages), ``leaflets`` single entries to hand out, ``epub`` the EPUB.
No module here imports Sphinx.
"""
