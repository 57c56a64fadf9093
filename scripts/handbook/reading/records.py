"""Turn plain values into records, and every fault of the values into a problem.

pydantic does the checking; this module turns each of its errors into one sentence, with the line
where the value stands.
"""

from __future__ import annotations

import typing
from dataclasses import fields, is_dataclass
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from handbook.anchors import slug
from handbook.citations import ID_PATTERN
from handbook.claims import CLAIM_TYPES, written_name
from handbook.date_mends import NoDate
from handbook.plain_text import brief
from handbook.problems import Place, Problem, did_you_mean, nearest
from handbook.reading import misspelt, wrong_values
from handbook.reading.misspelt import Slip
from handbook.reading.yaml_values import Values

T = TypeVar("T")


#: Faults of a field that its record does not have, and of one that it lacks.
_UNKNOWN = frozenset({"unexpected_keyword_argument", "extra_forbidden"})
_MISSING = frozenset({"missing", "missing_argument", "missing_keyword_only_argument"})

_adapters: dict[type[Any], TypeAdapter[Any]] = {}


def adapter(kind: type[T]) -> TypeAdapter[T]:
    """The validator of a record kind, made once."""
    if kind not in _adapters:
        _adapters[kind] = TypeAdapter(kind)
    return _adapters[kind]


def make(kind: type[T], values: Values, path: str, language: str = "en") -> tuple[T | None, list[Problem]]:
    """A record of ``kind`` from values, or all their problems; ``language`` is the handbook's own, for the mends."""
    if not isinstance(values.value, dict):
        return None, [
            Problem(
                Place(path, 1),
                "HB101",
                "the file holds no 'field: value' lines",
                "see the page reference/data-model of the site",
            )
        ]
    try:
        return adapter(kind).validate_python(_without_none(values.value)), []
    except ValidationError as error:
        return None, _problems(kind, error.errors(include_url=False), values, path, language)


def _without_none(value: Any) -> Any:
    """Remove empty fields, which count as absent: a person may leave ``url:`` blank."""
    if isinstance(value, dict):
        return {k: _without_none(v) for k, v in value.items() if v is not None}
    return [_without_none(v) for v in value] if isinstance(value, list) else value


def _written(loc: tuple[str | int, ...], values: Values) -> tuple[str | int, ...]:
    """The path of a fault in the file's terms: claims and wordings have labels and languages there, not numbers."""
    steps: list[str | int] = []
    inner: Any = values.value
    for number, step in enumerate(loc):
        if isinstance(step, int) and isinstance(inner, dict):
            keys = list(inner)
            step = keys[step] if step < len(keys) else step
        elif number == 2 and steps[0] == "claims":
            continue  # the type of the claim, by which the validator chose
        elif step in ("text", "lang") and isinstance(inner, str):
            continue
        steps.append(step)
        try:
            inner = inner[step]
        except (KeyError, IndexError, TypeError):
            inner = None
    return tuple(steps)


def _problems(kind: type[Any], errors: list[Any], values: Values, path: str, language: str) -> list[Problem]:
    """The problems of a record: of a misspelt field only that it is, not also what the right one lacks or would allow."""
    written = {id(error): _written(tuple(error["loc"]), values) for error in errors}
    slips = _slips_in_claims(kind, values)
    meant = {
        (*loc[:-1], nearest(str(loc[-1]), _known_fields(kind, error, loc)))
        for error in errors
        if error["type"] in _UNKNOWN and (loc := written[id(error)])
    }
    problems = []
    for error in errors:
        loc = written[id(error)]
        slip = slips.get(loc[:2])
        if not (slip and slip.meant) and not (error["type"] in _MISSING and loc in meant):
            problems.append(_problem(kind, error, loc, values, path, language))
    for claim, slip in slips.items():
        if slip.meant:
            loc = (*claim, slip.field)
            mend = f"did you mean '{slip.meant}'?"
            problems.append(Problem(_place(loc, values, path), "HB103", f"unknown field '{_named(loc)}'", mend))
    return problems


def _slips_in_claims(kind: type[Any], values: Values) -> dict[tuple[str | int, ...], Slip]:
    """By the path of each claim whose type cannot be told, or is told wrongly, the field that is misspelt in it."""
    claims = values.value.get("claims") if hasattr(kind, "CLAIM_TYPES") else None
    if not isinstance(claims, dict):
        return {}
    slips = {
        ("claims", label): misspelt.key_of_claim(kind, claim)
        for label, claim in claims.items()
        if isinstance(claim, dict)
    }
    return {path: slip for path, slip in slips.items() if slip}


def _place(loc: tuple[str | int, ...], values: Values, path: str) -> Place:
    """The line of a path in a file, or of the nearest one above."""
    while loc and loc not in values.lines:
        loc = loc[:-1]
    return Place(path, values.lines.get(loc, 1))


def _named(loc: tuple[str | int, ...]) -> str:
    """A path as messages name it; parts of lists are counted from 1."""
    return ".".join(str(p + 1) if isinstance(p, int) else p for p in loc)


def _known_fields(kind: type[Any], error: Any, loc: tuple[str | int, ...]) -> list[str]:
    """The fields that there are where an unknown one stands."""
    return _fields_of_claim(error["loc"]) or _fields_at(kind, loc[:-1])


def _problem(
    kind: type[Any], error: Any, loc: tuple[str | int, ...], values: Values, path: str, language: str
) -> Problem:
    place, name = _place(loc, values, path), _named(loc)
    value = error.get("input")
    match error["type"]:
        case kind_of_fault if kind_of_fault in _UNKNOWN:
            fields_known = _known_fields(kind, error, loc)
            return Problem(
                place,
                "HB103",
                f"unknown field '{name}'",
                did_you_mean(str(loc[-1]), fields_known) or f"known: {', '.join(fields_known)}",
            )
        case kind_of_fault if kind_of_fault in _MISSING:
            if loc[-1] in ("cite", "for"):
                return Problem(
                    place, "HB301", f"'{name}' is missing: a field without a citation", f"add {loc[-1]}: [source-id/3a]"
                )
            return Problem(place, "HB104", f"the field '{name}' is missing", "add it")
        case "too_short" if loc[-1] in ("cite", "for"):
            return Problem(
                place, "HB301", f"'{name}' is empty: a field without a citation", "add a statement such as source-id/3a"
            )
        case "too_short" if value and (least := error["ctx"]["min_length"]) > 1:
            return Problem(
                place, "HB104", f"'{name}' needs at least {least}, and has {len(value)}", "add what is missing"
            )
        case "too_short":
            return Problem(place, "HB104", f"'{name}' is empty", "fill it in, or leave the field out")
        case "enum" | "literal_error":
            expected = str(error.get("ctx", {}).get("expected", ""))
            options = [w.strip(" '") for w in expected.replace(" or ", ", ").split(",")]
            return Problem(
                place,
                "HB105",
                f"'{name}' cannot be '{value}'",
                did_you_mean(str(value), options) or f"one of {', '.join(options)}",
            )
        case "claim_type":
            slip = _slips_in_claims(kind, values).get(loc[:2])
            unknown = f": it has no field '{slip.field}'" if slip else ""
            kinds = ", ".join(misspelt.types_of(kind))
            return Problem(place, "HB104", f"the claim '{name}' says nothing{unknown}", f"give it one of {kinds}")
        case "value_error" if not loc:
            return Problem(place, "HB104", str(error["ctx"]["error"]), "see the page reference/data-model of the site")
        case "value_error" if isinstance(wrong := error["ctx"]["error"], NoDate):
            return Problem(place, "HB106", f"'{name}': {wrong.what}", wrong.mend)
        case "value_error":
            code = "HB106" if "date" in str(loc[-1]) or loc[-1] in ("as_of", "published", "consulted") else "HB105"
            return Problem(place, code, f"'{name}': {error['ctx']['error']}", "")
        case "string_pattern_mismatch" if error["loc"][-1] == "lang":
            return Problem(place, "HB105", f"'{name}' is no language", "two or three small letters, such as en or fr")
        case "string_pattern_mismatch" if error.get("ctx", {}).get("pattern") == ID_PATTERN:
            return Problem(
                place,
                "HB107",
                f"'{name}' is not an id: '{brief(str(value))}'",
                f"small letters, digits and single hyphens, such as {slug(str(value), 'ann-example')[:80].rstrip('-')}",
            )
        case _:
            field = next((str(p) for p in reversed(loc) if isinstance(p, str)), "")
            what, mend = wrong_values.in_words(error["type"], field, error.get("ctx", {}), value, language)
            return Problem(place, "HB105", f"'{name}' {what}" if name else f"it {what}", mend)


def _fields_of_claim(loc: tuple[str | int, ...]) -> list[str]:
    """The field names of the claim type that the validator chose, which is in the path; empty elsewhere."""
    claim_type = str(loc[2]) if loc[0] == "claims" and len(loc) > 2 else ""
    return misspelt.fields_of(claim_type) if claim_type in CLAIM_TYPES else []


def _fields_at(kind: type[Any], loc: tuple[str | int, ...]) -> list[str]:
    """The field names of the record that a path of keys and indexes leads to."""
    current: Any = kind
    for step in loc:
        if isinstance(step, str) and is_dataclass(current):
            # What is no field is a key of a table of such records, such as a word of a vocabulary.
            current = typing.get_type_hints(current).get(step, current)
        inner = _first_dataclass(current)
        current = inner if inner is not None else current
    return (
        [written_name(current, f.name) for f in fields(current)]
        if isinstance(current, type) and is_dataclass(current)
        else []
    )


def _first_dataclass(hint: Any) -> Any:
    if is_dataclass(hint):
        return hint
    for part in typing.get_args(hint):
        inner = _first_dataclass(part)
        if inner is not None:
            return inner
    return None
