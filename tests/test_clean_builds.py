"""What a clean build makes once for many pages and files is what each of them would make, and is noted for each."""

from __future__ import annotations

import json
from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from handbook.exports import lookup, updating
from handbook.figures import network, relations
from handbook.incremental.dependency_tracking import Log, watched
from handbook.model import Actor
from handbook.pages import one_record
from handbook.pages.related import named_in_statements
from handbook.pages.view import View

from .conftest import TOY, book_of


def looked_at_by_part(view: View, log: Log, language: str) -> dict[str, set[str]]:
    """For each record the keys that are noted when a link to each entry is made on its behalf, one record after the other."""
    current = one_record.Current()
    one = one_record.OneView(view, one_record.OneCorpus(view.corpus, current), language=language)
    noted = {}
    for record in one_record.records(view.everything().corpus):
        current.record, log.keys = record, set()
        for target in ("alba", "nobody"):
            one.link(target)
        noted[record.id] = log.keys
    return noted


def test_a_link_is_noted_for_all_that_show_it() -> None:
    """A link is made once, and looking its entry up is noted for each page and each record's part, in every language; so is a missing entry."""
    log = Log()
    view = watched(book_of(TOY / "seeds").view, log)
    for _page in range(2):
        log.keys = set()
        assert view.link("alba") == view.link("alba")
        view.link("nobody")
        assert log.keys == {"brief alba", "brief nobody"}
    for language in (view.language, "fr"):
        for keys in looked_at_by_part(view, log, language).values():
            assert {"brief alba", "brief nobody"} <= keys


def test_pictures_note_what_they_share() -> None:
    """Who met whom is gone through once for the pictures of all years, and every page with one is noted to look at all of it."""
    log = Log()
    view = watched(book_of(TOY / "seeds").view, log)
    noted = []
    for _year in range(2):
        log.keys = set()
        network.meetings(view)
        noted.append(log.keys)
    assert noted[0] == noted[1] >= {"*agreements", "*events"}
    assert network.meetings(view) is network.meetings(view)


def test_who_is_named_with_whom() -> None:
    """The picture of an actor and its related entries count the same: each entry once for every statement about the actor that names it."""
    view = book_of(TOY / "seeds").view
    named = 0
    for entry in view.corpus.paged:
        expected = Counter(
            name
            for statement in view.statements_on.get(entry.id, ())
            for name in {mention.entry for mention in view.mentions[statement.citation].mentions}
        )
        assert named_in_statements(view, entry) == expected
        if isinstance(entry, Actor):
            assert relations.named_together(view, entry) == Counter(
                {name: count for name, count in expected.items() if name != entry.id}
            )
        named += len(expected)
    assert named


@given(
    st.dictionaries(
        st.text(max_size=4),
        st.dictionaries(st.text(max_size=2), st.text(max_size=4), min_size=1, max_size=3),
        max_size=3,
    )
)
def test_previews_by_line(previews: dict[str, dict[str, str]]) -> None:
    """Previews of any text are written as Python's encoder writes them with an indent of nothing."""
    expected = json.dumps(previews, ensure_ascii=False, indent=0, sort_keys=True) + "\n"
    assert lookup.previews_json(previews) == expected


@given(st.lists(st.text(min_size=1, max_size=4), min_size=1), st.data())
def test_a_mended_file_is_the_one_made_anew(texts: list[str], drawn: st.DataObject) -> None:
    """Whatever stands in a file, mending gives what putting it together anew gives, or nothing; also nothing if it begins otherwise."""

    def file(parts: list[str]) -> bytes:
        return ("{" + ",".join(parts) + "}").encode()

    places = drawn.draw(st.sets(st.integers(0, len(texts) - 1)))
    now = [drawn.draw(st.text(min_size=1, max_size=4)) if at in places else text for at, text in enumerate(texts)]
    pairs, frame = [(texts[at], now[at]) for at in places], updating.Frame("{", "}")
    assert updating.updated(file(texts), pairs, frame) in (None, file(now))
    assert updating.updated(b"x" + file(texts), pairs, frame) is None


def test_a_text_that_stands_there_once_is_mended() -> None:
    """A text is replaced where it stands once, and nothing is guessed where it stands twice, or where parts stand in other places."""
    assert updating.updated(b"{a,b,c}", [("b", "d")], updating.Frame("{")) == b"{a,d,c}"
    assert updating.updated(b"{a,b,b}", [("b", "d")], updating.Frame("{")) is None
