"""Files other than pages that influence what Sphinx writes: the project's own code, and files that conf.py names."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from sphinx.application import Sphinx

from handbook.incremental import state
from handbook.incremental.digests import below

#: The folder of the engine, whose digest ``state.engine`` gives.
_ENGINE = str(Path(__file__).parents[2])
#: The prefix that marks the path of a code file among the names of pages.
_MARK = "\0"


def digests_of(paths: Iterable[Path]) -> dict[str, bytes]:
    """The digests, by path, of those of the files that exist."""
    digest_by_path: dict[str, bytes] = {}
    for path in sorted(set(paths)):
        with contextlib.suppress(OSError):
            digest_by_path[str(path)] = state.digest(path.read_bytes())
    return digest_by_path


def code(app: Sphinx, recorded: Mapping[str, bytes], words: Iterable[Path]) -> dict[str, bytes]:
    """The digests, by marked path, of conf.py and of the project's own modules; installed packages have versions instead.

    Also of catalogues with the project's ``words`` for those of Sphinx, which any page may show, as it may show what code makes.
    Modules ``recorded`` by the last build are included: not every build imports a module that only some page needs.
    """
    paths = {Path(app.confdir, "conf.py").resolve(), *modules().values(), *words, *map(Path, code_of(recorded))}
    return {f"{_MARK}{path}": digest for path, digest in digests_of(paths).items()}


def modules() -> dict[str, Path]:
    """The files, by name, of the loaded modules that belong neither to the engine nor to an installed package."""
    installed = (sys.prefix, sys.base_prefix, _ENGINE)
    files = ((name, str(getattr(module, "__file__", None) or "")) for name, module in list(sys.modules.items()))
    return {
        name: Path(file).resolve() for name, file in files if file.endswith(".py") and not file.startswith(installed)
    }


def code_of(sources: Mapping[str, bytes]) -> dict[str, bytes]:
    """The digests, by path, of the code files among these ``sources``."""
    return {name.removeprefix(_MARK): digest for name, digest in sources.items() if name.startswith(_MARK)}


def pages_of(sources: Mapping[str, bytes]) -> set[str]:
    """The names of the pages among these ``sources``."""
    return {name for name in sources if name and not name.startswith(_MARK)}


def inventories(app: Sphinx) -> set[Path]:
    """The intersphinx inventories that are local files."""
    mapping: Mapping[str, tuple[str, tuple[str, tuple[str | None, ...]]]]
    mapping = getattr(app.config, "intersphinx_mapping", None) or {}
    names = (place or f"{uri}/objects.inv" for _name, (uri, places) in mapping.values() for place in places)
    return set(_existing_files(app, names))


def bibliographies(app: Sphinx) -> set[Path]:
    """The BibTeX files that conf.py names."""
    return set(_existing_files(app, map(str, getattr(app.config, "bibtex_bibfiles", None) or ())))


def pictures(app: Sphinx) -> set[Path]:
    """The logo and favicon files of the site."""
    names = (str(getattr(app.config, name, None) or "") for name in ("html_logo", "html_favicon", "latex_logo"))
    return set(_existing_files(app, names))


def sheets(app: Sphinx) -> set[Path]:
    """The project's own style sheets and scripts: pages link to them with a checksum of their content."""
    folders = (Path(app.confdir) / folder for folder in app.config.html_static_path)
    return {path for folder in folders for path in below(folder) if path.suffix in (".css", ".js", ".css_t", ".js_t")}


def templates(app: Sphinx) -> set[Path]:
    """The templates of the project, those behind a link too."""
    folders = (Path(app.confdir) / folder for folder in app.config.templates_path)
    return {path for folder in folders for path in below(folder)}


def extra(app: Sphinx) -> set[str]:
    """The names in the site of the extra files that conf.py names (``html_extra_path``)."""
    names: set[str] = set()
    for folder in app.config.html_extra_path:
        path = Path(app.confdir) / folder
        names.update(p.relative_to(path.parent if path.is_file() else path).as_posix() for p in below(path))
    return names


def _existing_files(app: Sphinx, names: Iterable[str]) -> Iterator[Path]:
    for name in names:
        if name and "://" not in name:
            for folder in (app.confdir, app.srcdir):
                if (path := (Path(folder) / name).resolve()).is_file():
                    yield path
                    break
