"""The words of pages in their language: entries, words of vocabularies, texts of records, states, dates."""

from __future__ import annotations

from functools import cached_property

from handbook.blocks import Inline, Inlines, Span, span, text
from handbook.corpus import Corpus
from handbook.i18n import counted, territory, unbroken
from handbook.kinds import WHOLE, NameKind
from handbook.leads import first_sentence
from handbook.model import Actor, Entry, Header, Term
from handbook.pages import labels
from handbook.pages.dates import Translate, date_words
from handbook.pages.direction import runs_right_to_left
from handbook.partial_date import PartialDate
from handbook.settings.words import best, given_text


class InLanguage:
    """The words of a corpus in one language of pages; ``translate`` is a gettext function."""

    corpus: Corpus
    translate: Translate
    language: str

    def name_of(self, entry: Entry) -> str:
        """An entry's name in the language of the pages: the editors' title in it, else a name of the entry in it, else its main name."""
        if self.language == self.corpus.handbook.content:
            return entry.name
        if title := self.title_of(entry):
            return title
        if isinstance(entry, Actor) and entry.iso:
            return territory(entry.iso, self.language)
        kinds = (NameKind.NATIVE, NameKind.TRANSLATION)
        names = [n.text for n in entry.names if n.lang == self.language and n.kind in kinds]
        return min(names, key=len) if names else entry.name

    def title_of(self, entry: Entry) -> str:
        """The editors' title for an entry in the language of the pages; empty if that is the language of the content."""
        in_content_language = self.language == self.corpus.handbook.content
        return "" if in_content_language else unbroken(given_text(entry.titles, self.language), self.language)

    def gloss_of(self, entry: Entry) -> str:
        """The description of an entry in the language of the pages: its gloss or the beginning of its lead in it, else its gloss as written."""
        if self.language == self.corpus.handbook.content:
            return entry.gloss
        if gloss := given_text(entry.glosses, self.language):
            return unbroken(gloss, self.language)
        lead = () if isinstance(entry, Term) else entry.lead
        return unbroken(first_sentence(given_text(lead, self.language)), self.language) or entry.gloss

    def word(self, vocabulary: str, word: str) -> str:
        """The label of a word of a vocabulary: the handbook's own, else the package's, if possible in the language of the pages."""
        if (vocabulary, word) not in self._words:
            self._words[vocabulary, word] = self._word(vocabulary, word)
        return self._words[vocabulary, word]

    @cached_property
    def _words(self) -> dict[tuple[str, str], str]:
        return {}

    def _word(self, vocabulary: str, word: str) -> str:
        handbook_labels = self.corpus.words.label(vocabulary, word)
        if label := given_text(handbook_labels, self.language):
            return text(label)
        if package_label := labels.PACKAGE.get(vocabulary, {}).get(word):
            return self.translate(package_label)
        return text(self.say(best(handbook_labels, self.corpus.handbook.content) or word))

    def say(self, words: str) -> str:
        """A text of a record in the language of the pages, if it is translated."""
        translated = self._translation(words)
        return words if translated is None else unbroken(translated, self.language)

    def says(self, words: str) -> bool:
        """Whether a text of a record stands on the pages in their language; its translation may be the same words, and a number has no language."""
        return self._translation(words) is not None or not any(map(str.isalpha, words))

    def _translation(self, words: str) -> str | None:
        return self.corpus.translated.get(self.language, {}).get(words)

    def counted(self, count: int, one: str, many: str) -> str:
        """A count in words, from two texts in the pages' language: for one, and for several with their ``{count}``."""
        return counted(count, one, many, self.language)

    @property
    def colon(self) -> str:
        """A colon between two parts of a line, with the blanks that the language of the pages puts there."""
        return self.translate(": ")

    @property
    def semicolon(self) -> str:
        """The same for a semicolon."""
        return self.translate("; ")

    def pointed(self, word: str) -> str:
        """The word for why one entry points to another: a role, a relation, a stage or the name of a field."""
        if ("", word) not in self._words:
            self._words["", word] = self._pointed(word)
        return self._words["", word]

    def _pointed(self, word: str) -> str:
        for vocabulary in ("roles", "relations"):
            if self.corpus.words.label(vocabulary, word):
                return self.word(vocabulary, word)
        if word in self.corpus.words.words("stages"):
            return self.word("stages", word).lower()
        if label := labels.FIELD.get(word) or labels.POINTING.get(word):
            return self.translate(label).lower()
        return text(self.say(word))

    def as_written(self, *inner: Inline) -> Inlines:
        """Text in the content's language; marked as such on pages in another language."""
        content = self.corpus.handbook.content
        return inner if self.language == content or not inner else (Span(inner, lang=content),)

    def titled(self, header: Header) -> Inlines:
        """The title of a source, marked with its language on pages in another one."""
        lang = self.lang_of_title(header)
        title = text(self.title_of_source(header))
        return (Span((title,), (), lang, runs_right_to_left(title)),) if lang else (title,)

    def title_of_source(self, header: Header) -> str:
        """The title of a source; the editors' description in place of one is in the language of the pages, if it is translated."""
        return self.say(header.title) if header.described else header.title

    def lang_of_title(self, header: Header) -> str:
        """The language of a source's title as it is shown, unless the pages are in it."""
        translated = header.described and self.says(header.title)
        return "" if translated or header.titled_in == self.language else header.titled_in

    def record_text(self, words: str) -> Inlines:
        """A text of a record: translated, or as it is written."""
        return (text(self.say(words)),) if self.says(words) else self.as_written(text(words))

    def country(self, code: str) -> str:
        """The name of a state by its ISO 3166 code, in the language of the pages; empty without a code."""
        return territory(code, self.language) if code else ""

    def read_of(self, extent: str) -> Inlines:
        """How much of a source was read: the engine's word for all of it, or an editor's words."""
        return (text(self.translate("whole")),) if extent == WHOLE else self.record_text(extent)

    def date(self, date: PartialDate | None) -> str:
        """A date in words."""
        return date_words(date, self.translate)

    def when(self, date: PartialDate | None) -> Span:
        """A date in words, as a mark."""
        return span(self.date(date), "hb-when")
