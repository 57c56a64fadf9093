"""A deterministic synthetic handbook in the shape of the real one, as seeds.

An entry has three citations, five relations, one or two facts and some fifteen cross-references
through the statements that name it; there are three actors to each agreement and event, and one
source of ten statements to five entries.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

_SYLLABLES = ("ba", "ko", "ri", "ma", "te", "lo", "sa", "ni", "du", "ve", "ga", "po", "ze", "fi", "nu", "ha")
VERBS = (
    "signed a paper with",
    "met envoys of",
    "promised grain to",
    "delivered fuel to",
    "opened talks with",
    "paid the debts of",
)
#: The real handbook has one term to six entries and one disagreement to eleven.
TERM_EVERY, CONFLICT_EVERY = 6, 11


@dataclass(frozen=True)
class Entry:
    """A synthetic entry: its kind is actor, agreement or event; citations are (source number, statement label)."""

    kind: str
    id: str
    name: str
    gloss: str
    cites: tuple[tuple[int, str], ...]
    links: tuple[int, ...]
    year: int


@dataclass(frozen=True)
class Content:
    """A synthetic handbook: its entries and, for each source, its statements (entries named, year)."""

    entries: tuple[Entry, ...]
    sources: tuple[tuple[tuple[tuple[int, ...], int], ...], ...] = field(default=())


def content(entries: int, added: bool = False) -> Content:
    """The content of a handbook of ``entries`` entries; always the same for the same number.

    ``added`` adds an article of ten statements on existing entries, and an entry that cites it.
    """
    rng = random.Random(entries)
    count = max(entries // 5, 1)
    sources = tuple(
        tuple((tuple(rng.sample(range(entries), 3)), 2000 + rng.randrange(25)) for _ in range(10)) for _ in range(count)
    )
    entries_made = []
    for number in range(entries):
        kind = ("actor", "actor", "actor", "agreement", "event")[number % 5]
        word = "".join(rng.choice(_SYLLABLES) for _ in range(3)).capitalize()
        cites = tuple(dict.fromkeys((rng.randrange(count), f"{rng.randint(2, 11)}a") for _ in range(3)))
        entries_made.append(
            Entry(
                kind,
                f"{kind}-{number}",
                f"{word} {number}",
                f"A synthetic {kind}, number {number}.",
                cites,
                tuple(rng.sample(range(entries), min(5, entries))),
                2000 + number % 25,
            )
        )
    if added:
        newest = tuple((tuple(rng.sample(range(entries), 3)), 2025) for _ in range(10))
        sources = (*sources, newest)
        links = tuple(rng.sample(range(entries), min(5, entries)))
        entries_made.append(
            Entry(
                "actor",
                f"new-{entries}",
                f"Zunu {entries}",
                "A synthetic actor, added.",
                ((count, "2a"), (count, "3a")),
                links,
                2025,
            )
        )
    return Content(tuple(entries_made), sources)


def parties_of(content: Content, entry: Entry) -> list[str]:
    """The ids of the actors that are parties to an agreement or took part in an event."""
    # An added entry is never a party, since that would change the parties everywhere.
    actors = [e for e in content.entries if e.kind == "actor" and not e.id.startswith("new-")]
    return [actors[i].id for i in dict.fromkeys(j % len(actors) for j in entry.links[:2])]


def seeds(content: Content) -> Iterator[tuple[str, str]]:
    """The seed files, by file name under ``seeds``."""
    for number, statements in enumerate(content.sources):
        head = f"---\nid: source-{number}\ntitle: Synthetic source {number}\nshort: Source {number}\npublication: Paper {number % 50}\npublished: 2025\nlanguage: en\nrole: corroborating\nextent: whole\nconsulted: 2026\n---\n\n1. [no statement: headline]\n"
        yield (
            f"articles/source-{number}.md",
            head
            + "".join(
                f"\n{p}a. In {year} {content.entries[a].name} {VERBS[(a + b) % len(VERBS)]} {content.entries[b].name}; {content.entries[c].name} agreed.\n  when: {year}\n"
                for p, ((a, b, c), year) in enumerate(statements, 2)
            ),
        )
    for entry in content.entries:
        cite = "[" + ", ".join(f"source-{s}/{label}" for s, label in entry.cites) + "]"
        first_cite = f"[source-{entry.cites[0][0]}/{entry.cites[0][1]}]"
        year = content.sources[entry.cites[0][0]][int(entry.cites[0][1][:-1]) - 2][1]
        lines = [
            f"id: {entry.id}",
            f"kind: {_kind(entry)}",
            f"name: {entry.name}",
            f"gloss: {entry.gloss}",
            f"cite: {cite}",
        ]
        party_ids = parties_of(content, entry)
        if entry.kind == "agreement":
            lines += [
                "sector: economy",
                "claims:",
                f"  announced: {{stage: announced, date: {year}, for: {first_cite}}}",
            ]
        elif entry.kind == "event":
            lines += ["claims:", f"  date: {{date: {year}, for: {first_cite}}}"]
        else:
            lines.append("claims:")
        if entry.kind != "actor":
            lines += [f"  party-{a}: {{party: {a}, for: {first_cite}}}" for a in party_ids]
        lines += [
            f"  plain: {{says: {{en: 'In {year} it was told of, number {entry.id}.'}}, for: {cite}}}",
            *(
                f"  knows-{content.entries[i].id}: {{relation: knows, to: {content.entries[i].id}, for: {first_cite}}}"
                for i in entry.links
                if content.entries[i].id != entry.id
            ),
        ]
        folder = "actors" if entry.kind == "actor" else entry.kind + "s"
        yield f"registry/{folder}/{entry.id}.yml", "\n".join(lines) + "\n"
    for number, entry in enumerate(content.entries):
        if entry.id.startswith("new-"):
            continue
        first_cite, second_cite = (f"source-{s}/{label}" for s, label in (*entry.cites, *entry.cites)[:2])
        if number % TERM_EVERY == 0:
            record = f"id: bay-{number}\nkind: place\nname: Bay of {entry.name}\ngloss: A synthetic place, number {number}.\n"
            yield f"registry/terms/bay-{number}.yml", record + f"cite: [{first_cite}]\n"
        if number % CONFLICT_EVERY == 0:
            record = f"id: year-{number}\nquestion: When did {entry.name} begin?\nabout: [{entry.id}]\nstatus: open\n"
            sides = (
                f"  - {{says: One year., cite: [{first_cite}]}}\n  - {{says: Another year., cite: [{second_cite}]}}\n"
            )
            yield f"registry/conflicts/year-{number}.yml", record + f"sides:\n{sides}note: Nobody knows.\n"
    yield "vocabulary.txt", "Source\n"


def _kind(entry: Entry) -> str:
    return {"actor": "company", "agreement": "treaty", "event": "talks"}[entry.kind]


#: The timeline page, as the handbook has it.
TIMELINE = """# timeline

```{hb:figure} timeline
```

```{hb:part} timeline
```

```{hb:events}
:style: none
:reversed:

{{ e.when }} · {{ e.kind }} {{ e.facets }}

{{ e.title }}

{{ e.text }} {{ e.cite }}
```
"""


def site_files() -> Mapping[str, str]:
    """The hand-written part of a site around synthetic seeds: configuration and the fewest pages."""
    conf = """project = "Synthetic"
extensions = ["myst_parser", "sphinxcontrib.bibtex", "sphinx_timeline", "handbook.sphinx_ext"]
primary_domain = "hb"
myst_enable_extensions = ["colon_fence", "attrs_inline", "attrs_block", "fieldlist"]
smartquotes = False
exclude_patterns = ["_build", "_generated"]
html_theme = "handbook"
html_copy_source = False
html_domain_indices = False
"""
    lists = ("actors/index", "agreements/index", "events/index", "timeline", "sources/index", "reference/conflicts", "reference/coverage", "reference/terms", "reference/glossary", "reference/overview",
             "reference/bibliography", "reference/data-model", "reference/exports", "reference/rules", "how-to-read", "about/index", "about/method", "about/linking")  # fmt: skip
    index = "# Synthetic\n\n```{hb:part} home\n```\n\n```{toctree}\n:hidden:\n\n" + "\n".join(lists) + "\n```\n"
    texts = {name: f"# {name}\n\nText.\n" for name in ("how-to-read", "about/index", "about/method", "about/linking")}
    texts["timeline"] = TIMELINE
    return {"conf.py": conf, "index.md": index, **{f"{name}.md": text for name, text in texts.items()}}
