"""How English and French sentences say who speaks: pronouns, passives, bodies, what stands around names and verbs."""

from __future__ import annotations

import re

MARK = re.compile(r"[\"“«]")
INVERTED_PRONOUN = re.compile(r"(?:-t)?-(?P<p>ils?|elles?|on)\b", re.I)
PRONOUN = re.compile(
    r"(?:he|she|they|it|ils?|elles?|on|lui|celui-ci|celle-ci|ce dernier|cette dernière|the latter)", re.I
)
#: A sentence whose subject is a pronoun.
PERSONAL = re.compile(r"\W*(?:[^,.]{0,60},\s+)?(?P<p>he|she|ils?|elles?)\b", re.I)
#: A name behind it is not who acts.
OF = re.compile(
    r"(?:\b(?:for|of|to|from|by|with|at|against|between|de|du|des|à|au|aux|par|pour|avec|chez)\s+|\bd[’'])"
    r"(?:(?:the|la|le|les|its|his|son|sa)\s+|l[’'])?(?:(?:Mr|Mrs|Ms|Dr|M|Mme|MM)\.?\s+)?$",
    re.I,
)
OWNER = re.compile(r"[’']s?\b")
BY = re.compile(r"\s+(?:(?!as\b)\w+\s+){0,2}?(?:by|par)\s+(?!\w+ing\b)")
PASSIVE = re.compile(r"\b(?:is|was|were|are|been|est|sont|être|été)\b[\w\s]{0,12}$")
#: Passives whose agent is who says the words: called "..." by; others are reported by somebody else.
AGENT = frozenset({"described", "called", "hailed", "praised", "qualifié", "denounced", "condemned"})
BODY = re.compile(
    r"(?:the|le|la|l[’'])\s*(?:group|company|agency|movement|bloc|corporation|organi[sz]ation|institution|firm|ministry|"
    r"groupe|société|agence|mouvement|entreprise|ministère)",
    re.I,
)
DEFINITE = re.compile(r"(?:the|this|his|her|its|their|le|la|ce|cet|cette|son|sa|leur|l[’'])", re.I)
INDEFINITE = re.compile(r"(?:an?|one|une?)\s", re.I)
WHEN = re.compile(r",?\s+(?:(?:late|early|on)\s+)?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b.*$")
LEADING = re.compile(r"^(?:and|but|et|mais)\s+|^(?:les (?:propos|mots|termes)|the words) (?:of |de |d[’']|du )?")
THAT_IS = re.compile(r"\s*C[’']est ce qu[’'](?:a|ont|avait)\s+")
#: A sentence with its subject before an auxiliary: the two sides have agreed "...".
SUBJECT = re.compile(
    r"\W*(?:[^,.]{0,60},\s+)?(?:(?P<np>(?:les?|la|l[’'])\s?(?:[\w’'-]+\s+){0,4}?[\w’'-]+)\s+(?:se\s+sont|s[’']est|ont|a|avaient|avait)|(?P<en>(?:the|both)\s+(?:[\w’'-]+\s+){0,4}?[\w’'-]+)\s+(?:have|has|had|agreed|called|expressed))\b",
    re.I,
)
AFTER_END = re.compile(
    r"\s*[,–—-]?\s*[a-zà-ÿ]|\s*(?:[^\W\d_][\w’'.-]*\s+){1,6}?(?:said|says|added|told|stated|noted|explained|stressed|concluded)\b(?! that)"
)


#: Whose words are told is said before it.
RELATIVE = re.compile(r",?\s*\b(?:who|qui)\s*$")
FROM = re.compile(r"\s+(?:(?:of|from|at|du|de|des)\s+(?:the\s+|la\s+)?|d[’']|de\s+l[’'])")
#: A sentence that begins with what somebody says: calling it "...".
OPENING = re.compile(
    r"\W*(?:Calling|Describing|Branding|Dubbing|Labell?ing|Terming|Denouncing|Hailing|Praising|Citing|Quoting|Qualifiant|Appelant|Dénonçant|Saluant|Citant|Évoquant)\b"
)
#: What may stand before the name with which a sentence begins.
BEGINS = re.compile(
    r"\W*(?:(?:But|And|Yet|Still|Mais|Et|Or)\s+)?(?:(?:the|le|la|l[’'])\s*)?(?:(?:Mr|Mrs|Ms|Dr|M|Mme)\.?\s+)?", re.I
)
CONJUNCTION = re.compile(
    r"\b(?:but|because|while|although|though|since|and|as|mais|parce qu|car|tandis qu|bien qu|puisqu|et)", re.I
)


INCISE = re.compile(r",\s+(?P<verb>[a-zà-ÿ]+)\s+(?P<who>(?:M\.|Mme|le|la)?[^,.«»“”\"]{2,60}),")

#: A verb before a name whose object the name is: whoever is praised, thanked, met or accused does not speak.
OBJECT = re.compile(
    r"\b(?:prais\w+|hail\w*|thank\w*|congratulat\w+|welcom\w+|laud\w*|commend\w*|describ\w+|call(?:ed|ing|s)|mock\w*|accus\w+|critici[sz]\w+|warn\w*|assur\w+|remind\w*|urg\w+|told|tells|ask\w*|honou?r\w*|condemn\w*|slam\w*|denounc\w+|blam\w+|met|meets|received|hosted|appoint\w*|succeed\w*|replac\w+|tribute to|"
    r"salu\w+|félicit\w+|remerci\w+|qualifi\w+|raill\w+|accueilli\w*|reçu|rencontr\w+|nomm\w+|décri\w+|condamn\w+|dénonc\w+|interpell\w+|exhort\w+|honor\w+|encens\w+|critiqu\w+|rassur\w+|averti\w*|hommage (?:à|au)|(?:in (?:the )?presence of|en présence d[eu’']s?))\s*"
    r"(?:[\w’'.-]+\s+){0,4}$",
    re.I,
)
#: What stands behind the name of somebody of whom it is said, by others.
SAID_OF = re.compile(
    r"\s*,?\s*(?:(?:was|is|were|has been|had been|a été|est|fut)\s+)?(?:\w+ly\s+)?(?:accused|hailed|described|praised|dubbed|labell?ed|nicknamed|honou?red|charged|awarded|accusée?|qualifiée?|saluée?|décrite?|surnommée?|considérée?|inculpée?)\s+(?:of|as|for|with|de|d[’']|comme|pour)\b",
    re.I,
)
#: Behind a verb of saying between commas: its subject, and a comma.
INCISED = re.compile(r"\s+(?:la|le|l[’']|les|un|une|M\.|Mme|the same)\s?[^,.;:]{2,50},\s")
#: What papers do, and no people: it stipulates.
OF_PAPERS = re.compile(r"stipul", re.I)
