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
from handbook.kinds import Stage

#: In order: the first that a sentence has wins.
_STAGES: tuple[tuple[Stage, str], ...] = (
    (Stage.RATIFIED, r"ratifi\w+|ratif(?:y|ied|ies|ication)\b|ratifi[eé]"),
    (Stage.DENOUNCED, r"denounc(?:e|ed|es)\b|scrapp(?:ed|ing)\b|tore up|terminat(?:e|ed|es|ing)\b|revoked?\b|cancel(?:l?ed|s)\b|annulled\b|dénonc[eé]|rompu\b|annul[eé]"),
    (Stage.ENDED, r"repeal\w*|rescind\w*|abrog\w+|lift\b|lifting\b|lever (?:les|des)\b|fin (?:à|de) (?:l[’'])?(?:accord|coopération|sanctions|opérations?)|lift(?:ed|s|ing)\b|withdr(?:ew|aw|awn|awal)\b|suspend(?:ed|s|ing)?\b|suspension\b|cessation\b|expir(?:ed|es)\b|ended\b|dissol(?:ved|ution)\b|quit\b|lev[eé]e? (?:des|les) sanctions|lev[eé]s? (?:des|les) |se retire\b|retir[eé]|retraits?\b|dissolution\b|dissous\b|suspendus?\b|interromp\w*|quitt[eé]"),
    (Stage.UNHEEDED, r"ignor(?:ed|es|ing)\b|defied\b|rejected\b|rejet[eé]"),
    (Stage.SIGNED, r"put pen to paper|formali[sz]\w+|clinched\b|penned\b|concluding\b|concluent\b|conclure\b|scell\w+|signataires?\b|paraph\w+|entered into an?\b|sign(?:ed|s|ing|ature|atories)\b|inked\b|initialled\b|concluded\b|sealed\b|sign[eé](?:s|e|es)?\b|paraphé|sera signé|signer\b|signature\b|(?<!-il )(?<!-elle )conclu(?:es?|s)?\b|join(?:ed|s|ing)\b|rejoin(?:t|dre|s|dra)\b(?! (?-i:[A-ZÀ-Ý]))"),
    (Stage.DELIVERED, r"delivering\b|transport(?:é|er|ed|ing)\b|shipment of\b|loaded\b|chargée?s?\b(?! (?:de|d[’'])\b)|attendue?s?\b|carr(?:y|ies|ied|ying) out\b|sends\b|sent\b|took (?:delivery|possession)|hand(?:s|ing)? over\b|handover\b|dispatch(?:ed|es|ing)\b|export(?:ed|ing)\b|sold\b|sells?\b|selling\b|sales? of\b|buy(?:s|ing)?\b|purchas(?:e|es|ing)\b|supplying\b|gave\b(?! the (?:green|go))|give\b|given to\b|livrer\w*|offerts?\b(?! par)|octroy\w+|vend(?:u|us|re|ent|ra)\b|vente\b|achet\w+|achat\b|command[eé]\w*|bénéfici\w+|dons?\b|purchased\b|bought\b|acquir(?:es?|ed|ing)\b|procured\b|deliver(?:ed|s|y|ies)\b|commenc\w+ (?:supply|deliver\w*)|transfér[eé]|achemin[eé]|expédi[eé]|décharg[eé]|envoy[eé]|handed over\b|transferred\b|donat(?:ed|es|ion)\b|shipp(?:ed|ing)\b|supplied\b|award(?:ed|s)\b|grant(?:ed|s|ing)\b|received\b (?=.*(?:aircraft|loan|tranche|scholarships|vaccines|doses|helicopter|grain|tons|tonnes|equipment|weapons|shipment|material))|livr[eé]|livraison|réceptionn|(?<!été )reçu\b|fourni(?:s|t|r|ra|ront|rait|raient)?\b|provid(?:ed|es|ing)\b|recevons\b|remise?s?\b|pr(?:end|endra|endrait|is) en charge|form(?:é|ent|era)\b|former (?:des|les|ses|leurs|\d)|don de\b"),
    (Stage.FUNDED, r"lends?\b|lending\b|lent\b|loaned\b|reschedul\w+|restructur\w+|debt relief|décaiss\w+|débours\w+|consacr\w+|injecter\w*|prêt[eé]\b|qualif(?:y|ied|ies) for|sponsored\b|allocat(?:ed|es|ing)\b|earmarked\b|fund(?:ed|ing)\b|financ(?:ed|ing)\b|disbursed\b|invest(?:ed|s)?\b|investi(?:t|r|ra|ront|ssent)?\b|financ(?:é|er|era|eront)\w*|allou[eé]"),
    (Stage.IN_FORCE, r"in force\b|en vigueur\b|(?:takes?|took|taking) effect|operational\b|opérationnel\w*|en cours\b|under (?:\w+ )?sanctions|began\b|begins?\b|begun\b|starts?\b|started\b|commenced?\b|commenc[eé]\w*|démarr\w+|implement\b|implementing\b|entered into force|came into force|ongoing\b|under (?:the|an?|this) (?:agreement|deal|accord|treaty|pact)|within the framework of|implement(?:ed|ing|ation)\b|already (?:in|has)|entr(?:ée?s?|e|ent|era|eront) en vigueur|maintain(?:s|ed)?\b|remains? in place|engaged in similar|has been (?:supplying|training)|support includes|the (?:export|training) of|working on\b|formed\b|mis en place|mettr(?:e|ont|a) en œuvre|mettront\W|en œuvre\b|creat(?:ed|es|ing)\b|establish(?:ed|es|ing|ment)\b|impos(?:ed|es|ing)\b|créée?s?\b|instaur[eé]|impos[eé]"),
    (Stage.AGREED, r"accepted\b|accepts\b|consent(?:ed|s)?\b|(?<!-)backed\b|cleared\b|accept[eé]\w*|valid[eé]\w*|entérin\w+|tomb[eé]s? d[’']accord|s[’']entend\w+|accord[eé]e?s?\b|agree\b|resolved to\b|extended\b|décid[eé] (?:de|d[’'])|ordered\b|agreed\b(?! with)|agree to\b|authori[sz](?:ed|es|ation)\b|gr(?:een-?lighted|een light)|go-ahead\b|approv(?:ed|es|al)\b|endors(?:ed|es)\b|autoris[eé]|feu vert\b|approuv[eé]|decisions? (?:reached|to)\b|decided to\b|reached an? (?:agreement|deal|understanding)|harmonisé|finalised|finalized|finalisé|struck an?\b|upgraded\b|elevated\b|confirmed\b|reaffirmed\b|adopt(?:ed|s)\b|convenu|se sont mis d[’']accord|adopt[eé]|décision de\b|prennent acte|réaffirm"),
    (Stage.PROMISED, r"will (?:\w+ ){0,2}(?:begin|start|receive|join|lead|explore|purchase|buy|invest|open|host|establish|set|strengthen|cooperate|work|increase|double|expand|share|export|import|construct|sign|lift|withdraw|implement|recognise|recognize|deploy|transfer|allow|enable|benefit|cover|create|develop|pay|lend|play|remain|take)|shall\b|promess\w+|promett(?:re|ent|ant)\b|s[’']engag\w+|engagements?\b|(?:doit|doivent|devrait|devraient) (?:être|[a-zà-ÿ]+er)\b|will help\b|due to be\b|committed\b|expressed (?:\w+ ){0,2}support|(?-i:[a-zà-ÿ]{3,}(?:era|eront|ira|iront|dra|dront)\b)|promis(?:e|ed|es|ing)\b|pledg(?:e|ed|es|ing)\b|vow(?:ed|s)?\b|(?:is|are|was|were|remains?)?\s?committed (?:to|itself)|will (?:\w+ly |also )?(?:supply|deliver|provide|build|send|train|continue|support|help|assist|grant|give|donate|finance|fund)|will be (?:delivered|provided|supplied|built|granted|financed|sent|channell?ed|given|exchanged)|work(?:ing)? together\b|en mesure de\b|would (?:continue|provide|supply|deliver)|to provide further|continu(?:es|ed) to (?:support|provide|supply|assist)\b|commitments?\b|readiness to\b|(?:strong |full )?(?:backing|support) (?:for|of|to)\b|willing(?:ness)? to\b|disponibilité\b|soutien (?:à|au|aux)\b|en faveur d|(?:ready|prepared) to (?:take|support|supply|provide|help|assist|cooperate)|guarantee(?:d|s)?\b|assured\b|promet|promis|(?:continuera|continueront|poursuivra|poursuivront) à |renouvel|s[’']est engag[eé]|volonté\b|prête?s? à\b"),
    (Stage.ANNOUNCED, r"announced\b (?=.*(?:cease-?fire|truce|agreement|deal|project|plan|construction|supply|delivery|credit|aid|grant|loan|pact|alliance))|unveiled\b|launch(?:ed|es|ing)\b|inaugurat(?:ed|es|ing)\b|laid the (?:foundation|first)|annonc(?:e|ent|é|ée|ait) (?=.*(?:accord|projet|livraison|création|équipements|aide|financement|prêt))|lanc[eé]|coup d[’']envoi|inaugur[eé]|posé la première"),
    (Stage.PROPOSED, r"request(?:ed|s|ing)?\b|would like\b|potential (?:to|for)\b|opportunit(?:y|ies) (?:to|for|of)\b|suggest(?:ed|s)?\b|sollicit\w+|demand(?:é|ée|ent|ait|er)\b|inviter?\b|invit(?:é|ée?s|ons)\b|espèr\w+|invite\b|preparing to\b|importance (?:of|de)\b|demande d[’']achat\b|intention (?:to|of|de)\b|intention d[’']|deploy(?:ing|s)?\b|propos(?:e|ed|es|al|als|ing)\b|desires?\b|keen(?:ness)?\b|wish(?:es|ed)? (?:to|for)\b|eager\b|stress(?:ed|es) the (?:need|importance)|wants?\b (?=.{0,20}cooperation)|wanted\b (?=.{0,20}cooperation)|appel(?:é|le|lent) (?:à|au)\b|désir\b|offer(?:ed|s|ing)?\b|call(?:ed|s|ing)? (?:for|on)\b|seek(?:s|ing)?\b|sought\b|plans? (?:to|for)\b|planned\b|planning to\b|invit(?:ed|es)\b|urg(?:ed|es)\b|asked\b|initiatives?\b|ambitions?\b|interest(?:ed)? (?:in|to)\b|aims? (?:to|at)\b|intend(?:s|ed)? to\b|expected to\b|submitted\b|deploy(?:ed|ment)?\b|déploiement\b|déploy|creation of\b|construction of\b|possibility of\b|submitted a draft|push(?:ed|es)? for\b|want to\b|hopes? (?:to|for)\b|expressed hope|want(?:s|ed)? to\b|extend\w* (?:its|such)|propos[eé]|a appelé à|souhait|envisag|prévoi|prévue?s?\b|ouvert la voie"),
    (Stage.DISCUSSED, r"negotiation\w*|conduct(?:ed|ing)?\b|raised\b|examin\w+|meet(?:s|ing)? (?:to|on)\b|parley|consult(?:ed|ations?)\b|working on\b|attach\w+ (?:great )?importance|progress\b|joint\b|en pourparlers\b|début(?:e|ent|era|eront)\b|talks were\b|takes? place\b|took place\b|aur(?:a|ont) lieu\b|faire le bilan\b|mediat\w+|kick(?:ed)? off\b|held\b (?=.*(?:talks|consultations|negotiations|meeting))|entret(?:ien|enai)\w+|discuss(?:ed|es|ing|ions?)?\b|(?:in )?talks? (?:on|about|with|to)|mentioned\b|negotiat(?:ed|es|ing|ions?)\b|review(?:ed|s|ing)?\b|consider(?:ed|s|ing)?\b|explor(?:ed|es|ing)\b|focus(?:ed|es)? on|on the agenda|cent(?:red|ered) on|concerned\b|outlined\b|consolidat\w+|expand(?:ed|s|ing)?\b|broaden(?:ed|s|ing)?\b|strengthen(?:ed|s|ing)?\b|deepen(?:ed|s|ing)?\b|boost(?:ed|ing)?\b|tenu (?:\w+ ){0,3}(?:consultations|réunions?|pourparlers|entretiens|discussions|négociations)|weigh(?:ed|s|ing)?\b|increased\b|discut|discussions|négoci|examin[eé]|échang|évoqu|abord[eé]|faire le point|présent[eé] (?:la|le|les)\b|renforc|intensif\w+|abouti\w*|se penche\w*|accueill\w+|soutenu\w*|appuy\w+|support(?:ed|s|ing)\b|(?:described|hailed|welcomed|praised)\b|manifestation d|principal domaine|a eu lieu"),
)  # fmt: skip
#: So many of whatever was delivered.
_NUMBER = re.compile(r"\s\d[\d.,\s]*\s[^\W\d]{3,}")
#: Stages whose verbs say by themselves that something was agreed on.
_PLAIN = (Stage.RATIFIED, Stage.SIGNED)
#: Stages that a sentence may have without an object.
_ALONE = (*_PLAIN, Stage.DELIVERED)
#: A paper itself: what it says is said by its words.
_PAPER = r"agreements?|treat(?:y|ies)|memorand(?:um|ums|a)|MoUs?|accords?|pacts?|deals?|contracts?|FTAs?|charters?|protocols?|conventions?|arrangements?|communiqués?|declarations?|traités?|mémorandums?|chartes?|contrats?|protocoles?|déclarations?|feuilles? de route|roadmaps?"
_SAYS = re.compile(
    rf"\b(?:{_PAPER})\b(?:\W+[\w’'-]+){{0,4}}?\W+(?:concerns?|covers?|provid(?:es|ed) for|binds?|establish(?:es|ed)|includes?|involves?|aims?|foresees?|stipulates?|states?|outlines?|lays|obliges?|commits|relates?|are designed|is designed|entails?|calls|prévoit|prévoient|portent?|concernent?|instaure|lie|institue|dit que|vise|engage|permet|permettra|portant|portent|follows?|will|comprend|stipule)\b",
    re.I,
)
#: A certain paper, whatever is said of it.
_NAMED = re.compile(
    rf"\b(?:the|this|that|an?|en vertu d[’']une?|its|their|under|le|la|ce|cet|cette|leur|son|l[’'])\s*(?:[\w-]+\s+){{0,3}}?(?:{_PAPER})\b|\b(?:the|this|an?|that|no)\s+(?:[\w-]+\s+){0, 2}?(?:cease-?fire|truce|armistice)\b|\b(?:le|la|un|une|ce|cette)\s+(?:trêve|cessez-le-feu)\b|\b(?:cooperation|bilateral|trade|new|\d+|two|three|several|dozens of|many)\s+(?:[\w-]+\s+){{0,2}}?(?:{_PAPER})\b",
    re.I,
)
_OBJECTS = re.compile(
    rf"\b(?:{_PAPER}|cease-?fires?|truces?|cessez-le-feu|trêves?|prisoners?|prisonniers?|detainees|hostages|otages|negotiations|négociations|peace|paix|pourparlers|pétrole|oléoducs?|chargements?|exportations|navires?|électricité|electricity|purchases?|megawatts|MW|millions?|billions?|milliards?|missiles?|vols|flights?|efforts|drones?|UAVs?|cuts?|measures|talks|promises|armed groups|groupes armés|technolog(?:y|ies)|synerg(?:y|ies)|vaccines|doses|commissions?|partnerships?|cooperation|co-operation|collaborati(?:on|ve)|alliances?|confederation|projects?|suppl(?:y|ies)|aid|assistance|grain|wheat|food|cargo|fertili[sz]ers?|fuel|gas|cargoes|markets?|products?|terminals?|pipelines?|dams?|power stations?|hospitals?|airports?|ports?|roads?|flour|vaccines?|textes?|oil|petroleum|diesel|shipments?|loans?|grants?|sanctions|membership|"
    r"(?:decision[- ]making )?bodies|embargo|restrictions|arms|weapons|ammunition|aircraft|helicopters?|radars?|equipment|training|instructors|military support|comprehensive support|support|nuclear|power plants?|solar|refiner(?:y|ies)|railways?|trams?|airlines?|satellites?|mining|exploration|"
    r"barter|troops|troupes|vessels?|military base|embass(?:y|ies)|consulates?|legal framework|credit lines?|lines? of credit|credits?|debts?|exchange of|tenders?|programmes?|programs?|scholarships|quotas?|trade|investments?|security problems|ties|relations|commitments|accords? de|mécanismes?|armed forces|defen[cs]e capabilit(?:y|ies)|meetings? of|visits? to|joint (?!press|statement|communiqu|conference|declar)|documents?|mechanisms?|partnering|transport(?:ation)? networks?|logistics|ceremony|feasibility stud(?:y|ies)|advisers?|deposits?|"
    r"coopérations?|farine|marchés?|gazoducs?|oléoducs?|barrages?|aéroports?|hôpita(?:l|ux)|vaccins?|partenariats?|alliances?|confédération|livraisons?|céréales|blé|engrais|carburant|projets?|aides?|assistance|centrales?|armes|munitions|hélicoptères?|avions?|radars?|équipements?|matériels?|militaires|ressources|gaz|documents?|sanctions|commissions?|appui|soutien|formation|"
    r"membres?|études? de faisabilité|ambassades?|consulats?|exploitation|pétroli(?:er|ère)s?|bourses|minerais|instances|organes|G5 Sahel|CEDEAO|ECOWAS|Economic Community|consultations|police|officers|deployment|déploiement|mission|instruments?|contingent|collabor\w+|coopér\w+|liens|systems?|exports|debts?|currency|refurbishment|infrastructures?|hydrocarbons?|natural gas)\b",
    re.I,
)
_COMPILED = tuple((stage, re.compile(rf"\b(?:{pattern})", re.I)) for stage, pattern in _STAGES)
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
    rf"\b(?:the|these|this|two|three|four|five|six|seven|eight|ten|twelve|several|\d+|les?|la|cet(?:te)?|ces|deux|trois|quatre|cinq|sept|huit|dix|douze|plusieurs)\s+(?:(?:{_PAPER}|text|texte|document)|parties|sides|(?:warring |belligerent )?forces|belligérants|countries|leaders|states|pays|dirigeants|delegations?)\b|\b(?:the|th(?:is|at|ese|ose)|such|our|their|its|his|her|le|la|les|ce|cet|cette|ces|notre|nos|leurs?|son|sa|ses)\s+(?:[\w-]+\s+){0, 2}?(?:commitments?|cuts?|grants?|loans?|plans?|projects?|cooperation|partnership|decisions?|measures?|sanctions|deliver(?:y|ies)|talks|negotiations?|programmes?|programs?|assistance|aid|support|authori[sz]ation|proposals?|offers?|initiative|funding|facility|tranche|credits?|licen[cs]es?|plants?|pipelines?|deployment|trade|exercises?|coopération|partenariat|projets?|décisions?|mesures?|livraisons?|négociations|pourparlers|programmes?|appui|soutien|autorisation|propositions?|financements?|prêts?|dons?|crédits?|échanges|cease-?fires?|truces?|extension|signing|purchases?|deposits?|gazoducs?|oléoducs?|quotas?|signature|construction|trêves?|cessez-le-feu)\b|\b(?:both|neither|each) (?:sides?|ministers?|presidents?|leaders?|part(?:y|ies)|countr(?:y|ies)|governments?)\b|\b(?:we|our|us|nous|notre|nos)\b|^\W*(?:talks|negotiations|deliveries|des (?:négociations|discussions|pourparlers))\b|\b(?:he|she|they|ils?|elles?|(?:the|le|la) (?:minister|president|leaders?|ministre|président))\b|^\W*(?:it|(?:the|a) (?:first|second|third))\b|\b(?:the|a) (?:first|second|third)\s+(?:{_PAPER}|concerns)",
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
