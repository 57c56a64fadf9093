"""Update references when a draft gets another id or is removed: they are renamed or deleted.

Unconfirmed records are written anew; in text that people wrote only the ids change, in the lines
where they stand, and only if the file then reads as it should.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from handbook.adding.changes import Changes, Refused
from handbook.claims import Claim, FactClaim, PartClaim, RelationClaim, StageClaim
from handbook.corpus import Corpus
from handbook.fields import links_of
from handbook.kinds import Review, RulingKind
from handbook.leads import labels_of
from handbook.model import Agreement, Conflict, Entry, Event, Ruling, Source, Term
from handbook.partial_date import PartialDate
from handbook.reading import formats, records, yaml_values
from handbook.reading.places import FOLDERS


def path_of(entry: Entry) -> str:
    """The file of an entry, under the seeds."""
    return f"registry/{FOLDERS[type(entry)]}/{entry.id}.yml"


def follow(changes: Changes, corpus: Corpus, moved: Mapping[str, str], today: PartialDate) -> list[str]:
    """Make everything that names an entry name its new id; return the ids of the entries that are removed as well, in order.

    ``moved`` maps ids to new ids, or to "" for an entry that is removed: then all references to it are dropped, and
    drafts of which nothing is left without it are removed too.  The files of the entries in ``moved`` are left to the caller.

    Raises:
        Refused: something that a person wrote refers to such an entry, and only a person can change it.
    """
    if corpus.broken:
        message = f"the file of '{min(corpus.broken)}' cannot be read, and may name '{min(moved)}'"
        raise Refused(message, "handbook check says what to mend in it")
    moved = dict(moved)
    drafts = [e for e in corpus.entries.values() if e.review is Review.DRAFT]
    length, size = len(moved), -1
    while size != len(moved):
        size = len(moved)
        moved |= {e.id: "" for e in drafts if e.id not in moved and repointed(e, moved) is None}
    _rulings(changes, moved, today)
    for source in corpus.sources.values():
        _in_source(changes, source, moved)
    for conflict in corpus.conflicts.values():
        _in_conflict(changes, conflict, moved)
    for entry in corpus.entries.values():
        if entry.id not in moved:
            _in_entry(changes, entry, moved)
    removed_ids = list(moved)[length:]
    for name in removed_ids:
        changes.remove(path_of(corpus.entries[name]))
    return removed_ids


def _in_conflict(changes: Changes, conflict: Conflict, moved: Mapping[str, str]) -> None:
    moved_ids = [i for i in (*conflict.about, *(k.partition("#")[0] for k in conflict.claims)) if i in moved]
    if not moved_ids:
        return
    name = f"registry/conflicts/{conflict.id}.yml"
    for old in moved_ids:
        if not moved[old]:
            raise Refused(f"the disagreement '{conflict.id}' is about '{old}'", f"change seeds/{name} first")
    expected = replace(
        conflict,
        about=tuple(dict.fromkeys(moved.get(a, a) for a in conflict.about)),
        claims=tuple(_named_claims(key, moved) for key in conflict.claims),
    )
    changes.put(name, _with_ids(changes.text(name), moved, expected, name))


def _in_entry(changes: Changes, entry: Entry, moved: Mapping[str, str]) -> None:
    moved_targets = {target for _path, target in links_of(entry) if target in moved}
    moved_in_lead = {i for _path, label in labels_of(entry) if (i := label.rpartition("#")[0]) in moved}
    if not moved_targets | moved_in_lead:
        return
    name = path_of(entry)
    expected = repointed(entry, moved)
    for old in sorted(moved_targets | moved_in_lead):
        if not moved[old] and (old in moved_in_lead or entry.review is Review.CONFIRMED):
            raise Refused(f"'{entry.id}' points to '{old}'", f"change seeds/{name} first")
    if entry.review is Review.CONFIRMED:
        changes.put(name, _with_ids(changes.text(name), moved, expected, name))
    else:
        changes.put(name, formats.yaml_text(expected))


def repointed(entry: Entry, moved: Mapping[str, str]) -> Entry | None:
    """An entry with its references changed as in ``moved``, and dropped where that is ""; None if nothing is left of the entry."""
    if isinstance(entry, Term):
        return entry
    claims: dict[str, Claim] = {}
    parties: set[tuple[str, str]] = set()
    for old_claim in entry.claims:
        claim = _claim(old_claim, moved)
        if claim is None or (isinstance(claim, PartClaim) and (claim.actor, claim.role) in parties):
            continue
        if isinstance(claim, PartClaim):
            parties.add((claim.actor, claim.role))
        label, number = claim.label, 2
        while label in claims:
            label, number = f"{claim.label[:76]}-{number}", number + 1
        claims[label] = replace(claim, label=label)
    if isinstance(entry, Agreement) and not parties:
        return None
    claims_left = tuple(claims.values())
    lead = tuple(replace(w, text=_named_claims(w.text, moved)) for w in entry.lead)
    if isinstance(entry, Event):
        place = moved.get(entry.place, entry.place) if entry.place else None
        return replace(entry, claims=claims_left, lead=lead, place=place or None)
    return replace(entry, claims=claims_left, lead=lead)


def _claim(claim: Claim, moved: Mapping[str, str]) -> Claim | None:
    """A claim with its references changed; None if it only refers to an entry that is removed."""

    def new_id(target: str | None) -> str:
        return moved.get(target, target) if target else ""

    if isinstance(claim, PartClaim):
        actor = new_id(claim.actor)
        return replace(claim, actor=actor, label=_label(claim.label, claim.actor, actor)) if actor else None
    if isinstance(claim, RelationClaim):
        to = new_id(claim.to)
        return replace(claim, to=to, label=_label(claim.label, claim.to, to)) if to else None
    if isinstance(claim, FactClaim):
        return replace(claim, of=new_id(claim.of) or None)
    if isinstance(claim, StageClaim):
        by = tuple(dict.fromkeys(actor for b in claim.by if (actor := new_id(b))))
        return replace(claim, by=by, place=new_id(claim.place) or None)
    return claim


def _label(label: str, old: str, new: str) -> str:
    return re.sub(rf"(?<![^-]){re.escape(old)}(?![^-])", new, label)[:80].strip("-") if old != new else label


def _named_claims(text: str, moved: Mapping[str, str]) -> str:
    for old, new in moved.items():
        if new:
            text = re.sub(rf"(?<![a-z0-9-]){re.escape(old)}#", f"{new}#", text)
    return text


def _with_ids(text: str, moved: Mapping[str, str], expected: Entry | Conflict | None, name: str) -> str:
    """A record that a person wrote, with ids replaced in its text; the result is verified.

    Raises:
        Refused: it is laid out so that the ids cannot be replaced safely.
    """
    renamed = _named_claims(text, moved)
    for old, new in moved.items():
        if new:
            # Ids stand after a colon or in a list; in prose they would be words.
            place = rf"(?P<before>:[ \t]+|[\[,][ \t]*|^[ \t]*-[ \t]+){re.escape(old)}(?=[ \t]*(?:[,\]}}]|$|#))"
            renamed = re.sub(place, rf"\g<before>{new}", renamed, flags=re.M)
    try:
        again = records.make(type(expected), yaml_values.load(renamed), name)[0]
    except yaml_values.YamlError:
        again = None
    # Labels of claims are permanent: in what people wrote they stay as they are.
    if again is None or _unlabelled(again) != _unlabelled(expected):
        old = next(old for old in moved if old in text)
        raise Refused(f"seeds/{name} names '{old}'", f"write '{moved[old]}' there by hand first")
    return renamed


def _unlabelled(record: Any) -> Any:
    claims = getattr(record, "claims", ())
    if claims and not isinstance(claims[0], str):
        return replace(record, claims=tuple(replace(c, label="x" + str(n)) for n, c in enumerate(claims)))
    return record


def _in_source(changes: Changes, source: Source, moved: Mapping[str, str]) -> None:
    """Change the speakers of statements, the notes about entries and, in a draft's notes, what the machine took names for."""
    name = f"articles/{source.id}.md"
    spoken = {s.speaker: s.label for s in source.statements if s.speaker in moved}
    noted = {a for n in source.header.notes for a in n.about if a in moved}
    for old in sorted({*spoken, *noted}):
        if not moved[old]:
            message = (
                f"statement {spoken[old]} of '{source.id}' is attributed to"
                if old in spoken
                else f"a note on '{source.id}' is about"
            )
            raise Refused(f"{message} '{old}'", f"change seeds/{name} first")
    draft = source.header.review is Review.DRAFT
    if not (spoken or noted or draft):
        return
    text = changes.text(name)
    head, rule, body = _divided(text)
    for old, new in moved.items():
        if new:
            whom = rf"^([0-9]+[a-z]+\.[ \t]+\[(?:attributed|allegation):[ \t]*){re.escape(old)}([ \t]*\])"
            body = re.sub(whom, rf"\g<1>{new}\g<2>", body, flags=re.M)
            about = rf"(about:[ \t]*\[[^\]\n]*?)(?<![a-z0-9-]){re.escape(old)}(?![a-z0-9-])"
            head = re.sub(about, rf"\g<1>{new}", head)
            if draft:
                annotation = rf"^([ \t]+#.*(?: = | by )){re.escape(old)}(?![a-z0-9-])"
                body = re.sub(annotation, rf"\g<1>{new}", body, flags=re.M)
    if head + rule + body != text:
        changes.put(name, head + rule + body)


def _divided(text: str) -> tuple[str, str, str]:
    """The front matter of an article file, the line below it, and the statements."""
    start = text.find("\n")
    match = re.compile(r"^---[ \t]*\n", re.M).search(text, start + 1)
    return (text[: match.start()], match[0], text[match.end() :]) if match else ("", "", text)


def _rulings(changes: Changes, moved: Mapping[str, str], today: PartialDate) -> None:
    for number in range(len(changes.rulings)):
        ruling = changes.ruled(number)
        if ruling is not None and moved.keys() & {*ruling.entries, ruling.entry}:
            changes.overrule(number, _ruling(ruling, moved, today))


def _ruling(ruling: Ruling, moved: Mapping[str, str], today: PartialDate) -> Ruling | None:
    """A ruling with its ids changed; None if it says nothing any more.

    Raises:
        Refused: a person decided that words of a text mean an entry that is removed.
    """
    entries = tuple(dict.fromkeys(new_id for e in ruling.entries if (new_id := moved.get(e, e))))
    entry = moved.get(ruling.entry, ruling.entry) if ruling.entry else None
    if ruling.entry and not entry:
        if ruling.kind is RulingKind.MENTION:
            message = f"a ruling says that '{ruling.text}' means '{ruling.entry}'"
            raise Refused(message, "remove it from seeds/rulings.yml first")
        if ruling.kind is RulingKind.SAME:
            # A name that was the same as a removed entry is no entry.
            why = f"The same as {ruling.entry}, which is no entry."
            return Ruling(kind=RulingKind.REJECTED, text=ruling.text, date=today, reason=why)
        return None
    too_few = len(entries) < (2 if ruling.kind is RulingKind.DISTINCT else 1)
    if too_few and ruling.kind in (RulingKind.DISTINCT, RulingKind.QUESTION):
        return None
    return replace(ruling, entries=entries, entry=entry)
