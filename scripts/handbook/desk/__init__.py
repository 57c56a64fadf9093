"""``handbook desk``: a page in the browser where an editor writes, decides and places, one article at a time.

::

    security ─────────────────────────────────────────────▶ app ──▶ cli.desk
    original, checking, names, claims ──▶ articles ──▶ pages ──▶ app
    saving, planned ──▶ state ──▶ articles, deciding ──▶ app

The page works with plain forms; ``static/desk.js`` adds saving while one writes, checks beside the text, and keyboard
shortcuts.  Nothing is decided here that a command does not decide: decisions go through ``adding.decisions`` and
``adding.placing``, texts through ``adding.store``, and the rules are those of ``handbook check``.  Templates escape
everything (Jinja's autoescape, and no filter that lifts it).
"""
