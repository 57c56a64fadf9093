"""``handbook review``: what waits for a person, with its evidence, and what a decision changes.

Decisions stay in ``rulings.yml``: an answered question is replaced by the answer, a
rejected name is not proposed again.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from handbook.adding import store
from handbook.adding.draft import NOT_DESCRIBED, slug
from handbook.corpus import Corpus
from handbook.folding import WORD, fold
from handbook.kinds import NameKind, Review, RulingKind, StatementKind
from handbook.model import Actor, Citation, Name, Ruling, Term
from handbook.partial_date import PartialDate
from handbook.problems import Place, Problem, did_you_mean
from handbook.reading import formats, records, yaml_values

RULINGS = "rulings.yml"
_TITLE = re.compile(
    r"(?P<title>(?:[A-Z][\w-]+\s+){0,3}(?:President|Minister|Ambassador|General|Colonel|Secretary|Director|Chairman|Spokesman|Governor|Envoy|Commissioner)"
    r"(?:\s+of\s+(?:the\s+)?(?:[A-Z][\w-]+(?:\s+and\s+)?\s?){1,5})?)[\s,]*$"
)


@dataclass(frozen=True)
class Item:
    """Something that waits: ``kind`` is draft, question or source; ``compared`` says what it means for what is known."""

    kind: str
    id: str
    shown: str
    evidence: str
    confidence: float = 0.0
    choices: tuple[str, ...] = ()
    compared: tuple[str, ...] = ()


def queue(corpus: Corpus, originals: Mapping[str, str]) -> list[Item]:
    """Everything that waits, questions first, then drafts by how sure they are, then sources.

    ``originals`` are the texts of sources by id, as far as they are at hand.
    """
    items = [
        Item("question", r.text, f"Is '{r.text}' in {r.source} {' or '.join(r.entries)}?", r.reason, 0, r.entries,
             tuple(f"{e}: {corpus.entries[e].name}: {corpus.entries[e].gloss}" for e in r.entries if e in corpus.entries))
        for r in corpus.rulings if r.kind is RulingKind.QUESTION
    ]  # fmt: skip
    entries: list[Actor | Term] = [*corpus.actors.values(), *corpus.terms.values()]
    drafts = [e for e in entries if e.review is Review.DRAFT]
    drafts.sort(key=lambda e: (-(e.found.confidence if e.found else 0), e.id))
    for entry in drafts:
        evidence = entry.found.evidence if entry.found else ""
        items.append(
            Item(
                "draft",
                entry.id,
                f"{entry.kind.value}: {entry.name}",
                evidence,
                entry.found.confidence if entry.found else 0,
                (),
                ("new: no entry has this name",),
            )
        )
    for source in corpus.sources.values():
        if source.header.review is Review.DRAFT:
            pending = [s.label for s in source.statements if s.kind is StatementKind.PENDING]
            done = len(source.statements) - len(pending)
            text = originals.get(source.id, "")
            items.append(
                Item("source", source.id, f"{source.header.title} ({source.header.publication})", f"{done} statements written, {len(pending)} waiting: {', '.join(pending[:12])}",
                     0, (), tuple(compare(corpus, source.id, text)) if text else ("the original is not at hand: nothing is compared",))
            )  # fmt: skip
    return items


def compare(corpus: Corpus, source: str, text: str) -> list[str]:
    """What a new source confirms, contradicts or makes stale in the offices of people it names."""
    header = corpus.sources[source].header
    made: dict[str, None] = {}
    for actor in corpus.actors.values():
        held = [f for f in actor.facts if f.field in ("office", "rank")]
        for name in (actor.name, *(n.text for n in actor.names)):
            for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text) if len(name) > 3 else ():
                title = _TITLE.search(text[max(0, match.start() - 100) : match.start()])
                if title is None:
                    continue
                said = " ".join(title["title"].split())
                same = [f for f in held if _alike(said, f.value)]
                where = f"{actor.id}: {header.short} has '{said}'"
                if same:
                    made[f"confirms {where}; the entry has '{same[0].value}' ({same[0].as_of or 'undated'})"] = None
                elif held:
                    last = max(held, key=lambda f: (f.as_of or PartialDate.parse("")).sort_key if f.as_of else ())
                    newer = (
                        last.as_of
                        and last.as_of.latest
                        and header.published.earliest
                        and header.published.earliest > last.as_of.latest
                    )
                    word = "perhaps stale" if newer else "contradicts"
                    made[f"{word}: {where}; the entry has '{last.value}' ({last.as_of or 'undated'})"] = None
                else:
                    made[f"new {where}; the entry has no office"] = None
    return list(made)[:40]


def _alike(a: str, b: str) -> bool:
    small = {"of", "the", "and", "for"}
    one, two = ({fold(w) for w in WORD.findall(t)} - small for t in (a, b))
    return bool(one) and (one <= two or two <= one or len(one & two) >= 2)


class Refused(Exception):
    """A decision that cannot be taken; ``problem`` says why."""

    def __init__(self, message: str, mend: str = "") -> None:
        super().__init__(message)
        self.problem = Problem(Place("seeds"), "HB121", message, mend)


def decide(seeds: Path, corpus: Corpus, action: str, name: str, other: str, today: PartialDate) -> list[str]:
    """Take one decision and write it; the files that changed.

    ``action`` is confirm, merge, reject or rename; ``name`` a draft's id, a source's id
    or the name that a question asks about; ``other`` the entry to merge into, the new name, or on confirming the description.

    Raises:
        Refused: it cannot be taken.  StoreError: it could not be written.
    """
    asked = next((i for i, r in enumerate(corpus.rulings) if r.kind is RulingKind.QUESTION and r.text == name), None)
    if asked is not None:
        return _answer(seeds, corpus, action, asked, other, today)
    if name in corpus.sources:
        return _source(seeds, corpus, action, name)
    entry = corpus.entries.get(name)
    if not isinstance(entry, Actor | Term) or entry.review is not Review.DRAFT:
        waiting = [e.id for e in corpus.entries.values() if e.review is Review.DRAFT]
        raise Refused(
            f"no draft is called '{name}'", did_you_mean(name, waiting) or "handbook review --list shows what waits"
        )
    folder = "actors" if isinstance(entry, Actor) else "terms"
    path = f"registry/{folder}/{name}.yml"
    # A draft's only evidence is a draft source until that is confirmed: then it may be too.
    if action == "confirm":
        waiting_for = sorted({c.source for c in entry.cite if corpus.sources[c.source].header.review is Review.DRAFT})
        if waiting_for:
            raise Refused(
                f"'{name}' rests on the draft source {', '.join(waiting_for)}",
                f"write its statements and run handbook review confirm {waiting_for[0]} first",
            )
        if not other.strip() and entry.gloss.endswith(NOT_DESCRIBED):
            raise Refused(
                f"'{name}' has no description yet",
                f"handbook review confirm {name} 'One sentence that its statements support.'",
            )
        done = replace(entry, review=Review.CONFIRMED, found=None, gloss=other.strip() or entry.gloss)
        _readable(done)
        ruling = Ruling(kind=RulingKind.CONFIRMED, entry=name, text=entry.name, date=today, reason=_why(entry))
        return _put(seeds, {path: formats.yaml_text(done)}, (ruling,))
    if action == "reject":
        ruling = Ruling(kind=RulingKind.REJECTED, text=entry.name, date=today, reason=_why(entry))
        return _put(seeds, {}, (ruling,), removed=(path,))
    if action == "rename":
        if not other.strip():
            raise Refused("no new name is given", "handbook review rename ID 'New Name'")
        # A draft's id is not permanent yet: it follows the name where it can.
        identity = slug(other)
        if identity in corpus.entries or identity in corpus.sources:
            identity = name
        done = replace(entry, name=other.strip(), id=identity)
        _readable(done)
        moved = (path,) if identity != name else ()
        return _put(seeds, {f"registry/{folder}/{identity}.yml": formats.yaml_text(done)}, (), removed=moved)
    if action == "merge":
        if other not in corpus.entries or other == name:
            raise Refused(f"no entry is called '{other}'", did_you_mean(other, corpus.entries))
        ruling = Ruling(kind=RulingKind.SAME, text=entry.name, entry=other, date=today, reason=_why(entry))
        files = _with_name(seeds, corpus, other, entry.name, entry.cite)
        return _put(seeds, files, (ruling,), removed=(path,))
    raise Refused(f"'{action}' is no decision", "confirm, merge, reject or rename")


def _readable(entry: Actor | Term) -> None:
    """Refuse what a person typed if the record with it could not be read again."""
    problems = records.make(type(entry), yaml_values.load(formats.yaml_text(entry)), entry.id)[1]
    if problems:
        raise Refused(problems[0].message, problems[0].mend)


def _why(entry: Actor | Term) -> str:
    return f"Decided by a person; proposed for: {entry.found.evidence}." if entry.found else "Decided by a person."


def _source(seeds: Path, corpus: Corpus, action: str, name: str) -> list[str]:
    source = corpus.sources[name]
    if source.header.review is not Review.DRAFT:
        raise Refused(f"the source '{name}' is confirmed already")
    if action == "confirm":
        pending = [s.label for s in source.statements if s.kind is StatementKind.PENDING]
        if pending:
            raise Refused(
                f"{len(pending)} statements of '{name}' are not written: {', '.join(pending[:8])}",
                f"write them in seeds/articles/{name}.md, or say [no statement: why]",
            )
        path = seeds / "articles" / f"{name}.md"
        text = path.read_text(encoding="utf-8")
        done = re.sub(r"^review: draft\n", "", text, count=1, flags=re.M)
        done = re.sub(r"^[ \t]+#(?:[ \t].*)?\n", "", done, flags=re.M)
        return _put(seeds, {f"articles/{name}.md": done}, ())
    if action == "reject":
        drafts = [
            e for e in corpus.entries.values() if e.review is Review.DRAFT and all(c.source == name for c in e.cite)
        ]
        removed = [
            f"articles/{name}.md",
            *(f"registry/{'actors' if isinstance(e, Actor) else 'terms'}/{e.id}.yml" for e in drafts),
        ]
        return _put(
            seeds,
            {},
            (),
            removed=tuple(removed),
            dropped=tuple(
                i for i, r in enumerate(corpus.rulings) if r.kind is RulingKind.QUESTION and r.source == name
            ),
        )
    raise Refused(f"a source cannot be {action}d", "confirm or reject it")


def _answer(seeds: Path, corpus: Corpus, action: str, number: int, other: str, today: PartialDate) -> list[str]:
    asked = corpus.rulings[number]
    if action in ("merge", "confirm"):
        target = other or (asked.entries[0] if len(asked.entries) == 1 else "")
        if target not in corpus.entries:
            raise Refused(f"no entry is called '{target}'", f"one of {', '.join(asked.entries)}")
        cite = tuple(Citation(asked.source or "", n, f"{n}a") for n in asked.paragraphs[:1])
        done = Ruling(
            kind=RulingKind.SAME, text=asked.text, entry=target, source=asked.source, date=today, reason=asked.reason
        )
        return _put(seeds, _with_name(seeds, corpus, target, asked.text, cite), (done,), dropped=(number,))
    if action == "reject":
        done = Ruling(
            kind=RulingKind.REJECTED,
            text=asked.text,
            entries=asked.entries,
            source=asked.source,
            date=today,
            reason=f"Not {' or '.join(asked.entries)}.",
        )
        return _put(seeds, {}, (done,), dropped=(number,))
    raise Refused(f"a question cannot be {action}d", "merge it into an entry, or reject it")


def _with_name(seeds: Path, corpus: Corpus, target: str, name: str, cite: tuple[Citation, ...]) -> dict[str, str]:
    """The target's file with a further name, a line added where names stand; its other lines are left alone.

    A name is only added with a citation to a statement that has it, of a confirmed source: a confirmed entry
    rests on nothing else.
    """
    entry = corpus.entries[target]
    if any(n.text == name for n in entry.names) or entry.name == name:
        return {}
    sound = tuple(
        c
        for c in cite
        if c in corpus.statements
        and name in corpus.statements[c].text
        and (entry.review is Review.DRAFT or corpus.sources[c.source].header.review is Review.CONFIRMED)
    )
    if not sound:
        return {}
    path = corpus.paths[target].partition("/")[2]
    text = (seeds / path).read_text(encoding="utf-8")
    line = formats.yaml_text(replace(entry, names=(Name(text=name, kind=NameKind.VARIANT, cite=sound),)))
    added = next(row for row in line.splitlines() if row.startswith("  - ") and name.split()[0] in row)
    if re.search(r"^names:\s*$", text, re.M):
        return {path: re.sub(r"^names:[ \t]*\n", lambda m: m[0] + added + "\n", text, count=1, flags=re.M)}
    return {path: text.rstrip("\n") + f"\nnames:\n{added}\n"}


def _put(
    seeds: Path,
    files: dict[str, str],
    rulings: tuple[Ruling, ...],
    removed: tuple[str, ...] = (),
    dropped: tuple[int, ...] = (),
) -> list[str]:
    """Write files and rulings; ``dropped`` are the numbers of rulings that go."""
    expected: dict[str, bytes | None] = {
        n: (seeds / n).read_bytes() if (seeds / n).is_file() else None for n in (*files, *removed)
    }
    made: dict[str, bytes] = {name: text.encode("utf-8") for name, text in files.items()}
    if rulings or dropped:
        path = seeds / RULINGS
        old = path.read_bytes() if path.is_file() else None
        expected[RULINGS] = old
        text = _without((old or b"").decode("utf-8"), set(dropped))
        made[RULINGS] = (text + "".join(formats.ruling_line(r) for r in rulings)).encode("utf-8")
    store.write(seeds, made, expected, removed)
    return sorted([*made, *removed])


def _without(text: str, dropped: set[int]) -> str:
    """The rulings file without some items; an item starts at the left with a hyphen and goes on in lines that are indented."""
    if text and not text.endswith("\n"):
        text += "\n"
    lines, kept, number = text.splitlines(keepends=True), [], -1
    for line in lines:
        if line.startswith("- "):
            number += 1
        if not (number in dropped and (line.startswith("- ") or line[:1] in " \t")):
            kept.append(line)
    return "".join(kept)


def as_json(items: list[Item]) -> list[dict[str, Any]]:
    return [
        {
            "kind": i.kind,
            "id": i.id,
            "shown": i.shown,
            "evidence": i.evidence,
            "confidence": i.confidence,
            "choices": i.choices,
            "compared": i.compared,
        }
        for i in items
    ]
