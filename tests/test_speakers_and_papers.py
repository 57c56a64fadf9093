"""Who is quoted, and what is agreed, in sentences of our own, in English and French; where sentences end."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handbook.checks.register import Context
from handbook.corpus import Corpus
from handbook.extraction.agreements import by_rules
from handbook.extraction.article import Annotator
from handbook.extraction.quotations import quotations
from handbook.extraction.runs import between
from handbook.extraction.spans import Named, Quoted, sentences
from handbook.folding import WORD
from handbook.linking import gazetteer
from handbook.partial_date import PartialDate

from .drafting import drafted
from .sentences import ANCHOR, article

PEOPLE = [Named(0, 11, "Ann Example", "ann-example", "PER")]


@pytest.mark.parametrize(
    ("text", "kind", "speaker"),
    [
        ("Ann Example said: “We will send them what they need.”", "direct", "ann-example"),
        ("Ann Example came. “We will send it soon,” she said.", "direct", "ann-example"),
        ("Ann Example came. “We will send it soon,” the minister said.", "direct", "ann-example"),
        ("Ann Example called it “useful”.", "scare-quote", "ann-example"),
        ("Ann Example wrote a book entitled “The Long Way Home Again”.", "title", ""),
        ("“We will send it soon,” somebody heard.", "direct", ""),
        ("Ann Example a déclaré : « Nous enverrons ce dont ils ont besoin. »", "direct", "ann-example"),
    ],
)
def test_quotations(text: str, kind: str, speaker: str) -> None:
    """Kind and speaker of each; nobody where nobody is said to speak."""
    named = [n for n in PEOPLE if text.startswith(n.surface)]
    (found,) = quotations(text, named)
    assert (found.kind, found.speaker) == (kind, speaker)


STATE = [Named(0, 4, "Alba", "alba", "GPE")]


@pytest.mark.parametrize(
    ("text", "stage"),
    [
        ("Alba signed a treaty with its neighbour.", "signed"), ("Alba delivered 20 tons of grain.", "delivered"), ("Alba promised free fuel.", "promised"),
        ("Alba offered military cooperation.", "proposed"), ("Alba lifted the sanctions.", "ended"), ("Alba ratified the agreement signed in May.", "ratified"),
        ("Alba gave the green light to the railway deal.", "agreed"), ("Alba expressed keenness for closer cooperation.", "proposed"), ("Alba held talks on gas supplies.", "discussed"), ("Alba knows what this treaty says.", "unknown"),
        ("Alba discussed joint projects.", "discussed"), ("Alba is a country by the sea.", None), ("Alba a signé un accord de coopération.", "signed"), ("Alba won the match.", None),
        ("Alba knows of the ceasefire.", "unknown"), ("Alba knows of the very fragile ceasefire.", "unknown"), ("Alba hopes to sell grain soon.", "promised"), ("Alba prévoit aussi de livrer du blé.", "promised"), ("Alba livrera du blé.", "promised"),
        ("Les livraisons de blé d'Alba commenceraient bientôt.", "promised"), ("Alba a livré du blé et en livrera encore.", "delivered"), ("Alba a reçu un ministre.", None),
        ("Alba stressed the importance of ongoing consultations on trade.", None), ("Alba stressed the importance of trade and agreed to strengthen cooperation.", "agreed"), ("Alba is keen on strengthening partnerships and trade.", None),
        ("Alba celebrates the anniversary of the establishment of relations.", None), ("Alba noted the progress of cooperation, discussed in May.", None), ("Alba exports of oil increased by a fifth.", None), ("Alba gave a joint news conference.", None),
        ("Alba and the presidents discussed energy.", "discussed"), ("Alba confirmed the financing.", "agreed"), ("Alba will arm the navy with missiles.", "promised"),
    ],
)  # fmt: skip
def test_agreement_cues(text: str, stage: str | None) -> None:
    """By the rules a sentence on something agreed gets the stage of its verb; another gets nothing."""
    language = "fr" if any(letter in text for letter in "éêç") or "blé" in text else "en"
    assert [c.stage for c in by_rules(text, STATE, language=language)] == ([stage] if stage else [])


@pytest.mark.parametrize(
    ("text", "cued"),
    [
        ("The company buys crude oil from producers in Alba.", False), ("Alba buys crude oil.", True), ("Helicopters were sold to Alba.", True),
        ("She joins the training of Alba.", False), ("Alba joins the alliance.", True), ("The alliance was formed in 2004 by people of Alba.", False),
    ],
)  # fmt: skip
def test_who_buys_and_joins(text: str, cued: bool) -> None:
    """By the rules buying, selling and joining tell of a deal only where an actor does it, or where it is done to one."""
    start = text.index("Alba")
    assert bool(by_rules(text, [Named(start, start + 4, "Alba", "alba", "GPE")])) is cued


def test_sentences() -> None:
    """A quotation mark right before a capital ends a sentence; initials and titles do not."""
    text = "He said “yes.”Then Mr. J. Doe left. It was 3.5 km. And?"
    assert [text[a:b].strip() for a, b in sentences(text, "en")] == [
        "He said “yes.”",
        "Then Mr. J. Doe left.",
        "It was 3.5 km.",
        "And?",
    ]


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=200), st.sampled_from(["en", "fr"]))
def test_spans_are_spans(text: str, language: str) -> None:
    """Whatever the text, each thing found is where it says, and two of a kind never overlap."""
    annotator = Annotator({}, gazetteer.build(Corpus()))
    for part in annotator.article(["Title", text], ANCHOR, language):
        for kind in (part.named, part.dates, part.counted):
            for thing in kind:
                assert part.text[thing.start : thing.end] == thing.surface
            for a, b in itertools.pairwise(kind):
                assert a.end <= b.start
        for date in part.dates:
            if date.kind == "DATE":
                PartialDate.parse(date.value)


@given(st.text("ab .", max_size=40), st.integers(0, 45), st.integers(0, 45))
def test_words_between_two_places(text: str, start: int, end: int) -> None:
    """Looking the words of a span up finds those that going through all of them finds."""
    tokens = list(WORD.finditer(text))
    assert list(between(tokens, start, end)) == [i for i, t in enumerate(tokens) if start <= t.start() < end]


@pytest.mark.parametrize(
    ("paragraphs", "language", "expected"),
    [
        (["Ann Example told reporters of Bob Mann.", '"It is late," she said.'], "en", ("Ann Example",)),
        (["The Harbour Bank opened in Kenya. “We are glad,” the company announced."], "en", ("Harbour Bank",)),
        (['"All will be well," indicated the Kenyan authorities.'], "en", ("the Kenyan authorities",)),
        (["« Nous irons demain matin », a déclaré M. Dupont."], "fr", ("Dupont",)),
        (["Le Kenya et le Rwanda « partiront ensemble demain matin », disent les deux pays."], "fr", ("les deux pays",)),
        (["Kenyan President Ann Example met Trade Minister Bob Mann.", '"We are glad of it," the Kenyan president said.', '"So are we," the minister replied.'], "en", ("Ann Example", "Bob Mann")),
        (["Ann Example told Bob Mann that it was “the end of an age”."], "en", ("Ann Example",)),
        (["“It is far too late for that,” one diplomat in Kenya said."], "en", ("one diplomat in Kenya",)),
        (["“It is far too late for that,” the statement said."], "en", ("the statement",)),
        (["The bank said it was ready. It added that “nobody would lose a coin”."], "en", ("The bank",)),
        (["The trade they spoke of, “whatever it may yet become”, and “all that comes with it”, said Ann Example, would grow."], "en", ("Ann Example", "Ann Example")),
        (["The Kenyan leader, Ann Example, in turn, praised “the patience of both peoples”."], "en", ("Ann Example",)),
        (["Bob Mann, who praised “the patience of both peoples”, was quoted by the radio as saying “we shall see then”."], "en", ("Bob Mann", "Bob Mann")),
        (["Les trois États du lac « sont enfin d’accord entre eux » sur le pont, indique ce communiqué."], "fr", ("ce communiqué",)),
        (["Selon le ministère, ce sera « un pont pour tous les peuples »."], "fr", ("le ministère",)),
        (["Jean Exemple est venu.", "« Nous irons demain matin », a-t-il précisé."], "fr", ("Jean Exemple",)),
        (["'We are glad that it ended well,' Ann Example wrote to Kenya's press."], "en", ("Ann Example",)),
        (["Un communiqué du ministère précise « que tout sera prêt demain matin ».", "« Nous irons tous ensemble au marché », précise-t-il."], "fr", ("Un communiqué du ministère", "Un communiqué du ministère")),
        (["Les deux pays ont, en outre, convenu « d'établir un pont entre les deux villes »."], "fr", ("Les deux pays",)),
        (["Pour le chef de la Banque mondiale, le texte garde « nos promesses faites à tout le monde »."], "fr", ("le chef de la Banque mondiale",)),
        (["« La procédure ici, poursuit M. Dupont, est différente de celle du Kenya. »"], "fr", ("Dupont",)),
        (["“We are glad that it ended well,” Ann Example, Harbour Bank’s managing director said."], "en", ("Ann Example",)),
        (["“It is late, but not too late for us", "“And we shall come back soon,” Ann Example said."], "en", ("Ann Example", "Ann Example")),
        (['"We are glad that it ended well," Ann Example said as quoted by the Harbour news agency.'], "en", ("Ann Example",)),
        (["The Kenyan foreign minister, Ann Example, met her Rwandan counterpart Bob Mann.", "The Kenyan diplomat said she and Bob Mann had spoken “of all that is to come”."], "en", ("Ann Example",)),
        (["Elle assista au lancement du « Salon international du livre et de la mer » au Kenya."], "fr", ("",)),
        (["Ann Example said: “We go on as we began", "“And we shall come back soon.”"], "en", ("Ann Example", "Ann Example")),
        (["Calling the harbour “the heart of our town”, Ann Example laid a stone with Bob Mann."], "en", ("Ann Example",)),
        (["Bob Mann campaign spokeswoman Ann Example waved, calling it “the heart of our town”."], "en", ("Ann Example",)),
        (["“It is late,” Gov. Ann Example of Kenya told Harbour News."], "en", ("Ann Example",)),
        (["The Harbour Bank opened in Kenya. “We are glad,” the company announced.", "In a statement last month it said that “nobody would lose a coin”."], "en", ("Harbour Bank", "Harbour Bank")),
        # A fragment of a sentence is nobody.
        (["Ann Example told them by telephone, adding “it was not so”."], "en", ("Ann Example",)),
        (["The women, carrying pictures of him, called “long may he live”."], "en", ("",)),
        (["The statement, broadcast by state radio, said the days were “for all to remember”."], "en", ("",)),
        (["Bob Mann is gone.", "He saw Ann Example, who told reporters that it was “the end of an age”."], "en", ("Ann Example",)),
        (["Bob Mann is gone.", "Ann Example doubts it, because she thinks it was “the end of an age”."], "en", ("Ann Example",)),
        (["The Harbour Bank issued a statement saying that “nobody would lose a coin”."], "en", ("Harbour Bank",)),
        (["“It is late,” Ann Example said, though Bob Mann did not say it was “too late”. “We shall see.”"], "en", ("Ann Example", "Bob Mann", "Ann Example")),
        (["A Kenyan army officer saw General Ann Example.", "“It is late,” a Kenyan army officer said.", "“And we shall come back soon,” the officer added."], "en", ("a Kenyan army officer", "a Kenyan army officer")),
        (["Le ministre russe Jean Exemple a reçu son homologue malienne, Anne Dupont.", "« Nous irons demain matin », a dit la cheffe de la diplomatie malienne.", "« Nous aussi, dès que possible », a dit le chef de la diplomatie russe."], "fr", ("Anne Dupont", "Jean Exemple")),
        (["Le président malien Jean Exemple a vu le président russe Paul Dupont.", "« Nous irons demain matin », a dit le chef de l’État malien rencontrant le président Dupont."], "fr", ("Jean Exemple",)),
        (["“It is late,” said the master of the house in a speech on behalf of all."], "en", ("the master of the house",)),
        (["Ann Example came in.", "She sighs. “It is far too late for that.”"], "en", ("Ann Example",)),
        (["Ann Example said the bridge would last.", "“It is as strong as it ever was.”"], "en", ("Ann Example",)),
    ],
)  # fmt: skip
def test_speakers(paragraphs: list[str], language: str, expected: tuple[str, ...]) -> None:
    """Who says it is the subject of the verb: a name, an office or pronoun of somebody named before, or the words for who speaks."""
    found = [q.speaker for p in article(*paragraphs, language=language) for q in p.quoted]
    assert tuple(found) == expected


@pytest.mark.parametrize(
    "said",
    [
        "It said and it added, saying ",
        "he said so. She added. ",
        "« a b c », dit-il, ajoutant ",
        'and "a b c d" said and ',
    ],
)
def test_looking_for_a_speaker_ends(said: str) -> None:
    """Chains of pronouns and verbs that point at each other are read once, however long: this would not end otherwise."""
    made = article(said * 40 + "“We are glad of it,” he said.", language="fr" if "dit-il" in said else "en")
    assert made[0].quoted


@pytest.mark.parametrize(
    ("paragraphs", "cues"),
    [
        (["Kenya and Rwanda met.", "The charter binds them to help."], 1),
        (["Nobody met.", "The charter binds them to help."], 0),
        (["Kenya met Rwanda.", "Two helicopters were delivered on Monday."], 1),
        (["Kenya suspended Rwanda from all its decision making bodies."], 1),
        (["Kenya is large.", "The weather was discussed."], 0),
        (["Kenya is large.", "Ann Example said they agreed on a ceasefire."], 1),
        (["Kenya and the rebels agreed to exchange prisoners."], 1),
        (["Kenya received scholarships from its neighbours."], 1),
    ],
)  # fmt: skip
def test_papers_and_goods(paragraphs: list[str], cues: int) -> None:
    """A paper or goods without an actor in the sentence count once an actor was named before."""
    assert sum(len(p.cues) for p in article(*paragraphs)) == cues


@pytest.mark.parametrize(
    ("text", "language", "speaker", "sure"),
    [
        ('Defence Minister Ann Example denied that fighters had remained in Kenya: "There is no one in Kenya."', "en", "Ann Example", True),
        ('Ann Example had good news for farmers in Kenya: "We pay our debts."', "en", "Ann Example", False),
        ('There was good news for the farmers in Kenya: "We pay our debts."', "en", "Kenya", False),
        ('Kenya: "We pay our debts."', "en", "Kenya", True),
        ("Awa Exemple a démenti que des combattants soient au Kenya : « Il n’y a personne ici au pays. »", "fr", "Awa Exemple", True),
        ("Министр Иван Примеров опроверг слухи о Кении: «Мы платим все свои долги сами.»", "ru", "Иван Примеров", True),
    ],
)  # fmt: skip
def test_what_stands_before_a_colon(text: str, language: str, speaker: str, sure: bool) -> None:
    """Before a colon speaks who denies, rejects or says something, and not what the sentence happens to end with."""
    (paragraph,) = article(text, language=language)
    (quoted,) = paragraph.quoted
    assert (quoted.speaker, quoted.sure) == (speaker, sure)


def quoted(context: Context, text: str, language: str = "en") -> Quoted:
    annotator = Annotator(context.corpus.entries, context.gazetteer)
    return annotator.article(["A headline", text], None, language)[1].quoted[-1]


@pytest.mark.parametrize(
    ("text", "language", "speaker"),
    [
        ('Bo Writer praised Carl Other for his "steady work for peace in Africa".', "en", "Bo Writer"),
        ('Carl Sample, hailed as "the father of the whole nation", left.', "en", ""),
        ('Carl Sample was accused of "plotting against the security of the state".', "en", ""),
        ("Le porte-parole a qualifié Jean Autre de « grand ami du peuple malien ».", "fr", "Le porte-parole"),
        ("Un hommage a été rendu à Jean Autre, « un homme de paix et de dialogue ».", "fr", ""),
        ('Critics of Carl Other say he is "out of touch with the whole country".', "en", ""),
        ("Le président turc a raillé Jean Autre en ces termes : « Tu as beaucoup d'enfants. »", "fr", "Le président turc"),
    ],
)  # fmt: skip
def test_who_is_spoken_of_does_not_speak(toy_context: Context, text: str, language: str, speaker: str) -> None:
    """Praise of somebody is not said by him, nor what he is accused of or called."""
    assert quoted(toy_context, text, language).speaker == speaker


def test_a_doubtful_speaker_is_asked_about(toy: Path) -> None:
    """Whom no verb of saying names is said to be uncertain; a paper by its name is said by nobody."""
    text = 'Ann Example walked to the harbour: "a place of great hopes and of old fears".'
    assert "perhaps by ann-example: uncertain, who says it?" in drafted(toy, text)[2]
    names = '"Accord de coopération financière" entre Alba et Borealis a été signé par Ann Example.'
    assert "quotation: title" in drafted(toy, names)[2]
