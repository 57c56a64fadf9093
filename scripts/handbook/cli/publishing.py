"""The command that makes what a host serves."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import typer

from handbook import i18n, incremental, publish
from handbook.addresses import path
from handbook.book import Book
from handbook.cli import outputs
from handbook.cli.common import (  # fmt: skip
    Docs,
    Seeds,
    address,
    app,
    console,
    docs_of,
    doctrees_of,
    fail,
    places_of,
    read_of,
    seeds_of,
    shown,
)
from handbook.cli.sites import build_sites, sites_of
from handbook.corpus import Corpus
from handbook.counted import counted
from handbook.pages import entries
from handbook.pages.differences import Earlier
from handbook.problems import Place, Problem
from handbook.publishing import cards, deposit, editions, hosting
from handbook.settings.handbook import Handbook
from handbook.settings.words import best

Site = dict[str, bytes]
#: The folders of the seeds, of the hand-written pages, and of the site.
Places = tuple[Path, Path, Path]


@app.command(name="publish")
def publish_site(
    to: Annotated[Path, typer.Option("--to", help="The folder that the host serves.", show_default=False)],
    url: Annotated[str, typer.Option("--url", help="The address at which it serves it.", envvar="HANDBOOK_URL", show_default=False)],
    freeze: Annotated[bool, typer.Option("--freeze", help="Also publish this edition in a folder of its own, which never changes again.")] = False,
    deposit_to: Annotated[Path | None, typer.Option("--deposit", help="Also pack the edition's data into this zip, for a repository that gives it a DOI.", show_default=False)] = None,
    seeds: Seeds = None,
    docs: Docs = None,
) -> None:  # fmt: skip
    """Make a folder that any web host can serve: the site, its editions side by side, and what hosts look for."""
    address(url)
    folder = seeds_of(seeds)
    root, target = url.rstrip("/") + "/", outputs.output_path(to, folder, docs_of(docs), "--to")
    if deposit_to:
        outputs.output_path(deposit_to, folder, docs_of(docs), "--deposit", folder=False)
    if target.is_file() or (target.is_dir() and any(target.iterdir()) and not (target / editions.LIST).is_file()):
        fail(
            [
                Problem(
                    Place(shown(to)),
                    "HB140",
                    "it is no folder that this command made, and not empty",
                    "name another one",
                )
            ]
        )
    source, out = places_of(folder, docs, None, editions.LATEST)
    # Read once for all sites.
    reading = read_of(folder, doctrees_of(out) / incremental.KEPT, for_sphinx=True)
    corpus = reading.context.corpus.published()
    edition, day = corpus.handbook.edition, corpus.edition_date
    editions_text = _text(target / editions.LIST)
    try:
        before = editions.rows_of(editions_text)
        editions_list = editions.listed(editions_text, edition, day) if freeze else editions_text or "[]\n"
    except ValueError as error:
        fail([Problem(Place(shown(target / editions.LIST)), "HB140", f"{error}", "bring it back as it was")])
        return
    earlier = _earlier(target, before, root, corpus, reading.now.seeds().hex() if freeze else "")
    latest = _site(reading, (folder, source, out), f"{root}{editions.LATEST}/", earlier)
    sites = {editions.LATEST: latest}
    if freeze:
        sites[edition] = _site(reading, (folder, source, out.with_name("edition")), f"{root}{edition}/")
        frozen_files = _files(target / edition)
        try:
            if frozen_files:
                editions.unchanged(edition, frozen_files, sites[edition])
        except editions.Frozen as error:
            advice = "an edition that is published stays as it is: give this one another number, or leave out --freeze"
            fail([Problem(Place(shown(target / edition)), "HB141", str(error), advice)])
    for name, site in sites.items():
        _replace_site(target / name, site)
    for name, text in _files_beside(corpus, latest, root, editions_list).items():
        publish.write(target / name, text)
    if deposit_to is not None:
        _deposit(deposit_to, corpus, latest, root)
    where_frozen = f", edition {edition} in {shown(target / edition)}" if freeze else ""
    console.print(f"Published in {shown(target)}: {counted(len(latest), 'file')} in {editions.LATEST}{where_frozen}")


def _earlier(target: Path, rows: list[dict[str, str]], root: str, corpus: Corpus, frozen: str) -> tuple[Earlier, ...]:
    """The editions with which the latest state is compared, the latest first: those already published, and the one being made of the records ``frozen``, if any."""
    earlier, unread = editions.published(target, rows, root, corpus.handbook)
    for problem in unread:
        console.print(problem)
    edition = corpus.handbook.edition
    if frozen and edition not in {row["edition"] for row in rows}:
        further = frozenset(_languages(corpus.handbook)[1:])
        earlier.append(Earlier(edition, corpus.edition_date, f"{root}{edition}/", corpus, further, frozen))
    return tuple(sorted(earlier, key=lambda e: (e.day, e.edition), reverse=True))


def _site(reading: incremental.Reading, places: Places, base: str, earlier: tuple[Earlier, ...] = ()) -> Site:
    """A site built for an address in all its languages, with cards and 404 pages."""
    seeds, source, target = places
    handbook = reading.context.corpus.handbook
    sites = sites_of(_languages(handbook), target, base)
    build_sites(sites, source, seeds, {"handbook_drafts": "none", "handbook_editions": "1"}, reading, earlier=earlier)
    files = _files(target)
    root, _, folder = base.rstrip("/").rpartition("/")
    for site in sites:
        below = f"{site.language}/" if site.further else ""
        not_found = [_not_found_text(site.language, f"{folder}/{below}".rstrip("/"))]
        files |= {
            below + path: raw for path, raw in _cards(Book(reading.context, reading.report, site.language)).items()
        }
        files[f"{below}404.html"] = hosting.not_found_page(
            handbook.named(site.language), not_found, f"{root}/", folder
        ).encode()
    return files


def _languages(handbook: Handbook) -> tuple[str, ...]:
    return i18n.interfaces(handbook.language, handbook.languages)


def _not_found_text(language: str, folder: str) -> hosting.NotFoundText:
    t = i18n.translator(language)
    return hosting.NotFoundText(language, t("There is no page at this address."), t("To the handbook"), folder)


def _cards(book: Book) -> Mapping[str, bytes]:
    """The cards of all entries in the language of a book."""
    view, handbook = book.view, book.corpus.handbook
    drawing = [
        cards.Card(
            path(entry),
            entries.kind_words(view, entry),
            view.name_of(entry),
            view.gloss_of(entry),
            handbook.named(book.language),
        )
        for entry in book.corpus.paged
    ]
    return cards.drawn(drawing)


def _files_beside(corpus: Corpus, site: Site, root: str, editions_list: str) -> Mapping[str, str]:
    """The files beside the sites."""
    pages = [
        hosting.published_page(n, raw.decode("utf-8"))
        for n, raw in site.items()
        if n.endswith(".html") and not n.endswith("404.html")
    ]
    handbook = corpus.handbook
    main_language, *further = _languages(handbook)
    folders = {language: f"{editions.LATEST}/{language}" for language in further}
    not_found = [
        _not_found_text(language, folders.get(language, editions.LATEST)) for language in (main_language, *further)
    ]
    return {
        editions.LIST: editions_list,
        "index.html": hosting.sent_on(handbook.named(), f"{editions.LATEST}/", handbook.content),
        "404.html": hosting.not_found_page(handbook.named(main_language), not_found, root, editions.LATEST),
        "sitemap.xml": hosting.site_map(pages, f"{root}{editions.LATEST}/", corpus.edition_date),
        "robots.txt": hosting.robots(root),
        "_redirects": hosting.redirects(pages, root, editions.LATEST),
        # Some hosts would leave out folders that begin with an underscore.
        ".nojekyll": "",
        **hosting.headers(root, folders.values()),
    }


def _deposit(to: Path, corpus: Corpus, site: Site, root: str) -> None:
    handbook = corpus.handbook
    data = {name: raw for name, raw in site.items() if name.startswith(("data/", "schema/")) or name == "llms-full.txt"}
    counts = f"{counted(len(corpus.paged), 'entry', 'entries')}, {counted(len(corpus.claims), 'claim')}, {counted(len(corpus.statements), 'statement')} of {counted(len(corpus.sources), 'source')}"
    described = f"{best(handbook.description, handbook.content) or handbook.named()}: {counts}."
    metadata = deposit.metadata(
        handbook.named(),
        handbook.edition,
        corpus.edition_date,
        handbook.edited(),
        described,
        list(handbook.keywords),
        root,
        handbook.licence.name,
    )
    publish.write(to, deposit.archive(data, metadata))
    console.print(f"The deposit is {shown(to)}")


def _files(folder: Path) -> Site:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.is_file() else ""


def _replace_site(folder: Path, site: Site) -> None:
    """Make a folder equal to a site: changed files are written, obsolete ones removed."""
    publish.make_plain(folder.parent, [folder.name])
    for name in _files(folder).keys() - site.keys():
        (folder / name).unlink()
    for name, raw in site.items():
        if (folder / name).is_dir():
            shutil.rmtree(folder / name)
        publish.write(folder / name, raw)
    for inner in sorted((p for p in folder.rglob("*") if p.is_dir()), reverse=True):
        if not any(inner.iterdir()):
            inner.rmdir()
