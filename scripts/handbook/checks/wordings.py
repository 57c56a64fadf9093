"""The rule about the languages of wordings and names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from handbook import language_codes
from handbook.checks.register import Context, rule
from handbook.claims import PlainClaim, Wording
from handbook.corpus import Corpus
from handbook.dossiers import Dossier
from handbook.model import Entry, Term
from handbook.problems import Place, Problem, did_you_mean

_ANN = "id: ann-example\nkind: person\nname: Ann Example\ngloss: A person.\ncite: [gazette-2024/2a]\n"
_PATH = "seeds/registry/actors/ann-example.yml"


def _of_entry(corpus: Corpus, entry: Entry) -> Iterator[tuple[Place, str]]:
    """The languages that an entry names, each with its place."""
    texts: list[tuple[tuple[str, ...], tuple[Wording, ...]]] = [
        (("titles",), entry.titles),
        (("glosses",), entry.glosses),
    ]
    if not isinstance(entry, Term):
        texts.append((("lead",), entry.lead))
        texts += [(("claims", c.label, "says"), c.says) for c in entry.claims if isinstance(c, PlainClaim)]
    for path, wordings in texts:
        yield from ((corpus.place(entry.id, *path, wording.lang), wording.lang) for wording in wordings)
    for number, name in enumerate(entry.names):
        if name.lang:
            yield corpus.place(entry.id, "names", number, "lang"), name.lang


def _of_dossier(corpus: Corpus, dossier: Dossier) -> Iterator[tuple[Place, str]]:
    texts: list[tuple[tuple[str | int, ...], tuple[Wording, ...]]] = [
        (("name",), dossier.name),
        (("lead",), dossier.lead),
        *((("totals", number, "of"), total.of) for number, total in enumerate(dossier.totals)),
    ]
    for path, wordings in texts:
        yield from ((corpus.place(dossier.id, *path, wording.lang), wording.lang) for wording in wordings)


def _languages(context: Context) -> Iterator[tuple[Place, str]]:
    """Every language that records name, with its place."""
    corpus = context.corpus
    for entry in context.selected(corpus.entries):
        yield from _of_entry(corpus, entry)
    for dossier in context.selected(corpus.dossiers):
        yield from _of_dossier(corpus, dossier)
    for source in context.selected(corpus.sources):
        header = source.header
        yield from ((Place(source.path, 1), code) for code in (header.language, header.title_language) if code)
    for number, row in enumerate(corpus.translations):
        yield from ((corpus.place("translations", number), wording.lang) for wording in row.into)


@rule(
    "HB210", "a language that exists",
    good=(_PATH, f"{_ANN}names: [{{text: Example, kind: short, lang: fr, cite: [gazette-2024/2b]}}]\nglosses: {{fr: Une personne.}}\n"),
    bad=(_PATH, f"{_ANN}glosses: {{xx: Une personne.}}\n"),
)  # fmt: skip
def language_exists(context: Context) -> Iterable[Problem]:
    """Texts and names are in languages that exist, by their shortest code: en, not eng; a language of the handbook is one."""
    handbook = context.corpus.handbook
    handbook_languages = {handbook.language, handbook.content, *handbook.languages}
    for place, code in _languages(context):
        if code not in handbook_languages and (mend := language_codes.mend(code)):
            yield Problem(
                place, "HB210", f"no language has the code '{code}'", did_you_mean(code, handbook_languages) or mend
            )
