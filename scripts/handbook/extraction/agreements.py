"""Sentences that speak of agreements, pledges and deliveries, and the stage that their words suggest."""

from __future__ import annotations

import re
from collections.abc import Sequence

from handbook.extraction.spans import Cue, Named, sentences
from handbook.kinds import Stage

#: In order: the first that a sentence has wins.
_STAGES: tuple[tuple[Stage, str], ...] = (
    (Stage.RATIFIED, r"ratif(?:y|ied|ies|ication)\b|ratifi[eé]"),
    (Stage.DENOUNCED, r"denounc(?:e|ed|es)\b|scrapp(?:ed|ing)\b|tore up|terminat(?:e|ed|es|ing)\b|dénonc[eé]"),
    (Stage.ENDED, r"lift(?:ed|s|ing)\b|withdr(?:ew|aw|awn|awal)\b|suspend(?:ed|s|ing)?\b|expir(?:ed|es)\b|ended\b|lev[eé]e? (?:des|les) sanctions|retir[eé]"),
    (Stage.UNHEEDED, r"ignor(?:ed|es|ing)\b|defied\b|rejected\b"),
    (Stage.SIGNED, r"sign(?:ed|s|ing|ature|atories)\b|inked\b|initialled\b|concluded\b|sealed\b|sign[eé](?:s|e|es)?\b|paraphé|sera signé|signer\b|signature\b"),
    (Stage.DELIVERED, r"deliver(?:ed|s|y|ies)\b|handed over\b|donat(?:ed|es|ion)\b|shipp(?:ed|ing)\b|supplied\b|received\b (?=.*(?:aircraft|helicopter|grain|tons|tonnes|equipment|weapons|shipment))|livr[eé]|livraison"),
    (Stage.FUNDED, r"allocat(?:ed|es|ing)\b|earmarked\b|fund(?:ed|s|ing)\b|financ(?:ed|es|ing)\b|disbursed\b|financ[eé]"),
    (Stage.IN_FORCE, r"entered into force|came into force|ongoing\b|under (?:the|an?|this) (?:agreement|deal|accord|treaty|pact)|within the framework of|already (?:in|has)|entr[eé]e? en vigueur|engaged in similar|has been (?:supplying|training)|support includes|the (?:export|training) of"),
    (Stage.AGREED, r"agreed\b(?! with)|agree to\b|decisions? reached|decided to\b|reached an? (?:agreement|deal|understanding)|harmonisé|finalised|finalized|finalisé|struck an?\b|convenu|se sont mis d[’']accord"),
    (Stage.PROMISED, r"promis(?:e|ed|es|ing)\b|pledg(?:e|ed|es|ing)\b|vow(?:ed|s)?\b|(?:is|are|was|were|remains?)?\s?committed (?:to|itself)|will (?:supply|deliver|provide|build|send)|commitment to\b|readiness to\b|ready to (?:support|supply|provide|help|assist)|guarantee(?:d|s)?\b|promet|promis|s[’']est engag[eé]"),
    (Stage.ANNOUNCED, r"announced\b (?=.*(?:agreement|deal|project|plan|construction|supply|delivery|credit|aid|grant|loan))|unveiled\b|a annoncé (?=.*(?:accord|projet|livraison))"),
    (Stage.PROPOSED, r"propos(?:e|ed|es|al|als|ing)\b|offer(?:ed|s|ing)?\b|call(?:ed|s|ing)? (?:for|on)\b|seek(?:s|ing)?\b|sought\b|plans? (?:to|for)\b|planned\b|planning to\b|invit(?:ed|es)\b|urg(?:ed|es)\b|asked\b|initiatives?\b|interest(?:ed)? in\b|aims? (?:to|at)\b|intend(?:s|ed)? to\b|creation of\b|possibility of\b|submitted a draft|hopes? (?:to|for)\b|expressed hope|extend\w* (?:its|such)|propos[eé]|a appelé à|souhaite"),
    (Stage.DISCUSSED, r"discuss(?:ed|es|ing|ions?)?\b|(?:in )?talks? (?:on|about|with|to)|mentioned\b|negotiat(?:ed|es|ing|ions?)\b|review(?:ed|s|ing)?\b|consider(?:ed|s|ing)?\b|explor(?:ed|es|ing)\b|focus(?:ed|es)? on|on the agenda|centred on|centered on|discut|discussions|négoci|examin[eé]|échang"),
)  # fmt: skip
_OBJECTS = re.compile(
    r"\b(?:agreements?|treat(?:y|ies)|memorand(?:um|a)|MoUs?|accords?|pacts?|deals?|contracts?|charters?|protocols?|conventions?|commissions?|declarations?|partnerships?|cooperation|"
    r"co-operation|collaboration|projects?|suppl(?:y|ies)|aid|assistance|grain|wheat|fertili[sz]ers?|fuel|oil|shipments?|loans?|grants?|sanctions|membership|arms|weapons|aircraft|"
    r"helicopters?|equipment|training|military support|comprehensive support|support|nuclear|power plants?|refiner(?:y|ies)|railways?|airlines?|satellites?|mining|exploration|barter|"
    r"credit lines?|lines? of credit|credits?|exchange of|tenders?|programmes?|programs?|scholarships|trade|investments?|security problems|ties|meetings? of|visits? to|joint|traité|accord|mémorandum|contrat|coopération|partenariat|livraison|céréales|blé|engrais|carburant|projet|aide|centrale|armes|feuille de route|projets?|ressources|gaz|document|protocole|convention)\b",
    re.I,
)
_COMPILED = tuple((stage, re.compile(rf"\b(?:{pattern})", re.I)) for stage, pattern in _STAGES)


def agreements(text: str, named: Sequence[Named]) -> list[Cue]:
    """The sentences of a paragraph that name an actor, something agreed on, and what is done about it."""
    found = []
    for start, end in sentences(text):
        sentence = text[start:end]
        actors = [n for n in named if start <= n.start < end and n.ner in ("GPE", "NORP", "ORG", "PER")]
        hit = next(((stage, m) for stage, pattern in _COMPILED if (m := pattern.search(sentence))), None)
        if (
            hit
            and actors
            and _OBJECTS.search(sentence.replace(hit[1][0], " ", 1))
            and any(n.ner != "PER" for n in actors)
        ):
            found.append(Cue(start, start + len(sentence.rstrip()), hit[0].value, hit[1][0]))
    return found
