"""The look-up data of the site: names and aliases of every entry, and statements.

It is written twice: as JSON for other sites, and as a script that assigns it,
because a page opened from ``file://`` may load a script but not fetch JSON.
"""

from __future__ import annotations

import json

from handbook.folding import words
from handbook.pages.entries import kind_words
from handbook.pages.view import FOLDERS, View


def rows(view: View) -> list[dict[str, object]]:
    """One row an entry or source: address, name, kind, gloss and folded names."""
    made: list[dict[str, object]] = []
    for entry in view.corpus.entries.values():
        folder = FOLDERS[type(entry)]
        url = f"{folder}.html#topic-{entry.id}" if folder.endswith("terms") else f"{folder}/{entry.id}.html"
        kind = kind_words(view, entry) if not folder.endswith("terms") else view.translate("Term")  # type: ignore[arg-type]
        names = [entry.name, *(n.text for n in entry.names)]
        made.append(
            {
                "u": url,
                "n": entry.name,
                "k": kind,
                "g": entry.gloss,
                "a": list(dict.fromkeys(" ".join(words(n)) for n in names)),
                "i": entry.id,
            }
        )
    for source in view.corpus.sources.values():
        h = source.header
        names = [h.short, h.title, h.publication, *h.authors]
        made.append(
            {
                "u": f"sources/{source.id}.html",
                "n": h.short,
                "k": view.translate("Source"),
                "g": h.title,
                "a": list(dict.fromkeys(" ".join(words(n)) for n in names)),
                "i": source.id,
            }
        )
    return made


def statements(view: View) -> list[dict[str, object]]:
    """One row a statement: address, text and source."""
    return [
        {
            "u": f"sources/{c.source}.html#p{c.label}",
            "t": s.text,
            "s": f"{view.corpus.sources[c.source].header.short} ¶{c.paragraph}",
        }
        for c, s in view.corpus.statements.items()
    ]


def files(view: View) -> dict[str, str]:
    """File name in the site's ``data`` folder to content."""
    entries, said = rows(view), statements(view)
    data = {"entries": entries, "statements": said}
    body = json.dumps(data, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    safe = body.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return {"lookup.json": body + "\n", "lookup.js": f"window.handbookLookup={safe};\n"}
