"""What is kept between builds is never stale, whatever is edited."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handbook.book import Drafts
from handbook.kinds import ActorKind, AgreementKind, EventKind, StatementKind

from .conftest import TOY
from .edited_projects import DRAFT, ENTRY, SOURCE, Project, replace_in

#: Sequences of edits in the property test; more by hand, as in HANDBOOK_EDITS=2000.
EDITS = int(os.environ.get("HANDBOOK_EDITS", "10"))
ID = re.compile(r"\b[a-z]+(?:-[a-z0-9]+)+\b(?!/)")
CITE = re.compile(r"\b[a-z]+(?:-[a-z0-9]+)+/[0-9]+[a-z]")
WORD = re.compile(r"\b[A-Z][a-z]+\b")
DATE = re.compile(r"\b20[0-9]{2}(?:-[0-9]{2}){0,2}")
KIND = re.compile(r"(?<=kind: )[a-z]+|(?<=\[)(?:attributed|allegation|inference)")
KINDS = sorted({k.value for kinds in (ActorKind, AgreementKind, EventKind, StatementKind) for k in kinds})
RULES = (
    "- {{kind: mention, source: {1}, paragraphs: [2], text: {0}, scope: digest, entry: alba, date: 2024, reason: R.}}\n",
    "- {{kind: mention, source: {1}, text: {0}, scope: digest, date: 2024, reason: R.}}\n",
)
MOVED = "- {{gone: actor {0}, to: actor alba, name: Was, date: 2024, reason: R.}}\n"


def other(draw: Callable[..., str], text: str, pattern: re.Pattern[str], words: list[str]) -> str:
    """A text with one of its words that match replaced by another of the same sort."""
    found = list(pattern.finditer(text))
    if not found or not words:
        return text
    at = draw(st.sampled_from(range(len(found))))
    return text[: found[at].start()] + draw(st.sampled_from(words)) + text[found[at].end() :]


def edit(draw: Callable[..., object], project: Project) -> None:
    """One edit of the kind that people, programs and accidents make."""
    files = project.files()
    texts = {p: p.read_text(encoding="utf-8") for p in files}
    everything = "\n".join(texts.values())
    # Half of the edits in the few files that have everything: synthetic ones are many and alike.
    toy = [p for p in files if (TOY / p.relative_to(project.folder)).exists()]
    path: Path = draw(st.sampled_from(draw(st.sampled_from([toy or files, files]))))
    text = texts[path]
    lines = text.splitlines(keepends=True)
    seeds = project.folder / "seeds"
    id_ = f"new-{draw(st.integers(0, 3))}"

    def word(pattern: re.Pattern[str]) -> list[str]:
        return sorted(set(pattern.findall(everything)))

    match draw(st.integers(0, 18)):
        case 0 | 1:
            path.write_text(other(draw, text, ID, sorted(p.stem for p in files)), encoding="utf-8")
        case 2 | 3:
            path.write_text(other(draw, text, CITE, word(CITE)), encoding="utf-8")
        case 4 | 5 | 6:
            path.write_text(other(draw, text, WORD, word(WORD)), encoding="utf-8")
        case 7:
            path.write_text(
                other(draw, text, DATE, ["2024", "2024-02", "2024-02-03", "2023", "2026"]), encoding="utf-8"
            )
        case 8:
            path.write_text(other(draw, text, KIND, KINDS), encoding="utf-8")
        case 9 if len(lines) > 2:
            at: int = draw(st.integers(0, len(lines) - 2))
            # A line that is lost, or two that change places.
            lines[at : at + 2] = draw(st.sampled_from([lines[at + 1 : at + 2], [lines[at + 1], lines[at]]]))
            path.write_text("".join(lines), encoding="utf-8")
        case 10:
            path.unlink()
        case 11:
            kind, folder = draw(st.sampled_from([("state", "actors"), ("place", "terms"), ("group", "actors")]))
            name = draw(st.sampled_from([*word(WORD), "Nova", "Nova Alba", "Pact of Nova", "signed"]))
            (seeds / "registry" / folder / f"{id_}.yml").write_text(
                ENTRY.format(id_, kind, name) + draw(st.sampled_from(["", DRAFT])),
                encoding="utf-8",
            )
        case 12:
            path.write_text(
                text.replace(DRAFT, "")
                if DRAFT in text
                else re.sub(r"(?m)^(?=cite:|consulted:)", DRAFT, text, count=1),
                encoding="utf-8",
            )
        case 13:
            rule = draw(st.sampled_from(RULES))
            line = str(rule).format(
                draw(st.sampled_from(word(WORD))), draw(st.sampled_from(["gazette-2024", "source-1"]))
            )
            rulings = seeds / "rulings.yml"
            before = rulings.read_text(encoding="utf-8") if rulings.exists() else ""
            rulings.write_text(draw(st.sampled_from([before + line, line, before])), encoding="utf-8")
        case 14:
            (seeds / "redirects.yml").write_text(MOVED.format(id_), encoding="utf-8")
            (seeds / "editions").mkdir(exist_ok=True)
            names = draw(st.sampled_from(["actor alba\n", f"actor {id_}\n", "statement gazette-2024/2b\n"]))
            (seeds / "editions" / "2024.1.txt").write_text(str(names), encoding="utf-8")
            rows = draw(st.sampled_from(["- words: [pact, treaty]\n", f"- {{entry: alba, words: [{id_}]}}\n", ""]))
            (seeds / "synonyms.yml").write_text(str(rows), encoding="utf-8")
        case 15:
            made = sorted(p for place in (project.docs, project.site) for p in place.rglob("*.*") if p.is_file())
            if made:
                target: Path = draw(st.sampled_from(made))
                if draw(st.booleans()):
                    target.unlink()
                else:
                    target.write_bytes(target.read_bytes() + b"tampered")
        case 16 if project.kept.exists():
            raw = project.kept.read_bytes()
            at = draw(st.integers(0, len(raw)))
            project.kept.write_bytes(raw[: at // 2 * 2] + draw(st.sampled_from([b"", b"\0" + raw[at:]])))
        case 17:
            day, flag, name = (
                draw(st.sampled_from(some)) for some in (["2023-05", "2026-02"], ["", DRAFT], [*word(WORD), "Nova"])
            )
            (seeds / "articles" / f"{id_}-2025.md").write_text(
                SOURCE.format(f"{id_}-2025", day, flag, name), encoding="utf-8"
            )
        case _:
            project.stays = draw(st.booleans())
            project.language = draw(st.sampled_from(["en", "fr"]))
            project.drafts = draw(st.sampled_from(Drafts))


@pytest.mark.long
@given(st.data())
@settings(max_examples=EDITS, deadline=None, suppress_health_check=list(HealthCheck))
def test_never_stale(tmp_path_factory: pytest.TempPathFactory, drawn: st.DataObject) -> None:
    """After any sequence of edits pages, data files, mentions and problems are those of a build from nothing."""
    project = Project(tmp_path_factory.mktemp("kept"))
    project.build()
    for _ in range(drawn.draw(st.integers(1, 6))):
        snapshot = {p: p.read_bytes() for p in project.files()}
        edit(drawn.draw, project)
        if project.build() is None and drawn.draw(st.booleans()):
            # Most edits at random make a problem: half of them are taken back, as an editor would.
            for path in project.files():
                if path not in snapshot:
                    path.unlink()
            for path, raw in snapshot.items():
                path.write_bytes(raw)
            project.build()
    shutil.rmtree(project.folder)


@pytest.mark.parametrize(
    ("file", "old", "new", "sound"),
    [
        # What a statement says is compared with what cites it: a name, a date, a signature.
        ("articles/gazette-2024.md", 'called the Pact "', 'called it "', False),
        ("articles/gazette-2024.md", "  when: 2024-02\n", "  when: 2023-02\n", False),
        ("articles/gazette-2024.md", "signed the", "praised the", False),
        # A note about an entry that does not cite the source; a conflict about another entry.
        ("articles/gazette-2024.md", "about: [borealis]", "about: [actor-0]", True),
        ("registry/conflicts/how-many-ships.yml", "about: [borealis]", "about: [actor-0]", True),
        # The states of people and events, in lists and on the timeline.
        ("registry/actors/ann-example.yml", "of: alba", "of: borealis", True),
        ("registry/actors/alba.yml", "kind: state", "kind: company", True),
        # What links to an entry, by word and by name.
        ("registry/actors/borealis.yml", "relation: partner of", "relation: rival of", True),
        ("registry/actors/borealis.yml", "name: Borealis", "name: Borealis Minister", False),
        ("registry/agreements/north-pact.yml", "stage: signed", "stage: announced", True),
        # What was kept of other lists.
        ("vocabulary.txt", "Minister\n", "", True),
        ("rulings.yml", "entry: north-pact", "entry: pact-signed", True),
        ("rulings.yml", "text: Pact", "text: Treaty", False),
        ("rulings.yml", "reason: ", "reason: As was said. ", True),
    ],
)
def test_what_an_edit_touches(built_project: Project, file: str, old: str, new: str, sound: bool) -> None:
    """Edits whose effects are elsewhere: all of them are there, or told as problems, as in a build from nothing."""
    path = built_project.folder / "seeds" / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    try:
        assert (built_project.build() is not None) == sound
    finally:
        path.write_text(text, encoding="utf-8")
    assert built_project.build() is not None


@pytest.mark.parametrize(
    ("before", "edit"),
    [
        # A statement that names an event is compared with its date.
        (
            [
                ("rulings.yml", "entry: north-pact", "entry: pact-signed"),
                ("articles/gazette-2024.md", "  quotation: direct\n", "  quotation: direct\n  when: 2024-02\n"),
            ],
            ("registry/events/pact-signed.yml", "date: 2024-02", "date: 2024-05"),
        ),
        # What stands first in a sentence of a lead is a name since an entry has it.
        (
            [("registry/agreements/north-pact.yml", "claims:", "lead: {en: 'Fresh terms made the North Pact [signed].'}\nclaims:")],
            ("registry/actors/borealis.yml", "name: Borealis", "name: Fresh Borealis"),
        ),
    ],
)  # fmt: skip
def test_rules_look_where_an_edit_is_felt(project: Project, before: list[tuple[str, str, str]], edit: tuple[str, str, str]) -> None:  # fmt: skip
    """An edit by which a record that is as it was breaks a rule: the problem is told, as in a build from nothing."""
    for file, old, new in before:
        replace_in(project.folder / "seeds" / file, old, new)
    assert project.build() is not None
    file, old, new = edit
    replace_in(project.folder / "seeds" / file, old, new)
    assert project.build() is None


def test_the_order_of_links_counts(project: Project) -> None:
    """An entry that says two things of another says them there in its own order."""
    path = project.folder / "seeds/registry/actors/borealis.yml"
    text = path.read_text(encoding="utf-8").partition("claims:")[0] + "claims:\n"
    lines = [f"  {word}: {{relation: {word} of, to: alba, for: [gazette-2024/2a]}}\n" for word in ("partner", "rival")]
    before: dict[str, bytes] = {}
    for order in (lines, lines[::-1]):
        path.write_text(text + "".join(order), encoding="utf-8")
        assert project.build() is not None
        made = project.generated()
        assert before.get("actors/alba.md") != made["actors/alba.md"]
        before = made
