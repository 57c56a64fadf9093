"""Runs of capitalised words, and the words of a paragraph that are still free to be part of a name."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass

from handbook.extraction.inflection import inflects
from handbook.extraction.naming_words import Naming
from handbook.folding import fold

#: A word of a paragraph, with its place.
Token = re.Match[str]


def outside(text: str, tokens: list[Token], spans: Iterable[tuple[int, int]]) -> list[bool]:
    """Whether each token begins outside all spans."""
    covered = bytearray(len(text) + 1)
    for start, end in spans:
        covered[start:end] = b"\x01" * (end - start)
    return [not covered[t.start()] for t in tokens]


def between(tokens: list[Token], start: int, end: int) -> range:
    """The indexes of the tokens that begin between two places; by bisection, so that many spans in a long paragraph stay cheap."""
    return range(bisect_left(tokens, start, key=_place), bisect_left(tokens, end, key=_place))


def _place(token: Token) -> int:
    return token.start()


def take_tokens(tokens: list[Token], free: list[bool], match: re.Match[str], since: int = 0) -> bool:
    """Take the tokens of a match if those from ``since`` on are all free; return whether they were taken."""
    inside = between(tokens, *match.span())
    if not inside or not all(free[i] for i in inside if tokens[i].start() >= since):
        return False
    for i in inside:
        free[i] = False
    return True


def in_capitals(tokens: list[Token]) -> bool:
    """Whether a paragraph of three or more words is in capitals, but for a word or two."""
    words = [t[0] for t in tokens if t[0][0].isalpha()]
    return len(words) > 2 and sum(word.isupper() for word in words) > 0.8 * len(words)


def starts_sentence(text: str, at: int) -> bool:
    # Words in quotation marks begin with a capital like sentences.
    if text[max(0, at - 2) : at].strip()[-1:] in ("“", "«"):
        return True
    before = text[max(0, at - 60) : at].rstrip(" \"“”‘’'«»([)")
    return not before or before[-1] in ".:!?" or bool(re.search(r"(?:^|\s)[-–—]$", before))


def is_capital(word: str) -> bool:
    return word[:1].isupper()


@dataclass
class _Group:
    """The words of a run so far.  Their properties are updated word by word, so that a long run costs no more than its words."""

    of: Naming
    count: int = 0
    last: str = ""
    body: bool = False
    title: bool = False
    #: Whether all are fields of work, or political words.
    fields: bool = True
    #: Whether a small word has joined some of them: Council of Trade.
    linked: bool = False

    def add(self, word: str) -> None:
        self.count, self.last = self.count + 1, fold(word)
        self.body = self.body or self.last in self.of.organisations
        self.title = self.title or self.last in self.of.titles
        self.fields = self.fields and self.last in self.of.portfolios | self.of.programmes | self.of.partisan
        self.linked = self.linked or word in self.of.all_joining


def _joins(group: _Group, word: str) -> bool:
    """Whether a small word continues a name: any in the name of an organisation or office, particles in a person's."""
    # Government and the IMF: a head word alone is joined to nothing.
    if word in ("and", "et") and group.count == 1 and group.body:
        return False
    # The New Sample Party and Example Front: two bodies; but the Council of Trade Unions and Guilds is one.
    if word == "and" and not group.linked and group.last in group.of.organisations:
        return False
    # Intergovernmental Authority on Development; but not "bank on Wednesday".
    if word == "on":
        return group.last in group.of.joined_by_on
    # Prime Minister Ann Example and ...: the person's name ends there.
    if (
        word in ("and", "et", "of", "for")
        and group.count > 2 - (word in ("and", "et"))
        and group.title
        and group.last not in group.of.heads
    ):
        return False
    return group.body or group.title or word in group.of.particles or word in ("de", "du")


def _apart(text: str, tokens: list[Token], free: list[bool], at: int, of: Naming) -> bool:
    """Whether a word before an office is a name by itself: Palace Spokesman Ivan Example, OAS Commissioner."""
    if at + 2 >= len(tokens) or not free[at + 1] or not is_capital(tokens[at + 1][0]):
        return False
    # The president of the ABC Ann Example: an acronym is no first name.
    following = tokens[at + 1][0]
    if (
        of.is_acronym(tokens[at][0])
        and len(tokens[at][0]) > 2
        and fold(following) in of.given
        and not following.isupper()
    ):
        return text[tokens[at].end() : tokens[at + 1].start()] == " "
    word, title = fold(tokens[at][0]), fold(tokens[at + 1][0])
    return (
        text[tokens[at].end() : tokens[at + 1].start()] == " "
        and of.is_title(title)
        and (title != "general" or of.is_title(tokens[at + 2][0]))
        and title not in ("king", "prince", "sultan", "sheikh", "emir", "judge", "group", "council", "major", "m")
        and not of.is_title(word)
        and not any(word in words for words in (of.portfolios, of.given, of.organisations, of.ranking))
        and (is_capital(tokens[at + 2][0]) or tokens[at + 2][0] in ("of", "for", "and"))
        and text[tokens[at].start() - 1 : tokens[at].start()] != "-"
    )


def _fields(group: _Group, tokens: list[Token], look: int) -> bool:
    """Whether fields of work before "and" belong to a body after it: Defence Research and Development Organisation."""
    after = [fold(t[0]) for t in tokens[look + 1 : look + 4] if is_capital(t[0])]
    return group.fields and bool(set(after) & group.of.organisations)


def _first_name(text: str, tokens: list[Token], at: int, of: Naming) -> bool:
    """Whether a word that makes no name on its own is a first name or initial here: Jan Example, A. Example, but Jan 5."""
    if (
        len(tokens[at][0]) == 1
        and at + 1 < len(tokens)
        and is_capital(tokens[at + 1][0])
        and len(tokens[at + 1][0]) > 1
    ):
        return text[tokens[at].end() : tokens[at + 1].start()] == ". "
    return (
        fold(tokens[at][0]) in of.given
        and at + 1 < len(tokens)
        and text[tokens[at].end() : tokens[at + 1].start()] == " "
        and is_capital(tokens[at + 1][0])
        and fold(tokens[at + 1][0]) not in of.never
    )


def _opens_body(text: str, tokens: list[Token], free: list[bool], at: int, of: Naming) -> bool:
    """Whether a word that makes no name on its own begins a body's name inside a sentence: the New Democratic Party."""
    return (
        tokens[at][0] in of.may_open
        and at + 2 < len(tokens)
        and not starts_sentence(text, tokens[at].start())
        and all(free[i] and is_capital(tokens[i][0]) for i in (at + 1, at + 2))
        and any(fold(tokens[i][0]) in of.organisations for i in range(at + 1, min(at + 5, len(tokens))))
    )


def _opens_person(tokens: list[Token], at: int, of: Naming) -> bool:
    """Whether a person's name begins here: with a given name, or a word before an initial."""
    initial = at + 1 < len(tokens) and len(tokens[at + 1][0]) == 1 and tokens[at + 1][0].isupper()
    return is_capital(tokens[at][0]) and (fold(tokens[at][0]) in of.given or initial)


def _acronym_before_name(text: str, tokens: list[Token], at: int, of: Naming) -> bool:
    """Whether a non-Latin acronym, in a language that inflects, stands before a name that it does not belong to."""
    if not inflects(of.language) or not of.is_acronym(tokens[at][0]) or at + 1 == len(tokens):
        return False
    following = tokens[at + 1][0]
    acronym_and_name = tokens[at][0] + following
    return (
        following.istitle()
        and not any(map(str.isascii, acronym_and_name))
        and text[tokens[at].end() : tokens[at + 1].start()] == " "
    )


def _place_before_holder(text: str, tokens: list[Token], at: int, of: Naming) -> bool:
    """Whether a word is the place of an office, before its holder's given name: le maire de Lyon | Jean Exemple."""
    return (
        at + 2 < len(tokens)
        and fold(tokens[at + 1][0]) in of.given
        and is_capital(tokens[at + 2][0])
        and text[tokens[at].end() : tokens[at + 1].start()] == " "
        and of.office_of.search(text, max(0, tokens[at].start() - 60), tokens[at].start()) is not None
    )


#: How many words before the given name of its holder an office begins.
_OFFICE = 9


def _body_before_holder(text: str, tokens: list[Token], at: int, of: Naming) -> bool:
    """Whether a body's name ends right before the given name of who holds an office in it: governor of the Central Bank | Ann Example."""
    return (
        at > 1
        and fold(tokens[at][0]) in of.given
        and fold(tokens[at - 1][0]) in of.organisations
        # Institute Jean Example: a head word that nothing stands before needs the name behind it.
        and is_capital(tokens[at - 2][0])
        and text[tokens[at - 2].end() : tokens[at - 1].start()]
        == text[tokens[at - 1].end() : tokens[at].start()]
        == " "
        and any(of.is_title(token[0]) for token in tokens[max(0, at - _OFFICE) : at - 2])
    )


def run_at(text: str, tokens: list[Token], free: list[bool], at: int, of: Naming) -> int:
    """How many tokens from ``at`` on make one capitalised run, joined by small words or hyphens."""
    if not free[at] or not is_capital(tokens[at][0]):
        return 0
    if (
        fold(tokens[at][0]) in of.never
        and not of.is_acronym(tokens[at][0])
        and not _first_name(text, tokens, at, of)
        and not _opens_body(text, tokens, free, at, of)
    ):
        return 0
    end = at + 1
    look = end
    if _apart(text, tokens, free, at, of):
        return 1
    # Republican Ann Example: the party is not part of the name.
    if at + 1 < len(tokens) and fold(tokens[at][0]) in of.partisan and _opens_person(tokens, at + 1, of):
        return 1
    # Помощник Путина Юрий Ушаков: a family name in another case, then the name of somebody else.
    if (
        inflects(of.language)
        and at + 1 < len(tokens)
        and fold(tokens[at][0]) in of.surnames
        and fold(tokens[at + 1][0]) in of.given
    ):
        return 1
    # Представитель ЕС Иван Примеров: an acronym does not belong to the name after it.
    if _acronym_before_name(text, tokens, at, of) or _place_before_holder(text, tokens, at, of):
        return 1
    group = _Group(of)
    group.add(tokens[at][0])
    while look < len(tokens) and free[look]:
        between = text[tokens[look - 1].end() : tokens[look].start()]
        # Residents' Collective, Traders’ Union: whose body it is.
        owned = between in ("' ", "’ ") and tokens[look - 1][0][-1] == "s" and fold(tokens[look][0]) in of.organisations
        if not (owned or re.fullmatch(r" |-|’|'|\. |&| & ", between)) or (
            between == ". " and len(tokens[look - 1][0]) > 1 and fold(tokens[look - 1][0]) not in of.shortened
        ):
            break
        # Корреспондент РЕН ТВ Анна Примерова: acronyms, then somebody's name.
        if _body_before_holder(text, tokens, look, of) or (
            _acronym_before_name(text, tokens, look - 1, of) and all(of.is_acronym(t[0]) for t in tokens[at:look])
        ):
            break
        word = tokens[look][0]
        # Jean-Yves Le Drian: after a given name an article belongs to the family name.
        family = word in of.family_articles and fold(tokens[at][0]) in of.given
        if inflects(of.language) and word.isascii() != tokens[at][0].isascii():
            # Телеканал Example Иванов: two alphabets, two names.
            break
        if is_capital(word) and (family or fold(word) not in of.never or word.isupper()):
            group.add(word)
            look += 1
            end = look
        elif (
            tokens[look][0] in of.all_joining
            and look + 1 < len(tokens)
            # The Council of Trade and the Commission: two bodies.
            and not (word in ("and", "et") and tokens[look + 1][0] in of.all_joining)
            and (_joins(group, word) or _fields(group, tokens, look))
        ):
            group.add(word)
            look += 1
        else:
            break
    if tokens[end - 1][0] == "s" and end - at > 1:
        end -= 1
    return end - at
