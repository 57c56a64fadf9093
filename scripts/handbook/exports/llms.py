"""``llms.txt`` (https://llmstxt.org): what the site holds and how to use it, for language models."""

from __future__ import annotations

from collections.abc import Iterable

from handbook.addresses import path
from handbook.blocks import words_of
from handbook.corpus import Corpus
from handbook.counted import counted
from handbook.leads import read_plainly
from handbook.pages.claims import date_of, sentence
from handbook.pages.view import View
from handbook.plain_text import clean


def full(corpus: Corpus, base: str = "") -> str:
    """``llms-full.txt``: every entry with its gloss, its lead, and its claims with their citations, as Markdown."""
    return joined(corpus, [entries_text(corpus, base)])


def joined(corpus: Corpus, parts: Iterable[str]) -> str:
    """The file made from the texts about entries."""
    lines = [
        f"# {clean(corpus.handbook.named())}, edition {corpus.handbook.edition}",
        "",
        "Citations are source/paragraph; a source is at sources/ID.html.",
        "",
    ]
    return "\n".join([*lines, "".join(parts)]).removesuffix("\n")


def entries_text(corpus: Corpus, base: str = "", plainly: View | None = None) -> str:
    """The text about the entries; ``plainly`` is a view of the corpus in English, if there is one already."""
    root = base.rstrip("/") + "/" if base else ""
    view = plainly or View(corpus, {}, str)
    lines: list[str] = []
    for entry in corpus.paged:
        lines += [f"## {clean(entry.name)}", "", f"{root}{path(entry)}", "", clean(entry.gloss), ""]
        if lead := read_plainly(entry, corpus.handbook.content):
            lines += [clean(lead), ""]
        for claim in entry.claims:
            date = f" ({date_of(claim)})" if str(date_of(claim)) else ""
            against = f" Against: {' '.join(map(str, claim.against))}." if claim.against else ""
            text_of_claim = clean(words_of(sentence(view, claim)))
            lines.append(f"- {text_of_claim}{date} [{' '.join(map(str, claim.cite))}]{against}")
        lines.append("")
    return "".join(f"{line}\n" for line in lines)


def text(corpus: Corpus, base: str = "") -> str:
    """The file; without a site's address its links are relative."""
    root = base.rstrip("/") + "/" if base else ""
    settings = corpus.handbook

    def links(rows: Iterable[tuple[str, str, str]]) -> list[str]:
        return [f"- [{name}]({root}{path}): {sentence}" for name, path, sentence in rows]

    kinds = {"actor": corpus.actors, "agreement": corpus.agreements, "event": corpus.events, "source": corpus.sources}
    counts = ", ".join(counted(len(records), kind) for kind, records in kinds.items())
    lines = [
        f"# {clean(settings.named())}", "",
        f"> A reference handbook, edition {settings.edition}: {counts}. Every sentence cites a paragraph of a source.", "",
        "A statement belongs to whoever its source says it; where sources disagree, all sides are kept. Dates are EDTF and stay",
        f"imprecise where the source is. Cite entries by their own addresses. Text: {settings.licence.url}", "",
        "## Reading", "",
        *links((
            ("Actors", "actors/index.html", "people, states, organisations, companies, armed groups"),
            ("Agreements", "agreements/index.html", "treaties, pledges, deliveries, proposals, with their stages"),
            ("Timeline", "timeline.html", "events in order of time"),
            ("Sources", "sources/index.html", "each source restated paragraph by paragraph"),
            ("Disagreements", "reference/conflicts.html", "where sources contradict each other"),
            ("Method", "about/method.html", "editorial policy"),
        )),
        "", "## Data", "",
        *links((
            ("handbook.json", "data/handbook.json", "every record; schema in schema/handbook.json"),
            ("Statements", "data/statements.csv", "every statement with its citation, speaker and date"),
            ("SQLite", "data/handbook.sqlite", "all tables with a full-text index"),
            ("Everything told", "llms-full.txt", "every entry with its claims and citations, in one file"),
            ("Data dictionary", "reference/exports.html", "every file and column"),
        )),
    ]  # fmt: skip
    return "\n".join(lines) + "\n"
