"""Files besides pages that decide what Sphinx makes of them: code of the project's own, and what conf.py names."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from sphinx.application import Sphinx

from handbook.incremental import state

#: The engine, whose digest is known otherwise.
_ENGINE = str(Path(__file__).parents[1])
#: Before the path of a file with code, among the names of pages.
_MARK = "\0"


def digests_of(paths: Iterable[Path]) -> dict[str, bytes]:
    """The digests of those files that are there, by their paths."""
    there: dict[str, bytes] = {}
    for path in sorted(set(paths)):
        with contextlib.suppress(OSError):
            there[str(path)] = state.digest(path.read_bytes())
    return there


def code(app: Sphinx, recorded: Mapping[str, bytes]) -> dict[str, bytes]:
    """The digests of conf.py and of the modules that it brought along, marked; those that were installed have versions.

    Modules that are ``recorded`` are looked at too: not every build loads what only a page wants.
    """
    paths = {Path(app.confdir, "conf.py").resolve(), *modules().values(), *map(Path, code_of(recorded))}
    return {f"{_MARK}{path}": digest for path, digest in digests_of(paths).items()}


def modules() -> dict[str, Path]:
    """The modules of this process that are neither the engine's nor installed, with their files."""
    installed = (sys.prefix, sys.base_prefix, _ENGINE)
    files = ((name, str(getattr(module, "__file__", None) or "")) for name, module in list(sys.modules.items()))
    return {
        name: Path(file).resolve() for name, file in files if file.endswith(".py") and not file.startswith(installed)
    }


def code_of(sources: Mapping[str, bytes]) -> dict[str, bytes]:
    """The digests of files with code among those of pages, by their paths."""
    return {name.removeprefix(_MARK): digest for name, digest in sources.items() if name.startswith(_MARK)}


def pages_of(sources: Mapping[str, bytes]) -> set[str]:
    """The names of pages among those of files."""
    return {name for name in sources if name and not name.startswith(_MARK)}


def inventories(app: Sphinx) -> set[Path]:
    """The inventories of other projects that lie on this machine."""
    mapping: Mapping[str, tuple[str, tuple[str, tuple[str | None, ...]]]]
    mapping = getattr(app.config, "intersphinx_mapping", None) or {}
    names = (place or f"{uri}/objects.inv" for _name, (uri, places) in mapping.values() for place in places)
    return set(_there(app, names))


def bibliographies(app: Sphinx) -> set[Path]:
    """The files of references that pages may cite."""
    return set(_there(app, map(str, getattr(app.config, "bibtex_bibfiles", None) or ())))


def pictures(app: Sphinx) -> set[Path]:
    """The pictures of the site itself."""
    names = (str(getattr(app.config, name, None) or "") for name in ("html_logo", "html_favicon", "latex_logo"))
    return set(_there(app, names))


def sheets(app: Sphinx) -> set[Path]:
    """The style sheets and scripts of the project: pages name them with a number made of what is in them."""
    folders = (Path(app.confdir) / folder for folder in app.config.html_static_path)
    return {
        path for folder in folders for path in folder.rglob("*") if path.suffix in (".css", ".js", ".css_t", ".js_t")
    }


def templates(app: Sphinx) -> set[Path]:
    """The templates of the project, those behind a link too."""
    folders = (Path(app.confdir) / folder for folder in app.config.templates_path)
    return {path for folder in folders for path in folder.rglob("*") if path.is_file()}


def extra(app: Sphinx) -> set[str]:
    """The names in the site of what conf.py wants beside the pages."""
    names: set[str] = set()
    for folder in app.config.html_extra_path:
        path = Path(app.confdir) / folder
        inside = (p.relative_to(path).as_posix() for p in path.rglob("*") if p.is_file())
        names.update([path.name] if path.is_file() else inside)
    return names


def _there(app: Sphinx, names: Iterable[str]) -> Iterator[Path]:
    for name in names:
        if name and "://" not in name:
            for folder in (app.confdir, app.srcdir):
                if (path := (Path(folder) / name).resolve()).is_file():
                    yield path
                    break
