"""Edits of the seeds that say what a handbook is made of: entries of every kind, dossiers, editions, names of the handbook."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from pathlib import Path

from .random_edits import Edit
from .sites import Site, write

AGREEMENT = """id: south-deal
kind: {0}
name: South Deal
gloss: A deal of {1}.
cite: [gazette-2024/3a]
sector: {2}
claims:
  told: {{stage: {3}, date: {4}, for: [gazette-2024/3a]}}
  amount: {{amount: {1}, unit: t, of: grain, for: [gazette-2024/3a]}}
  party-alba: {{party: alba, for: [gazette-2024/3a]}}
"""
EVENT = """id: a-visit
kind: visit
name: A Visit of {0}
gloss: Somebody comes.
cite: [gazette-2024/2b]
place: {1}
claims:
  date: {{date: {2}, for: [gazette-2024/2a]}}
  party-{0}: {{party: {0}, for: [gazette-2024/2a]}}
"""
DOSSIER = """id: the-north
name: {{en: The North {0}, fr: Le Nord}}
sectors: [{1}]
entries: [{2}]
lead: {{en: 'The pact was signed in February 2024 [north-pact#signed].', fr: 'Le pacte a été signé en février 2024 [north-pact#signed].'}}
"""
OFFICES = (
    "", "  office: {fact: office, value: Minister, of: alba, as_of: 2024-03, for: [gazette-2024/2b]}\n",
    "  office: {fact: office, value: Envoy, of: borealis, as_of: 2024-03-05, for: [gazette-2024/2b]}\n",
)  # fmt: skip
SOURCE = """---
id: messenger-2023
title: A Visit {0}
short: Messenger
publication: The Messenger
published: {1}
language: {2}
role: corroborating
{3}extent: whole
consulted: 2024-05-01
---

1. [no statement: headline]

2a. {4} met Ann Example.
  when: {1}
"""


def _come_and_go(name: str, make: Callable[[random.Random], str]) -> Edit:
    """An edit by which a file comes, is another, or goes."""

    def edit(site: Site, draw: random.Random) -> str:
        path = site.seeds / name
        if path.is_file() and draw.random() < 0.4:
            path.unlink()
            return f"remove {name}"
        text = make(draw)
        write(path, text)
        return f"write {name} {text[:40]!r}"

    return edit


def _agreement(draw: random.Random) -> str:
    return AGREEMENT.format(
        draw.choice(("treaty", "pledge", "delivery")),
        draw.randrange(1, 99),
        draw.choice(("defence", "energy", "food")),
        draw.choice(("announced", "signed", "promised", "delivered")),
        draw.choice(("2024-03", "2024-02", "2024-01-05", "2022")),
    )


def _event(draw: random.Random) -> str:
    return EVENT.format(
        draw.choice(("alba", "borealis")),
        draw.choice(("port-alba", "alba")),
        draw.choice(("2024", "2024-02")),
    )


def _dossier(draw: random.Random) -> str:
    return DOSSIER.format(
        draw.randrange(9),
        draw.choice(("defence", "defence", "energy")),
        draw.choice(("", "alba", "borealis, pact-signed")),
    )


def _source(draw: random.Random) -> str:
    return SOURCE.format(
        draw.randrange(9),
        draw.choice(("2023-05-05", "2024-04-30")),
        draw.choice(("en", "fr", "ru")),
        draw.choice(("", "authors: [Else]\n", "origin: A wire\n", "review: draft\n", "url: https://example.org/a?b=1%20&c\n")),
        draw.choice(("Alba", "Borealis", "Nobody", "The Minister")),
    )  # fmt: skip


def _synonyms(draw: random.Random) -> str:
    return draw.choice(
        ("- words: [pact, treaty]\n", "- words: [harbour, port, quay]\n", "- {entry: alba, words: [seaside]}\n")
    )


def _edition(draw: random.Random) -> str:
    return "".join(
        f"{line}\n" for line in draw.sample(("actor alba", "agreement north-pact", "statement gazette-2024/2b"), 2)
    )


def _loaded(draw: random.Random) -> str:
    return draw.choice(("# None.\n", "useful\n", "harbour\nuseful\n"))


def office(site: Site, draw: random.Random) -> str:
    """A person has another office, or none."""
    path = site.seeds / "registry/actors/ann-example.yml"
    text = re.sub(r"(?ms)^claims:.*", "", path.read_text(encoding="utf-8"))
    line = draw.choice(OFFICES)
    write(path, text + (f"claims:\n{line}" if line else ""))
    return f"office {line.strip()}"


def handbook(site: Site, draw: random.Random) -> str:
    """The handbook has another title, edition, day, or window of its map."""
    path: Path = site.folder / "handbook.toml"
    text = path.read_text(encoding="utf-8")
    key, value = draw.choice((
        ("title", f'"Toy {draw.randrange(9)}"'), ("edition", f'"2026.{draw.randrange(1, 4)}"'), ("date", f"2026-11-2{draw.randrange(9)}"),
        ("editors", '"Others"'), ("window", f"[-20, -24, 1{draw.randrange(20, 80)}, 76]"),
    ))  # fmt: skip
    write(path, re.sub(rf"(?m)^{key} = .*", f"{key} = {value}", text))
    return f"{key} = {value}"


EDITS_OF_SEEDS: tuple[Edit, ...] = (
    _come_and_go("registry/agreements/south-deal.yml", _agreement), _come_and_go("registry/events/a-visit.yml", _event),
    _come_and_go("registry/dossiers/the-north.yml", _dossier), _come_and_go("articles/messenger-2023.md", _source),
    _come_and_go("synonyms.yml", _synonyms), _come_and_go("editions/2026.1.txt", _edition), _come_and_go("loaded-terms.txt", _loaded),
    office, handbook,
)  # fmt: skip
