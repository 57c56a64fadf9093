"""``handbook add``: an article file to drafts in the seeds folder; the same article twice changes nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlsplit

from handbook.adding import licences, original, store
from handbook.adding.draft import Draft, draft, header_of, source_id
from handbook.checks.register import Context
from handbook.extraction import languages
from handbook.extraction.article import Annotator, Model, unread
from handbook.kinds import Rights
from handbook.model import ID_PATTERN, RESERVED_IDS, Ruling
from handbook.partial_date import PartialDate
from handbook.plain_text import clean
from handbook.problems import Place, Problem
from handbook.reading import articles, records, yaml_values
from handbook.reading.seeds import KINDS

RULINGS = "rulings.yml"


@dataclass(frozen=True)
class Options:
    """What a person says of an article that its page does not say, or says wrongly."""

    identity: str = ""
    publication: str = ""
    published: str = ""
    url: str = ""
    licence: str = ""
    consulted: str = ""
    extent: str = "whole"
    origin: str = ""
    short: str = ""
    language: str = ""
    country: str = ""
    names: bool = True


def prepare(
    context: Context, path: Path, options: Options, model: Model | None = None
) -> tuple[Draft | None, list[Problem]]:
    """The draft for a file, or an empty one if the article is there already, or what is wrong."""
    article, raw, problem = original.read(path)
    if article is None or problem:
        return None, [problem] if problem else []
    place = Place(clean(str(path)))
    corpus = context.corpus
    for source in corpus.sources.values():
        held = source.header.original
        if held and held.sha256 == article.sha256:
            return Draft(source.id), []
    try:
        published = PartialDate.parse(options.published) if options.published else article.published
    except ValueError as error:
        return None, [Problem(place, "HB106", f"--published: {error}", "write it as 2024-02-28, 2024-02 or 2024")]
    try:
        consulted = PartialDate.parse(options.consulted)
    except ValueError as error:
        return None, [Problem(place, "HB106", f"--consulted: {error}", "write it as 2024-02-28")]
    basis = "" if options.published else _basis(article)
    notes = [*article.notes]
    if published.shape == "unknown":
        # Nothing is known but that it had appeared when it was read: no date in it can be counted from that.
        published, basis = PartialDate.parse(f"../{consulted}"), "not given by the page"
        notes.append(
            "nothing says when it was published: dates such as 'last month' are not resolved, and have to be, or give the day with --published"
        )
    elif consulted.latest and published.earliest and published.earliest > consulted.latest:
        said = "--published" if options.published else article.basis
        return None, [
            Problem(
                place, "HB106", f"published {published}, by {said}, which is after the day on which it was read ({consulted})",
                "give the day of publication with --published",
            )
        ]  # fmt: skip
    origin = options.origin
    if not origin and article.agency and article.agency.casefold() not in publication_of(options, article).casefold():
        origin = article.agency
        notes.append(f"origin: {origin}, which its dateline names; --origin names another")
    url = options.url or article.url
    publication = publication_of(options, article)
    if not publication:
        return None, [Problem(place, "HB104", "the page does not say where it was published", "add --publication NAME")]
    year = str(published.latest.year) if published.latest and published.earliest else ""
    taken = {*corpus.sources, *corpus.entries, *corpus.broken}
    identity = options.identity or source_id(article, publication, year, taken)
    if identity in taken:
        return None, [Problem(place, "HB108", f"the id '{identity}' is taken", "choose another with --id")]
    try:
        licence = licences.permitting(options.licence) if options.licence else ""
    except ValueError as error:
        return None, [Problem(place, "HB105", f"--licence: {error}", licences.MEND)]
    rights = Rights.OPEN if licence else Rights.RESTRICTED
    if not re.fullmatch(ID_PATTERN, identity) or len(identity) > 80:
        return None, [Problem(place, "HB105", f"'{identity}' is not an id", "small letters, digits and single hyphens")]
    if identity in RESERVED_IDS:
        return None, [
            Problem(place, "HB107", f"the id '{identity}' cannot be the name of a page", "choose another with --id")
        ]
    if options.language:
        try:
            article = replace(article, language=languages.primary(options.language))
        except ValueError as error:
            return None, [Problem(place, "HB105", f"--language: {error}", "write it as en, fr or ru")]
    header = header_of(
        article,
        identity,
        publication,
        published,
        consulted,
        rights,
        licence,
        url,
        options.extent,
        origin,
        options.short,
        options.country,
        basis,
    )
    annotator = Annotator(corpus.entries, context.gazetteer, model)
    annotated = annotator.article(article.paragraphs, published, article.language)
    made = draft(corpus, article, annotated, header, raw, path.suffix.lower(), options.names)
    notes += [languages.unruled(article.language), unread(annotated)]
    made = replace(made, summary=(*(f"note: {note}" for note in notes if note), *made.summary))
    return made, unreadable(made)


def publication_of(options: Options, article: original.Article) -> str:
    """Where an article appeared: as a person says, as its page says, else by its address; empty if nothing does."""
    host = urlsplit(options.url or article.url).hostname or ""
    return clean(options.publication or article.publication or host.removeprefix("www."))


def _basis(article: original.Article) -> str:
    """What a date of publication was inferred from, if no part of the page is there to say it."""
    return article.basis if article.basis == "dateline" or article.basis.endswith("check it") else ""


def unreadable(made: Draft) -> list[Problem]:
    """What would be wrong with a draft's files, read as the next command will read them."""
    found: list[Problem] = []
    for name, text in made.files.items():
        if name.startswith("articles/"):
            found += articles.read(text, name)[1]
        else:
            kind = KINDS[name.split("/")[1]]
            try:
                found += records.make(kind, yaml_values.load(text), name)[1]
            except yaml_values.YamlError as error:
                found.append(Problem(Place(name, error.line), "HB101", error.message, error.mend))
    for line in made.rulings:
        (value,) = yaml_values.load(line).value
        found += records.make(Ruling, yaml_values.Values(value, {}), RULINGS)[1]
    return found


def write(seeds: Path, made: Draft) -> list[str]:
    """Write a draft into the seeds; the names of the files, under seeds, that are new or have grown.

    Raises:
        StoreError: something stood in the way; nothing was written.
    """
    before = store.held(seeds, RULINGS)
    files = {name: text.encode("utf-8") for name, text in made.files.items()} | dict(made.originals)
    expected: dict[str, bytes | None] = dict.fromkeys(files)
    # An original of a run that was undone by deleting its drafts may still be there.
    expected |= {name: store.held(seeds, name) for name in made.originals}
    if made.rulings:
        old = before or b""
        files[RULINGS] = (
            old + (b"" if not old or old.endswith(b"\n") else b"\n") + "".join(made.rulings).encode("utf-8")
        )
        expected[RULINGS] = before
    store.write(seeds, files, expected)
    return sorted(files)
