"""No state that our own commands can leave locks our commands; what is undone is undone to the byte."""

from __future__ import annotations

import contextlib
import json
import re
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from handbook import publish
from handbook.adding import add, decisions, journal, placing, review, store
from handbook.adding.merging import Refused
from handbook.corpus import Corpus
from handbook.kinds import Review, StatementKind
from handbook.partial_date import PartialDate

from .conftest import LONG, toy_project
from .running import handbook

TODAY = PartialDate.parse("2024-06-01")
#: Articles that share names, spell them in several ways, and speak of agreements between them.
TEXTS = [
    'Ships leave for Alba|Foreign Minister Dora Delegate of Borealis said on Monday: "We will send 30 ships to Alba next month."|Borealis signed a memorandum with the Harbour Bank in April 2024. Ann Exampel was there.',
    "A bank and a state|The Harbour Bank and Alba signed an agreement on trade on 3 May 2024, Dora Delegat said.|Alba and Borealis signed a defence treaty on 2 April 2024. Foreign Minister Dora Delegate of Borealis came.",
    "Ruritania joins|Ruritania and Alba signed a treaty on military aid in March 2024.|President Max Newman of Ruritania thanked Ann Example.|The Harbour Bank promised Ruritania a loan of 3 million dollars.",
    "Max Newmann speaks|President Max Newmann said that the Northern Trade Union and Ruritania signed a memorandum on grain in May 2024.|Dora Delegate and Carl Clerk of the Northern Trade Union were there.",
]
NAMES = (
    "Dora Delegate",
    "Dora D. Delegate",
    "Max Newman",
    "Harbour Bank",
    "The Bank of the Harbour",
    "Ruritania",
    "Alba Pact",
    "Döra Delegate",
    "x" * 400,
    "Ann: Example #2",
)
WORDS = (
    "{0} signed a treaty with {1} in May 2024.",
    "{0} came.",
    "[attributed: {2}] {0} called {1} a friend.",
    "Nothing was decided.",
)


def snapshot(folder: Path) -> dict[str, bytes]:
    """The files of a seeds folder but those that commands keep for themselves."""
    return {
        p.relative_to(folder).as_posix(): p.read_bytes()
        for p in sorted(folder.rglob("*"))
        if p.is_file() and not p.relative_to(folder).as_posix().startswith(".")
    }


class Editors(RuleBasedStateMachine):
    """Editors who add, write, decide, place and take back in any order."""

    @initialize()
    def begin(self) -> None:
        self.root = Path(tempfile.mkdtemp())
        self.seeds = toy_project(self.root / "toy") / "seeds"
        self.before = snapshot(self.seeds)
        #: What people wrote by hand between commands is not undone by them.
        self.by_hand = False
        #: What people wrote by hand may name what they then take back; they are told, and no command stops.
        self.taken_back = False
        #: What others were merged into: it is decided on next, as often as not.
        self.targets: set[str] = set()
        # Most of what can be decided comes of articles.
        self.add(0)
        self.add(2)

    def teardown(self) -> None:
        if not hasattr(self, "root"):
            return
        for command in (("review", "--list"), ("place", "--list"), ("undo", "--list"), ("check",)):
            done = handbook(*command, "--seeds", self.seeds, cwd=self.root / "toy")
            assert done.returncode == 0 or command == ("check",), done.stdout + done.stderr
        last = self.root / "last.txt"
        last.write_text(
            "The last one\n\nAlba and the Last League signed a pact on oil in June 2024.\n", encoding="utf-8"
        )
        done = handbook(
            "add", last, "--publication", "Last", "--published", "2024-06", "--seeds", self.seeds, cwd=self.root / "toy"
        )
        assert done.returncode == 0, done.stdout + done.stderr
        if not self.by_hand:
            with store.locked(self.seeds):
                if journal.entries(self.seeds):
                    journal.undo_back_to(self.seeds, 1)
            assert snapshot(self.seeds) == self.before
        shutil.rmtree(self.root)

    def corpus(self) -> Corpus:
        return publish.read(self.seeds)[0].corpus

    @contextlib.contextmanager
    def all_or_nothing(self) -> Iterator[None]:
        """What is refused changes nothing; what is done and undone either."""
        before = snapshot(self.seeds)
        refused = None
        try:
            with store.locked(self.seeds):
                yield
        except (Refused, store.StoreError) as error:
            refused = error.problem
        if refused:
            assert snapshot(self.seeds) == before
            assert refused.message
            return
        after = snapshot(self.seeds)
        if after != before:
            number = journal.entries(self.seeds)[0].number
            with store.locked(self.seeds):
                journal.undo(self.seeds, number)
            assert snapshot(self.seeds) == before
            with store.locked(self.seeds):
                names = sorted(n for n in {*before, *after} if before.get(n) != after.get(n))
                made = {n: after[n] for n in names if n in after}
                journal.write(
                    self.seeds, "again", made, {n: before.get(n) for n in names}, [n for n in names if n not in after]
                )
            assert snapshot(self.seeds) == after

    @rule(number=st.integers(0, len(TEXTS) - 1))
    def add(self, number: int) -> None:
        path = self.root / f"article{number}.txt"
        path.write_text(TEXTS[number].replace("|", "\n\n") + "\n", encoding="utf-8")
        with self.all_or_nothing():
            context = publish.read(self.seeds)[0]
            options = add.Options(publication=f"Paper {number}", published="2024-05-02", consulted="2024-06-01")
            made, problems = add.prepare(context, path, options)
            assert made is not None, problems
            assert not problems
            if made.files:
                add.write(self.seeds, made)

    @rule(data=st.data())
    def write_digest(self, data: st.DataObject) -> None:
        corpus = self.corpus()
        drafts = [s for s in corpus.sources.values() if s.header.review is Review.DRAFT and s.paragraphs]
        if not drafts:
            return
        source = data.draw(st.sampled_from(drafts))
        path = self.seeds / "articles" / f"{source.id}.md"
        text = path.read_text(encoding="utf-8")
        names = [e.name for e in corpus.entries.values()]
        for statement in source.statements:
            if statement.kind is StatementKind.PENDING and data.draw(st.booleans()):
                said = data.draw(st.sampled_from(WORDS)).format(
                    data.draw(st.sampled_from(names)),
                    data.draw(st.sampled_from(names)),
                    data.draw(st.sampled_from(sorted(corpus.actors))),
                )
                silent = data.draw(st.integers(0, 2)) == 0
                place = rf"^{statement.label}\. \[pending\]\n"
                if silent:
                    # The notes of a place that is no statement go with it.
                    line, place = f"{statement.paragraph}. [no statement: background]\n", place + r"(?:[ \t]+#.*\n)*"
                else:
                    line = f"{statement.label}. {said}\n"
                text = re.sub(place, line.replace("\\", r"\\"), text, flags=re.M)
                self.by_hand = True
        path.write_text(text, encoding="utf-8")

    @rule(data=st.data())
    def decide(self, data: st.DataObject) -> None:
        """Some decisions in a row, as people take them."""
        for _ in range(data.draw(st.integers(1, 4))):
            self.decide_one(data)

    def decide_one(self, data: st.DataObject) -> None:
        corpus = self.corpus()
        items = review.queue(corpus, {})
        if not items:
            return
        kind = data.draw(st.sampled_from(sorted({i.kind for i in items})))
        near = [i for i in items if i.id in self.targets and i.kind == "draft"]
        item = data.draw(
            st.sampled_from(near if near and data.draw(st.booleans()) else [i for i in items if i.kind == kind])
        )
        action = data.draw(st.sampled_from(item.actions))
        others = {
            "confirm": ["It is one of two.", ""],
            "rename": NAMES,
            # Drafts that others were merged into and that are then renamed or go are where it is difficult.
            "merge": [
                *item.choices,
                *(i.id for i in items if i.kind == "draft"),
                "borealis",
                "port-alba",
                "north-pact",
            ],
            "reject": [""],
            "kind": ["company", "place", "state", "treaty", "nonsense"],
        }[action]
        if item.kind != "draft" and action == "confirm":
            others = [""]
        other = data.draw(st.sampled_from(others)) if others else ""
        self.targets |= {other} if action == "merge" else set()
        with self.all_or_nothing():
            decisions.decide(
                self.seeds, self.corpus(), action, item.id, other, TODAY, data.draw(st.sampled_from(["", "So it is."]))
            )

    @rule(data=st.data())
    def place(self, data: st.DataObject) -> None:
        corpus = self.corpus()
        waiting = placing.unplaced(corpus)
        if waiting and corpus.claims:
            with self.all_or_nothing():
                statement = data.draw(st.sampled_from(waiting))
                key = data.draw(st.sampled_from(sorted(corpus.claims)))
                placing.place(self.seeds, corpus, str(statement.citation), key, data.draw(st.booleans()))

    @rule(data=st.data())
    def undo(self, data: st.DataObject) -> None:
        past = journal.entries(self.seeds)
        number = data.draw(st.sampled_from([e.number for e in past])) if past else None
        before = snapshot(self.seeds)
        refused = None
        try:
            with store.locked(self.seeds):
                journal.undo_back_to(self.seeds, number or 0)
        except store.StoreError as error:
            refused = error.problem
        self.taken_back |= self.by_hand and refused is None
        assert refused is None or (refused.mend and snapshot(self.seeds) == before)

    @invariant()
    def usable(self) -> None:
        """Every record can be read and every id is that of something; what waits can be listed."""
        if not hasattr(self, "seeds"):
            return
        context, report = publish.read(self.seeds)
        limit = "HB200" if self.taken_back else "HB300"
        assert [str(p) for p in report.sorted() if p.code < limit] == []
        json.dumps(review.as_json(review.queue(context.corpus, {})))


TestEditors = Editors.TestCase
TestEditors.pytestmark = [pytest.mark.long]
TestEditors.settings = settings(max_examples=200 if LONG else 20, stateful_step_count=20 if LONG else 12, deadline=None)
