"""Every regular expression of the engine's readers, and words that each of them looks for.

Expressions are found in the modules themselves, compiled ones among their values and
literal ones in calls such as ``re.search(r"...", text)``; texts are made from their
syntax trees.  So a rule that is added tomorrow is attacked without being named here.
"""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
import random
import re
import re._constants as sre
import re._parser as parser
import textwrap
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from functools import cache, cached_property
from types import MappingProxyType, ModuleType
from typing import Any, get_type_hints

#: Packages and modules whose rules read articles.
READERS = ("handbook.extraction", "handbook.linking", "handbook.adding", "handbook.folding")
_METHODS = frozenset({"compile", "search", "match", "fullmatch", "sub", "split", "findall", "finditer"})


@cache
def rules() -> dict[str, re.Pattern[str]]:
    """Each rule by where it stands: module, then the name of its value or the line of its call."""
    found: dict[str, re.Pattern[str]] = {}
    seen: set[tuple[str, int]] = set()
    for module in _modules():
        for name, value in vars(module).items():
            for at, pattern in enumerate(_patterns(value, set())):
                if (pattern.pattern, pattern.flags) not in seen:
                    seen.add((pattern.pattern, pattern.flags))
                    found[f"{module.__name__}.{name}" + (f"[{at}]" if at else "")] = pattern
        for name, pattern in _of_languages(module):
            if (pattern.pattern, pattern.flags) not in seen:
                seen.add((pattern.pattern, pattern.flags))
                found[f"{module.__name__}.{name}"] = pattern
        for line, pattern in _literal(module):
            if (pattern.pattern, pattern.flags) not in seen:
                seen.add((pattern.pattern, pattern.flags))
                found[f"{module.__name__}:{line}"] = pattern
    return found


def _modules() -> Iterator[ModuleType]:
    for name in READERS:
        module = importlib.import_module(name)
        yield module
        for inner in pkgutil.iter_modules(getattr(module, "__path__", [])):
            yield importlib.import_module(f"{name}.{inner.name}")


#: Languages whose words and patterns are data.
LANGUAGES = ("en", "fr", "ru", "pt")


def _of_languages(module: ModuleType) -> Iterator[tuple[str, re.Pattern[str]]]:
    """The expressions made from the data of each language, by functions that keep what they made for it."""
    for name, value in vars(module).items():
        if not hasattr(value, "cache_info") or getattr(value, "__module__", "") != module.__name__:
            continue
        parameters = list(inspect.signature(value).parameters)
        if not parameters and is_dataclass(get_type_hints(value).get("return")):
            # Those of all languages together.
            yield from ((f"{name}[{at}]", pattern) for at, pattern in enumerate(_patterns(value(), set())))
        if parameters not in (["language"], ["code"]):
            continue
        for language in LANGUAGES:
            for at, pattern in enumerate(_patterns(value(language), set())):
                yield f"{name}({language})[{at}]", pattern


def _patterns(value: Any, seen: set[int]) -> Iterator[re.Pattern[str]]:
    """The compiled expressions on strings in a value, also within tuples, mappings and dataclasses."""
    if id(value) in seen:
        return
    seen.add(id(value))
    if isinstance(value, re.Pattern):
        if isinstance(value.pattern, str):
            yield value
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from _patterns(inner, seen)
    elif isinstance(value, tuple | list):
        for inner in value:
            yield from _patterns(inner, seen)
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            yield from _patterns(getattr(value, field.name), seen)
        for name, made in vars(type(value)).items():
            if isinstance(made, property | cached_property):
                yield from _patterns(getattr(value, name), seen)


def _literal(module: ModuleType) -> Iterator[tuple[int, re.Pattern[str]]]:
    """Expressions that stand in calls of functions of ``re``, if they are made of constants of the module."""
    for node in ast.walk(ast.parse(textwrap.dedent(inspect.getsource(module)))):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in _METHODS):
            continue
        if not (isinstance(node.func.value, ast.Name) and node.func.value.id == "re" and node.args):
            continue
        written = ast.unparse(node.args[0])
        flags = next((ast.unparse(k.value) for k in node.keywords if k.arg == "flags"), "")
        flags = flags or next((ast.unparse(a) for a in node.args if ast.unparse(a).startswith("re.")), "0")
        try:
            # Our own source, evaluated where it stands.
            pattern = re.compile(eval(written, vars(module)), eval(flags, vars(module)))
        except (NameError, TypeError, AttributeError):
            # Made from what a function is given, as the phrase of a ruling.
            continue
        if isinstance(pattern.pattern, str):
            yield node.lineno, pattern


_ASKED = re.compile(r"\b(\w+)\.(search|match|fullmatch|sub|split|findall|finditer)\(")


@cache
def _asked() -> dict[str, set[str]]:
    """By the name of a value, what is asked of it anywhere."""
    found: dict[str, set[str]] = {}
    for module in _modules():
        for name, method in _ASKED.findall(inspect.getsource(module)):
            found.setdefault(name, set()).add(method)
    return found


@cache
def matched_only(pattern: re.Pattern[str]) -> bool:
    """Whether an expression is only ever asked whether it stands at a certain place."""
    names = [name for module in _modules() for name, value in vars(module).items() if value is pattern]
    asked = {method for name in names for method in _asked().get(name, ())}
    calls = {method for module in _modules() for method in _calls(module).get(pattern.pattern, ())}
    return bool(asked | calls) and asked | calls <= {"match", "fullmatch", "compile"}


@cache
def _calls(module: ModuleType) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for node in ast.walk(ast.parse(inspect.getsource(module))):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args):
            continue
        first = node.args[0]
        if isinstance(first, ast.Constant) and isinstance(first.value, str):
            # Within a function it is compiled where it is used: re.compile(...).match(...).
            method = "match" if node.func.attr == "compile" else node.func.attr
            found.setdefault(first.value, set()).add(method)
    return found


def sample(pattern: re.Pattern[str], rng: random.Random, most: int = 2) -> str:
    """A text by the syntax of an expression: what it looks for, or nearly so, as conditions beside it are not kept."""
    return _made(parser.parse(pattern.pattern, pattern.flags & ~re.UNICODE), rng, most, {})


def samples(pattern: re.Pattern[str], rng: random.Random) -> Iterator[str]:
    """A text for each alternative of the longest list of alternatives that an expression has."""
    tree = parser.parse(pattern.pattern, pattern.flags & ~re.UNICODE)
    longest = max(_branches(tree), key=len, default=None)
    for at in range(len(longest) if longest else 1):
        chosen = {id(longest): at} if longest else {}
        yield "".join(_one(op, value, rng, 1, {}, chosen) for op, value in tree)


def _branches(tree: Any) -> Iterator[Any]:
    for op, value in tree:
        if op is sre.BRANCH:
            yield value[1]
            for inner in value[1]:
                yield from _branches(inner)
        elif op is sre.SUBPATTERN or op in (sre.MAX_REPEAT, sre.MIN_REPEAT):
            yield from _branches(value[-1])


def _made(
    tree: Any, rng: random.Random, most: int, groups: dict[int, str], chosen: Mapping[int, int] = MappingProxyType({})
) -> str:
    return "".join(_one(op, value, rng, most, groups, chosen) for op, value in tree)


def _one(
    op: Any,
    value: Any,
    rng: random.Random,
    most: int,
    groups: dict[int, str],
    chosen: Mapping[int, int] = MappingProxyType({}),
) -> str:
    if op is sre.LITERAL:
        return chr(value)
    if op is sre.NOT_LITERAL:
        return "x" if value != ord("x") else "y"
    if op is sre.ANY:
        return rng.choice("ax ")
    if op is sre.IN:
        return _in(value, rng)
    if op is sre.BRANCH:
        at = chosen.get(id(value[1]), -1)
        return _made(value[1][at] if at >= 0 else rng.choice(value[1]), rng, most, groups, chosen)
    if op is sre.SUBPATTERN:
        number, _on, _off, inner = value
        made = _made(inner, rng, most, groups, chosen)
        if number is not None:
            groups[number] = made
        return made
    if op in (sre.MAX_REPEAT, sre.MIN_REPEAT):
        low, high, inner = value
        times = rng.randint(low, min(int(high), low + most))
        return "".join(_made(inner, rng, most, groups, chosen) for _ in range(times))
    if op is sre.GROUPREF:
        return groups.get(value, "")
    if op is sre.ASSERT and value[0] > 0:
        # What must follow: half of the time it does.
        return _made(value[1], rng, most, groups, chosen) if rng.random() < 0.5 else ""
    return ""


_CLASS = {sre.CATEGORY_DIGIT: "0379", sre.CATEGORY_SPACE: "    \u00a0\u202f", sre.CATEGORY_WORD: "abeéXZ1_"}
_NOT = {sre.CATEGORY_NOT_DIGIT: "aZ ", sre.CATEGORY_NOT_SPACE: "aé1", sre.CATEGORY_NOT_WORD: " ,.-“"}


def _in(value: Any, rng: random.Random) -> str:
    if value and value[0][0] is sre.NEGATE:
        excluded = re.compile("[" + "".join(_class(item) for item in value[1:]) + "]")
        return rng.choice([c for c in 'aeXÉé x1, .“«"' if not excluded.fullmatch(c)] or ["\u2603"])
    op, what = rng.choice(value)
    if op is sre.LITERAL:
        return chr(what)
    if op is sre.RANGE:
        return chr(rng.randint(*what))
    return rng.choice({**_CLASS, **_NOT}[what])


def _class(item: Any) -> str:
    op, value = item
    if op is sre.LITERAL:
        return re.escape(chr(value))
    if op is sre.RANGE:
        return f"{re.escape(chr(value[0]))}-{re.escape(chr(value[1]))}"
    return {
        sre.CATEGORY_DIGIT: r"\d", sre.CATEGORY_SPACE: r"\s", sre.CATEGORY_WORD: r"\w",
        sre.CATEGORY_NOT_DIGIT: r"\D", sre.CATEGORY_NOT_SPACE: r"\S", sre.CATEGORY_NOT_WORD: r"\W",
    }[value]  # fmt: skip
