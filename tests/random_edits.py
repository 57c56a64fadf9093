"""Edits and accidents of a project, each drawn at random: what people, programs and machines do to seeds and to what is kept."""

from __future__ import annotations

import os
import random
import re
import shutil
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

from .edited_projects import DRAFT, SOURCE
from .sites import Site, write

ENTRY = "id: {0}\nkind: {1}\nname: {2}\ngloss: {3}\ncite: [gazette-2024/2a]\n"
NAMES = ('"Quoted" One', "<b>Bold</b> & Co.", "Йод", "Zed", "Ärger", "3rd Force", "= Sum", "An_other*", "عربي", "a | b")


Edit = Callable[[Site, random.Random], str]


def add_entry(site: Site, draw: random.Random) -> str:
    site.number += 1
    id_ = f"new-{site.number}"
    write(
        site.seeds / f"registry/actors/{id_}.yml",
        ENTRY.format(id_, "company", _quoted(draw.choice(NAMES) + f" {site.number}"), "A new one."),
    )
    return f"add {id_}"


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _new(site: Site) -> list[Path]:
    return sorted((site.seeds / "registry/actors").glob("new-*.yml"))


def remove_entry(site: Site, draw: random.Random) -> str:
    for path in draw.sample(_new(site), min(1, len(_new(site)))):
        path.unlink()
        return f"remove {path.stem}"
    return "remove nothing"


def rename_entry(site: Site, draw: random.Random) -> str:
    path = draw.choice([*sorted((site.seeds / "registry/actors").glob("*.yml"))])
    text = path.read_text(encoding="utf-8")
    write(path, re.sub(r"(?m)^name: .*", f"name: Renamed {draw.randrange(99)}", text))
    return f"rename {path.stem}"


def sort_entry(site: Site, draw: random.Random) -> str:
    path = draw.choice(sorted((site.seeds / "registry/actors").glob("*.yml")))
    text = re.sub(r"(?m)^sort: .*\n", "", path.read_text(encoding="utf-8"))
    write(path, text.replace("gloss:", f"sort: {draw.choice('abcxyz')}, {path.stem}\ngloss:", 1))
    return f"sort {path.stem}"


def alias(site: Site, draw: random.Random) -> str:
    for path in draw.sample(_new(site), min(1, len(_new(site)))):
        text = path.read_text(encoding="utf-8").partition("names:")[0]
        write(path, text + f"names:\n  - {{text: Alias {draw.randrange(99)}, cite: [gazette-2024/2a]}}\n")
        return f"alias of {path.stem}"
    return "no alias"


def draft(site: Site, draw: random.Random) -> str:
    """A draft comes, changes, is confirmed, becomes one again, or goes."""
    path = site.seeds / "registry/actors/draft-one.yml"
    if path.is_file() and draw.random() < 0.25:
        path.unlink()
        return "remove the draft"
    name, flag = draw.choice(("Draft One", "Borealis Minister")), draw.choice(("", DRAFT, DRAFT))
    write(path, ENTRY.format("draft-one", "company", name, f"Not confirmed, {draw.randrange(99)}.") + flag)
    return f"a draft {name} {flag}"


def draft_source(site: Site, draw: random.Random) -> str:
    """The same of a source, which may be the latest one and name the draft."""
    path = site.seeds / "articles/courier-2025.md"
    if path.is_file() and draw.random() < 0.25:
        path.unlink()
        return "remove the source"
    day, flag = draw.choice(("2024-03-01", "2025-03-05")), draw.choice(("", DRAFT, DRAFT))
    name = draw.choice(("Borealis", "Borealis", "Draft One"))
    text = SOURCE.format("courier-2025", day, flag, name).replace(", and Nova was told", "")
    write(path, text.replace("ships", f"{draw.randrange(2, 99)} ships"))
    return f"a source of {day} that names {name} {flag}"


def conflict(site: Site, draw: random.Random) -> str:
    path = site.seeds / "registry/conflicts/more-ships.yml"
    if path.is_file():
        path.unlink()
        return "remove a conflict"
    text = (site.seeds / "registry/conflicts/how-many-ships.yml").read_text(encoding="utf-8")
    write(path, text.replace("how-many-ships", "more-ships").replace("How many ships?", "More ships?"))
    return "add a conflict"


def statement(site: Site, draw: random.Random) -> str:
    path = site.seeds / "articles/gazette-2024.md"
    text = re.sub(r"\n4a\. .*\n", "", path.read_text(encoding="utf-8"))
    write(
        path,
        text.rstrip("\n") + f"\n\n4a. Alba met Borealis {draw.randrange(99)} times.\n" if draw.random() < 0.7 else text,
    )
    return "edit the article"


def claim(site: Site, draw: random.Random) -> str:
    """A claim comes, is contradicted, settled, or goes."""
    path = site.seeds / "registry/agreements/north-pact.yml"
    text = re.sub(r"\n  tried: .*", "", path.read_text(encoding="utf-8"))
    line = draw.choice((
        "", "{stage: discussed, date: 2024-01, for: [gazette-2024/2a]}",
        "{stage: ratified, date: 2024-03, for: [gazette-2024/2b], against: [gazette-2024/3a]}",
        "{says: {en: 'It was <b>tried</b>.'}, for: [gazette-2024/3a], against: [gazette-2024/2a], settled: 'So it was.'}",
        "{relation: follows, to: alba, detail: true, for: [gazette-2024/2a]}",
    ))  # fmt: skip
    write(path, text.replace("\n  signed:", f"\n  tried: {line}\n  signed:", 1) if line else text)
    return f"a claim {line}"


def lead(site: Site, draw: random.Random) -> str:
    """A lead comes, changes or goes."""
    path = site.seeds / "registry/agreements/north-pact.yml"
    text = re.sub(r"\nlead: .*", "", path.read_text(encoding="utf-8"))
    words = draw.choice(("", "It was signed in February 2024 [signed].", "Alba signed it [signed, party-alba]."))
    write(path, text.replace("\nclaims:", f"\nlead: {{en: '{words}'}}\nclaims:", 1) if words else text)
    return f"a lead {words}"


def origin(site: Site, draw: random.Random) -> str:
    """A source gets another origin, or its own again."""
    path = site.seeds / "articles/gazette-2024.md"
    text = re.sub(r"\norigin: .*", "", path.read_text(encoding="utf-8"))
    name = draw.choice(("", "A wire", "Another wire"))
    write(path, text.replace("\nlanguage:", f"\norigin: {name}\nlanguage:", 1) if name else text)
    return f"origin {name}"


def ruling(site: Site, draw: random.Random) -> str:
    path = site.seeds / "rulings.yml"
    lines = [line for line in path.read_text(encoding="utf-8").splitlines(keepends=True) if "Rule-made" not in line]
    line = "- {kind: mention, source: gazette-2024, paragraphs: [2], text: Borealis, scope: digest, date: 2024, reason: Rule-made.}\n"
    write(path, "".join([*lines, *([line] if draw.random() < 0.6 else [])]))
    return "a ruling"


def redirect(site: Site, draw: random.Random) -> str:
    path = site.seeds / "redirects.yml"
    write(
        path,
        f"- {{gone: actor old-{draw.randrange(3)}, to: actor alba, name: Old, date: 2024, reason: Merged.}}\n"
        if draw.random() < 0.7
        else "[]\n",
    )
    return "a redirect"


def clock(site: Site, draw: random.Random) -> str:
    at = time.time() + draw.choice((-9e6, 9e6))
    for path in draw.sample(sorted(p for p in site.folder.glob("[ds]*/**/*") if p.is_file()), 6):
        os.utime(path, (at, at))
    return "a clock that goes wrong"


def language(site: Site, draw: random.Random) -> str:
    site.options = draw.choice(([], ["--language", "fr"], ["--drafts", "all"], ["--url", "https://example.org/h/"]))
    return f"options {site.options}"


def damage(site: Site, draw: random.Random) -> str:
    kept = [p for p in (site.folder / "out").rglob("*") if p.is_file() and p.stat().st_size]
    if not kept:
        return "nothing to damage"
    beside = [p for p in kept if "doctrees" in str(p)]
    path = draw.choice(beside if beside and draw.random() < 0.5 else kept)
    raw = bytearray(path.read_bytes())
    raw[draw.randrange(len(raw))] ^= 1 << draw.randrange(8)
    path.write_bytes(raw)
    return f"damage to {path.relative_to(site.folder)}"


def lose(site: Site, draw: random.Random) -> str:
    kept = [p for p in (site.folder / "out").rglob("*") if p.is_file()]
    for path in draw.sample(kept, min(3, len(kept))):
        path.unlink()
    return "files lost"


def lose_what_is_stored(site: Site, draw: random.Random) -> str:
    """All that is kept beside the site is gone."""
    shutil.rmtree(site.folder / "out" / "html-doctrees", ignore_errors=True)
    return "nothing is stored"


def broken_seed(site: Site, draw: random.Random) -> str:
    path = site.seeds / "registry/actors/broken.yml"
    if path.is_file():
        path.unlink()
        return "mend the seed"
    write(path, "id: broken\nkind: wizard\n")
    return "a broken seed"


def checkout(site: Site, draw: random.Random) -> str:
    """Everything as it was, as a branch that is looked at again."""
    saved = site.folder / "saved"
    site.unlink()
    if saved.is_dir() and draw.random() < 0.6:
        site.replace(saved)
        return "checkout"
    shutil.rmtree(saved, ignore_errors=True)
    for name in ("docs", "seeds"):
        shutil.copytree(site.folder / name, saved / name, symlinks=True)
    return "commit"


def git(site: Site, *arguments: str) -> str:
    command = ["git", "-C", str(site.folder), "-c", "user.name=A", "-c", "user.email=a@example.org", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def two_commits(site: Site, draw: random.Random) -> str:
    """One of two commits is checked out, and later the other; what was not committed is gone."""
    site.unlink()
    if not (site.folder / ".git").is_dir():
        git(site, "init", "-q", "-b", "one")
    branch = "two" if git(site, "branch", "--show-current").strip() == "one" else "one"
    if git(site, "branch", "--list", "two") and git(site, "branch", "--list", "one") and draw.random() < 0.8:
        git(site, "checkout", "-qf", branch)
        git(site, "clean", "-qfd", "docs", "seeds")
        return f"check out {branch}"
    git(site, "add", "docs", "seeds")
    git(site, "commit", "-q", "--allow-empty", "-m", "As it is.")
    git(site, "branch", "-f", branch)
    return "commit to both"


def killed(site: Site, draw: random.Random) -> str:
    """A build that ends in the middle: it alone, or with all that it began."""
    if not hasattr(os, "fork"):
        return "no kill"
    child = os.fork()
    if not child:
        try:
            os.setsid()
            site.run(site.out)
        finally:
            os._exit(0)
    moment = draw.random() * 2
    time.sleep(moment)
    try:
        (os.killpg if draw.random() < 0.5 else os.kill)(child, signal.SIGKILL)
    finally:
        os.waitpid(child, 0)
    return f"killed after {moment:.2f} s"


def nothing(site: Site, draw: random.Random) -> str:
    return "nothing"


EDITS: tuple[Edit, ...] = (
    add_entry, add_entry, remove_entry, rename_entry, sort_entry, alias, draft, draft, draft_source, conflict, statement, claim, claim, lead, origin, ruling, redirect,
    clock, language, damage, damage, lose, lose_what_is_stored, broken_seed,
    checkout, two_commits, two_commits, killed, nothing,
)  # fmt: skip
