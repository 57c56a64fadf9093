"""The command ``handbook``: what a person runs; it prints, exits and calls ``publish``.

A command prints what it did in a line, problems one a line, and exits with 1
when there are any; 2 is a mistake in the call itself.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from handbook import EDITION, __version__, i18n, originals, publish
from handbook.checks import Context
from handbook.exports import asof
from handbook.problems import Problem, Report

app = typer.Typer(
    name="handbook", no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False,
    help="The handbook of the Russia-Mali partnership: check the seeds, make the pages, build the site.",
)  # fmt: skip
console = Console(stderr=True, highlight=False, soft_wrap=True)


class Format(StrEnum):
    HUMAN = "human"
    JSON = "json"


def _project() -> Path:
    """The nearest folder upwards that has seeds and docs; this file's project otherwise."""
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / "seeds").is_dir() and (folder / "docs" / "conf.py").is_file():
            return folder
    return Path(__file__).resolve().parents[2]


Seeds = Annotated[
    Path | None, typer.Option("--seeds", help="The seeds folder [default: the project's].", show_default=False)
]
Docs = Annotated[
    Path | None, typer.Option("--docs", help="The Sphinx source folder [default: the project's].", show_default=False)
]
Out = Annotated[
    Path | None, typer.Option("--out", help="Where the site goes [default: docs/_build/html].", show_default=False)
]


def _seeds(given: Path | None) -> Path:
    return (given or _project() / "seeds").resolve()


def _docs(given: Path | None) -> Path:
    return (given or _project() / "docs").resolve()


def _fail(problems: list[Problem]) -> None:
    for problem in problems:
        typer.echo(str(problem))
    if problems:
        typer.echo(f"{len(problems)} problem{'s' if len(problems) > 1 else ''}", err=True)
        raise typer.Exit(1)


def _book(folder: Path, language: str) -> publish.Book:
    """The checked book of a seeds folder; its problems end the command."""
    with console.status("Reading and checking the seeds"):
        book = publish.build(folder, language)
    _fail(book.report.sorted())
    return book


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"handbook {__version__}, edition {EDITION}")
        raise typer.Exit


@app.callback()
def main(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and edition.")
    ] = False,
) -> None:
    """Shared options of all commands."""


@app.command()
def build(
    seeds: Seeds = None, docs: Docs = None, out: Out = None,
    language: Annotated[str, typer.Option(help="Language of the interface.")] = "en",
    url: Annotated[str, typer.Option(help="Address at which the site will be, for citations and canonical links.", envvar="HANDBOOK_URL")] = "",
    clean: Annotated[bool, typer.Option("--clean", help="Forget earlier builds.")] = False,
) -> None:  # fmt: skip
    """Build the site: seeds to HTML."""
    _address(url)
    folder, source = _seeds(seeds), _docs(docs)
    target = (out or source / "_build" / ("html" if language == "en" else f"html-{language}")).resolve()
    if language not in i18n.languages():
        typer.echo(f"handbook: there is no catalogue for '{language}' (one of {', '.join(i18n.languages())})", err=True)
        raise typer.Exit(2)
    book = _book(folder, language)
    counts = f"{len(book.corpus.actors)} actors, {len(book.corpus.agreements)} agreements, {len(book.corpus.events)} events, {len(book.corpus.statements)} statements"
    console.print(f"Read {counts}.")
    code = _sphinx(source, target, folder, ["-D", f"language={language}", "-D", f"html_baseurl={url}"], clean)
    if code:
        raise typer.Exit(1)
    console.print(f"The site is in {_shown(target / 'index.html')}")


def _sphinx(source: Path, target: Path, seeds: Path, extra: list[str], clean: bool, builder: str = "html") -> int:
    """Run sphinx-build strictly, with progress and without chatter; its exit status."""
    command = [
        sys.executable,
        "-m",
        "sphinx",
        "-b",
        builder,
        "-n",
        "-W",
        "--keep-going",
        "-q",
        "-j",
        "auto",
        "-d",
        str(target.with_name(target.name + "-doctrees")),
    ]
    command += ["-D", f"handbook_seeds={seeds}", *extra, *(["-E", "-a"] if clean else []), str(source), str(target)]
    with console.status("Building the pages"):
        done = subprocess.run(command, check=False, capture_output=True, text=True)
    for line in (done.stdout + done.stderr).splitlines():
        if line.strip():
            typer.echo(line, err=True)
    return done.returncode


def _address(url: str) -> None:
    if url and not re.fullmatch(r"https?://[^\s<>\"'`\\{}]+", url):
        raise typer.BadParameter(f"'{url}' is not a web address: start with https://", param_hint="--url")


@app.command()
def release(seeds: Seeds = None) -> None:
    """Record the ids of this edition, which stay reachable from then on."""
    folder = _seeds(seeds)
    context, report = publish.read(folder)
    _fail(report.sorted())
    path = folder / "editions" / f"{EDITION}.txt"
    names = "".join(f"{name}\n" for name in sorted(context.corpus.objects))
    head = f"# What can be pointed to in edition {EDITION}; written by handbook release, never edited by hand.\n"
    changed = publish.write(path, head + names)
    console.print(f"{_shown(path)}: {len(context.corpus.objects)} ids{'' if changed else ', unchanged'}")


@app.command()
def query(
    kind: Annotated[str, typer.Argument(help="actor, agreement or event.")],
    name: Annotated[str, typer.Argument(help="The id of the entry, or one of its names.")],
    as_of: Annotated[str, typer.Option("--as-of", help="A day, month or year: what was so then [default: now].", show_default=False)] = "",
    format: Annotated[Format, typer.Option("--format", help="How to print the answer.")] = Format.HUMAN,
    seeds: Seeds = None,
) -> None:  # fmt: skip
    """Say what an entry's state was at a date: stages of an agreement, offices of a person."""
    context, report = publish.read(_seeds(seeds))
    _fail(report.sorted())
    try:
        answer = asof.ask(context.corpus, kind, name, as_of)
    except ValueError as error:
        typer.echo(f"error: {error}", err=True)
        raise typer.Exit(2) from None
    if format is Format.JSON:
        typer.echo(json.dumps(answer, ensure_ascii=False, indent=1))
    else:
        typer.echo(asof.words(answer))


@app.command()
def pdf(
    seeds: Seeds = None,
    docs: Docs = None,
    out: Annotated[
        Path | None, typer.Option("--out", help="The folder of the PDF [default: docs/_build/pdf].", show_default=False)
    ] = None,
    entry: Annotated[str, typer.Option(help="Only one entry, by its id: a few pages to hand out.")] = "",
    only: Annotated[str, typer.Option(help="Only one part: actors, agreements, events or sources.")] = "",
    language: Annotated[str, typer.Option(help="Language of the fixed words.")] = "en",
) -> None:
    """Make the book, or one entry or part of it, as PDF."""
    folder, source = _seeds(seeds), _docs(docs)
    target = (out or source / "_build" / "pdf").resolve()
    _book(folder, language)
    extra = ["-D", f"language={language}", "-D", f"handbook_pdf_entry={entry}", "-D", f"handbook_pdf_only={only}"]
    if _sphinx(source, target, folder, extra, clean=False, builder="handbookpdf"):
        raise typer.Exit(1)
    console.print(f"The PDF is {_shown(target / ((entry or only or 'handbook') + '.pdf'))}")


@app.command()
def epub(
    seeds: Seeds = None,
    docs: Docs = None,
    out: Annotated[
        Path | None,
        typer.Option("--out", help="The folder of the EPUB [default: docs/_build/epub].", show_default=False),
    ] = None,
    language: Annotated[str, typer.Option(help="Language of the fixed words.")] = "en",
) -> None:
    """Make the book as EPUB, for reading devices."""
    folder, source = _seeds(seeds), _docs(docs)
    target = (out or source / "_build" / "epub").resolve()
    _book(folder, language)
    if _sphinx(source, target, folder, ["-D", f"language={language}"], clean=False, builder="epub"):
        raise typer.Exit(1)
    console.print(f"The EPUB is {_shown(target / 'handbook.epub')}")


@app.command()
def check(
    seeds: Seeds = None,
    originals_dir: Annotated[
        Path | None,
        typer.Option("--originals", help="A folder with the original texts, to compare with.", show_default=False),
    ] = None,
    format: Annotated[Format, typer.Option("--format", help="How to print problems.")] = Format.HUMAN,
) -> None:
    """Check the seeds by all rules; with originals, each statement against its paragraph."""
    context, report = publish.read(_seeds(seeds))
    if originals_dir is not None or (_seeds(seeds) / "originals").is_dir():
        report = _verify(context, report, originals_dir or _seeds(seeds) / "originals")
    problems = report.sorted()
    if format is Format.JSON:
        rows = [
            {"file": p.place.path, "line": p.place.line, "code": p.code, "message": p.message, "mend": p.mend}
            for p in problems
        ]
        typer.echo(json.dumps({"problems": rows, "counts": report.counts}, ensure_ascii=False, indent=2))
        raise typer.Exit(1 if problems else 0)
    for problem in problems:
        typer.echo(str(problem))
    if report.counts:
        counted = report.counts
        typer.echo(
            f"originals: {counted.get('verified', 0)} verified, {counted.get('failed', 0)} failed, {counted.get('not checked', 0)} not checked"
        )
    typer.echo(f"{len(problems)} problems" if len(problems) != 1 else "1 problem")
    if problems:
        raise typer.Exit(1)


def _verify(context: Context, report: Report, folder: Path) -> Report:
    if not folder.is_dir():
        typer.echo(f"handbook: there is no folder {folder} (name the folder of the original texts)", err=True)
        raise typer.Exit(2)
    return originals.verify_all(context, report, folder)


@app.command()
def convert(
    article: Annotated[
        Path | None,
        typer.Argument(help="A plain-text article outside the project: print its page.", show_default=False),
    ] = None,
    seeds: Seeds = None,
    docs: Docs = None,
) -> None:
    """Make the MyST pages without Sphinx, or print the page of one plain-text article."""
    if article is not None:
        page, problem = originals.article_page(article)
        if problem:
            typer.echo(str(problem), err=True)
            raise typer.Exit(1)
        sys.stdout.buffer.write(page.encode("utf-8"))
        return
    book = _book(_seeds(seeds), "en")
    written, removed = publish.sync(book.files, _docs(docs))
    console.print(f"{len(book.files)} files in {_shown(_docs(docs))}: {written} written, {removed} removed.")


@app.command()
def serve(
    seeds: Seeds = None, docs: Docs = None, out: Out = None,
    port: Annotated[int, typer.Option(help="Port on this machine.")] = 8000,
    open_browser: Annotated[bool, typer.Option("--open", help="Open a browser.")] = False,
) -> None:  # fmt: skip
    """Serve the site on this machine and rebuild it when a seed or page changes."""
    source, folder = _docs(docs), _seeds(seeds)
    target = (out or source / "_build" / "html").resolve()
    command = [sys.executable, "-m", "sphinx_autobuild", "--watch", str(folder), "--port", str(port), "--delay", "0"]
    command += ["--ignore", "*/_build/*", "--ignore", "*/.gitignore", *(["--ignore", "*.tmp"])]
    for made in (*publish.FOLDERS, "timeline.json"):
        command += ["--ignore", str(source / made) + ("/*" if "." not in made else "")]
    command += [
        "-D",
        f"handbook_seeds={folder}",
        "-d",
        str(target.with_name(target.name + "-doctrees")),
        *(["--open-browser"] if open_browser else []),
        str(source),
        str(target),
    ]
    raise typer.Exit(subprocess.run(command, check=False).returncode)


@app.command()
def schema(
    seeds: Seeds = None,
    check_only: Annotated[bool, typer.Option("--check", help="Only say whether the files are up to date.")] = False,
) -> None:
    """Write the JSON Schema of every record kind to seeds/schema, for editors' YAML tools."""
    folder = _seeds(seeds) / "schema"
    stale = publish.write_schemas(folder, write_them=not check_only)
    for name in stale:
        typer.echo(f"{_shown(folder / name)} {'is out of date (run: handbook schema)' if check_only else 'written'}")
    if stale and check_only:
        raise typer.Exit(1)


@app.command()
def evaluate(
    gold: Annotated[Path, typer.Argument(help="A folder of annotated texts (JSON).", show_default=False)],
    texts: Annotated[
        Path | None,
        typer.Option(
            "--originals",
            help="The folder of their texts [default: the annotation's own paragraphs].",
            show_default=False,
        ),
    ] = None,
    seeds: Seeds = None,
    errors: Annotated[bool, typer.Option("--errors", help="List every error.")] = False,
) -> None:
    """Measure the linker against annotated texts: precision, recall and F1 of mentions."""
    context, report = publish.read(_seeds(seeds))
    _fail(report.sorted())
    rows, problem = originals.evaluate(context, _seeds(seeds), gold, texts)
    if problem:
        typer.echo(str(problem), err=True)
        raise typer.Exit(1)
    typer.echo(f"{'text':<12}{'right':>7}{'spurious':>10}{'missed':>8}{'precision':>11}{'recall':>8}{'F1':>7}")
    for name, score in rows:
        typer.echo(
            f"{name:<12}{score.right:>7}{score.spurious:>10}{score.missed:>8}{score.precision:>11.3f}{score.recall:>8.3f}{score.f1:>7.3f}"
        )
        for line in score.errors if errors else ():
            typer.echo(f"    {line}")


def _shown(path: Path) -> str:
    """A path as a person would type it from here."""
    try:
        return str(path.relative_to(Path.cwd()))
    except ValueError:
        return str(path)


def run() -> None:
    """The entry point: a reader's interrupt or a full disk is a message, not a traceback."""
    try:
        app()
    except OSError as error:
        typer.echo(f"handbook: {error.filename or ''} {error.strerror or error}".replace("  ", " "), err=True)
        sys.exit(1)
