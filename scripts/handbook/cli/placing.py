"""``handbook place``: which claims statements support, proposed by the program and decided by a person."""

from __future__ import annotations

import json
from collections.abc import Sequence
from enum import Enum
from pathlib import Path
from typing import Annotated

import typer

from handbook import publish
from handbook.adding import journal, placing, store
from handbook.adding.merging import Refused
from handbook.blocks import words_of
from handbook.checks.register import Context
from handbook.cli import terminal
from handbook.cli.common import Format, Seeds, app, console, fail, seeds_of, shown
from handbook.model import Statement
from handbook.pages.claims import sentence
from handbook.pages.view import View


class Answer(Enum):
    """What a person decided on a statement."""

    PLACED = "placed"
    LATER = "later"
    QUIT = "quit"


@app.command()
def place(
    statement: Annotated[str, typer.Argument(help="A statement, source/label; leave it out to go through those that support no claim.", show_default=False)] = "",
    claim: Annotated[str, typer.Argument(help="The claim that it supports, entry#label.", show_default=False)] = "",
    against: Annotated[bool, typer.Option("--against", help="It speaks against the claim.")] = False,
    listed: Annotated[bool, typer.Option("--list", help="Only list statements that support no claim, each with three proposals.")] = False,
    measured: Annotated[bool, typer.Option("--measure", help="Say how often the right claim is among the proposals, each source left out in turn.")] = False,
    format: Annotated[Format, typer.Option("--format", help="How to print the list.")] = Format.HUMAN,
    seeds: Seeds = None,
) -> None:  # fmt: skip
    """Say which claims statements support: three are proposed for each, one key accepts."""
    folder = seeds_of(seeds)
    try:
        if statement and claim:
            journal_entry = _write(folder, statement, claim, against)
            for changed in journal_entry.changed:
                typer.echo(f"changed {shown(folder / changed)}")
            if against:
                _say_next(folder, claim)
            console.print(f"To undo: handbook undo {journal_entry.number}")
        elif not (statement or listed or measured or format is Format.JSON):
            _interactive(folder)
        else:
            with store.locked(folder):
                context = _context(folder)
            if measured:
                scores = placing.measure(context.corpus, context.mentions)
                typer.echo(
                    f"{scores.first} first and {scores.among_three} among three of {scores.statements} statements"
                )
            elif statement:
                placing.citation_of(context.corpus, statement)
                raise Refused("no claim is named", "handbook place SOURCE/LABEL ENTRY#LABEL")
            else:
                _list(context, format)
    except (Refused, store.StoreError) as error:
        fail([error.problem])


def _write(folder: Path, statement: str, key: str, against: bool) -> journal.Entry:
    """Place a statement among the records as they are now; the seeds are locked only meanwhile."""
    with store.locked(folder):
        return placing.place(folder, _context(folder).corpus, statement, key, against)


def _say_next(folder: Path, key: str) -> None:
    """What is left to do for a claim that a statement was just placed against."""
    corpus = publish.read(folder)[0].corpus
    if corpus.disputed(*corpus.claims[key]):
        conflicts = shown(folder / "registry" / "conflicts")
        console.print(
            f"Next: say in settled: of the claim what decides it, or write the question with its sides in {conflicts}; until then the claim shows as disputed."
        )
    elif conflict := corpus.settled_in(*corpus.claims[key]):
        console.print(
            f"The claim does not show as disputed: {conflict.id} settles it; see whether its note holds against this statement too."
        )
    elif corpus.claims[key][1].settled:
        console.print("The claim stays settled: see whether its settled: holds against this statement too.")
    else:
        console.print(
            "The claim does not show as disputed: its own sources are of the same origin as what is against it."
        )


def _context(folder: Path) -> Context:
    """The records; problems with names and evidence do not stop placing, which mends them."""
    context, report = publish.read(folder)
    for problem in report.sorted():
        if problem.code < "HB200":
            typer.echo(terminal.one_line(f"to mend: {problem}"), err=True)
    return context


def _list(context: Context, format: Format) -> None:
    unplaced = placing.unplaced(context.corpus)
    index = placing.Index(context.corpus, context.mentions)
    if format is Format.JSON:
        rows = placing.as_json(context.corpus, index, context.mentions, unplaced)
        typer.echo(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    for statement in unplaced:
        _show(context, index, statement)
    typer.echo(f"{len(unplaced)} of {len(context.corpus.statements)} statements support no claim")


def _show(context: Context, index: placing.Index, statement: Statement) -> list[placing.Proposal]:
    typer.echo(terminal.one_line(f"[{statement.citation}] {statement.text}"))
    proposals = index.propose(statement, context.mentions[statement.citation])
    view = View(context.corpus, {}, str)
    for number, proposal in enumerate(proposals, 1):
        typer.echo(terminal.one_line(f"    {number} {proposal.key}: {words_of(sentence(view, proposal.claim))}"))
    return proposals


def _interactive(folder: Path) -> None:
    """Go through the statements that support no claim: each once, placed or left for later.

    A desk, an editor or another terminal may work at the same time.
    """
    left_for_later: set[str] = set()
    placed = 0
    while True:
        with store.locked(folder):
            context = _context(folder)
        unplaced = [s for s in placing.unplaced(context.corpus) if str(s.citation) not in left_for_later]
        if not unplaced:
            break
        statement = unplaced[0]
        proposals = _show(context, placing.Index(context.corpus, context.mentions), statement)
        answer = _prompted_answer(folder, statement, proposals)
        if answer is Answer.QUIT:
            break
        if answer is Answer.LATER:
            left_for_later.add(str(statement.citation))
        else:
            placed += 1
    if placed or left_for_later or unplaced:
        typer.echo(f"Placed: {placed}, written already. Left for later: {len(left_for_later)}.")
    else:
        typer.echo("Nothing to place: every statement supports a claim, or speaks against one.")


def _prompted_answer(folder: Path, statement: Statement, proposals: list[placing.Proposal]) -> Answer:
    """Ask until a statement is placed or left; the end of the input leaves."""
    numbers = [str(number) for number in range(1, len(proposals) + 1)]
    offered = (
        f"{_either(numbers)} supports it, {_either([f'-{n}' for n in numbers])} speaks against it, " if numbers else ""
    )
    while True:
        try:
            typed = typer.prompt(f"  {offered}[l]ater, [q]uit", default="", show_default=False).strip().lower()
        except typer.Abort:
            typer.echo("")
            return Answer.QUIT
        if typed in ("q", "quit"):
            return Answer.QUIT
        if typed in ("l", "later"):
            return Answer.LATER
        if typed.removeprefix("-") not in numbers:
            typer.echo(f"  '{terminal.one_line(typed)}' is none of these; nothing was placed")
            continue
        key = proposals[int(typed.removeprefix("-")) - 1].key
        try:
            journal_entry = _write(folder, str(statement.citation), key, typed.startswith("-"))
        except (Refused, store.StoreError) as error:
            typer.echo(f"  {error.problem.message}. {error.problem.mend}")
            continue
        for changed in journal_entry.changed:
            typer.echo(f"  changed {shown(folder / changed)}")
        return Answer.PLACED


def _either(words: Sequence[str]) -> str:
    """Words as a choice: 1, 2 or 3."""
    return " or ".join(part for part in (", ".join(words[:-1]), words[-1]) if part)
