"""Sentences that speak of agreements, pledges and deliveries, and the stage that their words suggest.

A sentence counts that says what is done (a verb of a stage) about something that is
agreed on (a paper, goods, a field of cooperation), by someone: an actor named in it,
or, where it speaks of the paper itself ("the charter binds ..."), anywhere before it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from handbook.extraction.spans import Cue, Named, sentences
from handbook.extraction.verbs import OBJECTS, PAPER, STAGES
from handbook.kinds import Stage

#: So many of whatever was delivered.
_NUMBER = re.compile(r"\s\d[\d.,\s]{0,36}\s[^\W\d]{3,}")
#: Stages whose verbs say by themselves that something was agreed on.
_PLAIN = (Stage.RATIFIED, Stage.SIGNED)
#: Stages that a sentence may have without an object.
_ALONE = (*_PLAIN, Stage.DELIVERED)
_SAYS = re.compile(
    rf"\b(?:{PAPER})\b(?:\W+[\w’'-]+){{0,4}}?\W+(?:concerns?|covers?|provid(?:es|ed) for|binds?|establish(?:es|ed)|includes?|involves?|aims?|foresees?|stipulates?|states?|outlines?|lays|obliges?|commits|relates?|are designed|is designed|entails?|calls|prévoit|prévoient|portent?|concernent?|instaure|lie|institue|dit que|vise|engage|permet|permettra|portant|portent|follows?|will|comprend|stipule)\b",
    re.I,
)
#: A certain paper, whatever is said of it.
_NAMED = re.compile(
    rf"\b(?:the|this|that|an?|en vertu d[’']une?|its|their|under|le|la|ce|cet|cette|leur|son|l[’'])\s*(?:[\w-]+\s+){{0,3}}?(?:{PAPER})\b|\b(?:the|this|an?|that|no)\s+(?:[\w-]+\s+){{0,2}}?(?:cease-?fire|truce|armistice)\b|\b(?:le|la|un|une|ce|cette)\s+(?:trêve|cessez-le-feu)\b|\b(?:cooperation|bilateral|trade|new|\d+|two|three|several|dozens of|many)\s+(?:[\w-]+\s+){{0,2}}?(?:{PAPER})\b",
    re.I,
)
_OBJECTS = re.compile(rf"\b(?:{PAPER}|{OBJECTS})\b", re.I)
_COMPILED = tuple((stage, re.compile(rf"\b(?:{pattern})", re.I)) for stage, pattern in STAGES)
#: Stages of what was given; and words that make it something that is to be given.
_DONE = (Stage.DELIVERED, Stage.FUNDED)
_FUTURE = re.compile(r"r(?:a|ont|ait|aient)$", re.I)
_BEFORE = re.compile(
    r"\b(?:will|would|shall|plan(?:s|ned|ning)?|hop(?:es?|ed|ing)|expect(?:s|ed|ing)?|intend(?:s|ed)?|(?:set|due|going|about|wants?|ready|willing|prepared|readiness|obliged) to"
    r"|promis\w+|pledg\w+|agreed|vowed|continue[sd]? to|possibility of|request\w*"
    r"|prévoi\w+|espèr\w+|espoir|espérer|souhait\w+|compt(?:e|ent)|v(?:a|ont)|devr\w+|doi(?:t|vent)|pourr\w+|promet\w*|prête?s? à|prêts?|continuer\w*|poursuivr\w+|poursuite|engag\w+ à|disposée?s?|envisag\w+)"
    r"(?:[\s,]+[\w’'-]+){0,4}[\s,]+(?:d[’'])?$",
    re.I,
)
_AFTER = re.compile(
    r"\b(?:commencer(?:a|ont|ait|aient)|(?:will|would|to) (?:begin|start)|is expected|are expected)\b", re.I
)
#: What speaks of actors named before: the paper, or its parties.
_REFERENCE = re.compile(
    rf"\b(?:the|these|this|two|three|four|five|six|seven|eight|ten|twelve|several|\d+|les?|la|cet(?:te)?|ces|deux|trois|quatre|cinq|sept|huit|dix|douze|plusieurs)\s+(?:(?:{PAPER}|text|texte|document)|parties|sides|(?:warring |belligerent )?forces|belligérants|countries|leaders|states|pays|dirigeants|delegations?)\b|\b(?:the|th(?:is|at|ese|ose)|such|our|their|its|his|her|le|la|les|ce|cet|cette|ces|notre|nos|leurs?|son|sa|ses)\s+(?:[\w-]+\s+){{0,2}}?(?:commitments?|cuts?|grants?|loans?|plans?|projects?|cooperation|partnership|decisions?|measures?|sanctions|deliver(?:y|ies)|talks|negotiations?|programmes?|programs?|assistance|aid|support|authori[sz]ation|proposals?|offers?|initiative|funding|facility|tranche|credits?|licen[cs]es?|plants?|pipelines?|deployment|trade|exercises?|coopération|partenariat|projets?|décisions?|mesures?|livraisons?|négociations|pourparlers|programmes?|appui|soutien|autorisation|propositions?|financements?|prêts?|dons?|crédits?|échanges|cease-?fires?|truces?|extension|signing|purchases?|deposits?|gazoducs?|oléoducs?|quotas?|signature|construction|trêves?|cessez-le-feu)\b|\b(?:both|neither|each) (?:sides?|ministers?|presidents?|leaders?|part(?:y|ies)|countr(?:y|ies)|governments?)\b|\b(?:we|our|us|nous|notre|nos)\b|^\W*(?:talks|negotiations|deliveries|des (?:négociations|discussions|pourparlers))\b|\b(?:he|she|they|ils?|elles?|(?:the|le|la) (?:minister|president|leaders?|ministre|président))\b|^\W*(?:it|(?:the|a) (?:first|second|third))\b|\b(?:the|a) (?:first|second|third)\s+(?:{PAPER}|concerns)",
    re.I,
)
#: What goes on with the paper of the sentence before.
_GOES_ON = re.compile(
    r"\W*(?:it|they|il|elle|ils|elles)\s+(?:also\s+|aussi\s+|également\s+)?(?P<verb>includes?|covers?|provides? for|focus(?:es)? on|involves?|comprend|prévoit|couvre|porte sur|inclut)\b",
    re.I,
)
#: Quantities of goods are deliveries without a name in the sentence.
_GOODS = re.compile(r"\b(?:helicopters?|hélicoptères?|radars?|tons|tonnes|weapons|armes|drones?|missiles?|systems?|grain|cereals?|céréales|flour|farine|gas|gaz|carburant|fuel|wheat|blé|fertili[sz]ers?|engrais|matériels? militaires?|équipements? militaires?)\b", re.I)  # fmt: skip


def agreements(text: str, named: Sequence[Named], before: bool = False) -> list[Cue]:
    """The sentences of a paragraph that name an actor, something agreed on, and what is done about it.

    ``before``: whether a state or an organisation was named in an earlier paragraph.
    """
    found = []
    ordered = sorted(named, key=_start)
    known = before
    for start, end in sentences(text):
        sentence = text[start:end]
        inside = ordered[bisect_left(ordered, start, key=_start) : bisect_left(ordered, end, key=_start)]
        actors = [n for n in inside if n.ner in ("GPE", "NORP", "ORG")]
        told, known = known, known or bool(actors)
        if not actors and not (
            told and (any(n.ner == "PER" for n in inside) or _REFERENCE.search(sentence) or _GOODS.search(sentence))
        ):
            continue
        # A name is not what is said about it: the World Trade Organization is no trade.
        plain = list(sentence)
        for n in inside:
            if n.end <= end and n.ner in ("ORG", "PER"):
                plain[n.start - start : n.end - start] = " " * (n.end - n.start)
        bare = "".join(plain)
        objects = [m.span() for m in _OBJECTS.finditer(sentence)]
        hit = next(
            (
                (Stage.PROMISED if stage in _DONE and _coming(bare, m) else stage, m[0])
                for stage, pattern in _COMPILED
                if (objects or stage in _ALONE)
                and (m := pattern.search(bare))
                and (
                    stage in _PLAIN
                    or any(a >= m.end() or b <= m.start() for a, b in objects)
                    or (stage is Stage.DELIVERED and _NUMBER.search(bare, m.end(), m.end() + 40))
                )
            ),
            None,
        )
        if hit is None and (goes_on := _GOES_ON.match(sentence)):
            hit = Stage.UNKNOWN, goes_on["verb"]
        if hit is None and (says := _SAYS.search(sentence) or _NAMED.search(bare)):
            hit = Stage.UNKNOWN, says[0]
        if hit:
            found.append(Cue(start, start + len(sentence.rstrip()), hit[0].value, hit[1]))
    return found


def _coming(sentence: str, verb: re.Match[str]) -> bool:
    """Whether what a verb of giving says is still to come: "hopes to deliver", "deliveries will begin", "livrera"."""
    return bool(
        _FUTURE.search(verb[0])
        or _BEFORE.search(sentence, max(0, verb.start() - 60), verb.start())
        or _AFTER.search(sentence, verb.end(), verb.end() + 90)
    )


def _start(name: Named) -> int:
    return name.start
