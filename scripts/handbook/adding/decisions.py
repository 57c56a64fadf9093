"""A person's decisions on drafts, and what they change.

Decisions stay in ``rulings.yml``: an answered question is replaced by the answer, a
rejected name is not proposed again.  Each is an entry in the journal, and can be undone.
"""

from __future__ import annotations

import re
import shlex
from dataclasses import dataclass, replace
from pathlib import Path

from handbook.adding.anchoring import anchored, drafts_on, naming, uses, with_entries, with_variant
from handbook.adding.changes import Changes, Refused
from handbook.adding.following import follow, path_of
from handbook.adding.journal import Entry as Done
from handbook.adding.merging import Proposed, actors_of, add_name, add_steps, dated
from handbook.adding.names import NOT_DESCRIBED, slug
from handbook.claims import StageClaim
from handbook.corpus import Corpus
from handbook.fields import cited
from handbook.kinds import Review, RulingKind, StatementKind
from handbook.leads import labels_of
from handbook.model import RESERVED_IDS, Actor, Agreement, Citation, Entry, Event, Ruling, Source
from handbook.partial_date import PartialDate
from handbook.problems import did_you_mean
from handbook.reading import formats, records, yaml_values

#: What can be decided, with what each does.
ACTIONS = {
    "confirm": "a draft stands as it is; a source is written",
    "merge": "it is an entry that is there already",
    "reject": "it is no entry; it is not proposed again",
    "rename": "it is called otherwise",
}


@dataclass(frozen=True)
class _Case:
    """A decision about to be taken: what is changed by it, in which corpus, on which day, and why."""

    changes: Changes
    corpus: Corpus
    today: PartialDate
    reason: str

    def why(self, entry: Proposed) -> str:
        """The reason that stays in a ruling."""
        proposed = f"; proposed for: {entry.found.evidence}" if entry.found else ""
        return f"{self.reason.strip().rstrip('.') or 'Decided by a person'}{proposed}."

    def rule(self, kind: RulingKind, text: str, entry: str | None, reason: str) -> None:
        """Have a ruling without a source at the end of the rulings."""
        self.changes.rule(Ruling(kind=kind, text=text, entry=entry, date=self.today, reason=reason))


def decide(
    seeds: Path, corpus: Corpus, action: str, name: str, other: str, today: PartialDate, reason: str = ""
) -> Done:
    """Take one decision and write it; its entry in the journal, with the files that changed.

    ``action`` is one of ``ACTIONS``; ``name`` a draft's id, a source's id or the name that a question asks about;
    ``other`` the entry to merge into, the new name, or on confirming the description; ``reason`` is kept with it.
    Call it inside ``store.locked``, with the corpus as it is now.

    Raises:
        Refused: it cannot be taken.  StoreError: it could not be written.
    """
    case = _Case(Changes(seeds, corpus.rulings), corpus, today, reason)
    if action not in ACTIONS:
        raise Refused(f"'{action}' is no decision", did_you_mean(action, ACTIONS) or f"one of {', '.join(ACTIONS)}")
    asked = next((i for i, r in enumerate(corpus.rulings) if r.kind is RulingKind.QUESTION and r.text == name), None)
    if asked is not None:
        _answer(case, action, asked, other.strip())
    elif name in corpus.sources:
        _source(case, action, corpus.sources[name])
    else:
        _entry(case, action, _draft(corpus, name), other.strip())
    return case.changes.write(shlex.join(part for part in ("review", action, name, other.strip()) if part))


def _draft(corpus: Corpus, name: str) -> Proposed:
    entry = corpus.entries.get(name)
    if isinstance(entry, Proposed) and entry.review is Review.DRAFT:
        return entry
    if name in corpus.broken:
        raise Refused(f"the file of '{name}' cannot be read", "handbook check says what to mend in it")
    waiting = [e.id for e in corpus.entries.values() if e.review is Review.DRAFT]
    waiting += [s.id for s in corpus.sources.values() if s.header.review is Review.DRAFT]
    state = "is confirmed already" if entry else "is not there"
    mend = did_you_mean(name, waiting) or "handbook review --list shows what waits"
    raise Refused(f"no draft is called '{name}': it {state}", mend)


def _entry(case: _Case, action: str, entry: Proposed, other: str) -> None:
    if action == "confirm":
        _confirm(case, entry, other)
    elif action == "reject":
        follow(case.changes, case.corpus, {entry.id: ""}, case.today)
        case.changes.remove(path_of(entry))
        case.rule(RulingKind.REJECTED, entry.name, None, case.why(entry))
    elif action == "rename":
        _rename(case, entry, other)
    else:
        _merge(case, entry, other)


def _confirm(case: _Case, entry: Proposed, gloss: str) -> None:
    corpus = case.corpus
    # A draft's only evidence is a draft source until that is confirmed: then it may be too.
    sources = {cite.source for _path, cite in cited(entry)}
    waiting = sorted(s for s in sources if s in corpus.sources and corpus.sources[s].header.review is Review.DRAFT)
    if waiting:
        mend = f"write its statements and run handbook review confirm {waiting[0]} first"
        raise Refused(f"'{entry.id}' rests on the draft source {', '.join(waiting)}", mend)
    drafts = [p for p in actors_of(entry) if p in corpus.entries and corpus.entries[p].review is Review.DRAFT]
    if drafts:
        mend = f"handbook review confirm {drafts[0]} first"
        raise Refused(f"'{entry.id}' is between draft entries: {', '.join(drafts)}", mend)
    resting: Proposed | None = entry
    for source in sorted(sources):
        if resting is not None and source not in corpus.broken:
            resting = anchored(resting, source, corpus.statements, _named(corpus, source, entry.id))
    if resting is None:
        mend = f"handbook review reject {entry.id}, or merge it into another entry"
        raise Refused(f"no statement that '{entry.id}' rests on is there any more", mend)
    if not gloss and entry.gloss.endswith(NOT_DESCRIBED):
        mend = f"handbook review confirm {entry.id} 'One sentence that its statements support.'"
        raise Refused(f"'{entry.id}' has no description yet", mend)
    done = replace(resting, review=Review.CONFIRMED, found=None, gloss=gloss or entry.gloss)
    if isinstance(done, Agreement):
        done = replace(done, claims=tuple(dated(corpus, c) if isinstance(c, StageClaim) else c for c in done.claims))
    case.changes.put(path_of(entry), _readable(done))
    case.rule(RulingKind.CONFIRMED, entry.name, entry.id, case.why(entry))


def _named(corpus: Corpus, source: str, entry: str) -> list[Citation]:
    return naming(corpus, corpus.sources[source]).get(entry, []) if source in corpus.sources else []


def _rename(case: _Case, entry: Proposed, name: str) -> None:
    if not name:
        raise Refused("no new name is given", f"handbook review rename {entry.id} 'New Name'")
    # A draft's id is not permanent yet: it follows the name where it can.
    identity, corpus = slug(name), case.corpus
    if identity in {*corpus.entries, *corpus.sources, *corpus.conflicts, *corpus.broken, *RESERVED_IDS}:
        identity = entry.id
    names = tuple(n for n in entry.names if n.text != name)
    done = with_variant(
        replace(entry, name=name, id=identity, names=names), entry.name, uses(corpus, entry.name, corpus.sources)
    )
    text = _readable(done)
    if identity != entry.id:
        follow(case.changes, corpus, {entry.id: identity}, case.today)
        case.changes.remove(path_of(entry))
    case.changes.put(path_of(done), text)


def _merge(case: _Case, entry: Proposed, other: str) -> None:
    corpus = case.corpus
    target = corpus.entries.get(other)
    if target is None or other == entry.id:
        mend = did_you_mean(other, [e for e in corpus.entries if e != entry.id])
        raise Refused(
            f"no entry is called '{other}'" if other else "no entry is named to merge it into",
            mend or f"handbook review merge {entry.id} ENTRY",
        )
    speaks = next((s for s in corpus.statements.values() if s.speaker == entry.id), None)
    if isinstance(entry, Actor) and not isinstance(target, Actor) and (speaks or _acts(corpus, entry.id)):
        raise Refused(f"'{other}' is no actor, and '{entry.id}' speaks or acts", "merge it into an actor, or rename it")
    keys = [label for e in corpus.entries.values() for _path, label in labels_of(e)]
    keys += [key for conflict in corpus.conflicts.values() for key in conflict.claims]
    if resting := [key for key in keys if key.startswith(f"{entry.id}#")]:
        raise Refused(f"something rests on the claim '{resting[0]}'", "change that by hand first")
    follow(case.changes, corpus, {entry.id: other}, case.today)
    if isinstance(entry, Agreement | Event):
        add_steps(case.changes, corpus, entry, other)
    else:
        add_name(
            case.changes,
            corpus,
            other,
            entry.name,
            uses(corpus, entry.name, {c.source for c in entry.cite if c.source in corpus.sources}),
        )
    case.changes.remove(path_of(entry))
    case.rule(RulingKind.SAME, entry.name, other, case.why(entry))


def _acts(corpus: Corpus, actor: str) -> bool:
    return any(actor in (p.actor for p in a.parties) for a in corpus.agreements.values())


def _readable(entry: Entry) -> str:
    """The text of a record, if it can be read again with what a person typed in it.

    Raises:
        Refused: it cannot.
    """
    text = formats.yaml_text(entry)
    try:
        problems = records.make(type(entry), yaml_values.load(text), entry.id)[1]
    except yaml_values.YamlError as error:
        raise Refused(error.message, error.mend) from None
    if problems:
        raise Refused(problems[0].message, problems[0].mend)
    return text


def _source(case: _Case, action: str, source: Source) -> None:
    if source.header.review is not Review.DRAFT:
        raise Refused(f"the source '{source.id}' is confirmed already", "handbook undo takes a decision back")
    if action == "confirm":
        _confirm_source(case, source)
    elif action == "reject":
        _reject_source(case, source)
    else:
        raise Refused(f"a source cannot be {action}d", "confirm or reject it")


def _confirm_source(case: _Case, source: Source) -> None:
    corpus, path = case.corpus, f"articles/{source.id}.md"
    pending = [s.label for s in source.statements if s.kind is StatementKind.PENDING]
    if pending:
        mend = f"write them in seeds/{path}, or say there why a paragraph has none: 3. [no statement: background]"
        raise Refused(f"{len(pending)} statements of '{source.id}' are not written: {', '.join(pending[:8])}", mend)
    named = naming(corpus, source)
    resting = {
        e.id: anchored(e, source.id, corpus.statements, named.get(e.id, ())) for e in drafts_on(corpus, source.id)
    }
    _let_rest(case, resting)
    header = replace(source.header, review=Review.CONFIRMED)
    as_confirmed = replace(corpus, sources={**corpus.sources, source.id: replace(source, header=header)})
    # A name that somebody said is that of an entry is used now, in the words of a statement.
    for ruling in corpus.rulings:
        if ruling.kind is RulingKind.SAME and ruling.entry in corpus.entries and resting.get(ruling.entry, True):
            add_name(case.changes, as_confirmed, ruling.entry, ruling.text, uses(corpus, ruling.text, [source.id]))
    text = re.sub(r"^review: draft[ \t]*\n", "", case.changes.text(path), count=1, flags=re.M)
    case.changes.put(path, re.sub(r"^[ \t]+#(?:[ \t].*)?\n", "", text, flags=re.M))


def _let_rest(case: _Case, resting: dict[str, Entry | None]) -> None:
    """Write drafts with the evidence that they have now; those without any go, and all lets go of them."""
    changed = {i: e for i, e in resting.items() if e is not None and e != case.corpus.entries[i]}
    for entry in changed.values():
        case.changes.put(path_of(entry), formats.yaml_text(entry))
    gone = {i: "" for i, e in resting.items() if e is None}
    if gone:
        follow(case.changes, with_entries(case.corpus, changed), gone, case.today)
        for name in gone:
            case.changes.remove(path_of(case.corpus.entries[name]))


def _reject_source(case: _Case, source: Source) -> None:
    corpus = case.corpus
    sound = {c for c in corpus.statements if c.source != source.id}
    for entry in corpus.entries.values():
        if entry.review is Review.CONFIRMED and any(cite.source == source.id for _path, cite in cited(entry)):
            raise Refused(f"'{entry.id}' cites '{source.id}'", f"change seeds/{path_of(entry)} first")
    for conflict in corpus.conflicts.values():
        if any(cite.source == source.id for side in conflict.sides for cite in side.cite):
            mend = f"change seeds/registry/conflicts/{conflict.id}.yml first"
            raise Refused(f"the disagreement '{conflict.id}' cites '{source.id}'", mend)
    # What it says of others goes with it.
    without = replace(corpus, sources={i: s for i, s in corpus.sources.items() if i != source.id})
    inner = _Case(case.changes, without, case.today, case.reason)
    _let_rest(inner, {e.id: anchored(e, source.id, sound) for e in drafts_on(corpus, source.id)})
    for number in range(len(corpus.rulings)):
        ruling = case.changes.ruled(number)
        if ruling is not None and ruling.source == source.id:
            bound = ruling.kind in (RulingKind.QUESTION, RulingKind.MENTION)
            case.changes.overrule(number, None if bound else replace(ruling, source=None, paragraphs=()))
    case.changes.remove(f"articles/{source.id}.md")


def _answer(case: _Case, action: str, number: int, other: str) -> None:
    asked = case.corpus.rulings[number]
    if action in ("merge", "confirm"):
        target = other or (asked.entries[0] if len(asked.entries) == 1 else "")
        if target not in case.corpus.entries:
            raise Refused(f"no entry is called '{target}'", f"one of {', '.join(asked.entries)}")
        sources = [asked.source] if asked.source in case.corpus.sources else []
        reason = f"{case.reason.strip().rstrip('.')}. {asked.reason}" if case.reason.strip() else asked.reason
        done = Ruling(
            kind=RulingKind.SAME, text=asked.text, entry=target, source=asked.source, date=case.today, reason=reason
        )
        add_name(case.changes, case.corpus, target, asked.text, uses(case.corpus, asked.text, filter(None, sources)))
    elif action == "reject":
        done = Ruling(
            kind=RulingKind.REJECTED,
            text=asked.text,
            entries=asked.entries,
            source=asked.source,
            date=case.today,
            reason=case.reason.strip() or f"Not {' or '.join(asked.entries)}.",
        )
    else:
        raise Refused(f"a question cannot be {action}d", "merge it into an entry, or reject it")
    # The answer stands at the end, where the latest decisions are.
    case.changes.overrule(number, None)
    case.changes.rule(done)
