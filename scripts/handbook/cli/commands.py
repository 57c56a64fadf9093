"""Commands for the site and the seeds."""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import nullcontext
from pathlib import Path
from typing import Annotated

import typer

from handbook import i18n, incremental, publish
from handbook.adding import store
from handbook.book import Drafts
from handbook.cli import outputs, terminal
from handbook.cli.common import (
    Docs,
    Format,
    Language,
    Out,
    Seeds,
    address,
    app,
    console,
    docs_of,
    doctrees_of,
    drafts_of,
    fail,
    language_of,
    places_of,
    read_of,
    seeds_of,
    settings_of,
    shown,
)
from handbook.cli.sites import LanguageSite, build_sites, computing_digests, sites_of
from handbook.counted import counted
from handbook.exports import asof
from handbook.incremental import up_to_date
from handbook.incremental.site_digests import SiteDigests
from handbook.reading.schema import schemas
from handbook.settings.vocabulary import Vocabularies


@app.command()
def build(
    seeds: Seeds = None, docs: Docs = None, out: Out = None,
    language: Language = None,
    url: Annotated[str, typer.Option(help="Address at which the site will be, for citations and canonical links.", envvar="HANDBOOK_URL")] = "",
    drafts: Annotated[Drafts | None, typer.Option(help="Whether drafts are published: nowhere, or in every output [default: as handbook.toml says].", show_default=False)] = None,
    clean: Annotated[bool, typer.Option("--clean", help="Forget earlier builds.")] = False,
) -> None:  # fmt: skip
    """Build the site: seeds to HTML."""
    address(url)
    folder = seeds_of(seeds)
    handbook = settings_of(folder)
    chosen = language_of(handbook, language)
    name = "html" if chosen == i18n.interface(handbook.language) else f"html-{chosen}"
    source, target = places_of(folder, docs, out, name)
    languages = (chosen,) if language else i18n.interfaces(chosen, handbook.languages)
    for unsupported_language in (
        () if language else sorted({*handbook.languages} - {handbook.language, *i18n.languages()})
    ):
        console.print(i18n.no_pages(unsupported_language))
    sites = sites_of(languages, target, url or handbook.address or "")
    if clean:
        for site in sites:
            up_to_date.forget(site.stored)
    with computing_digests(sites) as digests_by_language:
        _build(sites, source, folder, clean, Drafts(drafts_of(handbook, drafts)), digests_by_language)


def _build(
    sites: list[LanguageSite],
    source: Path,
    folder: Path,
    clean: bool,
    shows: Drafts,
    digests_by_language: Mapping[str, SiteDigests],
) -> None:
    """Read the seeds, and build the sites that are not up to date."""
    target = sites[0].out
    read_seeds = read_of(folder, doctrees_of(target) / incremental.KEPT, for_sphinx=True)
    corpus = read_seeds.context.corpus if shows is Drafts.ALL else read_seeds.context.corpus.published()
    left_out = len(read_seeds.context.corpus.objects) - len(corpus.objects)
    kinds = {
        "actor": corpus.actors,
        "agreement": corpus.agreements,
        "event": corpus.events,
        "statement": corpus.statements,
    }
    counts = ", ".join(counted(len(records), kind) for kind, records in kinds.items())
    console.print(f"Read {counts}{'; drafts are left out' if left_out else ''}.")
    changed = build_sites(
        sites,
        source,
        folder,
        {"handbook_drafts": shows.value},
        read_seeds,
        clean,
        digests_by_language=digests_by_language,
    )
    further = "".join(
        f", in {i18n.language_name(site.language)} in {shown(site.out / 'index.html')}" for site in sites[1:]
    )
    console.print(f"{'' if changed else 'Nothing changed. '}The site is in {shown(target / 'index.html')}{further}")


@app.command()
def release(seeds: Seeds = None) -> None:
    """Record the ids of this edition, which stay reachable from then on."""
    folder = seeds_of(seeds)
    edition = settings_of(folder).edition
    name = f"editions/{edition}.txt"
    head = f"# What can be pointed to in edition {edition}; written by handbook release, never edited by hand.\n"
    try:
        with store.locked(folder):
            context, report = publish.read(folder)
            fail(report)
            # Drafts may be renamed or removed: their ids are permanent only once they are confirmed.
            ids = sorted(context.corpus.published().objects)
            listed = (head + "".join(f"{i}\n" for i in ids)).encode("utf-8")
            before = store.content(folder, name)
            if listed != before:
                store.write(folder, {name: listed}, {name: before})
    except store.StoreError as error:
        fail([error.problem])
        return
    console.print(f"{shown(folder / name)}: {counted(len(ids), 'id')}{'' if listed != before else ', unchanged'}")


@app.command()
def query(
    kind: Annotated[str, typer.Argument(help="actor, agreement or event.")],
    name: Annotated[str, typer.Argument(help="The id of the entry, or one of its names.")],
    as_of: Annotated[str, typer.Option("--as-of", help="A day, month or year: what was so then [default: now].", show_default=False)] = "",
    format: Annotated[Format, typer.Option("--format", help="How to print the answer.")] = Format.HUMAN,
    drafts: Annotated[Drafts, typer.Option(help="Whether drafts are asked too.")] = Drafts.NONE,
    seeds: Seeds = None,
) -> None:  # fmt: skip
    """Say what an entry's state was at a date: stages of an agreement, offices of a person."""
    context, report = publish.read(seeds_of(seeds))
    fail(report)
    try:
        corpus = context.corpus if drafts is Drafts.ALL else context.corpus.published()
        answer = asof.ask(corpus, kind, name, as_of)
    except ValueError as error:
        typer.echo(f"error: {error}", err=True)
        raise typer.Exit(2) from None
    if format is Format.JSON:
        typer.echo(json.dumps(answer, ensure_ascii=False, indent=1))
    else:
        typer.echo(asof.words(answer))


@app.command()
def convert(
    article: Annotated[
        Path | None,
        typer.Argument(help="A plain-text article outside the project: print its page.", show_default=False),
    ] = None,
    seeds: Seeds = None,
    docs: Docs = None,
    out: Annotated[
        Path | None,
        typer.Option("--out", help="The folder of the pages [default: docs/_build/myst].", show_default=False),
    ] = None,
    drafts: Annotated[
        Drafts, typer.Option(help="Whether drafts are published: nowhere, or in every output.")
    ] = Drafts.NONE,
) -> None:
    """Make the MyST pages without Sphinx, or print the page of one plain-text article."""
    if article is not None:
        from handbook import originals

        page, problem = originals.article_page(article)
        if problem:
            typer.echo(terminal.one_line(str(problem)), err=True)
            raise typer.Exit(1)
        terminal.exact(page)
        return
    folder = seeds_of(seeds)
    source = docs_of(docs)
    target = outputs.output_path(out, folder, source, "--out") if out else source / "_build" / "myst"
    state_file = target.with_name(target.name + "-kept") / incremental.KEPT
    read_seeds = read_of(folder, state_file, for_sphinx=False)
    # Imported late, with everything that makes pages: a site without changes needs none of it.
    from handbook.convert import convert_all
    from handbook.incremental.planning import book_of

    book = book_of(read_seeds, drafts=drafts)
    files, written_count, removed = convert_all(book, read_seeds, target, state_file)
    console.print(f"{counted(files, 'file')} in {shown(target)}: {written_count} written, {removed} removed.")


@app.command()
def schema(
    seeds: Seeds = None,
    check_only: Annotated[bool, typer.Option("--check", help="Only say whether the files are up to date.")] = False,
) -> None:
    """Write the JSON Schema of every record kind to seeds/schema, for editors' YAML tools."""
    folder = seeds_of(seeds)
    files = {f"schema/{name}": text.encode("utf-8") for name, text in schemas(_words(folder)).items()}
    try:
        with nullcontext() if check_only else store.locked(folder):
            before = {name: store.content(folder, name) for name in files}
            stale = [name for name in files if files[name] != before[name]]
            if stale and not check_only:
                store.write(folder, {name: files[name] for name in stale}, before)
    except store.StoreError as error:
        fail([error.problem])
        return
    for name in stale:
        typer.echo(f"{shown(folder / name)} {'is out of date (run: handbook schema)' if check_only else 'written'}")
    if stale and check_only:
        raise typer.Exit(1)


def _words(seeds: Path) -> Vocabularies:
    """The vocabularies of the handbook with these seeds."""
    handbook = settings_of(seeds)
    return Vocabularies(handbook.vocabulary, handbook.labels)
