"""Commands for benchmarks."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Annotated

import typer

from handbook import publish
from handbook.bench import lighthouse as scoring
from handbook.bench import live, tools, weight
from handbook.bench import run as running
from handbook.cli.common import app, console, fail, project, shown
from handbook.counted import counted
from handbook.problems import Place, Problem

bench = typer.Typer(no_args_is_help=True, help="Synthetic handbooks of any size, and how long tools take over them.")
app.add_typer(bench, name="bench")


@bench.command("make")
def make_(
    out: Annotated[Path, typer.Argument(help="A new folder.", show_default=False)],
    entries: Annotated[int, typer.Option(min=5, max=200_000, help="How many entries.")] = 1000,
    dialect: Annotated[list[str] | None, typer.Option(help="seeds, sphinx, mkdocs, hugo, typst, latex or html [default: all].", show_default=False)] = None,
) -> None:  # fmt: skip
    """Write a synthetic handbook, the same for the same number of entries."""
    dialects = dialect or list(running.DIALECTS)
    unknown = [d for d in dialects if d not in running.DIALECTS]
    if unknown:
        raise typer.BadParameter(f"'{unknown[0]}' is none of {', '.join(running.DIALECTS)}", param_hint="--dialect")
    if out.exists() and any(out.iterdir()):
        fail([Problem(Place(str(out)), "HB100", "the folder is not empty", "name a new one")])
    running.project(entries, out, dialects)
    typer.echo(f"{counted(entries, 'entry', 'entries')} in {shown(out)}: {', '.join(dialects)}")


@bench.command("run")
def run_(
    entries: Annotated[list[int] | None, typer.Option(help="How many entries; may be repeated [default: 100, 1000].", show_default=False)] = None,
    rounds: Annotated[int, typer.Option(min=1, help="How often; medians are shown. From 5,000 entries on once.")] = 3,
    tool: Annotated[list[str] | None, typer.Option(help="Only tools whose names begin so; may be repeated [default: all].", show_default=False)] = None,
    out: Annotated[Path | None, typer.Option(help="The page to write [default: docs/about/performance.md].", show_default=False)] = None,
) -> None:  # fmt: skip
    """Time clean, unchanged and edited builds of ours and of other tools, and write the table."""
    names = tool or []
    names_of_tools = [*(candidate.name for candidate in tools.TOOLS), *(candidate.name for candidate in live.SERVERS)]
    for name in names:
        if not any(running.chosen(candidate, [name]) for candidate in names_of_tools):
            raise typer.BadParameter(f"'{name}' begins no name of {', '.join(names_of_tools)}", param_hint="--tool")
    target = out or project() / "docs" / "about" / "performance.md"
    sizes = entries or [100, 1000]
    with tempfile.TemporaryDirectory(dir=running.memory(max(sizes))) as folder:
        try:
            measured = list(running.measure(sizes, rounds, Path(folder), console.print, names))
        except RuntimeError as error:
            fail([Problem(Place("bench"), "HB130", str(error), "see the output above")])
            return
    publish.write(target, running.table(measured, in_memory=running.memory(max(sizes)) is not None))
    typer.echo(f"{counted(len(measured), 'measurement')} in {shown(target)}")


@bench.command("pages")
def pages_(
    site: Annotated[Path, typer.Argument(help="A built site: a folder with index.html.", show_default=False)],
    lighthouse: Annotated[Path | None, typer.Option(help="The program lighthouse, to score a page of each kind too (npm install --prefix .ci/node lighthouse).", show_default=False)] = None,
    rounds: Annotated[int, typer.Option(min=1, help="How often Lighthouse looks at a page; medians are shown.")] = 1,
) -> None:  # fmt: skip
    """Weigh the pages of a site, the heaviest of each kind, in kB compressed; with Lighthouse, score them."""
    if not (site / "index.html").is_file():
        fail([Problem(Place(str(site)), "HB130", "there is no index.html", "name the folder of a built site")])
    typer.echo(
        "| kind | pages | heaviest | HTML | to be shown | with the search, when it is used |\n|---|---:|---|---:|---:|---:|"
    )
    for page, count in weight.heaviest(site):
        sizes = " | ".join(f"{size / 1000:.1f}" for size in (page.html, page.shown, page.with_search))
        typer.echo(f"| {page.kind} | {count} | {page.page} | {sizes} |")
    if lighthouse is None:
        return
    if not lighthouse.is_file():
        fail(
            [
                Problem(
                    Place(str(lighthouse)),
                    "HB130",
                    "there is no such program",
                    "install it with npm, or name where it is",
                )
            ]
        )
    typer.echo("\n| page | " + " | ".join(scoring.CATEGORIES) + " |\n|---|" + "---:|" * len(scoring.CATEGORIES))
    try:
        for scored in scoring.measured(site, lighthouse, scoring.chosen(site), rounds):
            typer.echo(f"| {scored.page} | " + " | ".join(map(str, scored.scores)) + " |")
    except RuntimeError as error:
        fail([Problem(Place("lighthouse"), "HB130", str(error), "try again when less runs on this machine")])
