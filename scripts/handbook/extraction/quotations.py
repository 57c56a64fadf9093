"""Quotations in a text: the words in quotation marks, and who says them."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import ClassVar

from handbook.extraction.languages.data import Cased, Pattern, Words, load
from handbook.extraction.offices import Office
from handbook.extraction.saying import blank
from handbook.extraction.spans import Named, Quoted
from handbook.extraction.speakers import Setting, shifted
from handbook.extraction.speaking import Speaking, speaking
from handbook.extraction.subjects import Voice
from handbook.folding import WORD

#: How much text around a quotation is searched for its speaker, in characters.
WINDOW = 600
#: How many of the last quotations of a paragraph are searched for one that has a speaker.
_LATEST = 50
#: How many quotations on either side are read over, so that no text is read more than twice that often.
BESIDE = 10
#: How far a verb of saying may stand from a few words in quotation marks, in characters.
_BESIDE_WORDS = 100
_MARKS = re.compile(
    r"“(?P<a>[^“”]{1,3000})”|«\s*(?P<b>(?:[^«»]|«[^«»]{0,300}»){1,3000}?)\s*»|\"(?P<c>[^\"]{1,3000})\"|(?<!\w)‘(?P<d>[^‘’]{12,3000})’(?!\w)"
    # Straight single marks are apostrophes too: only text that ends like speech, or is not inside a word, is a quotation.
    r"|(?<![\w’'])'(?=\w)(?P<h>(?:[^'\n]|(?<=\w)'(?=\w)){12,1000}(?:[.,!?]'|'(?=[\s.,;:])))(?<! ')"
    # A quotation that continues in the next paragraph is not closed in this one.
    r"|(?<!\w)“(?P<e>[^“”]{12,3000})\Z|«\s*(?P<f>[^«»]{12,3000})\Z|\A\s*\"(?P<g>[^\"]{12,3000})\Z"
)


@dataclass(frozen=True)
class Quoting:
    """The words of a language that show that quotation marks hold a title or the name of a thing."""

    TABLE: ClassVar[str] = "speaking.quoting"
    language: str
    #: Small words of titles.
    small: Words
    titled: Pattern
    #: Words right before the name of a thing in quotation marks: lancement du « Salon ... ».
    naming: Pattern
    #: The name of a paper: « Accord de coopération financière ... ».
    paper: Cased
    #: Words before a few words that make them the name of a thing: cet « accord de paix ».
    determined: Pattern


@cache
def _quoting(language: str) -> Quoting:
    return load(Quoting, language)


def quotations(
    text: str,
    named: Sequence[Named],
    before: str = "",
    person: str = "",
    offices: Sequence[Office] = (),
    language: str = "en",
) -> list[Quoted]:
    """Find the quotations of a paragraph.

    ``named`` are its names.  A speaker is given by the id of an entry, by the words of an unregistered
    name or, where nobody is named, by the phrase for the speaker.  ``before`` is the speaker of the
    paragraph before, who continues where a paragraph begins with a quotation; ``person`` is the person
    named last before the paragraph, whom "he" may mean; ``offices`` are those mentioned so far.
    """
    text = _with_outer_marks(text)
    speakers = sorted(n for n in named if n.ner in ("PER", "ORG", "GPE") or n.form == "nominal")
    matches = list(_MARKS.finditer(text))
    spans = [m.span() for m in matches]
    bare = blank(text, spans)
    inked = len(text) - len(text.lstrip()), len(text.rstrip())
    starts = [n.start for n in speakers]

    def near(first: int, last: int) -> Sequence[Named]:
        return speakers[bisect_left(starts, first) : bisect_right(starts, last)]

    quoted: list[Quoted] = []
    for at, match in enumerate(matches):
        inner = next(g for g in match.groups() if g is not None)
        start, end = match.span()
        kind = _kind(text[max(0, start - WINDOW) : start], inner, _quoting(language))
        edges = (
            max(start - WINDOW, spans[at - BESIDE][1] if at >= BESIDE else 0),
            min(end + WINDOW, spans[at + BESIDE][0] if at + BESIDE < len(spans) else len(text)),
        )
        voice = (
            None
            if kind == "title"
            else _voice(text, bare, near(*edges), (start, end), edges, before, person, offices, language)
        )
        if kind.startswith("direct") and (voice is None or not voice.speaker):
            # A paragraph that is one quotation continues with the person of the paragraph before.
            begins = start <= inked[0]
            alone = person if begins and end >= inked[1] else ""
            voice = _continued_speaker(text, start, quoted, (before or alone) if begins else "")
        if kind == "direct-partial" and (voice is None or not voice.cue) and len(WORD.findall(inner)) < 6:
            kind = "scare-quote"
        voice = voice or Voice("", "", "")
        around = text[max(0, start - _BESIDE_WORDS) : start], text[end : end + _BESIDE_WORDS]
        sure = _is_sure(voice, kind, around, near(*edges), before, speaking(language))
        quoted.append(Quoted(start, end, kind, voice.speaker, voice.surface, voice.cue, sure))
    return quoted


#: A substitute for quotation marks inside a quotation, which opens or closes nothing.
_INNER = "\u2033"


def _with_outer_marks(text: str) -> str:
    """Replace straight quotation marks inside a quotation in straight marks; the length stays the same.

    A mark opens before a word and closes after one; if the marks do not pair up, nothing is changed.
    """
    letters, depth = list(text), 0
    for at, letter in enumerate(text):
        if letter != '"':
            continue
        opens = text[at + 1 : at + 2].isalnum() and not (at and (text[at - 1].isalnum() or text[at - 1] in ".,!?…»)%"))
        if (opens and depth) or (not opens and depth > 1):
            letters[at] = _INNER
        depth += 1 if opens else -1
        if not 0 <= depth < 3:
            return text
    return text if depth else "".join(letters)


def _is_sure(
    voice: Voice, kind: str, around: tuple[str, str], named: Sequence[Named], before: str, says: Speaking
) -> bool:
    """Whether a speaker is beyond doubt; ``around`` are the words before and after a quotation.

    Not sure are: words that are only a name for something, a speaker without a name ("its partner", "the man"), "he" where the
    article was about several people, and a few words far from the verb of saying.
    """
    if not voice.sure or kind == "scare-quote":
        return False
    if kind == "direct-partial" and voice.cue and not any(voice.cue.lower() in words.lower() for words in around):
        return False
    people = {n.entry or n.surface for n in named if n.ner == "PER"}
    unknown = voice.cue and voice.speaker == voice.surface
    if unknown and (says.possessive.match(voice.surface) or not any(map(str.isupper, voice.surface))):
        return False
    return not says.pronoun.fullmatch(voice.surface) or voice.speaker == before or people == {voice.speaker}


def _voice(
    text: str,
    bare: str,
    named: Sequence[Named],
    span: tuple[int, int],
    edges: tuple[int, int],
    before: str,
    person: str,
    offices: Sequence[Office],
    language: str,
) -> Voice | None:
    """The speaker by the words around a quotation; of a long paragraph only the text between ``edges`` is read."""
    first, last = edges
    near = shifted(named, first, last)
    setting = Setting(text[first:last], bare[first:last], near, person, before, offices, language)
    return setting.speaker(span[0] - first, span[1] - first)


def _continued_speaker(text: str, start: int, quoted: Sequence[Quoted], before: str) -> Voice | None:
    """The last speaker, where no words name another; at the beginning of a paragraph, the speaker ``before``."""
    if quoted and quoted[-1].speaker_surface and not text[quoted[-1].end : start].count("\n"):
        # Words attributed to somebody between two quotations do not change the speaker.
        last = next((q for q in reversed(quoted[-_LATEST:]) if q.kind == "direct" and q.speaker), quoted[-1])
        return Voice(last.speaker, last.speaker_surface, "")
    return Voice(before, before, "") if before else None


def _kind(before: str, inner: str, of: Quoting) -> str:
    words = WORD.findall(inner)
    if words and words[0][0].isupper() and of.paper.match(inner) and inner.strip()[-1:] not in ".,!?…":
        return "title"
    capital = [w for w in words if w[0].isupper() or w.lower() in of.small]
    if words and len(capital) == len(words) and words[0][0].isupper() and (of.titled.search(before) or len(words) > 3):
        return "title"
    if (
        words
        and of.naming.search(before)
        and words[0][0].isupper()
        and len(words) < 15
        and inner.strip()[-1:] not in ".,!?…"
    ):
        return "title"
    if len(words) <= 2 and not (inner[:1].isupper() and re.search(r"[.!?]$", inner)):
        return "scare-quote"
    if len(words) <= 6 and inner[:1].islower() and of.determined.search(before.rstrip('«“" ')):
        return "scare-quote"
    full = inner[:1].isupper() and (
        re.search(r"[.!?,…]$", inner.strip()) is not None
        or re.search(r"[:,]\s*$", before) is not None
        or not before.strip()
    )
    return "direct" if full or len(words) > 14 else "direct-partial"
