"""A person's decisions on drafts, and what they change.

Decisions stay in ``rulings.yml``: an answered question is replaced by the answer, a
rejected name is not proposed again.
"""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from handbook.adding import store
from handbook.adding.merging import Proposed, Refused, actors_of, dated, followed, path_of, with_name, with_steps
from handbook.adding.names import NOT_DESCRIBED, slug
from handbook.claims import StageClaim
from handbook.corpus import Corpus
from handbook.fields import cited
from handbook.kinds import Review, RulingKind, StatementKind
from handbook.model import RESERVED_IDS, Agreement, Citation, Ruling
from handbook.partial_date import PartialDate
from handbook.problems import did_you_mean
from handbook.reading import formats, records, yaml_values
from handbook.reading.seeds import FOLDERS

RULINGS = "rulings.yml"


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
    if not isinstance(entry, Proposed) or entry.review is not Review.DRAFT:
        waiting = [e.id for e in corpus.entries.values() if e.review is Review.DRAFT]
        raise Refused(
            f"no draft is called '{name}'", did_you_mean(name, waiting) or "handbook review --list shows what waits"
        )
    path = path_of(entry)
    # A draft's only evidence is a draft source until that is confirmed: then it may be too.
    if action == "confirm":
        sources = {cite.source for _path, cite in cited(entry)}
        waiting_for = sorted(s for s in sources if corpus.sources[s].header.review is Review.DRAFT)
        if waiting_for:
            raise Refused(
                f"'{name}' rests on the draft source {', '.join(waiting_for)}",
                f"write its statements and run handbook review confirm {waiting_for[0]} first",
            )
        drafts = [p for p in actors_of(entry) if corpus.entries[p].review is Review.DRAFT]
        if drafts:
            raise Refused(
                f"'{name}' is between draft entries: {', '.join(drafts)}", f"handbook review confirm {drafts[0]} first"
            )
        if not other.strip() and entry.gloss.endswith(NOT_DESCRIBED):
            raise Refused(
                f"'{name}' has no description yet",
                f"handbook review confirm {name} 'One sentence that its statements support.'",
            )
        done = replace(entry, review=Review.CONFIRMED, found=None, gloss=other.strip() or entry.gloss)
        if isinstance(done, Agreement):
            done = replace(
                done, claims=tuple(dated(corpus, c) if isinstance(c, StageClaim) else c for c in done.claims)
            )
        _readable(done)
        ruling = Ruling(kind=RulingKind.CONFIRMED, entry=name, text=entry.name, date=today, reason=_why(entry))
        return _put(seeds, {path: formats.yaml_text(done)}, (ruling,))
    if action == "reject":
        ruling = Ruling(kind=RulingKind.REJECTED, text=entry.name, date=today, reason=_why(entry))
        files, gone = followed(corpus, {name: ""})
        return _put(seeds, files, (ruling,), removed=(path, *gone))
    if action == "rename":
        if not other.strip():
            raise Refused("no new name is given", "handbook review rename ID 'New Name'")
        # A draft's id is not permanent yet: it follows the name where it can.
        identity = slug(other)
        if identity in corpus.entries or identity in corpus.sources or identity in RESERVED_IDS:
            identity = name
        done = replace(entry, name=other.strip(), id=identity)
        _readable(done)
        moved = (path,) if identity != name else ()
        files, _none = followed(corpus, {name: identity})
        return _put(seeds, {path_of(done): formats.yaml_text(done), **files}, (), removed=moved)
    if action == "merge":
        if other not in corpus.entries or other == name:
            raise Refused(f"no entry is called '{other}'", did_you_mean(other, corpus.entries))
        ruling = Ruling(kind=RulingKind.SAME, text=entry.name, entry=other, date=today, reason=_why(entry))
        if isinstance(entry, Agreement):
            return _put(seeds, with_steps(seeds, corpus, entry, other), (ruling,), removed=(path,))
        files, _none = followed(corpus, {name: other})
        files |= with_name(seeds, corpus, other, entry.name, entry.cite)
        return _put(seeds, files, (ruling,), removed=(path,))
    raise Refused(f"'{action}' is no decision", "confirm, merge, reject or rename")


def _readable(entry: Proposed) -> None:
    """Refuse what a person typed if the record with it could not be read again."""
    problems = records.make(type(entry), yaml_values.load(formats.yaml_text(entry)), entry.id)[1]
    if problems:
        raise Refused(problems[0].message, problems[0].mend)


def _why(entry: Proposed) -> str:
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
        removed = {f"articles/{name}.md", *(f"registry/{FOLDERS[type(e)]}/{e.id}.yml" for e in drafts)}
        files, gone = followed(corpus, {e.id: "" for e in drafts})
        removed |= set(gone)
        return _put(
            seeds,
            {path: text for path, text in files.items() if path not in removed},
            (),
            removed=tuple(sorted(removed)),
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
        return _put(seeds, with_name(seeds, corpus, target, asked.text, cite), (done,), dropped=(number,))
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


def _put(
    seeds: Path,
    files: dict[str, str],
    rulings: tuple[Ruling, ...],
    removed: tuple[str, ...] = (),
    dropped: tuple[int, ...] = (),
) -> list[str]:
    """Write files and rulings; ``dropped`` are the numbers of rulings that go."""
    expected = {n: store.held(seeds, n) for n in (*files, *removed)}
    made: dict[str, bytes] = {name: text.encode("utf-8") for name, text in files.items()}
    if rulings or dropped:
        old = expected[RULINGS] = store.held(seeds, RULINGS)
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
