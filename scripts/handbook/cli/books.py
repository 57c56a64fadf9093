"""Commands for the books: PDF and EPUB."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from handbook import i18n, incremental
from handbook.book import Drafts
from handbook.cli.common import (
    Docs,
    Language,
    Seeds,
    address,
    app,
    console,
    doctrees_of,
    drafts_of,
    language_of,
    places_of,
    read_of,
    seeds_of,
    settings_of,
    shown,
    sphinx,
)
from handbook.settings.handbook import Handbook


def _folder(name: str, handbook: Handbook, chosen: str) -> str:
    """The folder of a book, where the site of its language looks for it."""
    return name if chosen == i18n.interface(handbook.language) else f"{name}-{chosen}"


def _out_option(book: str) -> Any:
    """The option that names the folder of a book."""
    help_text = f"The folder of the {book.upper()} [default: docs/_build/{book}, or {book}-fr and the like]."

    def folder(out: Path | None) -> Path | None:
        if out and out.suffix.lower() == f".{book}" and not out.is_dir():
            raise typer.BadParameter(f"'{out}' looks like a file; name the folder that it comes into: {out.parent}")
        return out

    return typer.Option("--out", help=help_text, show_default=False, callback=folder)


#: The same option as for the site.
BookDrafts = Annotated[
    Drafts | None,
    typer.Option(
        "--drafts",
        help="Whether drafts are in it: none, or all [default: as handbook.toml says].",
        show_default=False,
    ),
]


@app.command()
def pdf(
    seeds: Seeds = None,
    docs: Docs = None,
    out: Annotated[Path | None, _out_option("pdf")] = None,
    entry: Annotated[str, typer.Option(help="Only one entry, by its id: a few pages to hand out.")] = "",
    all_entries: Annotated[
        bool, typer.Option("--all", help="Every entry and source, each as a PDF of its own.")
    ] = False,
    only: Annotated[str, typer.Option(help="Only one part: actors, agreements, events or sources.")] = "",
    language: Language = None,
    url: Annotated[str, typer.Option(help="Address of the site, which is printed and linked.")] = "",
    drafts: BookDrafts = None,
) -> None:
    """Make the book, or entries or a part of it, as PDF."""
    address(url)
    if sum(map(bool, (entry, all_entries, only))) > 1:
        raise typer.BadParameter("--entry, --all and --only cannot be given together")
    folder = seeds_of(seeds)
    handbook = settings_of(folder)
    chosen = language_of(handbook, language)
    source, target = places_of(folder, docs, out, _folder("pdf", handbook, chosen))
    read_seeds = read_of(folder, doctrees_of(target) / incremental.KEPT, for_sphinx=True)
    settings = {
        "language": chosen,
        "handbook_drafts": drafts_of(handbook, drafts),
        "handbook_pdf_entry": entry,
        "handbook_pdf_only": only,
        **({"handbook_pdf_all": "1"} if all_entries else {}),
        **({"html_baseurl": url} if url else {}),
    }
    if sphinx(source, target, folder, settings, clean=False, builder="handbookpdf", reading=read_seeds):
        raise typer.Exit(1)
    if all_entries:
        console.print(f"The PDFs of all entries and sources are in {shown(target)}")
        return
    name = entry or only or "handbook"
    volumes = sorted(target.glob(f"{name}-[0-9]*.pdf"), key=lambda path: (len(path.name), path.name))
    if volumes and not (target / f"{name}.pdf").is_file():
        console.print(f"The book has {len(volumes)} volumes, from {shown(volumes[0])} to {volumes[-1].name}")
        return
    console.print(f"The PDF is {shown(target / f'{name}.pdf')}")


@app.command()
def epub(
    seeds: Seeds = None,
    docs: Docs = None,
    out: Annotated[Path | None, _out_option("epub")] = None,
    language: Language = None,
    drafts: BookDrafts = None,
) -> None:
    """Make the book as EPUB, for reading devices."""
    folder = seeds_of(seeds)
    handbook = settings_of(folder)
    chosen = language_of(handbook, language)
    source, target = places_of(folder, docs, out, _folder("epub", handbook, chosen))
    read_seeds = read_of(folder, doctrees_of(target) / incremental.KEPT, for_sphinx=True)
    if sphinx(
        source,
        target,
        folder,
        {"language": chosen, "handbook_drafts": drafts_of(handbook, drafts)},
        clean=False,
        builder="epub",
        reading=read_seeds,
    ):
        raise typer.Exit(1)
    console.print(f"The EPUB is {shown(target / 'handbook.epub')}")
