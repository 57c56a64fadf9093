"""A person's decisions on drafts, and what they change.

Decisions are kept in ``rulings.yml``: an answered question is replaced by the answer, and a
rejected name is not proposed again.  Each decision is an entry in the journal, and can be undone.
"""

from __future__ import annotations

import shlex
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

from handbook.adding.anchoring import anchored, naming, uses, with_variant
from handbook.adding.changes import Case, Changes, Refused
from handbook.adding.family_names import filed_as
from handbook.adding.journal import Entry as JournalEntry
from handbook.adding.merging import actors_of, add_name, add_steps, confirmed_first, places_of, with_date
from handbook.adding.names import NOT_DESCRIBED, slug
from handbook.adding.reference_updates import follow, path_of
from handbook.adding.source_decisions import decide_source
from handbook.claims import StageClaim
from handbook.corpus import Corpus
from handbook.fields import VOCABULARY_OF_KINDS, cited
from handbook.kinds import ActorKind, Review, RulingKind, TermKind
from handbook.leads import labels_of
from handbook.model import RESERVED_IDS, Actor, Agreement, Citation, Entry, Event, Ruling, Term
from handbook.partial_date import PartialDate
from handbook.problems import did_you_mean
from handbook.reading import formats, records, yaml_values

#: The possible decisions, with what each does.
ACTIONS = {
    "confirm": "a draft stands as it is; a source is written",
    "merge": "it is an entry that is there already",
    "reject": "it is no entry; it is not proposed again",
    "rename": "it is called otherwise",
    "kind": "it is of another kind: a company, a place, ...",
}


def decide(
    seeds: Path, corpus: Corpus, action: str, name: str, argument: str, today: PartialDate, reason: str = ""
) -> JournalEntry:
    """Take one decision and write it; return its journal entry, with the files that changed.

    ``action`` is one of ``ACTIONS``; ``name`` is a draft's id, a source's id or the name that a question asks about;
    ``argument`` is the entry to merge into, the new name or kind, or (for confirm) the description; ``reason`` is kept in the ruling.
    Call it inside ``store.locked``, with a corpus read inside it.

    Raises:
        Refused: the decision cannot be taken.  StoreError: it could not be written.
    """
    case = Case(Changes(seeds, corpus.rulings), corpus, today, reason)
    if action not in ACTIONS:
        raise Refused(f"'{action}' is no decision", did_you_mean(action, ACTIONS) or f"one of {', '.join(ACTIONS)}")
    if not name.strip():
        raise Refused(
            f"{action} what?", f"handbook review {action} and its id; handbook review --list shows what waits"
        )
    question_number = next(
        (i for i, r in enumerate(corpus.rulings) if r.kind is RulingKind.QUESTION and r.text == name), None
    )
    if question_number is not None:
        _answer(case, action, question_number, argument.strip())
    elif name in corpus.sources:
        decide_source(case, action, corpus.sources[name])
    else:
        _entry(case, action, _draft(corpus, name), argument.strip())
    return case.changes.write(shlex.join(part for part in ("review", action, name, argument.strip()) if part))


def _draft(corpus: Corpus, name: str) -> Entry:
    entry = corpus.entries.get(name)
    if isinstance(entry, Entry) and entry.review is Review.DRAFT:
        return entry
    if name in corpus.broken:
        raise Refused(f"the file of '{name}' cannot be read", "handbook check says what to mend in it")
    waiting = [e.id for e in corpus.entries.values() if e.review is Review.DRAFT]
    waiting += [r.text for r in corpus.rulings if r.kind is RulingKind.QUESTION]
    waiting += [s.id for s in corpus.sources.values() if s.header.review is Review.DRAFT]
    mend = did_you_mean(name, waiting) or "handbook review --list shows what waits"
    raise Refused(f"'{name}' is confirmed already" if entry else f"nothing that waits is called '{name}'", mend)


def _entry(case: Case, action: str, entry: Entry, argument: str) -> None:
    if action == "confirm":
        _confirm(case, entry, argument)
    elif action == "reject":
        follow(case.changes, case.corpus, {entry.id: ""}, case.today)
        case.changes.remove(path_of(entry))
        case.rule(RulingKind.REJECTED, entry.name, None, case.why(entry.found))
    elif action == "rename":
        _rename(case, entry, argument)
    elif action == "kind":
        _kind(case, entry, argument)
    else:
        _merge(case, entry, argument)


def _confirm(case: Case, entry: Entry, gloss: str) -> None:
    corpus = case.corpus
    # As long as a draft rests on a draft source, it cannot be confirmed before that source.
    sources = {cite.source for _path, cite in cited(entry)}
    waiting = sorted(s for s in sources if s in corpus.sources and corpus.sources[s].header.review is Review.DRAFT)
    if waiting:
        mend = f"write its statements and run handbook review confirm {waiting[0]} first"
        raise Refused(f"'{entry.id}' rests on the draft source {', '.join(waiting)}", mend)
    confirmed_first(corpus, entry, (*actors_of(entry), *places_of(entry)))
    resting: Entry | None = entry
    for source in sorted(sources):
        if resting is not None and source not in corpus.broken:
            resting = anchored(resting, source, corpus.statements, _cites_naming(corpus, source, entry.id))
    if resting is None:
        mend = f"handbook review reject {entry.id}, or merge it into another entry"
        raise Refused(f"no statement that '{entry.id}' rests on is there any more", mend)
    if not gloss and entry.gloss.endswith(NOT_DESCRIBED):
        mend = f"handbook review confirm {entry.id} 'One sentence that its statements support.'"
        raise Refused(f"'{entry.id}' has no description yet", mend)
    uses_of_names = [
        (n, uses(corpus, n.text, (s for s in sorted(sources) if s in corpus.sources))) for n in resting.names
    ]
    names = tuple(replace(n, cite=cites or n.cite) for n, cites in uses_of_names if cites or not n.cite)
    confirmed = replace(resting, review=Review.CONFIRMED, found=None, gloss=gloss or entry.gloss, names=names)
    if isinstance(confirmed, Actor) and confirmed.kind == ActorKind.PERSON and not confirmed.sort:
        texts = (s.text for name in sorted(sources) if name in corpus.sources for s in corpus.sources[name].statements)
        confirmed = replace(confirmed, sort=filed_as(confirmed.name, texts))
    if isinstance(confirmed, Agreement):
        confirmed = replace(
            confirmed, claims=tuple(with_date(corpus, c) if isinstance(c, StageClaim) else c for c in confirmed.claims)
        )
    case.changes.put(path_of(entry), _readable(confirmed))
    case.rule(RulingKind.CONFIRMED, entry.name, entry.id, case.why(entry.found))
    for unused in (n for n, cites in uses_of_names if n.cite and not cites):
        # The next article that calls it so is not to ask again.
        case.rule(RulingKind.SAME, unused.text, entry.id, "Its article calls it so; no statement does.")


def _cites_naming(corpus: Corpus, source: str, entry: str) -> list[Citation]:
    return naming(corpus, corpus.sources[source]).get(entry, []) if source in corpus.sources else []


def _rename(case: Case, entry: Entry, name: str) -> None:
    if not name:
        raise Refused("no new name is given", f"handbook review rename {entry.id} 'New Name'")
    # A draft's id is not permanent yet: it follows the name where it can.
    identity, corpus = slug(name), case.corpus
    if identity in {*corpus.entries, *corpus.sources, *corpus.conflicts, *corpus.broken, *RESERVED_IDS}:
        identity = entry.id
    names = tuple(n for n in entry.names if n.text != name)
    renamed = with_variant(
        replace(entry, name=name, id=identity, names=names), entry.name, uses(corpus, entry.name, corpus.sources)
    )
    text = _readable(renamed)
    if identity != entry.id:
        follow(case.changes, corpus, {entry.id: identity}, case.today)
        case.changes.remove(path_of(entry))
    case.changes.put(path_of(renamed), text)


def _kind(case: Case, entry: Entry, kind: str) -> None:
    """Give a draft another kind; places and actors may turn into each other, while agreements and events stay what they are."""
    kinds: dict[str, tuple[type[Entry], str]]
    if isinstance(entry, Agreement | Event):
        kinds = {k: (type(entry), k) for k in case.corpus.words.words(VOCABULARY_OF_KINDS[type(entry)])}
    else:
        kinds = {k.value: (Term, k) for k in TermKind} | {k: (Actor, k) for k in case.corpus.words.words("actors")}
    if not kind:
        raise Refused("no new kind is given", f"handbook review kind {entry.id} and one of {', '.join(kinds)}")
    if kind not in kinds:
        raise Refused(f"'{kind}' is no kind of it", did_you_mean(kind, kinds) or f"one of {', '.join(kinds)}")
    record, value = kinds[kind]
    if record is Term:
        _no_actor(case.corpus, entry, kind)
    names = {f.name for f in fields(record)}
    values: dict[str, Any] = {f.name: getattr(entry, f.name) for f in fields(entry) if f.name in names}
    values["kind"] = value
    converted = record(**values)
    case.changes.remove(path_of(entry))
    case.changes.put(path_of(converted), _readable(converted))


def _no_actor(corpus: Corpus, entry: Entry, replacement: str) -> None:
    """Refuse to turn an entry that speaks or acts into one that cannot."""
    speaks = any(s.speaker == entry.id for s in corpus.statements.values())
    acts = any(entry.id in (p.actor for p in a.parties) for a in corpus.agreements.values())
    if isinstance(entry, Actor) and (speaks or acts or entry.claims):
        raise Refused(
            f"'{replacement}' is no actor, and '{entry.id}' speaks or acts", "choose an actor, or change that by hand"
        )


def _merge(case: Case, entry: Entry, target_id: str) -> None:
    corpus = case.corpus
    target = corpus.entries.get(target_id)
    if target is None or target_id == entry.id:
        mend = did_you_mean(target_id, [e for e in corpus.entries if e != entry.id])
        raise Refused(
            f"no entry is called '{target_id}'" if target_id else "no entry is named to merge it into",
            mend or f"handbook review merge {entry.id} ENTRY",
        )
    if not isinstance(target, Actor):
        _no_actor(corpus, entry, target_id)
    keys = [label for e in corpus.entries.values() for _path, label in labels_of(e)]
    keys += [key for conflict in corpus.conflicts.values() for key in conflict.claims]
    if resting := [key for key in keys if key.startswith(f"{entry.id}#")]:
        raise Refused(f"something rests on the claim '{resting[0]}'", "change that by hand first")
    follow(case.changes, corpus, {entry.id: target_id}, case.today)
    if isinstance(entry, Agreement | Event):
        add_steps(case.changes, corpus, entry, target_id)
    else:
        add_name(
            case.changes,
            corpus,
            target_id,
            entry.name,
            uses(corpus, entry.name, {c.source for c in entry.cite if c.source in corpus.sources}),
        )
    case.changes.remove(path_of(entry))
    case.rule(RulingKind.SAME, entry.name, target_id, case.why(entry.found))


def _readable(entry: Entry) -> str:
    """The text of a record, if it can be read again with what a person typed into it.

    Raises:
        Refused: it cannot be read again.
    """
    text = formats.yaml_text(entry)
    try:
        problems = records.make(type(entry), yaml_values.load(text), entry.id)[1]
    except yaml_values.YamlError as error:
        raise Refused(error.message, error.mend) from None
    if problems:
        raise Refused(problems[0].message, problems[0].mend)
    return text


def _answer(case: Case, action: str, number: int, argument: str) -> None:
    question = case.corpus.rulings[number]
    if action in ("merge", "confirm"):
        target = argument or (question.entries[0] if len(question.entries) == 1 else "")
        if target not in case.corpus.entries:
            message = f"no entry is called '{target}'" if target else "no entry is named"
            raise Refused(message, f"one of {', '.join(question.entries)}")
        sources = [question.source] if question.source in case.corpus.sources else []
        reason = f"{case.reason.strip().rstrip('.')}. {question.reason}" if case.reason.strip() else question.reason
        answer = Ruling(
            kind=RulingKind.SAME,
            text=question.text,
            entry=target,
            source=question.source,
            date=case.today,
            reason=reason,
        )
        add_name(
            case.changes, case.corpus, target, question.text, uses(case.corpus, question.text, filter(None, sources))
        )
    elif action == "reject":
        answer = Ruling(
            kind=RulingKind.REJECTED,
            text=question.text,
            entries=question.entries,
            source=question.source,
            date=case.today,
            reason=case.reason.strip() or f"Not {' or '.join(question.entries)}.",
        )
    else:
        raise Refused(f"a question cannot be {action}d", "merge it into an entry, or reject it")
    # The answer goes to the end, where the latest decisions are.
    case.changes.overrule(number, None)
    case.changes.rule(answer)
