"""What is printed in the book: numbers of pages, heads, order, names; read back with PDF tools."""

from __future__ import annotations

import re

import pikepdf
import pytest

from handbook import publish
from handbook.printing.entry_numbers import filed
from handbook.printing.quoting import curled_text

from .books import Printed, check_heads, check_numbers, outlined
from .conftest import PROJECT

pytestmark = pytest.mark.slow


def test_links_and_printed_numbers(printed: Printed) -> None:
    """Every link within the book leads somewhere, and every number that is printed as a reference is that of its target."""
    links, checked = check_numbers(printed)
    assert links > 3000
    assert checked > 1000


def test_every_target_has_its_number(printed: Printed) -> None:
    """Every entry, claim and statement has a named destination; the numbers of entries run without a gap over the book."""
    corpus = publish.read(PROJECT / "seeds")[0].corpus.published()
    assert {e.id for e in corpus.entries.values()} <= set(printed.places)
    assert {key.replace("#", ".") for key in corpus.claims} <= set(printed.places)
    assert {f"source.{cite.source}.{cite.label}" for cite in corpus.statements} <= set(printed.places)
    entries = [*corpus.entries, *(f"conflict.{name}" for name in corpus.conflicts)]
    numbers = sorted(int(printed.number_at(name)) for name in entries)
    assert numbers == list(range(1, len(entries) + 1))


def test_contents_print_the_pages_of_chapters(printed: Printed) -> None:
    """The contents name each chapter's page by the number that is printed on it; before the first chapter pages are roman."""
    labels = [page.get_label() for page in printed.document]
    assert labels[:4] == ["i", "ii", "iii", "iv"]
    rows = [(page, box, name) for page, box, name, _said in printed.links if name.startswith("chapter.") and page == 2]
    assert len({name for _page, _box, name in rows}) == 9
    for page, box, name in rows:
        shown = re.search(r"(\d+)$", printed.under(page, box))
        if shown:
            target = printed.places[name][0]
            assert shown[1] == labels[target], name
            foot = [w[4] for w in printed.words[target] if w[1] > 780]
            assert foot == [shown[1]], name


def test_heads_name_the_first_and_last_entry(printed: Printed) -> None:
    """A reader who turns pages finds an entry by the numbers in their heads."""
    assert check_heads(printed) > 30


def test_heads_name_years_and_letters(printed: Printed) -> None:
    """In the chronology heads name the first and last year of a page, in the index its letters; both are bookmarks."""
    years = {int(name.partition(".")[2]): page for name, (page, _x, _y) in printed.places.items() if name.startswith("chronology.")}  # fmt: skip
    for page in set(years.values()):
        shown = re.findall(r"\b\d{4}\b", " ".join(w[4] for w in printed.words[page] if w[1] < 58))
        assert int(shown[-1]) == max(year for year, on in years.items() if on == page)
    heads = [" ".join(w[4] for w in words if w[1] < 58) for words in printed.words[printed.places["index.A"][0] :]]
    assert re.match(r"0–9 – [A-Z]", heads[0])
    below = {title for title, _anchor in outlined(printed)}
    assert {"2025", "A", "Z"} <= below


def test_entries_are_sorted_as_they_are_headed(opened: pikepdf.Pdf) -> None:
    """Actors and agreements stand in the order of the words that head them."""
    chapters = {str(item.title): item for item in _outline(opened)}
    for name in ("Actors", "Agreements"):
        heads = [re.sub(r"^\d+ ", "", child.title) for child in chapters[name].children]
        assert heads == sorted(heads, key=lambda head: filed(head)), name
        assert len(heads) > 40


def _outline(pdf: pikepdf.Pdf) -> list[pikepdf.OutlineItem]:
    with pdf.open_outline() as outline:
        return list(outline.root)


def test_names_and_scripts(printed: Printed) -> None:
    """Names are in the text with their accents and in Cyrillic, and the index has the aliases."""
    text = " ".join(" ".join(page.get_text().split()) for page in printed.document)
    for name in (
        "Goïta, Assimi",
        "Diané, Boubacar",
        "Diarra, Alou Boï",
        "Сергей Лавров",
        "ЧВК «Вагнер»",
        "Alliance des États du Sahel",
    ):
        assert name in text, name
    index = text[text.index("Numbers are those of entries") :]
    assert re.search(r"ECOWAS\. See Economic Community of West African States, \d+", index)
    assert re.search(r"FLA\. See Azawad Liberation Front, \d+", index)
    assert re.search(r"Lavrov, Sergey, \d+ agreements", index)


def test_what_is_told_and_what_is_not(printed: Printed) -> None:
    """A claim names its sources by label and paragraph, a lead its claims; nothing of the web, and the book is one to print."""
    text = " ".join(" ".join(page.get_text().split()) for page in printed.document)
    assert re.search(r"Klomegah 2024 ¶11b", text)
    assert re.search(r"\[\d+(?:–\d+)?(?:, \d+(?:\.\d+)?)*\]", text)
    for words in ("What links here", "Everything in them", "no statement (", "Link to this", "SPARQL"):
        assert words not in text, words
    assert not re.search(r"\band \d+ more\b", text)
    corpus = publish.read(PROJECT / "seeds")[0].corpus
    statements = corpus.statements.values()
    # A page tells four entries and sources, or more.
    assert len(printed.document) * 4 < len(corpus.entries) + len(corpus.sources)
    whole = "".join(text.split())
    told = [f"¶{s.label}" + "".join(curled_text(s.text, "en").split())[:80] for s in statements]
    bare = re.sub(r"[\u00ad-]", "", whole)
    for one in told:
        assert bare.count(re.sub(r"[\u00ad-]", "", one)) == 1, one


def test_names_are_not_hyphenated(printed: Printed) -> None:
    """No line ends within a word that begins with a capital."""
    broken = []
    for page in printed.document:
        for block in page.get_text("blocks"):
            lines = block[4].split("\n")
            broken += [line[-20:] for line in lines if re.search(r"(?<![\w’-])[A-ZÀ-Ý][\w’]+[\u00ad]$", line)]
    assert broken == []
