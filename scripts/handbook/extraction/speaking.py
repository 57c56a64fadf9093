"""How the sentences of a language say who speaks: pronouns, passives, bodies, what stands around names and verbs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import ClassVar

from handbook.extraction.languages.data import Flag, Pattern, Words, load

MARK = re.compile(r"[\"“«„]")


@dataclass(frozen=True)
class Speaking:
    """The words by which a language says who speaks."""

    TABLE: ClassVar[str] = "speaking.speaking"
    language: str
    #: Whether a subject stands behind its verb of saying as a rule: заявил Лавров.
    inverts: Flag
    #: A pronoun behind its verb (dit-il), or behind the auxiliary of one (a-t-il dit).
    inverted_pronoun: Pattern
    inverted_before: Pattern
    pronoun: Pattern
    #: Pronouns of bodies and of several people.
    neuter: Words
    #: A sentence whose subject is a pronoun.
    personal: Pattern
    #: A name behind it is not who acts; nor is who owns something.
    of: Pattern
    owner: Pattern
    by: Pattern
    passive: Pattern
    #: Passives whose agent is who says the words: called "..." by; others are reported by somebody else.
    agent: Words
    #: Verbs of quoting somebody else.
    quoting: Words
    #: Behind such a verb: the pronoun of whom the words are.
    whose_words: Pattern
    body: Pattern
    ministry: Pattern
    definite: Pattern
    indefinite: Pattern
    #: Before somebody who is not named: its partner.
    possessive: Pattern
    #: When it was said, at the end of a phrase; what is no part of it at its beginning.
    when: Pattern
    leading: Pattern
    prepositions: Pattern
    #: C'est ce qu'a déclaré: the next sentence says who spoke.
    that_is: Pattern
    #: A sentence with its subject before an auxiliary: the two sides have agreed "...".
    subject: Pattern
    #: What goes on behind a quotation that ends like a sentence.
    after_end: Pattern
    #: Whose words are told is said before it.
    relative: Pattern
    #: Where a person is from.
    origin: Pattern
    #: A sentence that begins with what somebody says: calling it "...".
    opening: Pattern
    #: What may stand before the name with which a sentence begins.
    begins: Pattern
    conjunction: Pattern
    #: Who speaks is said within the quotation.
    incise: Pattern
    #: What stands between a quotation and its own verb; a verb that opens the next one, and what joins that one.
    at_once: Pattern
    opens: Pattern
    joins: Pattern
    #: A verb before a name whose object the name is: whoever is praised, thanked, met or accused does not speak.
    object: Pattern
    #: What stands behind the name of somebody of whom it is said, by others.
    said_of: Pattern
    #: Behind a verb of saying between commas: its subject, and a comma.
    incised: Pattern
    #: What papers do, and no people: it stipulates.
    of_papers: Pattern


@cache
def speaking(language: str) -> Speaking:
    return load(Speaking, language)
