"""The head of a new source: what a person says of an article, else what the article says of itself."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from handbook.adding import licences
from handbook.adding.draft_header import header_of, source_id
from handbook.adding.original import Article
from handbook.citations import is_web_address
from handbook.corpus import Corpus
from handbook.date_mends import NoDate
from handbook.extraction import languages
from handbook.kinds import Rights
from handbook.model import ID_PATTERN, RESERVED_IDS, Header
from handbook.partial_date import PartialDate
from handbook.plain_text import clean
from handbook.problems import Place, Problem


@dataclass(frozen=True)
class Options:
    """Details of an article that a person gives because its page lacks them, or has them wrong.

    ``table`` is the file and line of the table that gives them, and ``form`` has the names of the fields of a form that
    does, by option; else it is the command line.  ``today`` is the day of the run.
    """

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
    title: str = ""
    authors: tuple[str, ...] = ()
    table: Place | None = None
    form: tuple[tuple[str, str], ...] = ()
    today: str = ""


class Refusal(Exception):
    """An article that cannot be added with these options; ``problem`` says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


@dataclass(frozen=True)
class _NamedOptions:
    """The options for an article with the words of messages: the file, or the row of the table, and what options are called there."""

    options: Options
    file: Place

    def option_name(self, option: str) -> str:
        """The name of an option where a person gives it: a column of the table, a field of the form, else the command's option."""
        if self.options.table:
            return f"'{option}'"
        return dict(self.options.form).get(option, option) if self.options.form else f"--{option}"

    def missing_option(self, code: str, option: str, message: str) -> Refusal:
        """The refusal of an article for which a necessary option is not given."""
        option_name = self.option_name(option)
        mend = f"fill in {option_name}" if self.options.form else f"add {option_name} NAME"
        return self._refusal(code, message, f"write it in the column {option_name}" if self.options.table else mend)

    def refuse(self, code: str, option: str, message: str, mend: str) -> Refusal:
        """The refusal of an option that is wrong."""
        return self._refusal(code, f"{self.option_name(option)}: {message}", mend)

    def _refusal(self, code: str, message: str, mend: str) -> Refusal:
        return Refusal(Problem(self.options.table or self.file, code, message, mend))

    def date(self, option: str, text: str) -> PartialDate:
        try:
            return PartialDate.parse(text)
        except NoDate as error:
            raise self.refuse("HB106", option, error.what, error.mend) from None


def head(corpus: Corpus, article: Article, options: Options, file: Place) -> tuple[Header, Article, list[str]]:
    """The header of an article, the article as it is to be read, and notes for the person who adds it.

    Raises:
        Refusal: an option is wrong, or something that must be known is given nowhere.
    """
    named_options = _NamedOptions(options, file)
    article = _corrected(article, named_options)
    published, consulted, basis, notes = _dates(article, named_options)
    url = options.url or article.url
    if options.url and not is_web_address(options.url):
        raise named_options.refuse("HB105", "url", f"'{options.url}' is not a web address", "start it with https://")
    host = (urlsplit(url).hostname or "") if is_web_address(url) else ""
    publication = clean(options.publication or article.publication or host.removeprefix("www."))
    if not publication:
        raise named_options.missing_option("HB104", "publication", "the page does not say where it was published")
    origin = options.origin
    if not origin and article.agency and article.agency.casefold() not in publication.casefold():
        origin = article.agency
        notes.append(f"origin: {origin}, which its dateline names; {named_options.option_name('origin')} names another")
    try:
        licence = licences.permitting(options.licence) if options.licence else ""
    except ValueError as error:
        raise named_options.refuse(
            "HB105", "licence", str(error), licences.mend(named_options.option_name("licence"))
        ) from None
    if options.country and not re.fullmatch(r"[A-Za-z]{2}", options.country):
        raise named_options.refuse(
            "HB105", "country", f"'{options.country}' is no code of a country", "write two letters: ML, RU"
        )
    year = str(published.latest.year) if published.latest and published.earliest else ""
    identity = _identity(corpus, article, publication, year, named_options)
    header = header_of(
        article, identity, publication, published, consulted, Rights.OPEN if licence else Rights.RESTRICTED, licence, url,
        options.extent, origin, options.short, options.country, basis,
    )  # fmt: skip
    return header, article, notes


def _corrected(article: Article, named_options: _NamedOptions) -> Article:
    """The article with the title, authors and language that a person gave."""
    options = named_options.options
    article = replace(article, title=options.title or article.title, authors=options.authors or article.authors)
    if not options.language:
        return article
    try:
        return replace(article, language=languages.primary(options.language))
    except ValueError as error:
        raise named_options.refuse("HB105", "language", str(error), "write it as en, fr or ru") from None


#: How many days may lie between the day of a dateline and that of publication.
_SAME_DAYS = 2


def _dates(article: Article, named_options: _NamedOptions) -> tuple[PartialDate, PartialDate, str, list[str]]:
    """The dates of publication and of reading, what the former was inferred from, and notes on it."""
    options = named_options.options
    published = named_options.date("published", options.published) if options.published else article.published
    consulted = named_options.date("consulted", options.consulted)
    if options.today and consulted.earliest and str(consulted.earliest) > options.today:
        raise named_options.refuse(
            "HB106", "consulted", f"{consulted} is still to come", "give the day on which it was read"
        )
    if published.shape == "unknown":
        # All that is known is that it had appeared when it was read: relative dates cannot be counted from that.
        note = f"nothing says when it was published: dates such as 'last month' are not resolved; to give the day, handbook undo and add it again with {named_options.option_name('published')}"
        return PartialDate.parse(f"../{options.consulted}"), consulted, "not given by the page", [note]
    if consulted.latest and published.earliest and published.earliest > consulted.latest:
        basis = "" if options.published else f", as its {article.basis} has it,"
        message = f"{published}{basis} is after the day on which it was read ({consulted})"
        raise named_options.refuse(
            "HB106", "published", message, f"give the day of publication with {named_options.option_name('published')}"
        )
    inferred = not options.published and (article.basis == "dateline" or article.basis.endswith("check it"))
    notes = [f"published {published}, by {article.basis}"] if inferred else []
    if options.published and article.basis in ("dateline", "byline") and _far_apart(published, article.published):
        # A reprint: its "on Tuesday" was written when the text first appeared.
        notes.append(
            f"published {published} as you say, {article.published} by its {article.basis}: days such as 'on Tuesday' are counted from yours"
        )
    return published, consulted, article.basis if inferred else "", notes


def _far_apart(one: PartialDate, other: PartialDate) -> bool:
    """Whether two dates lie more days apart than time zones and an evening explain."""
    if not (one.earliest and one.latest and other.earliest and other.latest):
        return False
    return max((one.earliest - other.latest).days, (other.earliest - one.latest).days) > _SAME_DAYS


def _identity(corpus: Corpus, article: Article, publication: str, year: str, named_options: _NamedOptions) -> str:
    taken_ids = {*corpus.sources, *corpus.entries, *corpus.broken}
    identity = named_options.options.identity or source_id(article, publication, year, taken_ids)
    if identity in taken_ids:
        raise named_options.refuse(
            "HB108", "id", f"the id '{identity}' is taken", f"choose another with {named_options.option_name('id')}"
        )
    if not re.fullmatch(ID_PATTERN, identity) or len(identity) > 80:
        raise named_options.refuse(
            "HB105", "id", f"'{identity}' is not an id", "small letters, digits and single hyphens"
        )
    if identity in RESERVED_IDS:
        raise named_options.refuse(
            "HB107",
            "id",
            f"the id '{identity}' cannot be the name of a page",
            f"choose another with {named_options.option_name('id')}",
        )
    return identity
