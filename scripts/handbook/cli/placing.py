"""``handbook place``: which claims statements support, proposed by the program and decided by a person."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from handbook import publish
from handbook.adding import placing, store
from handbook.adding.merging import Refused
from handbook.blocks import words_of
from handbook.checks.register import Context
from handbook.cli import terminal
from handbook.cli.common import Format, Seeds, app, console, fail, seeds_of, shown
from handbook.model import Statement
from handbook.number_form import typed
from handbook.pages.claims import sentence
from handbook.pages.view import View


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
        with store.locked(folder):
            context = _context(folder)
            if measured:
                scores = placing.measure(context.corpus, context.mentions)
                typer.echo(f"{scores.first} first and {scores.among_three} among three of {scores.asked} statements")
            elif statement and claim:
                done = placing.place(folder, context.corpus, statement, claim, against)
                for changed in done.changed:
                    typer.echo(f"changed {shown(folder / changed)}")
                if against:
                    _say_next(folder, claim)
                console.print(f"To undo: handbook undo {done.number}")
            elif statement:
                raise Refused("no claim is named", "handbook place SOURCE/LABEL ENTRY#LABEL")
            elif listed or format is Format.JSON:
                _list(context, format)
            else:
                _interactive(folder)
    except (Refused, store.StoreError) as error:
        fail([error.problem])


def _say_next(folder: Path, key: str) -> None:
    """What is left to do for a claim that a statement was just placed against."""
    corpus = publish.read(folder)[0].corpus
    if corpus.disputed(*corpus.claims[key]):
        conflicts = shown(folder / "registry" / "conflicts")
        console.print(
            f"Next: say in settled: of the claim what decides it, or write the question with its sides in {conflicts}; until then the claim shows as disputed."
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
    """Go through the statements that support no claim: each once, placed or left for later."""
    left_for_later: set[str] = set()
    while True:
        context = _context(folder)
        unplaced = [s for s in placing.unplaced(context.corpus) if str(s.citation) not in left_for_later]
        if not unplaced:
            typer.echo("Nothing more to place.")
            return
        statement = unplaced[0]
        left_for_later.add(str(statement.citation))
        proposals = _show(context, placing.Index(context.corpus, context.mentions), statement)
        answer = (
            typer.prompt("  1, 2 or 3 supports it, -1 speaks against it, [l]ater, [q]uit", default="l").strip().lower()
        )
        if answer == "q":
            return
        number = answer.removeprefix("-")
        chosen = typed(number)
        if chosen is None or not 1 <= chosen <= len(proposals):
            if answer != "l":
                typer.echo(f"  '{terminal.one_line(answer)}' is none of these; left for later")
            continue
        try:
            key = proposals[int(number) - 1].key
            for changed in placing.place(
                folder, context.corpus, str(statement.citation), key, answer.startswith("-")
            ).changed:
                typer.echo(f"  changed {shown(folder / changed)}")
        except Refused as error:
            typer.echo(f"  {error.problem.message}. {error.problem.mend}")
