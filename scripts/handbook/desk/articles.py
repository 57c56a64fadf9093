"""One article at the desk, and the queue of articles: what is written, what waits, the progress."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from handbook.desk import names, planned, saving
from handbook.desk.checking import CheckResult, check
from handbook.desk.claims import ClaimOffers, statements, unplaced
from handbook.desk.planned import Plan
from handbook.desk.state import Original, Project, Snapshot
from handbook.kinds import Review, StatementKind
from handbook.model import ID_PATTERN, Source
from handbook.reading import articles


@dataclass(frozen=True)
class Row:
    """An article in the queue: how many of its statements are written, how many decisions and claims are left."""

    id: str
    title: str
    publication: str
    published: str
    draft: bool
    written: int
    paragraphs: int
    decisions: int
    unplaced: int
    broken: bool = False

    @property
    def open_count(self) -> int:
        """The number of things that are still to do."""
        if self.draft:
            return self.paragraphs - self.written + self.decisions + 1
        return self.decisions + self.unplaced


class Article:
    """An article in a snapshot of the project: everything is computed on first use, once."""

    def __init__(self, project: Project, snapshot: Snapshot, identity: str) -> None:
        self.id, self.project, self.snapshot = identity, project, snapshot
        self.raw = saving.on_disk(project.seeds, identity)
        self.version = saving.version(self.raw)
        self.unsaved = saving.unsaved(project.seeds, identity)

    @cached_property
    def source(self) -> Source | None:
        """The source as it is on the disk, if it can be read."""
        return self.snapshot.corpus.sources.get(self.id)

    @cached_property
    def draft(self) -> bool:
        return self.source is None or self.source.header.review is Review.DRAFT

    @cached_property
    def text(self) -> str:
        """The text that the editor continues with: the one that waits beside the file, else the file."""
        return self.unsaved.text if self.unsaved else saving.text_of(self.raw)

    @property
    def base(self) -> str:
        """The version of the file that the text was begun from."""
        return self.unsaved.base if self.unsaved else self.version

    @property
    def conflicting(self) -> bool:
        """Whether the file changed since the text beside it was begun."""
        return self.unsaved is not None and self.unsaved.base != self.version

    @cached_property
    def original(self) -> Original:
        source = self.source or self.checked.source
        if source is None:
            return Original(why="The head of the digest cannot be read; mend it, and the original is shown.")
        return self.project.original(self.snapshot, source)

    @cached_property
    def checked(self) -> CheckResult:
        """The text, checked; without comparing it with the original, which the page asks for separately."""
        return check(self.snapshot.context, self.project.seeds.name, self.id, self.text, None)

    def check(self, text: str) -> CheckResult:
        """A text in place of the article's, checked and compared with the original."""
        return check(
            self.snapshot.context, self.project.seeds.name, self.id, text, self.original.raw, self.plan.entries
        )

    @cached_property
    def plan(self) -> Plan:
        return planned.read(self.project.seeds, self.id)

    @cached_property
    def open_items(self) -> list[names.OpenItem]:
        """The names, agreements and questions to decide on."""
        snapshot = self.snapshot
        return names.open_items(snapshot.corpus, snapshot.items, self.id, self.original.paragraphs, snapshot.finder)

    @cached_property
    def offers(self) -> list[ClaimOffers]:
        """The written statements, each with the claims offered for it."""
        return [
            self.snapshot.proposer.offers(s, self.original.paragraphs, self.plan.sides(s.label))
            for s in (statements(self.source) if self.source else ())
        ]

    @cached_property
    def row(self) -> Row:
        return row(self.snapshot, self.id, self.plan)


def row(snapshot: Snapshot, identity: str, plan: Plan) -> Row:
    """An article's line in the queue."""
    corpus = snapshot.corpus
    source = corpus.sources.get(identity)
    if source is None:
        return Row(identity, identity, "", "", True, 0, 0, 0, 0, True)
    header = source.header
    written = [s for s in source.statements if s.kind is not StatementKind.PENDING]
    mine = {c.id for c in corpus.entries.values() if c.review is Review.DRAFT and any(x.source == identity for x in c.cite)}  # fmt: skip
    questions = {r.text for r in corpus.rulings if r.source == identity}
    decisions = sum(
        (i.kind == "draft" and i.id in mine and i.id not in plan.entries)
        or (i.kind == "question" and i.id in questions)
        for i in snapshot.items
    )
    return Row(
        identity, header.title, header.publication, str(header.published), header.review is Review.DRAFT, len(written),
        len(source.statements), decisions, unplaced(corpus, source, plan.bearing),
    )  # fmt: skip


def queue(snapshot: Snapshot) -> list[Row]:
    """The articles with something to do: unreadable ones first, then drafts, then the others."""
    corpus = snapshot.corpus
    drafts = {s.id for s in corpus.sources.values() if s.header.review is Review.DRAFT}
    entries = [e for e in corpus.entries.values() if e.review is Review.DRAFT]
    drafts |= {c.source for e in entries for c in e.cite if c.source in corpus.sources}
    # A draft that became unreadable stays in the queue.
    folder = snapshot.seeds / "articles"
    broken = {p.stem for p in folder.glob("*.md")} - set(corpus.sources) if folder.is_dir() else set()
    rows = [row(snapshot, name, planned.read(snapshot.seeds, name)) for name in sorted(broken) + sorted(drafts)]
    return sorted(rows, key=lambda r: (not r.broken, not r.draft, r.id))


def exists(snapshot: Snapshot, identity: str) -> bool:
    """Whether a source with this id can be opened."""
    if identity in snapshot.corpus.sources:
        return True
    return is_id(identity) and (snapshot.seeds / saving.name_of(identity)).is_file()


def is_id(identity: str) -> bool:
    """Whether a name can be the id of a source: small letters, digits and single hyphens."""
    return len(identity) <= 80 and re.fullmatch(ID_PATTERN, identity) is not None


def readable(identity: str, seeds: str) -> Callable[[str], bool]:
    """A function that tells whether a text can be a source's file."""

    def reads(text: str) -> bool:
        source, _problems = articles.read(text, f"{seeds}/articles/{identity}.md")
        return source is not None and source.id == identity

    return reads
