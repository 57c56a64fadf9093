"""A person's decision on a draft source, and what happens to the drafts that came with it."""

from __future__ import annotations

import re
from dataclasses import replace

from handbook.adding import comparing
from handbook.adding.anchoring import anchored, drafts_on, naming, uses, with_entries
from handbook.adding.changes import Case, Refused
from handbook.adding.merging import add_name
from handbook.adding.reference_updates import follow, path_of
from handbook.checks.originals import STANDING
from handbook.counted import counted
from handbook.fields import cited
from handbook.kinds import Review, RulingKind, StatementKind
from handbook.model import Entry, Ruling, Source
from handbook.plain_text import clean
from handbook.reading import formats


def decide_source(case: Case, action: str, source: Source) -> None:
    """Confirm a source whose statements are written, or reject it with the drafts that rest on nothing else.

    Raises:
        Refused: the decision cannot be taken.
    """
    if source.header.review is not Review.DRAFT:
        raise Refused(f"the source '{source.id}' is confirmed already", "handbook undo takes a decision back")
    if action == "confirm":
        _confirm_source(case, source)
    elif action == "reject":
        _reject_source(case, source)
    else:
        raise Refused(f"a source cannot be {action}d", "confirm or reject it")


def _confirm_source(case: Case, source: Source) -> None:
    corpus, path = case.corpus, f"articles/{source.id}.md"
    pending = [s.label for s in source.statements if s.kind is StatementKind.PENDING]
    if pending:
        mend = f"write them in seeds/{path}, or say there why a paragraph has none: 3. [no statement: background]"
        raise Refused(
            f"{counted(len(pending), 'statement')} of '{source.id}' {'is' if len(pending) == 1 else 'are'} not written: {', '.join(pending[:8])}",
            mend,
        )
    cites_by_entry = naming(corpus, source)
    resting = {
        e.id: anchored(e, source.id, corpus.statements, cites_by_entry.get(e.id, ()))
        for e in drafts_on(corpus, source.id)
    }
    _write_or_remove_drafts(case, resting)
    header = replace(source.header, review=Review.CONFIRMED)
    confirmed, why = replace(source, header=header), ""
    as_confirmed = replace(corpus, sources={**corpus.sources, source.id: confirmed})
    if problems := comparing.not_in_original(case.changes.seeds, as_confirmed, confirmed):
        unsayable = [p for p in problems if p.code not in STANDING]
        if unsayable or not case.reason.strip():
            mend = f"mend seeds/{path}" + ("" if unsayable else ", or say with --reason why it stands all the same")
            problems = unsayable or problems
            raise Refused(f"'{source.id}' says what its original does not: {comparing.in_words(problems)}", mend)
        reason = clean(case.reason).strip()
        why = f"confirmed, though the original does not have all of it ({len(problems)}): {reason}"
        case.changes.note = why
        for statement in (s for s in source.statements if any(p.place.line == s.line for p in problems)):
            case.changes.rule(
                Ruling(
                    kind=RulingKind.STANDS, text=statement.text, source=source.id,
                    paragraphs=(statement.paragraph,), date=case.today, reason=reason,
                )
            )  # fmt: skip
    # A name that a person assigned to an entry is added now if the statements use it.
    for ruling in corpus.rulings:
        if ruling.kind is RulingKind.SAME and ruling.entry in corpus.entries and resting.get(ruling.entry, True):
            add_name(case.changes, as_confirmed, ruling.entry, ruling.text, uses(corpus, ruling.text, [source.id]))
    text = re.sub(r"^review: draft[ \t]*\n", "", case.changes.text(path), count=1, flags=re.M)
    text = re.sub(r"^[ \t]+#(?:[ \t].*)?\n", "", text, flags=re.M)
    # The reason stays in the head, for people who compare the two again.
    end = re.compile(r"^---[ \t]*$", re.M).search(text, 4) if why else None
    case.changes.put(path, f"{text[: end.start()]}# {why}\n{text[end.start() :]}" if end else text)


def _write_or_remove_drafts(case: Case, resting: dict[str, Entry | None]) -> None:
    """Write drafts with the evidence they have now; those without any are removed, with all references to them."""
    rewritten = {i: e for i, e in resting.items() if e is not None and e != case.corpus.entries[i]}
    for entry in rewritten.values():
        case.changes.put(path_of(entry), formats.yaml_text(entry))
    removed = {i: "" for i, e in resting.items() if e is None}
    if removed:
        removal_note = f"no statement is left for the drafts {', '.join(removed)} to rest on: they go"
        case.changes.note = "; ".join(note for note in (case.changes.note, removal_note) if note)
        follow(case.changes, with_entries(case.corpus, rewritten), removed, case.today)
        for name in removed:
            case.changes.remove(path_of(case.corpus.entries[name]))


def _reject_source(case: Case, source: Source) -> None:
    corpus = case.corpus
    sound = {c for c in corpus.statements if c.source != source.id}
    for entry in corpus.entries.values():
        if entry.review is Review.CONFIRMED and any(cite.source == source.id for _path, cite in cited(entry)):
            raise Refused(f"'{entry.id}' cites '{source.id}'", f"change seeds/{path_of(entry)} first")
    for conflict in corpus.conflicts.values():
        if any(cite.source == source.id for side in conflict.sides for cite in side.cite):
            mend = f"change seeds/registry/conflicts/{conflict.id}.yml first"
            raise Refused(f"the disagreement '{conflict.id}' cites '{source.id}'", mend)
    # What the source supports in others is dropped with it.
    without = replace(corpus, sources={i: s for i, s in corpus.sources.items() if i != source.id})
    inner = Case(case.changes, without, case.today, case.reason)
    _write_or_remove_drafts(inner, {e.id: anchored(e, source.id, sound) for e in drafts_on(corpus, source.id)})
    for number in range(len(corpus.rulings)):
        ruling = case.changes.ruled(number)
        if ruling is not None and ruling.source == source.id:
            bound = ruling.kind in (RulingKind.QUESTION, RulingKind.MENTION, RulingKind.STANDS)
            case.changes.overrule(number, None if bound else replace(ruling, source=None, paragraphs=()))
    case.changes.remove(f"articles/{source.id}.md")
