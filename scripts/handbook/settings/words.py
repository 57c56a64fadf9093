"""Texts of ``handbook.toml`` that may be given in several languages."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator, WithJsonSchema

from handbook.claims import Wording

#: The language of a text that is given once for all languages: ISO 639-3 "undetermined".
ANY = "und"


def _by_language(value: Any) -> Any:
    """Turn ``"text"`` or ``{en = "text", fr = "texte"}`` into wordings; the validator refuses anything else."""
    if isinstance(value, str):
        return [{"lang": ANY, "text": value}]
    return [{"lang": k, "text": v} for k, v in value.items()] if isinstance(value, dict) else value


_TEXT = {"type": "string", "minLength": 1, "maxLength": 4000}
_SCHEMA: dict[str, Any] = {
    "anyOf": [
        _TEXT,
        {"type": "object", "patternProperties": {"^[a-z]{2,3}$": _TEXT}, "additionalProperties": False, "minProperties": 1},
    ]
}  # fmt: skip

#: One text for all languages, or one for each.
Texts = Annotated[tuple[Wording, ...], BeforeValidator(_by_language), WithJsonSchema(_SCHEMA, mode="validation")]


def given_text(texts: tuple[Wording, ...], language: str) -> str:
    """The text that is given for a language, or for all; empty if there is none."""
    by_language = {w.lang: w.text for w in texts}
    return by_language.get(language) or by_language.get(ANY, "")


def best(texts: tuple[Wording, ...], language: str) -> str:
    """The text for a language, else one for all, else the first; empty without any."""
    return given_text(texts, language) or (texts[0].text if texts else "")
