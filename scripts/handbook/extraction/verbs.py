"""The words of agreements: verbs by the stage that they tell, what papers are called, what is agreed on.

Regular expressions, English first and then French; the end of a line stands for a bar.
A word of both languages stands where it was needed first.
"""

from __future__ import annotations

from handbook.kinds import Stage


def _one(*blocks: str) -> str:
    """The alternatives of blocks of lines as one."""
    return "|".join(line.strip() for block in blocks for line in block.strip().splitlines())


#: Stages with their verbs, in order: the first that a sentence has wins.
_VERBS: tuple[tuple[Stage, str, str], ...] = (
    (
        Stage.RATIFIED,
        r"""
        ratifi\w+|ratif(?:y|ied|ies|ication)\b
        """,
        r"""
        ratifi[eé]
        """,
    ),
    (
        Stage.DENOUNCED,
        r"""
        denounc(?:e|ed|es)\b|scrapp(?:ed|ing)\b|tore up|terminat(?:e|ed|es|ing)\b|revoked?\b|cancel(?:l?ed|s)\b|annulled\b
        """,
        r"""
        dénonc[eé]|rompu\b|annul[eé]
        """,
    ),
    (
        Stage.ENDED,
        r"""
        repeal\w*|rescind\w*|abrog\w+|lift\b|lifting\b|lift(?:ed|s|ing)\b|withdr(?:ew|aw|awn|awal)\b|suspend(?:ed|s|ing)?\b
        suspension\b|cessation\b|expir(?:ed|es)\b|ended\b|dissol(?:ved|ution)\b|quit\b|dissolution\b
        """,
        r"""
        lever (?:les|des)\b|fin (?:à|de) (?:l[’'])?(?:accord|coopération|sanctions|opérations?)|lev[eé]e? (?:des|les) sanctions
        lev[eé]s? (?:des|les)\s|se retire\b|retir[eé]|retraits?\b|dissous\b|suspendus?\b|interromp\w*|quitt[eé]
        """,
    ),
    (
        Stage.UNHEEDED,
        r"""
        ignor(?:ed|es|ing)\b|defied\b|rejected\b
        """,
        r"""
        rejet[eé]
        """,
    ),
    (
        Stage.SIGNED,
        r"""
        put pen to paper|formali[sz]\w+|clinched\b|penned\b|concluding\b|entered into an?\b|sign(?:ed|s|ing|ature|atories)\b
        inked\b|initialled\b|concluded\b|sealed\b|signature\b|join(?:ed|s|ing)\b
        """,
        r"""
        concluent\b|conclure\b|scell\w+|signataires?\b|paraph\w+|sign[eé](?:s|e|es)?\b|paraphé|sera signé|signer\b
        (?<!-il )(?<!-elle )conclu(?:es?|s)?\b|rejoin(?:t|dre|s|dra)\b(?! (?-i:[A-ZÀ-Ý]))
        """,
    ),
    (
        Stage.DELIVERED,
        r"""
        delivering\b|transport(?:é|er|ed|ing)\b|shipment of\b|loaded\b|carr(?:y|ies|ied|ying) out\b|sends\b|sent\b
        took (?:delivery|possession)|hand(?:s|ing)? over\b|handover\b|dispatch(?:ed|es|ing)\b|export(?:ed|ing)\b|sold\b|sells?\b
        selling\b|sales? of\b|buy(?:s|ing)?\b|purchas(?:e|es|ing)\b|supplying\b|gave\b(?! the (?:green|go))|give\b|given to\b
        purchased\b|bought\b|acquir(?:es?|ed|ing)\b|procured\b|deliver(?:ed|s|y|ies)\b|commenc\w+ (?:supply|deliver\w*)
        handed over\b|transferred\b|donat(?:ed|es|ion)\b|shipp(?:ed|ing)\b|supplied\b|award(?:ed|s)\b|grant(?:ed|s|ing)\b
        received\b (?=.{0,600}(?:aircraft|loan|tranche|scholarships|vaccines|doses|helicopter|grain|tons|tonnes|equipment|weapons|shipment|material))
        provid(?:ed|es|ing)\b
        """,
        r"""
        chargée?s?\b(?! (?:de|d[’'])\b)|attendue?s?\b|livrer\w*|offerts?\b(?! par)|octroy\w+|vend(?:u|us|re|ent|ra)\b|vente\b
        achet\w+|achat\b|command[eé]\w*|bénéfici\w+|dons?\b|transfér[eé]|achemin[eé]|expédi[eé]|décharg[eé]|envoy[eé]|livr[eé]
        livraison|réceptionn|(?<!été )reçu\b|fourni(?:s|t|r|ra|ront|rait|raient)?\b|recevons\b|remise?s?\b
        pr(?:end|endra|endrait|is) en charge|form(?:é|ent|era)\b|former (?:des|les|ses|leurs|\d)|don de\b
        """,
    ),
    (
        Stage.FUNDED,
        r"""
        lends?\b|lending\b|lent\b|loaned\b|reschedul\w+|restructur\w+|debt relief|qualif(?:y|ied|ies) for|sponsored\b
        allocat(?:ed|es|ing)\b|earmarked\b|fund(?:ed|ing)\b|financ(?:ed|ing)\b|disbursed\b|invest(?:ed|s)?\b
        """,
        r"""
        décaiss\w+|débours\w+|consacr\w+|injecter\w*|prêt[eé]\b|investi(?:t|r|ra|ront|ssent)?\b|financ(?:é|er|era|eront)\w*
        allou[eé]
        """,
    ),
    (
        Stage.IN_FORCE,
        r"""
        in force\b|(?:takes?|took|taking) effect|operational\b|under (?:\w+ )?sanctions|began\b|begins?\b|begun\b|starts?\b
        started\b|commenced?\b|implement\b|implementing\b|entered into force|came into force|ongoing\b
        under (?:the|an?|this) (?:agreement|deal|accord|treaty|pact)|within the framework of|implement(?:ed|ing|ation)\b
        already (?:in|has)|maintain(?:s|ed)?\b|remains? in place|engaged in similar|has been (?:supplying|training)
        support includes|the (?:export|training) of|working on\b|formed\b|creat(?:ed|es|ing)\b|establish(?:ed|es|ing|ment)\b
        impos(?:ed|es|ing)\b
        """,
        r"""
        en vigueur\b|opérationnel\w*|en cours\b|commenc[eé]\w*|démarr\w+|entr(?:ée?s?|e|ent|era|eront) en vigueur|mis en place
        mettr(?:e|ont|a) en œuvre|mettront\W|en œuvre\b|créée?s?\b|instaur[eé]|impos[eé]
        """,
    ),
    (
        Stage.AGREED,
        r"""
        accepted\b|accepts\b|consent(?:ed|s)?\b|(?<!-)backed\b|cleared\b|agree\b|resolved to\b|extended\b|ordered\b
        agreed\b(?! with)|agree to\b|authori[sz](?:ed|es|ation)\b|gr(?:een-?lighted|een light)|go-ahead\b|approv(?:ed|es|al)\b
        endors(?:ed|es)\b|decisions? (?:reached|to)\b|decided to\b|reached an? (?:agreement|deal|understanding)|finalised
        finalized|struck an?\b|upgraded\b|elevated\b|confirmed\b|reaffirmed\b|adopt(?:ed|s)\b
        """,
        r"""
        accept[eé]\w*|valid[eé]\w*|entérin\w+|tomb[eé]s? d[’']accord|s[’']entend\w+|accord[eé]e?s?\b|décid[eé] (?:de|d[’'])
        autoris[eé]|feu vert\b|approuv[eé]|harmonisé|finalisé|convenu|se sont mis d[’']accord|adopt[eé]|décision de\b
        prennent acte|réaffirm
        """,
    ),
    (
        Stage.PROMISED,
        r"""
        will (?:\w+ ){0,2}(?:begin|start|receive|join|lead|explore|purchase|buy|invest|open|host|establish|set|strengthen|cooperate|work|increase|double|expand|share|export|import|construct|sign|lift|withdraw|implement|recognise|recognize|deploy|transfer|allow|enable|benefit|cover|create|develop|pay|lend|play|remain|take)
        shall\b|will help\b|due to be\b|committed\b|expressed (?:\w+ ){0,2}support|promis(?:e|ed|es|ing)\b
        pledg(?:e|ed|es|ing)\b|vow(?:ed|s)?\b|(?:is|are|was|were|remains?)?\s?committed (?:to|itself)
        will (?:\w+ly |also )?(?:supply|deliver|provide|build|send|train|continue|support|help|assist|grant|give|donate|finance|fund)
        will be (?:delivered|provided|supplied|built|granted|financed|sent|channell?ed|given|exchanged)|work(?:ing)? together\b
        would (?:continue|provide|supply|deliver)|to provide further|continu(?:es|ed) to (?:support|provide|supply|assist)\b
        commitments?\b|readiness to\b|(?:strong |full )?(?:backing|support) (?:for|of|to)\b|willing(?:ness)? to\b
        (?:ready|prepared) to (?:take|support|supply|provide|help|assist|cooperate)|guarantee(?:d|s)?\b|assured\b
        """,
        r"""
        promess\w+|promett(?:re|ent|ant)\b|s[’']engag\w+|engagements?\b
        (?:doit|doivent|devrait|devraient) (?:être|[a-zà-ÿ]+er)\b|(?-i:[a-zà-ÿ]{3,}(?:era|eront|ira|iront|dra|dront)\b)
        en mesure de\b|disponibilité\b|soutien (?:à|au|aux)\b|en faveur d|promet|promis
        (?:continuera|continueront|poursuivra|poursuivront) à\s|renouvel|s[’']est engag[eé]|volonté\b|prête?s? à\b
        """,
    ),
    (
        Stage.ANNOUNCED,
        r"""
        announced\b (?=.{0,600}(?:cease-?fire|truce|agreement|deal|project|plan|construction|supply|delivery|credit|aid|grant|loan|pact|alliance))
        unveiled\b|launch(?:ed|es|ing)\b|inaugurat(?:ed|es|ing)\b|laid the (?:foundation|first)
        """,
        r"""
        annonc(?:e|ent|é|ée|ait) (?=.{0,600}(?:accord|projet|livraison|création|équipements|aide|financement|prêt))|lanc[eé]
        coup d[’']envoi|inaugur[eé]|posé la première
        """,
    ),
    (
        Stage.PROPOSED,
        r"""
        request(?:ed|s|ing)?\b|would like\b|potential (?:to|for)\b|opportunit(?:y|ies) (?:to|for|of)\b|suggest(?:ed|s)?\b
        invite\b|preparing to\b|importance (?:of|de)\b|intention (?:to|of|de)\b|deploy(?:ing|s)?\b
        propos(?:e|ed|es|al|als|ing)\b|desires?\b|keen(?:ness)?\b|wish(?:es|ed)? (?:to|for)\b|eager\b
        stress(?:ed|es) the (?:need|importance)|wants?\b (?=.{0,20}cooperation)|wanted\b (?=.{0,20}cooperation)
        offer(?:ed|s|ing)?\b|call(?:ed|s|ing)? (?:for|on)\b|seek(?:s|ing)?\b|sought\b|plans? (?:to|for)\b|planned\b
        planning to\b|invit(?:ed|es)\b|urg(?:ed|es)\b|asked\b|initiatives?\b|ambitions?\b|interest(?:ed)? (?:in|to)\b
        aims? (?:to|at)\b|intend(?:s|ed)? to\b|expected to\b|submitted\b|deploy(?:ed|ment)?\b|creation of\b|construction of\b
        possibility of\b|submitted a draft|push(?:ed|es)? for\b|want to\b|hopes? (?:to|for)\b|expressed hope|want(?:s|ed)? to\b
        extend\w* (?:its|such)
        """,
        r"""
        sollicit\w+|demand(?:é|ée|ent|ait|er)\b|inviter?\b|invit(?:é|ée?s|ons)\b|espèr\w+|demande d[’']achat\b|intention d[’']
        appel(?:é|le|lent) (?:à|au)\b|désir\b|déploiement\b|déploy|propos[eé]|a appelé à|souhait|envisag|prévoi|prévue?s?\b
        ouvert la voie
        """,
    ),
    (
        Stage.DISCUSSED,
        r"""
        negotiation\w*|conduct(?:ed|ing)?\b|raised\b|examin\w+|meet(?:s|ing)? (?:to|on)\b|parley|consult(?:ed|ations?)\b
        working on\b|attach\w+ (?:great )?importance|progress\b|joint\b|talks were\b|takes? place\b|took place\b|mediat\w+
        kick(?:ed)? off\b|held\b (?=.{0,600}(?:talks|consultations|negotiations|meeting))|discuss(?:ed|es|ing|ions?)?\b
        (?:in )?talks? (?:on|about|with|to)|mentioned\b|negotiat(?:ed|es|ing|ions?)\b|review(?:ed|s|ing)?\b
        consider(?:ed|s|ing)?\b|explor(?:ed|es|ing)\b|focus(?:ed|es)? on|on the agenda|cent(?:red|ered) on|concerned\b
        outlined\b|consolidat\w+|expand(?:ed|s|ing)?\b|broaden(?:ed|s|ing)?\b|strengthen(?:ed|s|ing)?\b|deepen(?:ed|s|ing)?\b
        boost(?:ed|ing)?\b|weigh(?:ed|s|ing)?\b|increased\b|discussions|support(?:ed|s|ing)\b
        (?:described|hailed|welcomed|praised)\b
        """,
        r"""
        en pourparlers\b|début(?:e|ent|era|eront)\b|aur(?:a|ont) lieu\b|faire le bilan\b|entret(?:ien|enai)\w+
        tenu (?:\w+ ){0,3}(?:consultations|réunions?|pourparlers|entretiens|discussions|négociations)|discut|négoci|examin[eé]
        échang|évoqu|abord[eé]|faire le point|présent[eé] (?:la|le|les)\b|renforc|intensif\w+|abouti\w*|se penche\w*|accueill\w+
        soutenu\w*|appuy\w+|manifestation d|principal domaine|a eu lieu
        """,
    ),
)
STAGES = tuple((stage, _one(english, french)) for stage, english, french in _VERBS)
#: A paper itself: what it says is said by its words.
PAPER = _one(
    r"""
    agreements?|treat(?:y|ies)|memorand(?:um|ums|a)|MoUs?|accords?|pacts?|deals?|contracts?|FTAs?|charters?|protocols?
    conventions?|arrangements?|declarations?|roadmaps?
    """,
    r"""
    communiqués?|traités?|mémorandums?|chartes?|contrats?|protocoles?|déclarations?|feuilles? de route
    """,
)
#: What is agreed on besides papers: goods, fields of cooperation, bodies.
OBJECTS = _one(
    r"""
    cease-?fires?|truces?|cessez-le-feu|detainees|hostages|negotiations|peace|paix|electricity|purchases?|megawatts|MW|millions?
    billions?|missiles?|flights?|efforts|drones?|UAVs?|cuts?|measures|talks|promises|armed groups|technolog(?:y|ies)
    synerg(?:y|ies)|vaccines|doses|commissions?|partnerships?|cooperation|co-operation|alliances?|confederation|projects?
    suppl(?:y|ies)|aid|assistance|grain|wheat|food|cargo|fertili[sz]ers?|fuel|gas|cargoes|markets?|products?|terminals?
    pipelines?|dams?|power stations?|hospitals?|airports?|ports?|roads?|flour|vaccines?|oil|petroleum|diesel|shipments?|loans?
    grants?|sanctions|membership|(?:decision[- ]making )?bodies|embargo|restrictions|arms|weapons|ammunition|aircraft
    helicopters?|radars?|equipment|training|instructors|military support|comprehensive support|support|nuclear|power plants?
    solar|refiner(?:y|ies)|railways?|trams?|airlines?|satellites?|mining|exploration|barter|troops|troupes|vessels?
    military base|embass(?:y|ies)|consulates?|legal framework|credit lines?|lines? of credit|credits?|debts?|exchange of
    tenders?|programmes?|programs?|scholarships|quotas?|trade|investments?|security problems|ties|relations|commitments
    armed forces|defen[cs]e capabilit(?:y|ies)|meetings? of|visits? to|joint (?!press|statement|communiqu|conference|declar)
    documents?|mechanisms?|partnering|transport(?:ation)? networks?|logistics|ceremony|feasibility stud(?:y|ies)|advisers?
    deposits?|munitions|instances|G5 Sahel|CEDEAO|ECOWAS|Economic Community|consultations|police|officers|deployment|mission
    instruments?|contingent|systems?|exports|currency|refurbishment|infrastructures?|hydrocarbons?|natural gas
    """,
    r"""
    trêves?|prisoners?|prisonniers?|otages|négociations|pourparlers|pétrole|oléoducs?|chargements?|exportations|navires?
    électricité|milliards?|vols|groupes armés|collaborati(?:on|ve)|textes?|accords? de|mécanismes?|coopérations?|farine|marchés?
    gazoducs?|barrages?|aéroports?|hôpita(?:l|ux)|vaccins?|partenariats?|confédération|livraisons?|céréales|blé|engrais
    carburant|projets?|aides?|centrales?|armes|hélicoptères?|avions?|équipements?|matériels?|militaires|ressources|gaz|appui
    soutien|formation|membres?|études? de faisabilité|ambassades?|consulats?|exploitation|pétroli(?:er|ère)s?|bourses|minerais
    organes|déploiement|collabor\w+|coopér\w+|liens
    """,
)
