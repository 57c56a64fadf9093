"""The handbook of the Russia-Mali partnership: the engine that makes it.

Data flows one way: seeds are read into frozen records (``reading``), pure
functions check, link and render them (``checks``, ``linking``, ``pages``,
``exports``), one writer puts the pages under ``docs`` (``publish``), and Sphinx
builds them (``sphinx_ext``).  Imports go down only; ``tests/test_house.py``
enforces the floors.
"""

__version__ = "0.1.0"
EDITION = "2026.1"
#: The day of the edition: books and citations carry it, never the clock.
EDITION_DATE = "2026-11-22"
