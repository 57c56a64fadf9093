"""Quotations in English and French text: what stands in quotation marks, and who says it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from handbook.extraction.spans import Named, Quoted
from handbook.folding import WORD

#: How far from a quotation its speaker is looked for, in characters.
WINDOW = 600
_MARKS = re.compile(
    r"“(?P<a>[^“”]{1,3000})”|«\s*(?P<b>[^«»]{1,3000}?)\s*»|\"(?P<c>[^\"]{1,3000})\"|(?<!\w)‘(?P<d>[^‘’]{12,3000})’(?!\w)"
)
_VERBS = (
    "said|says|say|told|added|adds|stated|states|noted|notes|explained|explains|announced|declared|stressed|underlined|underscored|emphasised|emphasized|warned|argued|writes|wrote|"
    "assured|assures|assert(?:ed|s)?|revealed|maintained|highlighted|lamented|urged|suggested|cautioned|affirmed|tell|a assuré|a confié|a fait savoir|confie|peut-on lire|insisted|claimed|confirmed|replied|asked|recalled|reiterated|acknowledged|admitted|concluded|continued|commented|remarked|observed|pointed out|went on|tweeted|posted|quoted|"
    "a écrit|a commenté|indicated|indicates|conveyed|conveys|saying|states|reads|voiced|disent|dit|ont dit|ont déclaré|ont affirmé|indiquent|indiqué|affirment|s[’']est félicité|s[’']est réjoui|se félicite|soulignent|rapporte|a soutenu|a poursuivi|a promis|a répondu|"
    "described|called|praised|denounced|condemned|hailed|promised|pledged|vowed|according to|a déclaré|a dit|a affirmé|a ajouté|a annoncé|a souligné|a indiqué|a expliqué|a précisé|"
    "a estimé|a rappelé|a insisté|déclare|affirme|ajoute|souligne|indique|explique|précise|estime|selon|d’après|d'après|dixit"
)
_CUE = re.compile(rf"\b(?P<cue>{_VERBS})\b(?:\s+that)?", re.I)
_PRONOUN = re.compile(
    r"\b(?P<p>he|she|they|il|elle|(?:the|le|la)\s+(?:(?:prime|foreign|defence|head of|premier)\s+)?(?:minister|president|ambassador|spokesman|spokesperson|spokeswoman|diplomat|official|leader|general|premier|"
    r"chief|director|ministre|président|présidente|ambassadeur|porte-parole|diplomate|responsable|dirigeant))\b",
    re.I,
)
#: Several people, or an authority, who speak with one voice.
_COLLECTIVE = re.compile(
    r"(?P<p>\b(?:[Tt]he\s+|[Ll]es\s+)?(?:(?:[A-Z][\w-]+\s+)?(?:authorities|government|officials|presidency|army|junta|ministry)|two\s+(?:countries|sides)|parties|leaders|"
    r"autorités(?:\s+[a-zà-ÿ-]+)?|deux\s+(?:pays|parties)|gouvernement(?:\s+[a-zà-ÿ-]+)?|présidence|ministère)\b)"
)
#: An organisation named before: the group, the agency.
_BODY = re.compile(
    r"\b(?:the|le|la|l[’'])\s*(?:group|company|agency|movement|bloc|corporation|organi[sz]ation|groupe|société|agence|mouvement|entreprise)\b",
    re.I,
)
_TITLED = re.compile(
    r"\b(?:entitled|titled|called|report|book|article|film|novel|series|programme|program|study|paper|prize|award|intitulé|intitulée|livre|rapport)\b[^.“\"«]{0,25}$",
    re.I,
)
_SMALL = frozenset(
    [
        "a",
        "an",
        "and",
        "as",
        "at",
        "by",
        "for",
        "from",
        "in",
        "of",
        "on",
        "or",
        "the",
        "to",
        "with",
        "or",
        "de",
        "du",
        "des",
        "la",
        "le",
        "les",
        "et",
    ]
)


def quotations(text: str, named: Sequence[Named], before: str = "", person: str = "") -> list[Quoted]:
    """Quotations of a paragraph.

    ``named`` are its names; a speaker is given by the id of an entry, or by the
    words of a name that is not registered.  ``before`` is the speaker of the
    paragraph before, who goes on where a paragraph begins with a quotation; ``person``
    the person named last before the paragraph, whom "he" or "the minister" may mean.
    """
    speakers = [n for n in named if n.ner in ("PER", "ORG", "GPE") or n.form == "nominal"]
    found: list[Quoted] = []
    marks = [m.span() for m in _MARKS.finditer(text)]
    for number, match in enumerate(_MARKS.finditer(text)):
        inner = next(g for g in match.groups() if g is not None)
        start, end = match.span()
        kind = _kind(text[max(0, start - WINDOW) : start], inner)
        near = (
            [s for s in speakers if start - WINDOW <= s.start and s.end <= end + WINDOW]
            if len(speakers) > 50
            else speakers
        )
        who, cue = _speaker(text, start, end, near, marks[max(0, number - 20) : number + 20], person)
        if who is None and kind.startswith("direct"):
            if found and found[-1].speaker_surface and not text[found[-1].end : start].count("\n"):
                who = (found[-1].speaker, found[-1].speaker_surface)
            elif before and not text[:start].strip():
                who = (before, before)
        speaker, surface = who or ("", "")
        found.append(
            Quoted(start, end, kind, "" if kind == "title" else speaker, "" if kind == "title" else surface, cue)
        )
    return found


def _kind(before: str, inner: str) -> str:
    words = WORD.findall(inner)
    capital = [w for w in words if w[0].isupper() or w.lower() in _SMALL]
    if words and len(capital) == len(words) and words[0][0].isupper() and (_TITLED.search(before) or len(words) > 3):
        return "title"
    if len(words) <= 2 and not re.search(r"[.!?,]$", inner):
        return "scare-quote"
    full = inner[:1].isupper() and (
        re.search(r"[.!?,…]$", inner.strip()) is not None
        or re.search(r"[:,]\s*$", before) is not None
        or not before.strip()
    )
    return "direct" if full or len(words) > 14 else "direct-partial"


def _speaker(
    text: str, start: int, end: int, named: Sequence[Named], marks: list[tuple[int, int]], person: str
) -> tuple[tuple[str, str] | None, str]:
    """Who says a quotation: the name beside the nearest verb of saying in the words around it."""
    first, last = max(0, start - WINDOW), min(len(text), end + WINDOW)
    left = max(
        [
            first,
            *(first + m.end() for m in re.finditer(r"(?<!\bM)(?<!Mr|Dr|Ms)[.!?]\s+(?=[^\W\d_a-z])", text[first:start])),
        ]
    )
    stop = re.search(r"(?<!\bM)(?<!Mr|Dr|Ms)(?<!Mrs|Mme|Gen|Col)[.!?](?:\s|$)", text[end:last])
    right = end + stop.end() if stop else last
    inside = re.search(r"[.!?…]$", text[start:end].rstrip('”"»').rstrip()) is not None
    best: tuple[int, tuple[str, str], str] | None = None
    for a, b, forward in ((left, start, False), (end, right, True)):
        if (
            forward
            and inside
            and not re.match(
                r"\s*,?\s*(?:[a-zà-ÿ]|[^\W\d_]+(?:\s+[^\W\d_]+){0,4}\s+(?:said|added|told|stated|noted|explained))",
                text[end : end + 80],
            )
        ):
            continue
        for cue in _CUE.finditer(text, a, b):
            if any(x <= cue.start() < y for x, y in marks):
                continue
            who = _nearest(text, cue, a, b, named, person)
            distance = start - cue.end() if not forward else cue.start() - end
            if who and (best is None or distance < best[0]):
                best = (distance, who, cue["cue"])
    return (best[1], best[2]) if best else (None, "")


def _nearest(
    text: str, cue: re.Match[str], a: int, b: int, named: Sequence[Named], person: str
) -> tuple[str, str] | None:
    inside = [n for n in named if a <= n.start and n.end <= b]
    after_first = cue["cue"].lower() in ("according to", "selon", "d’après", "d'après", "dixit")
    before = [n for n in inside if n.end <= cue.start()]
    behind = [n for n in inside if n.start >= cue.end()]
    pronoun = [
        m for m in _PRONOUN.finditer(text, a, b) if -3 <= cue.start() - m.end() < 25 or 0 <= m.start() - cue.end() < 5
    ]
    ordered: list[Named] = []
    if not after_first and before:
        people = [n for n in before if n.ner == "PER"]
        ordered += [people[-1] if people else before[-1]]
    if behind and (after_first or not ordered or behind[0].start - cue.end() < 3):
        people = [n for n in behind if n.ner == "PER" and n.start - cue.end() < 60]
        candidate = people[0] if people else behind[0]
        ordered = [candidate, *ordered] if after_first or not ordered or candidate.ner == "PER" else ordered
    if not [n for n in ordered if n.ner == "PER" and _beside(n, cue)]:
        for match in _BODY.finditer(text, a, b):
            earlier = [n for n in named if n.ner == "ORG" and n.end <= match.start()]
            if _beside(match, cue) and earlier:
                return earlier[-1].entry or earlier[-1].surface, match[0]
        for match in _COLLECTIVE.finditer(text, a, b):
            if _beside(match, cue) and not any(n.start <= match.start("p") < n.end and n.ner == "PER" for n in inside):
                return match["p"], match["p"]
    if pronoun and not [n for n in ordered if n.ner == "PER"]:
        people = [n for n in named if n.ner == "PER" and n.end <= cue.start()]
        if people:
            return people[-1].entry or people[-1].surface, pronoun[0]["p"]
        return (person, pronoun[0]["p"]) if person else None
    return (ordered[0].entry or ordered[0].surface, ordered[0].surface) if ordered else None


def _beside(span: re.Match[str] | Named, cue: re.Match[str]) -> bool:
    """Whether something stands right before or after a verb of saying."""
    start, end = span.span() if isinstance(span, re.Match) else (span.start, span.end)
    return 0 <= cue.start() - end < 25 or 0 <= start - cue.end() < 8


def subject(text: str, named: Sequence[Named]) -> Named | None:
    """The person of a paragraph whom "he" in the next one means: who says something in it, else who is named last."""
    people = [n for n in named if n.ner == "PER"]
    said = [
        n
        for cue in _CUE.finditer(text)
        for n in people
        if 0 <= cue.start() - n.end < 40 or 0 <= n.start - cue.end() < 3
    ]
    return said[-1] if said else people[-1] if people else None
