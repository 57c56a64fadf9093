"""Collect the changes of a decision: seed files are read once, changed in memory, and written together with a journal entry."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from handbook.adding import journal, store
from handbook.corpus import Corpus
from handbook.kinds import RulingKind
from handbook.model import Found, Ruling
from handbook.partial_date import PartialDate
from handbook.problems import Place, Problem
from handbook.reading import formats

RULINGS = "rulings.yml"


class Refused(Exception):
    """A decision that cannot be taken; ``problem`` says why."""

    def __init__(self, message: str, mend: str = "") -> None:
        super().__init__(message)
        self.problem = Problem(Place("seeds"), "HB123", message, mend)


@dataclass
class Changes:
    """Files under ``seeds`` as they will be; nothing is written before ``write``.

    ``rulings`` are the rulings as read, in the order of their file.
    """

    seeds: Path
    rulings: Sequence[Ruling] = ()
    _before: dict[str, bytes | None] = field(default_factory=dict)
    _new_texts: dict[str, str | None] = field(default_factory=dict)
    _ruled: dict[int, Ruling | None] = field(default_factory=dict)
    _new_rulings: list[Ruling] = field(default_factory=list)
    #: A remark on the change for the person who decides.
    note: str = ""

    def text(self, name: str) -> str:
        """The text of a file as it will be, with plain line ends.

        Raises:
            Refused: there is no such file, or it is not text.
        """
        if name not in self._new_texts:
            raw = self._bytes_before(name)
            try:
                self._new_texts[name] = None if raw is None else raw.decode("utf-8").replace("\r\n", "\n")
            except UnicodeDecodeError:
                raise Refused(f"seeds/{name} is not text in UTF-8", "save it as UTF-8") from None
        text = self._new_texts[name]
        if text is None:
            raise Refused(f"there is no file seeds/{name}", "run the command again")
        return text

    def put(self, name: str, text: str) -> None:
        """Set the text of a file."""
        self._bytes_before(name)
        self._new_texts[name] = text

    def remove(self, name: str) -> None:
        """Mark a file for removal."""
        self._bytes_before(name)
        self._new_texts[name] = None

    def rule(self, ruling: Ruling) -> None:
        """Append a ruling to the rulings."""
        self._new_rulings.append(ruling)

    def ruled(self, number: int) -> Ruling | None:
        """A ruling as it will be; None if it will be removed."""
        return self._ruled.get(number, self.rulings[number])

    def overrule(self, number: int, ruling: Ruling | None) -> None:
        """Replace a ruling, or remove it with None."""
        self._ruled[number] = ruling

    def write(self, what: str) -> journal.Entry:
        """Write everything at once, as ``what`` in the journal.

        Raises:
            Refused: the file of rulings is laid out so that single rulings cannot be replaced.
            StoreError: something stood in the way; nothing was written.
        """
        if self._new_rulings or self._ruled:
            self._bytes_before(RULINGS)
            lines = "".join(map(formats.ruling_line, self._new_rulings))
            self._new_texts[RULINGS] = self._replaced(self.text(RULINGS) if self._before[RULINGS] else "") + lines
        written, removed = dict[str, bytes](), list[str]()
        for name, text in self._new_texts.items():
            old = self._before[name]
            if text is None:
                removed += [name] if old is not None else []
                continue
            raw = (text.replace("\n", "\r\n") if b"\r\n" in (old or b"") else text).encode("utf-8")
            if raw != old:
                written[name] = raw
        expected = {name: self._before[name] for name in (*written, *removed)}
        return journal.write(self.seeds, what, written, expected, removed, self.note)

    def _bytes_before(self, name: str) -> bytes | None:
        if name not in self._before:
            self._before[name] = store.content(self.seeds, name)
        return self._before[name]

    def _replaced(self, text: str) -> str:
        """The text of the rulings with the replacements made; an item goes from a hyphen at the left margin to the next one."""
        if text and not text.endswith("\n"):
            text += "\n"
        lines = text.splitlines(keepends=True)
        starts = [at for at, line in enumerate(lines) if line.startswith("-")]
        if self._ruled and len(starts) != len(self.rulings):
            raise Refused("the rulings cannot be told apart", "begin each one with '- ' at the left of a line")
        for number in sorted(self._ruled, reverse=True):
            ruling, start = self._ruled[number], starts[number]
            end = next((at for at in range(start + 1, len(lines)) if lines[at][:1] not in " \t"), len(lines))
            lines[start:end] = [formats.ruling_line(ruling)] if ruling else []
        return "".join(lines)


@dataclass(frozen=True)
class Case:
    """A decision about to be taken: the changes it collects, the corpus, the day, and the reason."""

    changes: Changes
    corpus: Corpus
    today: PartialDate
    reason: str

    def why(self, draft_origin: Found | None) -> str:
        """The reason that is kept in a ruling."""
        proposed = f"; proposed for: {draft_origin.evidence}" if draft_origin else ""
        return f"{self.reason.strip().rstrip('.') or 'Decided by a person'}{proposed}."

    def rule(self, kind: RulingKind, text: str, entry: str | None, reason: str) -> None:
        """Append a ruling that has no source."""
        self.changes.rule(Ruling(kind=kind, text=text, entry=entry, date=self.today, reason=reason))
