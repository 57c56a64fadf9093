"""Verbs of saying in English and French sentences, and where the words end that can be their subject."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator

from handbook.extraction.words import DIRE, NEVER, PARTICIPLES, SAYING, SAYING_NOUNS, SHORT_TITLES
from handbook.folding import WORD, fold

_VERBS = SAYING | PARTICIPLES | DIRE
#: No sentence that is written to be read has more verbs of saying, or more words between a subject and its verb.
MANY_VERBS = 16
_MANY_ASIDES = 24
#: Characters of the longest of those words, or of what stands between commas there.
_LONGEST_ASIDE = 260
_PHRASES = (
    r"peut-on lire dans|peut-on lire|lit-on dans|pointed out|points? out|went on|goes on|made (?:it )?clear|makes? clear|"
    r"(?:fait|faire) (?:savoir|valoir|remarquer|observer)|mis en garde|met en garde|mis en avant|according to|in the words of"
)
#: A phrase of saying, or any word: whether it is a verb of saying is looked up, which is faster than alternatives.
_CUE = re.compile(
    rf"(?<![\w’'-])(?P<cue>{_PHRASES}|selon|d[’']apr[eè]s|pour(?= (?:le|la|les|M\.|Mme)\s+\w+\s*[^,]{{0,60}},\s*[«“\"])|(?-i:Pour)(?= (?:le (?:chef|président|ministre|porte-parole|patron|dirigeant|diplomate|premier|directeur|général)|la (?:ministre|présidente|cheffe|patronne|dirigeante|diplomate|première|directrice|porte-parole)|M\.|Mme)\b[^,.]{{0,90}},)|(?P<word>[^\W\d_]+))(?![\w’'])",
    re.I,
)
#: What names the speaker behind it without being a verb.
ACCORDING = re.compile(r"according to|in the words of|selon|d[’']apr[eè]s|pour|dixit", re.I)
#: What stands before a noun.
_DETERMINER = re.compile(
    r"\b(?:the|an?|of|these|those|two|three|member|his|its|their|any|such|no|other|all|new|la|une?|des|cette|sa|leur|sur|d[’']une|aucune)\s+$",
    re.I,
)
#: What goes between a subject and its verb.
_AUXILIARY = re.compile(
    r"(?:\b(?:has|have|had|also|then|later|earlier|previously|further|once|again|thus|even|was|were|is|are|been|being|be|to|did|not|would|will|could|can|now|always|just|himself|herself|themselves|"
    r"a|ont|avait|avaient|aurait|s|est|sont|étaient|était|se|en|y|lui|leur|nous|aussi|également|toutefois|notamment|encore|ensuite|enfin|ainsi|alors|d[’']ailleurs|néanmoins|pourtant|donc|toujours|déjà|récemment|cependant|ne|pas|(?!assembly|italy|family|ally|supply|daily|weekly)\w+ly|(?!(?:state|govern|parlia|docu|gouverne|parle|depart|départe|mouve|move|settle|manage|régi|regi|establish|instru|ele|élé|argu|commande)ment)\w+ment|on\s+\w+day|\w+day)"
    r"|\b(?:s|l|m)[’']|[’']|-)\s*$",
    re.I,
)
#: What stands between commas there.
_ASIDE = re.compile(
    r",\s*(?:in turn|for (?:his|her|its|their) part|however|meanwhile|too|though|on \w+day|(?:mon|tues|wednes|thurs|fri|satur|sun)day|de son côté|pour sa part|quant à (?:lui|elle|eux)|à son tour|"
    r"(?:lui|elle) aussi|en effet|toutefois|cependant|d[’']ailleurs|par ailleurs)\s*,?\s*$"
    r"|,\s(?:who|which|whose|qui|dont)\b[^,]{3,120},\s*$|,\s[^,]{3,60}\s(?:reports?|reported|said|says|indique|rapporte)\s*,\s*$",
    re.I,
)
#: Where the words before a verb no longer belong to its subject.
_BOUNDARY = re.compile(
    r"[,;:()–—\"”»“«]|[.!?]\s|(?<=\s)-(?=\s)|\b(?:that|but|while|whereas|when|because|which|where|if|as|after|before|que|mais|tandis|alors|lorsque|quand|dont|où|car|si)\b|\bqu[’']",
    re.I,
)
_SHORT = "".join(rf"(?<!\b{word})" for word in SHORT_TITLES)
#: Words after an inverted verb behind which nobody speaks any more.
BEHIND = re.compile(
    r"\b(?:after|during|following|before|while|when|who|which|where|that|because|as|if|upon|whom|with|in an?\s+(?:speech|statement|interview|message|post|letter|address|report|note|video)|on behalf|lors|apr[eè]s|pendant|devant|avec|avant|qui|que|où|lorsque|quand|rencontr\w+|tandis|reçu|invité|à l[’']issue|dans|cité|répondant)\b"
    rf"|[;:!?–—](?:\s|$)|{_SHORT}(?<!\b[A-Z])\.(?:\s|$)",
    re.I,
)
#: How a noun phrase begins.
STARTS = re.compile(
    r"(?<![\w’'-])(?:the|an?|one|two|three|four|five|six|some|several|many|most|both|another|other|all|his|her|its|their|this|these|that|those|no|every|each|"
    r"le|la|les|un|une|des|du|ce|cet|cette|ces|son|sa|ses|leurs?|plusieurs|certains|deux|trois|d’autres)(?![\w’'-])|(?<!\w)[lLdD][’']",
    re.I,
)
_SUBJECT_PRONOUN = re.compile(r"(?<![\w’'-])(?:he|she|they|it|ils?|elles?)(?![\w’'-])", re.I)
#: When and how something was said, between an inverted verb and its subject.
_MEANWHILE = re.compile(
    r"\s*(?:(?:également|aussi|encore|also|hier)\s+(?=\w)|ce\s+\d+\w*\s+\w+\s+|on\s+\w+day\s+|(?:ce\s+)?(?:(?:lun|mar|mercre|jeu|vendre|same)di|dimanche)(?:\s+\d+\s+\w+)?\s+)"
)


def blank(text: str, marks: Iterable[tuple[int, int]]) -> str:
    """The text, as long as it was, without the words inside of quotation marks; how a quotation ends stays."""
    letters = list(text)
    for start, end in marks:
        inner = text[start + 1 : end - 1].strip(" \u00a0\u202f")
        first = text.index(inner, start)
        letters[first : first + len(inner)] = "_" * len(inner)
        if inner[-1:] in ("!", "?", "…", "."):
            letters[first + len(inner) - 1] = inner[-1]
    return "".join(letters)


def words(bare: str) -> list[str]:
    """The words outside of quotations."""
    return WORD.findall(bare.replace("_", ""))


def cues(bare: str, left: int, right: int) -> Iterator[re.Match[str]]:
    """The verbs of saying between two places: no part of a name, and no noun ("the states", "une note")."""
    for cue in _CUE.finditer(bare, left, right):
        word = cue["cue"]
        if cue["word"] and word.lower() not in _VERBS:
            continue
        if word[0].isupper() and not ACCORDING.match(word) and bare[left : cue.start()].strip():
            continue
        if word.lower() in SAYING_NOUNS and _DETERMINER.search(bare, max(left, cue.start() - 12), cue.start()):
            continue
        yield cue


def latest(bare: str, left: int, right: int) -> list[re.Match[str]]:
    """The last verbs of saying between two places, the very last one first."""
    return list(reversed(deque(cues(bare, left, right), MANY_VERBS)))


def before_verb(lead: str) -> str:
    """The words before a verb of saying without auxiliaries, adverbs and what stands aside: they end with its subject."""
    plain = lead.rstrip()
    for _ in range(_MANY_ASIDES):
        shorter = plain
        for words_between in (_AUXILIARY, _ASIDE):
            # They stand at the end: what is far before it is not looked through each time.
            found = words_between.search(shorter, max(0, len(shorter) - _LONGEST_ASIDE))
            shorter = shorter[: found.start()] if found else shorter
        if (shorter := shorter.rstrip()) == plain:
            break
        plain = shorter
    return plain


def after_verb(bare: str, start: int, end: int) -> tuple[int, int]:
    """Where the noun phrase right behind an inverted verb begins and ends."""
    aside = _MEANWHILE.match(bare, start, end)
    match = re.compile(r"\s*(?P<phrase>[^,;:]*)").match(bare, aside.end() if aside else start, end)
    return (match.start("phrase"), match.start("phrase") + len(match["phrase"].rstrip())) if match else (start, start)


def phrase_start(bare: str, left: int, end: int, names: Iterable[int]) -> int:
    """Where the noun phrase that ends at ``end`` begins; ``names`` are the places of names."""
    begin = left + max([0, *(m.end() for m in _BOUNDARY.finditer(bare[left:end]) if m.end() < end - left)])
    firsts = [m.start() for m in (*STARTS.finditer(bare, begin, end), *_SUBJECT_PRONOUN.finditer(bare, begin, end))]
    firsts += [n for n in names if begin <= n < end]
    if firsts:
        return min(firsts)
    return next((m.start() for m in WORD.finditer(bare, begin, end) if fold(m[0]) not in NEVER), end)
