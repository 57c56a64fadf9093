"""A build from its first step to its last: reading seeds before Sphinx, telling Sphinx of pages, saving state, ending.

``before_reading`` is where it begins, ``build`` holds what one build knows, ``build_end`` is called last; ``sphinx_run`` and
``warm_builds`` run Sphinx once or repeatedly, ``without_sphinx`` does without it.
"""
