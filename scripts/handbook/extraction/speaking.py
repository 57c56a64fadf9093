"""How the sentences of a language name speakers: pronouns, passives, bodies, words around names and verbs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import ClassVar

from handbook.extraction.languages.data import Flag, Pattern, Words, load

MARK = re.compile(r"[\"“«„]")


@dataclass(frozen=True)
class Speaking:
    """The words by which a language names speakers."""

    TABLE: ClassVar[str] = "speaking.speaking"
    language: str
    #: Whether a subject usually follows its verb of saying: заявил Лавров.
    inverts: Flag
    #: A pronoun after its verb (dit-il), or after the auxiliary (a-t-il dit).
    inverted_pronoun: Pattern
    inverted_before: Pattern
    pronoun: Pattern
    #: Pronouns of bodies and of several people.
    neuter: Words
    #: A sentence whose subject is a pronoun.
    personal: Pattern
    #: Words before a name that does not act; words after the name of an owner.
    of: Pattern
    owner: Pattern
    by: Pattern
    passive: Pattern
    #: Passives whose agent says the words: called "..." by; with other passives somebody else reports.
    agent: Words
    #: Verbs of quoting somebody else.
    quoting: Words
    #: The pronoun after such a verb, of the person quoted.
    whose_words: Pattern
    body: Pattern
    ministry: Pattern
    definite: Pattern
    indefinite: Pattern
    #: Before a person who is not named: its partner.
    possessive: Pattern
    #: The time of speaking at the end of a phrase; words at its beginning that do not belong to it.
    when: Pattern
    #: A fragment that names nobody.
    no_speaker: Pattern
    leading: Pattern
    prepositions: Pattern
    #: C'est ce qu'a déclaré: the next sentence names the speaker.
    that_is: Pattern
    #: A sentence with its subject before an auxiliary: the two sides have agreed "...".
    subject: Pattern
    #: Words that continue after a quotation that ends like a sentence.
    after_end: Pattern
    #: Words after the speaker's name that introduce the speaking.
    relative: Pattern
    #: Where a person is from.
    origin: Pattern
    #: A sentence that begins with an opening phrase: calling it "...".
    opening: Pattern
    #: Words that may stand before the name at the beginning of a sentence.
    begins: Pattern
    conjunction: Pattern
    #: The speaker named inside the quotation.
    incise: Pattern
    #: Words between a quotation and its own verb; a verb that opens the next quotation, and words that join that one.
    at_once: Pattern
    opens: Pattern
    joins: Pattern
    #: A verb whose object is the name after it: people who are praised, thanked, met or accused do not speak.
    object: Pattern
    #: Words after the name of a person about whom others say something.
    said_of: Pattern
    #: After a verb of saying between commas: its subject, and a comma.
    incised: Pattern
    #: Verbs for papers, not people: it stipulates.
    of_papers: Pattern


@cache
def speaking(language: str) -> Speaking:
    return load(Speaking, language)
