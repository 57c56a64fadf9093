"""The queue of waiting items at a terminal: article by article, one letter for each decision, and each can be undone.

The seeds are locked only while a decision is written: a desk, an editor or another terminal may work at the same time.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import typer

from handbook.adding import decisions, journal, review, store
from handbook.adding.merging import Refused
from handbook.cli import terminal
from handbook.cli.common import shown
from handbook.corpus import Corpus
from handbook.number_form import typed
from handbook.partial_date import PartialDate

ACTIONS = {"c": "confirm", "m": "merge", "r": "reject", "n": "rename", "k": "kind"}
#: How decisions are offered, with their letters marked.
_OFFERED = {
    "confirm": "[c]onfirm",
    "merge": "[m]erge",
    "reject": "[r]eject",
    "rename": "re[n]ame",
    "kind": "[k]ind",
}
OTHER_KEYS = {
    "l": "leave it for later",
    "u": "undo your last decision here",
    "f": "filter: only a kind, an article, or what has some words",
    "p": "show the whole paragraph of the original",
    "?": "show this help",
    "q": "quit; what was decided is written already",
}


def say(text: str) -> None:
    """Print a line in which nothing from seeds or articles can act on the terminal."""
    typer.echo(terminal.one_line(text))


def report(folder: Path, entry: journal.Entry, margin: str = "") -> None:
    """Print what happened to each file, and the remark if there is one."""
    for line in entry.file_changes:
        became, _, name = line.partition(" ")
        say(f"{margin}{became} {shown(folder / name)}")
    if entry.note:
        say(f"{margin}note: {entry.note}")


def show(item: review.Item) -> None:
    """Print an item: what it is, its sentence, why it was proposed, and what it means."""
    confidence_note = f" ({item.confidence:.0%})" if item.confidence else ""
    say(f"[{item.kind} {item.id}] {item.shown}{confidence_note}")
    if item.said:
        say(f"    {item.paragraph}: {item.said}")
    say(f"    {item.evidence}")
    for line in item.compared:
        say(f"    {line}")
    if item.first:
        say(f"    to be confirmed after {item.first}" if item.kind == "draft" else f"    to write: {item.first}")


def show_all(items: list[review.Item], corpus: Corpus) -> None:
    """Print items under the articles that they came with."""
    for number, item in enumerate(items):
        if number == 0 or items[number - 1].source != item.source:
            say(_heading(item, items, corpus))
        show(item)
    typer.echo(f"{len(items)} waiting")


def _heading(item: review.Item, items: list[review.Item], corpus: Corpus) -> str:
    count = sum(i.source == item.source for i in items)
    source = corpus.sources.get(item.source)
    title = f"{item.source}: {source.header.title}" if source else item.source or "Of no article"
    return f"== {title} ({count} waiting)"


def _show_paragraph(item: review.Item, text: str) -> None:
    lines = text.split("\n")
    say(f"    {lines[item.paragraph - 1]}" if 0 < item.paragraph <= len(lines) else "    it is not at hand")


def _help(letters: Mapping[str, str]) -> None:
    for letter, action in letters.items():
        say(f"    {letter}  {action}: {decisions.ACTIONS[action]}")
    for letter, meaning in OTHER_KEYS.items():
        say(f"    {letter}  {meaning}")


@dataclass
class Session:
    """One pass through the queue: what was left for later, what was decided, what is shown.

    ``read`` reads the records, ``texts`` the originals at hand.
    """

    folder: Path
    today: PartialDate
    read: Callable[[], Corpus]
    texts: Callable[[Corpus], dict[str, str]]
    only: str = ""
    left_for_later: set[tuple[str, str]] = field(default_factory=set)
    decided: list[tuple[tuple[str, str], journal.Entry]] = field(default_factory=list)
    #: The item whose decision was just undone: it is asked about next.
    _next: tuple[str, str] = ("", "")
    _under: str = "-"

    def run(self) -> None:
        """Go through the queue until it is empty, or the person leaves it."""
        try:
            while self._go_on():
                pass
        except typer.Abort:
            # The input has ended, or Ctrl-C was pressed.
            typer.echo(f"\nDecided: {len(self.decided)}, written already. Left for later: {len(self.left_for_later)}.")

    def _go_on(self) -> bool:
        """Ask about the first item that waits now; False if nothing waits, or the person leaves."""
        corpus = self.read()
        texts = self.texts(corpus)
        selected = review.selected(review.queue(corpus, texts), self.only)
        items = [i for i in selected if (i.kind, i.id) not in self.left_for_later]
        items.sort(key=lambda i: (i.kind, i.id) != self._next)
        if not items and self.only:
            say(f"Nothing more of those with '{self.only}'; now all others.")
            self.only, self._under = "", "-"
            return True
        if not items:
            return self._at_the_end()
        if items[0].source != self._under:
            self._under = items[0].source
            say(_heading(items[0], items, corpus))
        show(items[0])
        return self._ask(items[0], len(items), texts)

    def _at_the_end(self) -> bool:
        """Say that nothing waits; True if the last decision was undone."""
        later = f"; {len(self.left_for_later)} left for later" if self.left_for_later else ""
        typer.echo(f"Nothing more to decide{later}.")
        return (
            bool(self.decided)
            and self._typed("  [u]ndo the last decision, or Enter to end") in ("u", "undo")
            and self._undo()
        )

    def _ask(self, item: review.Item, count: int, texts: dict[str, str]) -> bool:
        """Ask until something is decided or another item is to be shown; False to leave."""
        letters = {letter: action for letter, action in ACTIONS.items() if action in item.actions}
        offered = ", ".join([*(_OFFERED[a] for a in letters.values()), "[l]ater", "[u]ndo", "[?]", "[q]uit"])
        while True:
            typed = self._typed(f"  {count} waiting: {offered}").lower()
            action = letters.get(typed, typed)
            if action in letters.values():
                if self._decide(item, action):
                    return True
                continue
            match typed:
                case "q" | "quit":
                    return False
                case "l" | "later":
                    self.left_for_later.add((item.kind, item.id))
                    return True
                case "u" | "undo":
                    if self._undo():
                        return True
                case "f" | "filter":
                    self.only = self._typed("  only (source, question, draft, an article's id, or words; empty: all)")
                    self._under = "-"
                    return True
                case "p" | "paragraph":
                    _show_paragraph(item, texts.get(item.source, ""))
                case "?" | "h" | "help":
                    _help(letters)
                case "":
                    say("  ? shows what each does")
                case _:
                    say(f"  '{typed}' is none of these; nothing was decided (? shows what each does)")

    def _typed(self, text: str) -> str:
        typed: str = typer.prompt(text, default="", show_default=False)
        return typed.strip()

    def _decide(self, item: review.Item, action: str) -> bool:
        """Take a decision; False if it is refused, or abandoned."""
        argument = ""
        if action == "merge":
            for number, choice in enumerate(item.choices, 1):
                say(f"    {number}  {choice}")
            argument = self._typed("  into which entry (a number, an id or a name; empty: none)")
            chosen = typed(argument)
            if chosen is not None and 0 < chosen <= len(item.choices):
                argument = item.choices[chosen - 1]
            if not argument:
                return False
        elif action == "confirm" and item.kind == "draft":
            argument = self._typed("  one sentence that says what it is")
        elif action in ("rename", "kind"):
            wish = "new name" if action == "rename" else "kind, such as person, company, government, place"
            argument = self._typed(f"  {wish} (empty: keep it)")
            if not argument:
                return False
        try:
            with store.locked(self.folder):
                entry = decisions.decide(self.folder, self.read(), action, item.id, argument, self.today)
        except (Refused, store.StoreError) as error:
            say(f"  {error.problem.message}{f' ({error.problem.mend})' if error.problem.mend else ''}")
            return False
        self.decided.append(((item.kind, item.id), entry))
        report(self.folder, entry, "  ")
        return True

    def _undo(self) -> bool:
        if not self.decided:
            typer.echo("  nothing was decided here yet; 'handbook undo' takes back what was decided before")
            return False
        try:
            with store.locked(self.folder):
                entry = journal.undo(self.folder, self.decided[-1][1].number)
        except store.StoreError as error:
            say(f"  {error.problem}")
            return False
        self._next = self.decided.pop()[0]
        say(f"  undone: {entry.what}")
        return True
