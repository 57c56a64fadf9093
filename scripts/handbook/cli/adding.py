"""Commands for new articles: add and review."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from handbook import publish
from handbook.adding import add as adding
from handbook.adding import batch, decisions, journal, local_originals, proposals, store
from handbook.adding import review as reviewing
from handbook.adding.merging import Refused
from handbook.cli import help_texts, other_versions, queue, terminal
from handbook.cli.common import Format, Seeds, app, console, fail, seeds_of, shown
from handbook.cli.queue import say
from handbook.corpus import Corpus
from handbook.counted import counted
from handbook.extraction import models
from handbook.partial_date import PartialDate
from handbook.reading import seeds as reading


@app.command()
def add(
    files: Annotated[list[Path], typer.Argument(help="Articles, and folders of them: plain text, Markdown, saved HTML, PDF, DOCX.", show_default=False)],
    identity: Annotated[str, typer.Option("--id", help="Id of the source [default: publication and year].", show_default=False)] = "",
    publication: Annotated[str, typer.Option(help="Where it appeared, if the page does not say.")] = "",
    published: Annotated[str, typer.Option(help="When it appeared (EDTF), if the page does not say.")] = "",
    url: Annotated[str, typer.Option(help="Its address, if the page does not say.")] = "",
    licence: Annotated[str, typer.Option(help="Its licence, if its sentences may be copied, such as 'CC BY 4.0'.")] = "",
    extent: Annotated[str, typer.Option(help="How much of it was at hand, such as 'opening paragraphs of a stored copy'.")] = "whole",
    origin: Annotated[str, typer.Option(help="Whose report it carries, if it is not its own: an agency, or who issued the communique.")] = "",
    short: Annotated[str, typer.Option(help="How citation marks name it [default: publication and year].", show_default=False)] = "",
    language: Annotated[str, typer.Option(help="Its language, if it is recognised wrongly: en, fr, ru ...")] = "",
    country: Annotated[str, typer.Option(help="Where the publication is based, ISO 3166: ML, RU ...")] = "",
    names: Annotated[bool, typer.Option(help="Propose entries for new names and agreements.")] = True,
    consulted: Annotated[str, typer.Option(help="When it was read [default: today].", show_default=False)] = "",
    metadata: Annotated[Path | None, typer.Option(help="A table (CSV, JSON) with a row for each article: file, id, title, authors, publication, published, url ...", show_default=False)] = None,
    format: Annotated[Format, typer.Option("--format", help="How to print what was done.")] = Format.HUMAN,
    version_of: Annotated[str, typer.Option("--version-of", help="The source of which this is another version (a reprint, a translation, an update): both count as one origin.")] = "",
    new: Annotated[bool, typer.Option("--new", help="It is an article of its own, though it looks like another version of one that is there.")] = False,
    nlp: Annotated[bool, typer.Option("--nlp", help="Use the models of the extras [nlp] (for English) and [ru] besides the rules.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would be written.")] = False,
    seeds: Seeds = None,
) -> None:  # fmt: skip
    """Prepare drafts from articles: a source with its locators, new names and agreements, open questions."""
    folder = seeds_of(seeds)
    options = adding.Options(
        identity,
        publication,
        published,
        url,
        licence,
        consulted or dt.date.today().isoformat(),
        extent,
        origin,
        short,
        language,
        country,
        names,
        today=dt.date.today().isoformat(),
    )
    gathered = batch.gather(files, metadata, options)
    fail(list(gathered.problems))
    outcomes = []
    try:
        with store.locked(folder):
            for path, options_of_it in gathered.articles:
                outcomes.append(_add_article(folder, path, options_of_it, nlp, dry_run, version_of, new))
                if format is Format.HUMAN:
                    if len(gathered.articles) > 1:
                        say(f"== {path}")
                    _report(folder, outcomes[-1], dry_run)
    except (Refused, store.StoreError) as error:
        fail([error.problem])
    _report_all(outcomes, format, dry_run)


def _add_article(
    folder: Path, path: Path, options: adding.Options, nlp: bool, dry_run: bool, version_of: str = "", new: bool = False
) -> batch.Outcome:
    """Add an article; a refused one does not keep others from being added."""
    context, report = publish.read(folder)
    # An unreadable record might be one that the article names; no other problem hinders a new article.
    fail([p for p in report.sorted() if p.code < "HB200"])
    try:
        model = models.load() if nlp else None
    except models.ModelError as error:
        raise typer.BadParameter(str(error), param_hint="--nlp") from None
    drafted, problems = adding.prepare(context, path, options, model)
    outcome = batch.Outcome(str(path), problems=[str(p) for p in problems])
    if problems or drafted is None:
        return outcome
    if drafted.files and not new:
        try:
            texts = _originals(folder, context.corpus, all_sources=True)
            drafted = other_versions.version(context, drafted, path, texts, version_of, dry_run)
        except Refused as error:
            outcome.problems.append(str(error.problem))
            return outcome
    outcome.source, outcome.status = drafted.source, "added" if drafted.files else "there"
    if drafted.files:
        outcome.said, outcome.claims = list(drafted.summary), proposals.as_json(drafted.source, drafted.near)
        outcome.files = sorted([*drafted.files, *drafted.originals]) if dry_run else adding.write(folder, drafted)
        outcome.questions = len(drafted.rulings)
    return outcome


def _report(folder: Path, outcome: batch.Outcome, dry_run: bool) -> None:
    for problem in outcome.problems:
        typer.echo(terminal.one_line(problem))
    if outcome.status == "there":
        advice = (
            f"correct its head in {shown(folder / 'articles')}/{outcome.source}.md, or handbook undo and add it again"
        )
        typer.echo(terminal.one_line(f"{outcome.file}: already there as {outcome.source}; nothing changed ({advice})"))
    for line in outcome.said:
        say(f"  {line}")
    if outcome.claims:
        typer.echo(
            f"  {counted(len(outcome.claims), 'paragraph')} may support claims of the handbook: see 'claim?' in the digest"
        )
    for name in outcome.files:
        typer.echo(f"{'would write' if dry_run else 'wrote'} {shown(folder / name)}")
    if outcome.questions:
        typer.echo(
            f"{'would add' if dry_run else 'added'} {counted(outcome.questions, 'question')} at the end of {shown(folder / adding.RULINGS)}"
        )
    if outcome.files and not dry_run:
        digest = folder / "articles" / f"{outcome.source}.md"
        # The sentences of an open original are its statements already.
        waits = "[pending]" in digest.read_text(encoding="utf-8")
        next_step = "write the statements" if waits else "look through the statements"
        console.print(f"Next: {next_step} in {shown(digest)}, then handbook review. To undo: handbook undo.")


def _report_all(outcomes: list[batch.Outcome], format: Format, dry_run: bool) -> None:
    """The report at the end, and the exit status: 1 if an article was refused."""
    refused = [o for o in outcomes if o.status == "refused"]
    if format is Format.JSON:
        typer.echo(json.dumps([dataclasses.asdict(o) for o in outcomes], ensure_ascii=False, indent=1))
    elif len(outcomes) > 1:
        added, present = (sum(o.status == status for o in outcomes) for status in ("added", "there"))
        typer.echo(
            f"{len(outcomes)} articles: {added} {'would be added' if dry_run else 'added'}, {present} there already, {len(refused)} refused"
        )
        for outcome in refused:
            typer.echo(terminal.one_line(f"refused {outcome.file}"))
    if refused:
        typer.echo(counted(len(refused), "problem"), err=True)
        raise typer.Exit(1)


@app.command()
def review(
    action: Annotated[str, typer.Argument(help="confirm, merge, reject, rename or kind; leave it out to go through what waits.", show_default=False, autocompletion=help_texts.actions)] = "",
    name: Annotated[str, typer.Argument(help="A draft entry's id, a draft source's id, or the name that a question asks about.", show_default=False, autocompletion=help_texts.drafts)] = "",
    other: Annotated[str, typer.Argument(help="The entry to merge into, the new name or kind, or on confirming the description.", show_default=False, autocompletion=help_texts.entries)] = "",
    reason: Annotated[str, typer.Option(help="Why; it is kept with the decision.")] = "",
    only: Annotated[str, typer.Option(help="Only what is of a kind (source, question, draft), of an article (its id), or has these words.")] = "",
    listed: Annotated[bool, typer.Option("--list", help="Only list what waits.")] = False,
    format: Annotated[Format, typer.Option("--format", help="How to print the list.")] = Format.HUMAN,
    seeds: Seeds = None,
) -> None:  # fmt: skip
    """Decide on drafts: new names and agreements, open questions, finished sources."""
    folder = seeds_of(seeds)
    today = PartialDate.parse(dt.date.today().isoformat())
    try:
        if action:
            with store.locked(folder):
                entry = decisions.decide(folder, _corpus(folder), action, name, other, today, reason)
            queue.report(folder, entry)
            console.print(f"To undo: handbook undo {entry.number}")
            _after(folder, entry.changed)
            return
        with store.locked(folder):
            corpus = _corpus(folder)
        items = reviewing.selected(reviewing.queue(corpus, _originals(folder, corpus)), only)
        if format is Format.JSON:
            typer.echo(json.dumps(reviewing.as_json(items), ensure_ascii=False, indent=1))
        elif listed or not items:
            queue.show_all(items, corpus)
        else:
            session = queue.Session(folder, today, lambda: _corpus(folder), lambda c: _originals(folder, c), only)
            session.run()
            _after(folder, [name for _item, entry in session.decided for name in entry.changed])
    except (Refused, store.StoreError) as error:
        fail([error.problem])


def _corpus(folder: Path) -> Corpus:
    """The records to decide on; unreadable ones are reported, and do not stop decisions on others."""
    corpus, report = reading.read(folder)
    if not folder.is_dir():
        fail(report)
    for problem in report.sorted():
        typer.echo(terminal.one_line(f"to mend: {problem}"), err=True)
    return corpus


def _after(folder: Path, changed: Iterable[str]) -> None:
    """Print at once the problems in files that a decision changed, and how many there are in others."""
    problems = publish.read(folder)[1].sorted()
    changed_paths = {f"{folder.name}/{name}" for name in changed}
    in_changed = [p for p in problems if p.place.path in changed_paths]
    for problem in in_changed:
        say(f"to mend: {problem}")
    if count_elsewhere := len(problems) - len(in_changed):
        console.print(f"{count_elsewhere} more to mend: handbook check")


def _originals(folder: Path, corpus: Corpus, all_sources: bool = False) -> dict[str, str]:
    """The texts at hand of sources with something waiting, or of ``all_sources``; an unreadable one is reported and left out."""
    texts, problems = local_originals.texts(folder, corpus, all_sources)
    for problem in problems:
        typer.echo(terminal.one_line(f"to mend: {problem}"), err=True)
    return texts


@app.command()
def undo(
    number: Annotated[int | None, typer.Argument(help="The number of a change, from --list: all from the last one back to it are taken back; only the last one if it is left out.", show_default=False)] = None,
    listed: Annotated[bool, typer.Option("--list", help="Only list what can be undone, the last first.")] = False,
    format: Annotated[Format, typer.Option("--format", help="How to print the list.")] = Format.HUMAN,
    seeds: Seeds = None,
) -> None:  # fmt: skip
    """Take back what add, review or place did: every file is again what it was, to the byte."""
    folder = seeds_of(seeds)
    try:
        with store.locked(folder):
            if format is Format.JSON:
                rows = [
                    {"number": e.number, "when": e.when, "what": e.what, "files": e.changed}
                    for e in journal.entries(folder)
                ]
                typer.echo(json.dumps(rows, ensure_ascii=False, indent=1))
            elif listed:
                _list_changes(journal.entries(folder))
            else:
                undone = journal.undo_back_to(folder, number) if number is not None else [journal.undo(folder)]
                for entry in undone:
                    say(f"undone: {entry.what}")
                changed = sorted({name for entry in undone for name in entry.changed})
                for name in changed:
                    typer.echo(f"{'restored' if (folder / name).exists() else 'removed'} {shown(folder / name)}")
                _after(folder, changed)
    except store.StoreError as error:
        fail([error.problem])


def _list_changes(changes: list[journal.Entry]) -> None:
    for entry in changes:
        files = counted(len(entry.changed), "file")
        typer.echo(terminal.one_line(f"{entry.number:>4}  {entry.local_time}  {entry.what} ({files})"))
    typer.echo(f"{counted(len(changes), 'change')} can be undone" if changes else "There is nothing to undo.")
