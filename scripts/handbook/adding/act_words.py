"""The words of explicit acts, as regular expressions, English and French; the end of a line stands for a bar."""

from __future__ import annotations

from handbook.kinds import Stage


def one(text: str) -> str:
    """The alternatives of lines as one."""
    return "|".join(line.strip() for line in text.strip().splitlines())


PAPER = one(
    r"""
    agreements?|treat(?:y|ies)|memorand(?:um|ums|a)|MoUs?|accords?|pacts?|deals?|contracts?|charters?|protocols?|conventions?
    declarations?|instruments?|documents?|textes?|road ?maps?|letters? of intent|communiqués?|communiques?|FTAs?|cease-?fires?|truces?
    traités?|mémorandums?|mémorandas?|mémoranda|pactes?|contrats?|chartes?|protocoles?|déclarations?|feuilles? de route
    lettres? d[’']intention|cessez-le-feu|trêves?
    """
)
GOODS = one(
    r"""
    (?:armou?red |military |combat |attack |transport |fighter |patrol )?(?:vehicles?|helicopters?|aircraft|planes?|jets?|drones?|ships?|vessels?|trucks?|boats?|buses|tractors?|ambulances?|personnel carriers?)
    MRAPs?|weapons?|arms|ammunition|munitions|missiles?|radars?|(?:military |medical |non-lethal )?equipment|materiel|uniforms|tents|generators?
    grain|wheat|rice|cereals?|flour|maize|corn|fertili[sz]ers?|fuel|diesel|petroleum|oil|gas|food(?:stuffs?)?|vaccines?|doses|medicines?|kits
    cargo|shipments?|consignments?|tons|tonnes|satellites?|instructors|trainers|scholarships|power (?:plants?|stations?)|reactors?
    hospitals?|schools?|railways?|roads?|bridges?|airports?|refiner(?:y|ies)|dams?|(?:solar|nuclear) (?:plants?|park|power)
    (?:véhicules?|blindés?|hélicoptères?|avions?|aéronefs?|navires?|camions?|bateaux|tracteurs?|ambulances?)(?: blindés?| militaires?)?
    armes|armements?|matériels?(?: militaires?| roulants?| médica\w+)?|équipements?(?: militaires?)?|blé|céréales|riz|maïs|farine|engrais|carburants?|gazole|hydrocarbures
    vivres|denrées|vaccins?|médicaments|lots?|chargements?|cargaisons?|bourses|instructeurs|centrales?|réacteurs?|hôpita(?:l|ux)|écoles?
    chemins? de fer|aéroports?|raffineries?|barrages?
    """
)
MONEY = one(
    r"""
    loans?|grants?|credits?|lines? of credit|credit lines?|tranches?|funding|financing|debts?|donations?|(?:budget(?:ary)?|financial|humanitarian|food|military) (?:aid|assistance|support)
    (?:[$€£]|USD|US\$|EUR)\s?\d[\d.,]*|(?:million|billion)s?|prêts?|dons?|crédits?|lignes? de crédit|financements?|dettes?|aides?|appuis? budgétaires?|millions?|milliards?
    """
)
#: Bodies that are founded by agreeing on them.
BODIES = one(
    r"""
    (?:joint |intergovernmental |mixed |bilateral )?(?:commissions?|committees?|councils?|forces?|companies|company|ventures?|banks?|funds?)|embass(?:y|ies)|consulates?|airlines?
    commissions?(?: mixtes?| intergouvernementales?)?|comités?|conseils?|forces?|sociétés?|banques?|fonds|ambassades?|consulats?|compagnies?
    (?:visa|visas)|customs|quotas?|exchange of|échange de
    """
)
TIES = one(
    r"""
    (?:military |security |diplomatic |economic |defen[cs]e )?(?:co-?operation|ties|relations|aid|assistance|support|exports?|deliver(?:y|ies)|missions?|talks)
    coopérations?|relations|aides?|soutien|exportations|livraisons?|missions?
    """
)
SANCTIONS = r"sanctions?|embargos?"

#: Acts: the stage, the verbs, and on what they have to be done.  ``strong`` verbs need no number beside goods.
ACTS: tuple[tuple[Stage, str, str], ...] = (
    (Stage.RATIFIED, r"ratified|ratifies|ratification of|ratification(?= (?:de|du|des|d[’']))|ratifi(?:é|ée|és|ées|ent)", PAPER),
    (
        Stage.SIGNED,
        one(
            r"""
            signed|signing|sign|signs|signature of|inked|initialled|penned|concluded|sealed|struck|clinched|entered into
            sign(?:é|ée|és|ées|e|ent|èrent|er|ant|a)|signature(?= (?:de|du|des|d[’']))|signature(?=,[^,.]{0,40}, (?:de|du|des|d[’']))|paraph(?:é|ée|és|ées|ent)|conclu(?:e|s|es|ent)?
            """
        ),
        PAPER,
    ),
    (Stage.ENDED, r"lifted|lifts|removed|levé(?:e|s|es)?|lève(?:nt)?", SANCTIONS),
    (
        Stage.DENOUNCED,
        r"denounced|terminated|scrapped|cancel+ed|annulled|revoked|tore up|abrogated|dénoncé(?:e|s|es)?|rompu(?:e|s|es)?|résilié(?:e|s|es)?|annulé(?:e|s|es)?|abrogé(?:e|s|es)?",
        f"{PAPER}|{TIES}",
    ),
    (Stage.SUSPENDED, r"suspended|suspends|halted|froze|frozen|suspendu(?:e|s|es)?|suspend(?:ent)?|gelé(?:e|s|es)?", f"{PAPER}|{TIES}"),
    (Stage.ENDED, r"ended|withdrew from|pulled out of|mis fin à|mis fin aux?|retiré(?:e|s|es)?(?= (?:de|du|des|d[’']))", f"{PAPER}|{TIES}"),
    (
        Stage.DELIVERED,
        one(
            r"""
            delivered|donated|handed over|shipped|took delivery of|taken delivery of|livré(?:e|s|es)?|livre(?:nt)?|réceptionné(?:e|s|es)?
            fait don(?= (?:de|d[’']|du|des))|remis(?:e|es)?
            """
        ),
        GOODS,
    ),
    (
        Stage.FUNDED,
        one(
            r"""
            granted|grants|lent|loaned|disbursed|awarded|allocated|secured|obtained|approved|extended|provided|donated
            accord(?:é|ée|és|ées|e|ent)|octroy(?:é|ée|és|ées|e|ent)|prêté(?:e|s|es)?|décaissé(?:e|s|es)?|débloqué(?:e|s|es)?|obtenu(?:e|s|es)?|alloué(?:e|s|es)?
            """
        ),
        MONEY,
    ),
    (
        Stage.PROMISED,
        one(
            r"""
            promised|promises|pledged|pledges|vowed|committed(?: itself| themselves)? to|has agreed to (?:supply|provide|deliver|send|build|train|lend|give|grant)
            s[’']est engagée? à|s[’']engagent? à|se sont engagées? à|promis(?:e|es)?|promet(?:tent)?
            """
        ),
        f"{GOODS}|{MONEY}|{PAPER}",
    ),
    (
        Stage.AGREED,
        one(
            r"""
            agreed (?:to|on|upon)|agree to|agrees to|reached|adopted|approved|endorsed|convenu(?:s|es)?(?= (?:de|d[’']|du|des))|mis(?:es)? d[’']accord (?:pour|sur)|tombé(?:e|s|es)? d[’']accord (?:pour|sur)|adopté(?:e|s|es)?|approuvé(?:e|s|es)?|trouvé
            """
        ),
        f"{PAPER}|{MONEY}|{BODIES}|{GOODS}",
    ),
    (Stage.ANNOUNCED, r"announced|unveiled|announces|annoncé(?:e|s|es)?|annonce(?:nt)?", f"{MONEY}|{GOODS}|agreements?|deals?|contracts?|accords?|contrats?"),
)  # fmt: skip
#: Verbs of giving that say it only beside a number: what is given without one may be anything.
WEAK = (
    Stage.DELIVERED,
    one(
        r"""
        sent|sends|gave|gives|given|supplied|supplies|provided|provides|received|receives|exported|sold|bought|purchased|acquired|transferred
        fourni(?:e|s|es|t)?|envoyé(?:e|s|es)?|offert(?:e|s|es)?|reçu(?:e|s|es)?|vendu(?:e|s|es)?|acheté(?:e|s|es)?|acquis(?:e|es)?|transféré(?:e|s|es)?|expédié(?:e|s|es)?
        """
    ),
    GOODS,
)
#: What is to be, may be, or is not: before a verb, with few words between.
NOT_DONE = one(
    r"""
    will|would|could|may|might|should|shall|can|to be|set to|due to|expected(?: to)?|plans? to|planning(?: to)?|planned|hop(?:e|es|ed|ing) to|want(?:s|ed)? to|ready to|willing to|seek(?:s|ing)? to|about to|able to|likely to
    offered to|asked to|refus\w+ to|declined to|failed to|yet to|never|not|\w+n[’']t|without|before|unless|once|until|if|no|ahead of|proposed|possible|potential|upcoming|prospective|negotiat\w+|discuss\w*|talks on|consider\w*|intend\w*|aims? to|wish\w* to|interested in|invited? to|urg\w+|call\w* (?:on|for)
    va|vont|allait|allaient|devr\w+|doi(?:t|vent)|pourr\w+|peu(?:t|vent)|souhait\w+|espèr\w+|envisag\w+|compt(?:e|ent)|prévo\w+|prévue?s?|veu(?:t|lent)|prêts? à|si|sans|avant|refus\w+|ne|n[’']\w+|pas|jamais|en vue d\w*|projet d[e’]\w*|négoci\w+|invit\w+ à|appel\w+ à|désireu\w+|prochaine?s?|future?s?|sera|seront|aurait|auraient
    """
)
#: What makes a whole sentence unsure: it compares, denies, reports a rumour, or accuses.
UNSURE = one(
    r"""
    reportedly|allegedly|rumou?r\w*|unconfirmed|den(?:y|ies|ied)|supposed(?:ly)?|possibly|perhaps|accus\w+|hypothetical\w*|would have|could have|failed to
    dément\w*|rumeurs?|peut-être|présumée?s?|soi-disant|prétend\w*
    """
)
COMPARES = (
    r"\b(?:[Ll]ike|[Uu]nlike|[Ss]imilar to|[Cc]ompared (?:to|with)|[Cc]omparable to|[Jj]ust as|[Ss]uch as (?:that|those) (?:of|between)|than (?:any|the|its|that|those|[A-ZÀ-Ý]))\b"
    r"|(?:(?:^|,\s*)[Cc]omme\s+(?:la|le|l[’']|les|au|en|aux|d[’']autres|[A-ZÀ-Ý])|\b(?:[Tt]out comme|[ÀAà] l[’']instar d\w*|[Cc]ontrairement|[Pp]ar rapport|[ÀAà] la différence|[ÀAà] l[’']image d\w*|[Aa]nalogue|[Ss]emblables? à|[Cc]omparables? à)\b)"
)
#: What joins papers in a list, and what begins one of them.
JOINS = r",\s*|;\s*|\s+(?:and|et|as well as|ainsi qu[e’]|along with|de même que|plus)\s+|\s*(?:^|(?<=\s)|(?<=[:;,]))\(?(?:\d{1,2}|[ivx]{1,4})[.)]\s+"
ANOTHER = r"^\W*(?:(?:the )?(?:one|another|a (?:second|third)|the (?:first|second|third|other)|others?)\b|(?:un|une|l[’']une?|un autre|une autre|l[’']autre|le (?:premier|deuxième|second|troisième)|la (?:première|deuxième|seconde|troisième))\s+(?:sur|portant|concernant|relatif|relative|on)\b)"
#: Several papers of which it is not said here what they are on.
MANY = r"\b(?:\d+|two|three|four|five|six|seven|eight|nine|ten|several|many|a (?:series|number) of|various|multiple|some|dozens of|deux|trois|quatre|cinq|sept|huit|neuf|dix|plusieurs|de nombreux|divers|différents|une série d[e’]|des|les|these|the|ces)\s*(?:\w+\s+){0,3}$"
#: The parties of the sentence before, by other words.
BOTH = (
    r"\b(?:the|both|these) (?:two )?(?:countries|states|nations|sides|parties|governments|leaders|presidents|ministers|foreign ministers|heads of state|neighbou?rs)\b|\b(?:the two|both) (?:men|capitals|allies|officials|delegations)\b|\bthe pair\b"
    r"|\b(?:les|ces) deux (?:pays|États|Etats|nations|parties|gouvernements|dirigeants|présidents|chefs d[’'](?:État|Etat)|ministres|hommes|voisins|délégations|capitales|chefs de (?:la )?diplomatie)\b"
)
