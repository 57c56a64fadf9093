"""The sites of a handbook: one for each language of its interface, in the folder of the first."""

from __future__ import annotations

import contextlib
import re
import time
from collections.abc import Generator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import typer

from handbook import incremental
from handbook.cli.common import console, doctrees_of, options_of, shown, sphinx
from handbook.incremental import state, up_to_date
from handbook.incremental.site_digests import SiteDigests
from handbook.incremental.up_to_date import SiteRecord
from handbook.pages.differences import Earlier

if TYPE_CHECKING:
    from handbook.sphinx_ext.running.early_work import EarlyWork


class LanguageSite(NamedTuple):
    """A site in one language: its folder, the folder where builds store data for the next one, its address or "", all languages."""

    language: str
    out: Path
    stored: Path
    url: str
    languages: tuple[str, ...]

    @property
    def further(self) -> bool:
        """Whether it lies in the folder of another site."""
        return self.language != self.languages[0]

    @property
    def settings(self) -> dict[str, str]:
        """The settings of Sphinx for this site."""
        several = {"handbook_languages": ",".join(self.languages)} if len(self.languages) > 1 else {}
        return {"language": self.language, "html_baseurl": self.url, **several}


def sites_of(languages: tuple[str, ...], target: Path, url: str = "") -> list[LanguageSite]:
    """The sites in some languages that are built into a folder for an address; the first language's is at its root."""
    sites = [LanguageSite(languages[0], target, doctrees_of(target), url, languages)]
    for language in languages[1:]:
        address = f"{url.rstrip('/')}/{language}/" if url else ""
        sites.append(LanguageSite(language, target / language, _stored(target, language), address, languages))
    return sites


def _stored(target: Path, language: str) -> Path:
    return target.with_name(f"{doctrees_of(target).name}-{language}")


def remove_dropped_languages(target: Path, sites: list[LanguageSite]) -> None:
    """Remove from a folder the sites in languages that the handbook no longer has."""
    from handbook.sphinx_ext.storage import written_names

    start = _stored(target, "").name
    stored_languages = {
        stored.name.removeprefix(start) for stored in target.parent.glob(f"{start}*") if stored.is_dir()
    }
    # The site now at the root may have been in a folder of another one before.
    for language in sorted(
        (stored_languages | written_names.below(target)) - {site.language for site in sites if site.further}
    ):
        if re.fullmatch("[a-z]{2,3}", language):
            from handbook.sphinx_ext.frame.languages import remove_site

            remove_site(target / language, _stored(target, language))


def below_of(site: LanguageSite, sites: list[LanguageSite]) -> list[Path]:
    """The folders of other sites that lie in a site's folder."""
    return [] if site.further else [inner.out for inner in sites if inner.further]


@contextlib.contextmanager
def computing_digests(sites: list[LanguageSite]) -> Generator[Mapping[str, SiteDigests]]:
    """Compute the digests of the files of sites that were built before, in processes beside other work; by language."""
    digests_by_language = {
        site.language: _digests_of(site, sites) for site in sites if (site.stored / up_to_date.SETTLED).is_file()
    }
    for site_digests in digests_by_language.values():
        site_digests.begin()
    try:
        yield digests_by_language
    finally:
        for site_digests in digests_by_language.values():
            site_digests.stop()


def _digests_of(site: LanguageSite, sites: list[LanguageSite]) -> SiteDigests:
    return SiteDigests(site.out, below_of(site, sites))


def build_sites(
    sites: list[LanguageSite], source: Path, seeds: Path, common_settings: dict[str, str], shared_reading: incremental.Reading, clean: bool = False,
    earlier: tuple[Earlier, ...] = (), digests_by_language: Mapping[str, SiteDigests] | None = None,
) -> bool:  # fmt: skip
    """Build the sites that are not up to date; return whether there were any.

    ``digests_by_language`` are those of their files if they are being computed already.  ``common_settings`` are settings besides those of the sites; entries are
    compared with ``earlier`` editions.  A problem with one site ends the command.
    """
    target = sites[0].out
    remove_dropped_languages(target, sites)
    outdated = []
    for site in sites:
        settings = site.settings | common_settings
        # The content of earlier editions is not recorded.
        site_record = None if earlier else state.load(site.stored / up_to_date.SETTLED, SiteRecord)
        site_digests = (digests_by_language or {}).get(site.language) or _digests_of(site, sites)
        if site_record and up_to_date.unchanged(
            site_record, shared_reading.now.seeds(), options_of(settings), source, site_digests.outputs
        ):
            console.detail(f"{shown(site.out)}: nothing changed")
        else:
            outdated.append((site, settings, site_record, site_digests))
    for site, settings, site_record, site_digests in outdated:
        reading = (
            incremental.another(shared_reading, site.stored / incremental.PRODUCTS) if site.further else shared_reading
        )
        early_work = None
        if site_record:
            refreshed, early_work = _refreshed(
                site, source, options_of(settings), site_digests, below_of(site, sites), reading, site_record
            )
            if refreshed:
                continue
        if sphinx(
            source,
            site.out,
            seeds,
            settings,
            clean,
            reading=reading,
            stored=site.stored,
            further=site.further,
            earlier=earlier,
            early_work=early_work,
        ):
            raise typer.Exit(1)
    return bool(outdated)


def _refreshed(
    site: LanguageSite, source: Path, options: tuple[str, ...], site_digests: SiteDigests, below: list[Path], reading: incremental.Reading, site_record: SiteRecord
) -> tuple[bool, EarlyWork | None]:  # fmt: skip
    """Update a site without Sphinx, if none of the changed pages needs Sphinx; else return what was begun of its build."""
    from handbook.sphinx_ext.running import without_sphinx
    from handbook.sphinx_ext.storage import locks

    place = without_sphinx.Place(source, site.out, site.stored, options, tuple(below), site.further)
    started = time.monotonic()
    # Problems with writing, and other processes that write there, are reported by the build that follows.
    with console.status("Building the pages"), contextlib.suppress(OSError, locks.Busy):
        refreshed, early_work = without_sphinx.refresh(place, reading, site_record, site_digests)
        if refreshed:
            console.detail(
                f"{shown(site.out)}: changed pages written in {time.monotonic() - started:.1f} s, without Sphinx"
            )
        return refreshed, early_work
    return False, None
