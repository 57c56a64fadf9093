"""The same synthetic content in the dialects of tools that make sites from Markdown: the entries, their links and the statements that they cite."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from handbook.bench.make import VERBS, Content, Entry


def _body(content: Content, entry: Entry, link: str) -> list[str]:
    """The common part of all dialects: gloss, links and statements as a list, with links written by ``link``."""

    def to(i: int) -> str:
        return link.format(id=content.entries[i].id, name=content.entries[i].name, kind=content.entries[i].kind)

    lines = []
    for s, label in entry.cites:
        (a, b, c), year = content.sources[s][int(label[:-1]) - 2]
        lines.append(
            f"- In {year} {to(a)} {VERBS[(a + b) % len(VERBS)]} {to(b)}; {to(c)} agreed (Source {s}, {label})."
        )
    return [
        f"# {entry.name}",
        "",
        entry.gloss,
        "",
        "## Relations",
        "",
        *(f"- {to(i)}" for i in entry.links),
        "",
        "## What the sources say",
        "",
        *lines,
        "",
    ]


def grouped(content: Content) -> Mapping[str, list[Entry]]:
    """Entries by the first letter of their names."""
    groups: dict[str, list[Entry]] = {}
    for entry in content.entries:
        groups.setdefault(entry.name[0], []).append(entry)
    return dict(sorted(groups.items()))


def plain_sphinx(content: Content, references: bool = True) -> Iterator[tuple[str, str]]:
    """A Sphinx project with the theme ``basic``; without references it is the lower bound: just pages."""
    yield "conf.py", "project = 'Peer'\nextensions = ['myst_parser']\nhtml_theme = 'basic'\nhtml_copy_source = False\n"
    groups = grouped(content)
    yield "index.md", "# Peer\n\n```{toctree}\n" + "".join(f"{letter}/index\n" for letter in groups) + "```\n"
    for letter, entries in groups.items():
        yield f"{letter}/index.md", f"# {letter}\n\n```{{toctree}}\n" + "".join(f"{e.id}\n" for e in entries) + "```\n"
        for entry in entries:
            label = f"({entry.id})=\n" if references else ""
            yield (
                f"{letter}/{entry.id}.md",
                label
                + "\n".join(
                    _body(
                        content,
                        entry,
                        "{{ref}}`{name} <{id}>`" if references else "{name}",
                    )
                ),
            )


#: A placeholder for an address until it is known; ids have no such characters.
TARGET = re.compile(r"\(@([^@#]+)(#[^@]*)?@\)")


def mkdocs(content: Content) -> Iterator[tuple[str, str]]:
    """A project for mkdocs-material with navigation by letter."""
    addresses = {e.id: f"{letter}/{e.id}.md" for letter, entries in grouped(content).items() for e in entries}
    nav = "".join(f"  - {letter}: {letter}/index.md\n" for letter in grouped(content))
    yield (
        "mkdocs.yml",
        f"site_name: Peer\ntheme:\n  name: material\n  font: false\nnav:\n  - Home: index.md\n{nav}validation:\n  nav:\n    omitted_files: ignore\n",
    )
    yield "docs/index.md", "# Peer\n"
    for letter, entries in grouped(content).items():
        yield f"docs/{letter}/index.md", f"# {letter}\n\n" + "".join(f"- [{e.name}]({e.id}.md)\n" for e in entries)
        for entry in entries:
            text = "\n".join(_body(content, entry, "[{name}](@{id}@)"))
            text = TARGET.sub(lambda target: f"(../{addresses[target[1]]})", text)
            yield f"docs/{letter}/{entry.id}.md", text


_HUGO = {
    "hugo.toml": "title = 'Peer'\nbaseURL = '/'\nrefLinksErrorLevel = 'ERROR'\n"
    "disableKinds = ['taxonomy', 'term', 'RSS', 'sitemap']\n",
    "layouts/_default/baseof.html": "<!doctype html><html lang='en'><head><meta charset='utf-8'><title>{{ .Title }}</title></head>"
    "<body><nav>{{ range .Site.Sections }}<a href='{{ .RelPermalink }}'>{{ .Title }}</a> {{ end }}</nav>"
    '<main>{{ block "main" . }}{{ end }}</main></body></html>\n',
    "layouts/_default/single.html": '{{ define "main" }}{{ .Content }}{{ end }}\n',
    "layouts/_default/list.html": '{{ define "main" }}<h1>{{ .Title }}</h1>{{ range .Pages }}<p><a href="{{ .RelPermalink }}">{{ .Title }}</a></p>{{ end }}{{ end }}\n',
}


def hugo(content: Content) -> Iterator[tuple[str, str]]:
    """A site for Hugo with a section for each letter; links are checked by ``relref``; it has no search."""
    yield from _HUGO.items()
    yield "content/_index.md", "---\ntitle: Peer\n---\n"
    for letter, entries in grouped(content).items():
        yield f"content/{letter}/_index.md", f"---\ntitle: {letter}\n---\n"
        for entry in entries:
            text = "\n".join(_body(content, entry, '[{name}]({{{{< relref "{id}" >}}}})'))
            yield f"content/{letter}/{entry.id}.md", f"---\ntitle: {entry.name}\n---\n{text}"


DIALECTS = {"sphinx": plain_sphinx, "mkdocs": mkdocs, "hugo": hugo}
