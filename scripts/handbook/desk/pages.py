"""The desk's pages: templates filled with an article's content.  Everything is escaped; no filter lifts that."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from handbook.desk import original
from handbook.desk.articles import Article, Row
from handbook.desk.checking import CheckResult
from handbook.desk.claims import ClaimOffers
from handbook.problems import Problem

FOLDER = Path(__file__).parent
#: The steps of an article: address, name, and what is done in it.
STEPS = (
    ("write", "Write", "Say what each paragraph says, in your own words"),
    ("names", "Names", "Decide on names and agreements"),
    ("claims", "Claims", "Say which claims each statement supports or contradicts"),
    ("finish", "Finish", "Confirm the source, and all that waits for it"),
)
#: Keyboard shortcuts: where they work, the key, what it does.
KEYS = (
    ("Everywhere", (("?", "this help"), ("[ ]", "step before, step after"), ("q", "queue of articles"), ("u", "take the last decision back"), ("j k", "next item, item before"), ("o", "unfold what was found in the paragraph"))),
    ("Writing", (("i", "into the text"), ("Esc", "out of the text"), ("Alt ↓ ↑", "next paragraph to write, the one before"),
            ("Alt B", "this paragraph has nothing for the handbook: [no statement: background]"), ("Ctrl S", "save at once (it saves by itself)"), ("p", "to the next problem"))),
    ("Names", (("1 – 4", "choose the entry that it may be"), ("m", "it is the chosen entry"), ("a", "accept as an entry of its own"), ("n", "rename"), ("t", "of another kind"), ("r", "reject"), ("/", "search entries"))),
    ("Claims", (("1 – 3", "the statement supports the claim"), ("Shift 1 – 3", "it speaks against the claim"), ("/", "search other claims"), ("c", "a new claim on the statement"), ("Ctrl ↵", "write the claim"))),
)  # fmt: skip


def environment() -> Environment:
    """The templates; a name without a value is an error, not an empty place."""
    jinja = Environment(
        loader=FileSystemLoader(FOLDER / "templates"), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip
    common: dict[str, Any] = {"STEPS": STEPS, "KEYS": KEYS, "MARKS": original.KINDS}
    jinja.globals |= common
    return jinja


def problem_fields(problem: Problem, path: str, later: bool = False) -> dict[str, Any]:
    """A problem as the page and its script show it: the line is 0 if it is in another file."""
    in_file = problem.place.path == path
    return {
        "line": problem.place.line if in_file else 0,
        "place": f"line {problem.place.line}" if in_file and problem.place.line else "the file" if in_file else str(problem.place),
        "code": problem.code,
        "message": problem.message,
        "mend": problem.mend,
        "later": later,
    }  # fmt: skip


def problems(article: Article, checked: CheckResult) -> list[dict[str, Any]]:
    """The problems of a text: those to mend now before those to mend for confirming."""
    path = f"{article.project.seeds.name}/articles/{article.id}.md"
    return [
        *(problem_fields(p, path) for p in checked.problems),
        *(problem_fields(p, path, later=True) for p in checked.later),
    ]


def progress(row: Row) -> dict[str, Any]:
    """The progress of an article, for the page's head."""
    return {
        "written": row.written, "paragraphs": row.paragraphs, "decisions": row.decisions, "unplaced": row.unplaced,
        "waiting": row.open_count,
    }  # fmt: skip


def with_evidence(offers: ClaimOffers | None) -> str:
    """The id of the sentence that is the evidence of a statement, or empty."""
    return offers.evidence.id if offers and offers.evidence else ""
