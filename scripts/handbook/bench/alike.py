"""The same synthetic handbook for mkdocs with the same content as this engine's pages, not just the entries and their links.

An entry has its claims and those of others about it, each with the statements that it rests on, and every statement that
names it; sources have their statements, each with the claims that rest on it; terms and disagreements have a page each.
Features that only this engine has are still missing: data, citations, pictures, days and years, previews.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from handbook.bench.make import CONFLICT_EVERY, TERM_EVERY, VERBS, Content, Entry, parties_of
from handbook.bench.peers import TARGET, grouped


@dataclass(frozen=True)
class _PageLines:
    """The lines of pages: claims by their entry, by the entries that they name, and by statement; statements by entry."""

    by_entry: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    by_named_entry: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    by_statement: dict[tuple[int, str], list[str]] = field(default_factory=lambda: defaultdict(list))
    named: dict[int, list[tuple[int, str]]] = field(default_factory=lambda: defaultdict(list))


def _link(entry: Entry) -> str:
    return f"[{entry.name}](@{entry.id}@)"


def _cited(cites: Sequence[tuple[int, str]]) -> str:
    return " ".join(f"[Source {s}, {label}](@source-{s}#s{label}@)" for s, label in cites)


def _statement(content: Content, source: int, label: str) -> str:
    (a, b, c), year = content.sources[source][int(label[:-1]) - 2]
    first, second, third = (_link(content.entries[i]) for i in (a, b, c))
    return f"In {year} {first} {VERBS[(a + b) % len(VERBS)]} {second}; {third} agreed."


def _page_lines(content: Content) -> _PageLines:
    lines = _PageLines()
    by_id = {e.id: e for e in content.entries}
    for entry in content.entries:
        claims: list[tuple[str, Entry | None, Sequence[tuple[int, str]]]] = []
        first_cite = entry.cites[:1]
        year = content.sources[first_cite[0][0]][int(first_cite[0][1][:-1]) - 2][1]
        if entry.kind != "actor":
            claims.append((f"{'Announced' if entry.kind == 'agreement' else 'Held'} in {year}.", None, first_cite))
            claims += [(f"Party: {_link(by_id[p])}.", by_id[p], first_cite) for p in parties_of(content, entry)]
        claims.append((f"In {year} it was told of, number {entry.id}.", None, entry.cites))
        for linked in (content.entries[i] for i in entry.links):
            if linked.id != entry.id:
                claims.append((f"Knows {_link(linked)}.", linked, first_cite))
        for sentence, concerned, cites in claims:
            lines.by_entry[entry.id].append(f"- {sentence} Reported by 1 source, {year}. {_cited(cites)}")
            for cite in cites:
                lines.by_statement[cite].append(f"    - {_link(entry)}: {sentence}")
            if concerned is not None:
                lines.by_named_entry[concerned.id].append(
                    f"- {_link(entry)}: {sentence} Reported by 1 source, {year}. {_cited(cites)}"
                )
    for source, statements in enumerate(content.sources):
        for paragraph, (named, _year) in enumerate(statements, 2):
            for i in named:
                lines.named[i].append((source, f"{paragraph}a"))
    return lines


def _entry_page(content: Content, number: int, lines: _PageLines) -> Iterator[str]:
    entry = content.entries[number]
    yield f"# {entry.name}\n\n{entry.gloss}\n\n## What is told of it\n"
    yield from lines.by_entry[entry.id]
    yield "\n## Told of others\n"
    yield from lines.by_named_entry[entry.id]
    yield "\n## What the sources say\n"
    for source, label in dict.fromkeys((*entry.cites, *lines.named[number])):
        yield f"- {_statement(content, source, label)} {_cited([(source, label)])}"
    yield "\n## Sources\n"
    yield from dict.fromkeys(
        f"- [Synthetic source {s}](@source-{s}@). Paper {s % 50}, 2025."
        for s, _ in (*entry.cites, *lines.named[number])
    )
    yield ""


def _source_page(content: Content, number: int, lines: _PageLines) -> Iterator[str]:
    yield f"# Synthetic source {number}\n\nPaper {number % 50}, 2025. Language: English. Role: corroborating. Consulted in 2026.\n\n## Statements\n"
    for paragraph in range(2, 2 + len(content.sources[number])):
        label = f"{paragraph}a"
        yield f'- <span id="s{label}"></span>**{label}** {_statement(content, number, label)}'
        yield from lines.by_statement[number, label]
    yield ""


def _lists(content: Content) -> Iterator[tuple[str, str]]:
    terms, conflicts = ["# Terms\n"], ["# Where sources disagree\n"]
    for number, entry in enumerate(content.entries):
        first_cite, second_cite = (*entry.cites, *entry.cites)[:2]
        if number % TERM_EVERY == 0:
            terms.append(f"## Bay of {entry.name}\n\nA synthetic place, number {number}. {_cited([first_cite])}\n")
        if number % CONFLICT_EVERY == 0:
            sides = f"- One year. {_cited([first_cite])}\n- Another year. {_cited([second_cite])}\n"
            conflicts.append(f"## When did {entry.name} begin?\n\nOf {_link(entry)}. Open.\n\n{sides}\nNobody knows.\n")
    yield "reference/terms", "\n".join(terms)
    yield "reference/conflicts", "\n".join(conflicts)


def mkdocs(content: Content) -> Iterator[tuple[str, str]]:
    """A project for mkdocs-material with navigation by letter, a list of sources, and pages of terms and of disagreements."""
    lines = _page_lines(content)
    numbers = {e.id: i for i, e in enumerate(content.entries)}
    pages = {
        f"{letter}/{e.id}": "\n".join(_entry_page(content, numbers[e.id], lines))
        for letter, entries in grouped(content).items()
        for e in entries
    }
    pages |= {
        f"sources/source-{s}": "\n".join(_source_page(content, s, lines)) for s in range(len(content.sources))
    } | dict(_lists(content))
    addresses = {name.partition("/")[2]: f"../{name}.md" for name in pages}
    folders = list(dict.fromkeys(name.partition("/")[0] for name in pages))
    yield (
        "mkdocs.yml",
        "site_name: Peer\ntheme:\n  name: material\n  font: false\nnav:\n  - Home: index.md\n"
        + "".join(f"  - {folder}: {folder}/index.md\n" for folder in folders)
        + "validation:\n  nav:\n    omitted_files: ignore\n",
    )
    yield "docs/index.md", "# Peer\n"
    for folder in folders:
        names = [name.partition("/")[2] for name in pages if name.startswith(f"{folder}/")]
        titles = {name: pages[f"{folder}/{name}"].partition("\n")[0].removeprefix("# ") for name in names}
        yield f"docs/{folder}/index.md", f"# {folder}\n\n" + "".join(f"- [{titles[n]}]({n}.md)\n" for n in names)
    for name, text in pages.items():
        yield f"docs/{name}.md", TARGET.sub(lambda target: f"({addresses[target[1]]}{target[2] or ''})", text)
