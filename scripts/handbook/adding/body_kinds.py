"""The kind of body that a name denotes: by the words in it, in any language, and by the words beside it in the article."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import ClassVar

from handbook.extraction.languages.data import FOLDER, Lines, Pattern, WholeWords, load, read
from handbook.extraction.nominative import NameInContext
from handbook.kinds import ActorKind

#: The first kind with a word in the name wins.
_ORDER = (
    ActorKind.GOVERNMENT, ActorKind.RESEARCH, ActorKind.MEDIA, ActorKind.MILITARY, ActorKind.NGO, ActorKind.COMPANY, ActorKind.INTERGOVERNMENTAL, ActorKind.ARMED_GROUP,
)  # fmt: skip


@dataclass(frozen=True)
class BodyKinds:
    """The words for bodies in a language."""

    TABLE: ClassVar[str] = "names.bodies"
    language: str
    #: Words in names by the kind of body that they show.
    kinds: WholeWords
    #: News agencies and broadcasters whose names do not show that they are.
    news: Lines
    #: Words before or after a name that show that it is a company's.
    company_before: Pattern
    company_behind: Pattern
    #: Words before or after a name that show that it is a political party's, whatever it calls itself: the ruling Patriotic Front.
    party_before: Pattern
    party_behind: Pattern


@cache
def _all() -> tuple[BodyKinds, ...]:
    """The words of all languages, since a text in one language names bodies in another."""
    languages = sorted(path.name for path in FOLDER.iterdir() if path.is_dir() and "bodies" in read(path.name, "names"))
    return tuple(load(BodyKinds, language) for language in languages)


def by_name(name: str) -> ActorKind | None:
    """The kind of body that the words of a name show; None if they show none."""
    if any(name in of.news for of in _all()):
        return ActorKind.MEDIA
    for kind in _ORDER:
        if any(kind.value in of.kinds and of.kinds[kind.value].search(name) for of in _all()):
            return kind
    return None


def companies(names: Iterable[NameInContext], language: str) -> frozenset[str]:
    """The names, as written, that an article calls companies or describes as only companies are described."""
    of = load(BodyKinds, language)
    return frozenset(
        name.surface for name in names if of.company_before.search(name.before) or of.company_behind.match(name.behind)
    )


def political(names: Iterable[NameInContext], language: str) -> frozenset[str]:
    """The names, as written, of what an article calls a political party: its Front or Movement bears no arms."""
    of = load(BodyKinds, language)
    return frozenset(
        name.surface for name in names if of.party_before.search(name.before) or of.party_behind.match(name.behind)
    )
