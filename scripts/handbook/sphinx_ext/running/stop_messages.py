"""Why Sphinx stopped, in one line instead of its crash report.

An error that the user can fix is reported with the fix.  A defect of ours is reported as such; its
traceback is in a file that the user can attach to a bug report.
"""

from __future__ import annotations

import builtins
import re
import tempfile
import traceback
from pathlib import Path

from sphinx.errors import ConfigError, ExtensionError, SphinxError, SphinxParallelError

from handbook import faults
from handbook.sphinx_ext.running.handover import SeedsError

_IN_ANOTHER = re.compile(
    r"(?P<kind>\w+): \[Errno (?P<number>\d+)\] (?P<words>.*?)(?:: '(?P<name>.*?)'(?: -> (?:None|'(?P<to>.*)'))?)?$"
)
#: The first page is not there: Sphinx names it with an ending of its own.
_NO_FIRST_PAGE = re.compile(r"master document \((?P<page>.+)\.\w+\)")


def in_words(error: BaseException, *folders: Path) -> str:
    """One line about the error that stopped a build that wrote to ``folders``; empty for problems in seeds, which were reported."""
    error = _inner(error)
    if isinstance(error, SeedsError):
        return ""
    if isinstance(error, OSError):
        return f"handbook: {faults.in_words(error, *folders)}"
    if isinstance(error, ConfigError) and error.__cause__ is not None:
        return f"handbook: conf.py cannot be used: {_in_conf(error.__cause__)} (mend it and build again)"
    if isinstance(error, SphinxError) and (first := _NO_FIRST_PAGE.search(str(error))):
        return _line(
            f"handbook: there is no {first['page']}.md (write it: the first page, whose toctree names the others)"
        )
    if isinstance(error, SphinxError) and not isinstance(error, SphinxParallelError | ExtensionError):
        return _line(f"{error.category if error.category != SphinxError.category else 'handbook'}: {error}")
    return _defect(error)


def _inner(error: BaseException) -> BaseException:
    """The operating system's error that an error of Sphinx wraps, or the error itself."""
    if isinstance(error, SphinxParallelError):
        return refused(str(error)) or error
    if isinstance(error, ExtensionError) and isinstance(error.orig_exc, OSError):
        return error.orig_exc
    return error


def refused(text: str) -> OSError | None:
    """The operating system's error in another process, restored from its text; None if the text is of another error."""
    match = _IN_ANOTHER.match(text)
    kind = getattr(builtins, match["kind"], None) if match else None
    if match and isinstance(kind, type) and issubclass(kind, OSError):
        return OSError(int(match["number"]), match["words"], match["name"], None, match["to"])
    return None


def _in_conf(error: BaseException) -> str:
    """The error in conf.py, with its line if that is known."""
    if isinstance(error, SyntaxError):
        return _line(f"line {error.lineno}: {error.msg}" if error.lineno else str(error.msg))
    lines = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename.endswith("conf.py")]
    where = f"line {lines[-1]}: " if lines else ""
    return where + _line(f"{type(error).__name__}: {error}" if str(error) else type(error).__name__)


def _defect(error: BaseException) -> str:
    """One line about a defect, naming the file to which its traceback was written."""
    traceback_text = error.traceback if isinstance(error, SphinxParallelError) else ""
    report = str(traceback_text) or "".join(traceback.format_exception(error))
    last = _line(report.strip().rpartition("\n")[2])
    try:
        with tempfile.NamedTemporaryFile(
            "w", encoding="utf-8", prefix="handbook-", suffix=".log", delete=False
        ) as file:
            file.write(report)
    except OSError:
        return f"handbook: a defect of the handbook's own: {last}"
    return f"handbook: a defect of the handbook's own: {last} (please report it with {file.name})"


def _line(text: str) -> str:
    return " ".join(text.split())
