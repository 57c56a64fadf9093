"""Commands that check the seeds and measure the reading of texts."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from handbook import publish, support
from handbook.checks import Context
from handbook.cli import terminal
from handbook.cli.common import Docs, Format, Seeds, app, docs_of, fail, seeds_of
from handbook.problems import Place, Report
from handbook.reading import hand_written


@app.command()
def check(
    seeds: Seeds = None,
    docs: Docs = None,
    originals_dir: Annotated[
        Path | None,
        typer.Option("--originals", help="A folder with the original texts, to compare with.", show_default=False),
    ] = None,
    format: Annotated[Format, typer.Option("--format", help="How to print problems.")] = Format.HUMAN,
    unplaced: Annotated[bool, typer.Option("--unplaced", help="List the statements that support no claim.")] = False,
) -> None:
    """Check the seeds by all rules, and the files of the pages; with originals, each statement against its paragraph."""
    context, report = publish.read(seeds_of(seeds))
    if unplaced:
        placed = support.placed(context.corpus)
        unplaced_statements = [s for cite, s in context.corpus.statements.items() if cite not in placed]
        for statement in unplaced_statements:
            place = Place(context.corpus.sources[statement.source].path, statement.line)
            typer.echo(terminal.one_line(f"{place} {statement.citation} {statement.text}"))
        typer.echo(f"{len(unplaced_statements)} of {len(context.corpus.statements)} statements support no claim")
    if docs is not None or seeds is None:
        # Seeds from elsewhere have nothing to do with the project's pages.
        report.extend(hand_written.problems(docs_of(docs)))
    if originals_dir is not None or (seeds_of(seeds) / "originals").is_dir():
        report = _verify(context, report, originals_dir or seeds_of(seeds) / "originals")
    problems = report.sorted()
    if format is Format.JSON:
        rows = [
            {"file": p.place.path, "line": p.place.line, "code": p.code, "message": p.message, "mend": p.mend}
            for p in problems
        ]
        typer.echo(
            json.dumps(
                {"problems": rows, "consequences": report.consequences, "counts": report.counts},
                ensure_ascii=False,
                indent=2,
            )
        )
        raise typer.Exit(1 if problems else 0)
    for problem in problems:
        typer.echo(terminal.one_line(str(problem)))
    if report.counts:
        counted = report.counts
        part = f"{n} verified in part (another language), " if (n := counted.get("verified in part", 0)) else ""
        let_stand = f"{n} let stand by a ruling, " if (n := counted.get("let stand by a ruling", 0)) else ""
        typer.echo(
            f"originals: {counted.get('verified', 0)} verified, {part}{let_stand}{counted.get('failed', 0)} failed, {counted.get('not checked', 0)} not checked"
        )
    typer.echo(report.total)
    if problems:
        raise typer.Exit(1)


def _verify(context: Context, report: Report, folder: Path) -> Report:
    if not folder.is_dir():
        typer.echo(f"handbook: there is no folder {folder} (name the folder of the original texts)", err=True)
        raise typer.Exit(2)
    from handbook import originals

    return originals.verify_all(context, report, folder)


@app.command()
def evaluate(
    gold: Annotated[
        Path,
        typer.Argument(
            help="A folder of annotated texts (JSON; TimeML for dates, CoNLL for names, brat for quotations).",
            show_default=False,
        ),
    ],
    texts: Annotated[
        Path | None,
        typer.Option(
            "--originals",
            help="The folder of their texts [default: the annotation's own paragraphs].",
            show_default=False,
        ),
    ] = None,
    seeds: Seeds = None,
    unseen: Annotated[
        bool, typer.Option("--unseen", help="As if no name were registered: what new texts would get.")
    ] = False,
    nlp: Annotated[
        bool,
        typer.Option("--nlp", help="Use the models of the extras [nlp] (for English) and [ru] besides the rules."),
    ] = False,
    errors: Annotated[bool, typer.Option("--errors", help="List every error.")] = False,
) -> None:
    """Measure linker and extractors against annotated texts: precision, recall and F1."""
    from handbook import originals
    from handbook.extraction import models

    context, report = publish.read(seeds_of(seeds))
    fail(report)
    try:
        model = models.load() if nlp else None
    except models.ModelError as error:
        raise typer.BadParameter(str(error), param_hint="--nlp") from None
    scores, problem = originals.evaluate(context, seeds_of(seeds), gold, texts, not unseen, model)
    fail([problem] if problem else [])
    typer.echo(f"{'':<22}{'right':>7}{'spurious':>10}{'missed':>8}{'precision':>11}{'recall':>8}{'F1':>7}")
    rows = [(f"linked, {name}", score) for name, score in scores.linked] + list(scores.tasks.items())
    for name, score in rows:
        if not score.right + score.spurious + score.missed:
            continue
        typer.echo(
            f"{name:<22}{score.right:>7}{score.spurious:>10}{score.missed:>8}{score.precision:>11.3f}{score.recall:>8.3f}{score.f1:>7.3f}"
        )
        for line in score.errors if errors else ():
            typer.echo(f"    {line}")
