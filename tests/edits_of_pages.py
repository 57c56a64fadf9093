"""Edits of the pages that people write, of the files that they use, and of the configuration, each drawn at random."""

from __future__ import annotations

import os
import random
import re
from collections.abc import Sequence
from pathlib import Path

from .random_edits import Edit
from .sites import WRITTEN, Site, write

PICTURE = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><circle r="4" cx="4" cy="4"/></svg>'


def hand_written(site: Site, draw: random.Random) -> str:
    path = site.docs / f"pages/w-{draw.randrange(1, 4)}.md"
    if path.is_file() and draw.random() < 0.5:
        path.unlink()
        return f"remove {path.name}"
    write(path, WRITTEN.format(f"Written {draw.randrange(99)}").replace("(actors", "(../actors"))
    return f"write {path.name}"


def _first_page(site: Site) -> Path:
    """A page that is always there; written anew if its name has other letters now."""
    path = site.docs / "pages/w-0.md"
    if not path.is_file():
        write(path, WRITTEN.format("First").replace("(actors", "(../actors"))
    return path


def picture(site: Site, draw: random.Random) -> str:
    image, page = site.docs / "pages/dot.svg", _first_page(site)
    text = page.read_text(encoding="utf-8").replace("\n![dot](dot.svg)\n", "")
    if image.is_file() and draw.random() < 0.5:
        image.unlink()
        write(page, text)
        return "remove a picture"
    image.write_bytes(PICTURE.replace(b'r="4"', b'r="%d"' % draw.randrange(1, 9)))
    write(page, text + "\n![dot](dot.svg)\n")
    return "a picture"


def same_size(site: Site, draw: random.Random) -> str:
    """An edit of the same size at the same time, as some tools leave it."""
    path = _first_page(site)
    known = path.stat()
    write(
        path,
        re.sub(
            r"# First|# Frist",
            lambda m: "# Frist" if m[0] == "# First" else "# First",
            path.read_text(encoding="utf-8"),
        ),
    )
    os.utime(path, ns=(known.st_atime_ns, known.st_mtime_ns))
    return "an edit of the same size and time"


def configuration(site: Site, draw: random.Random) -> str:
    path = site.docs / "conf.py"
    write(path, re.sub(r'project = ".*"', f'project = "Toy {draw.randrange(9)}"', path.read_text(encoding="utf-8")))
    return "conf.py"


def warning(site: Site, draw: random.Random) -> str:
    path = _first_page(site)
    text = path.read_text(encoding="utf-8").replace("\n{actor}`nobody`\n", "")
    write(path, text + "\n{actor}`nobody`\n" if draw.random() < 0.6 else text)
    return "a warning"


#: What one page says and what another says of it; {0} is drawn, and either may stand anywhere among the others.
SHARED: tuple[tuple[str, str], ...] = (
    ("(mark)=\nMark {0}.\n", "{{ref}}`there <mark>`\n"),
    ("(titled)=\n## Part {0}\n\nText.\n", "{{ref}}`titled`\n"),
    ("## Sub {0}\n\nText.\n", "```{{toctree}}\n:maxdepth: 3\n\nsays\n```\n"),
    ("```{{glossary}}\nfoo{0}\n    It.\n```\n", "{{term}}`foo{0}`\n"),
    ("```{{math}}\n:label: e{0}\nx\n```\n", "{{eq}}`e{0}`\n"),
    ("```{{figure}} seen.svg\n:name: seen\nCaption {0}.\n```\n", "{{numref}}`seen`\n"),
    ("```{{index}} word {0}\n```\n", "{{ref}}`genindex`\n"),
    ("Note[^n].\n\n[^n]: The note {0}.\n", "Of it.\n"),
    ("{{cite}}`k1`\n", "{{cite}}`k1`, {0}\n"),
    ("```{{include}} ../../shared.md\n```\n", "```{{literalinclude}} ../../shared.md\n```\n"),
    ("```{{csv-table}}\n:file: table.csv\n```\n", "{{download}}`table.csv`\n"),
    ("```{{hb:events}}\n:style: none\n\n{{{{ e.title }}}}\n```\n", "```{{hb:part}} timeline\n```\n"),
    ("```{{hb:figure}} relations\n```\n", "```{{hb:figure}} map\n```\n"),
    ("{{claim}}`north-pact#signed`\n", "{{actor}}`borealis` {{ref}}`statement-gazette-2024-2a` {{agreement}}`the pact <north-pact>`\n"),
    ("````{{only}} html\nHere {0}.\n````\n", "````{{only}} drawn\nNowhere {0}.\n````\n"),
    ("{{download}}`table.csv`\n", "{{download}}`more/table.csv` and {{download}}`../shared.txt`\n"),
    ("![seen](seen.svg)\n", "![seen](more/seen.svg) ![seen](seen.svg)\n"),
    ("```{{code-block}} python\n:caption: Code {0}\n:name: code{0}\nx = {0}\n```\n", "```python\ny = {0}\n```\n{{ref}}`code{0}`\n"),
    ("## Deep {0}\n\n### Deeper\n\n[here](#deeper)\n", "[there](says.md#deep-{0}) [](says.md)\n"),
    ("% todo\n\nToday.\n", "{{{{ shared }}}}\n"),
    ("{{sub-ref}}`today` {{sub-ref}}`wordcount-words`\n", "```{{list-table}}\n* - {0}\n```\n"),
)  # fmt: skip
#: Lines of conf.py, of which some are drawn.
SETTINGS = (
    "html_copy_source = True", "html_theme = 'alabaster'", "html_theme = 'furo'", "copyright = 'Us'", "html_last_updated_fmt = '%d'", "html_use_opensearch = 'https://example.org'",
    "html_permalinks = False", "language = 'fr'", "language = 'ar'",
    "html_static_path = ['_static']; html_css_files = ['drawn.css']", "html_extra_path = ['_extra']", "exclude_patterns.append('pages/w-8.md')",
    "smartquotes = True", "html_baseurl = 'https://example.org/'", "html_title = 'Another'", "templates_path = ['_templates']", "html_use_index = False",
    "html_domain_indices = True", "extensions.append('sphinx.ext.todo')", "toc_object_entries = False", "html_logo = 'pages/seen.svg'", "handbook_short_way = False",
    "today = 'Some day'", "rst_prolog = 'Before.'", "html_secnumber_suffix = ') '", "html_split_index = True",
    "extensions.append('sphinx_design')", "html_context = {'more': 1}", "html_show_sphinx = False", "nitpicky = True",
    "exclude_patterns.append('pages/says.md')", "import os; project = os.environ.get('DRAWN', 'None')", "project = open('shared.txt').read().strip()",
    "myst_enable_extensions.append('substitution'); myst_substitutions = {'shared': 'One'}", "numfig_format = {'figure': 'Bild %s'}", "tags.add('drawn')", "locale_dirs = ['other', 'locales']",
    "html_additional_pages = {'more/page': 'more.html'}; templates_path = ['_templates']", "html_extra_path = ['_extra', 'pages/table.csv']", "html_favicon = 'pages/seen.svg'",
    "extensions.append('sphinx.ext.autosectionlabel'); suppress_warnings = ['autosectionlabel.*']", "highlight_language = 'c'", "pygments_style = 'monokai'", "math_eqref_format = 'E{number}'",
    "extensions.append('sphinx.ext.extlinks'); extlinks = {'ext': ('https://e.example/%s', 'e%s')}", "html_js_files = [('drawn.js', {'defer': 'defer'})]; html_static_path = ['_static']",
    "html_sidebars = {'**': ['more.html']}; templates_path = ['_templates']", "rst_epilog = 'After.'",
    "html_static_path = ['_static', '_extra/robots.txt']", "html_css_files = ['more/drawn.css']; html_static_path = ['_static']", "myst_heading_anchors = 1", "root_doc = 'index'",
)  # fmt: skip
LAYOUT = '{{% extends "!layout.html" %}}{{% block extrahead %}}{{{{ super() }}}}<meta name="drawn" content="{0}">{{% endblock %}}\n'
MARK = "# drawn\n"


def prepare(site: Site, always: Sequence[str] = ("numfig = True",)) -> None:
    """The pages and files that the edits below change, and lines of conf.py that are ``always`` there."""
    write(site.folder / "shared.md", "Shared 0.\n")
    write(site.docs / "my.bib", BIB.format("Ann One"))
    write(site.docs / "pages/table.csv", "a,b\n")
    (site.docs / "pages/seen.svg").write_bytes(PICTURE)
    write(site.docs / "_static/drawn.css", "p { top: 0 }\n")
    write(site.docs / "_static/drawn.js", "// 0\n")
    write(site.docs / "_static/more/drawn.css", "p { top: 0 }\n")
    write(site.docs / "_templates/more.html", "<p>{{ project }}</p>\n")
    write(site.docs / "_extra/robots.txt", "0\n")
    write(site.docs / "_extra/more/file.txt", "0\n")
    write(site.docs / "pages/more/table.csv", "c,d\n")
    (site.docs / "pages/more/seen.svg").write_bytes(PICTURE.replace(b"circle", b"ellipse"))
    write(site.docs / "shared.txt", "Shared 0\n")
    write(site.docs / "_templates/layout.html", LAYOUT.format(0))
    write(site.docs / "pages/w-8.md", "# Moves\n")
    write(site.docs / "pages/says.md", "# Says\n")
    write(site.docs / "pages/refers.md", "# Refers\n")
    index = site.docs / "pages/index.md"
    write(index, index.read_text(encoding="utf-8").replace("w-*", "*"))
    conf = site.docs / "conf.py"
    write(
        conf,
        conf.read_text(encoding="utf-8")
        + "bibtex_bibfiles = ['my.bib']\nexclude_patterns += ['_elsewhere', 'shared.txt']\nlocale_dirs = ['locales']\nmyst_heading_anchors = 3\n"
        + "".join(f"{line}\n" for line in always)
        + MARK,
    )


BIB = "@book{{k1, author = {{{0}}}, title = {{A Book}}, publisher = {{P}}, year = {{2020}}}}\n"
PO = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "Says"\nmsgstr "Dit {0}"\n'


def what_pages_share(site: Site, draw: random.Random) -> str:
    """Two pages are written anew: one says things, and the other speaks of them."""
    pairs = draw.sample(SHARED, draw.randrange(1, 6))
    number = draw.randrange(9)
    says = [said.format(number) for said, _ in pairs]
    refers = [of.format(number) for _, of in draw.sample(pairs, len(pairs))]
    write(site.docs / "pages/says.md", "\n".join([f"# Says{draw.choice(('', ' it'))}\n", *says]))
    write(site.docs / "pages/refers.md", "\n".join(["# Refers\n", *refers]))
    return f"pages that share {[SHARED.index(pair) for pair in pairs]} with {number}"


def one_of_them(site: Site, draw: random.Random) -> str:
    """What the one page says is in another order, or of another number: what the other says of it may be wrong now."""
    path = site.docs / "pages/says.md"
    head, *parts = path.read_text(encoding="utf-8").split("\n\n")
    draw.shuffle(parts)
    write(path, "\n\n".join([head, *parts]) if draw.random() < 0.7 else re.sub(r"\d", "7", path.read_text("utf-8")))
    return "what is shared moves"


def file_of_pages(site: Site, draw: random.Random) -> str:
    """A file that pages use is another: text, works, table, picture, style sheet, template, translation."""
    number = draw.randrange(9)
    name, text = draw.choice((
        ("shared.md", f"Shared {number}.\n"), ("docs/my.bib", BIB.format(f"Ann N{number}")), ("docs/pages/table.csv", f"a,{number}\n"),
        ("docs/pages/seen.svg", f'<svg xmlns="http://www.w3.org/2000/svg" width="{number + 1}" height="9"/>\n'),
        ("docs/_static/drawn.css", f"p {{ top: {number} }}\n"), ("docs/_extra/robots.txt", f"{number}\n"), ("docs/_templates/layout.html", LAYOUT.format(number)),
        ("docs/locales/fr/LC_MESSAGES/pages.po", PO.format(number)), ("docs/other/fr/LC_MESSAGES/pages.po", PO.format(number)), ("docs/shared.txt", f"Shared {number}\n"),
        ("docs/_templates/more.html", f"<p>{number}</p>\n"), ("docs/pages/more/table.csv", f"c,{number}\n"), ("docs/_static/drawn.js", f"// {number}\n"),
    ))  # fmt: skip
    write(site.folder / name, text)
    return f"{name} has {number}"


def settings(site: Site, draw: random.Random) -> str:
    """Settings of conf.py come and go."""
    path = site.docs / "conf.py"
    lines = draw.sample(SETTINGS, draw.choice((0, 0, 1, 1, 2)))
    write(path, path.read_text(encoding="utf-8").partition(MARK)[0] + MARK + "".join(f"{line}\n" for line in lines))
    return f"settings {lines}"


def order_of_pages(site: Site, draw: random.Random) -> str:
    """The lists of pages on the home page are in another order, or one is left out."""
    path = site.docs / "index.md"
    head, mark, rest = path.read_text(encoding="utf-8").partition(":hidden:\n\n")
    entries = rest.partition("```")[0].split()
    draw.shuffle(entries)
    write(path, head + mark + "\n".join(entries) + "\n```\n")
    return "another order of pages"


def moved_page(site: Site, draw: random.Random) -> str:
    """A page is called otherwise, and back."""
    here, there = site.docs / "pages/w-8.md", site.docs / "pages/w-9.md"
    if not here.is_file():
        here, there = there, here
    if not here.is_file():
        return "no page to move"
    here.rename(there)
    return f"{here.name} is {there.name}"


EDITS_OF_PAGES: tuple[Edit, ...] = (
    hand_written, hand_written, picture, same_size, configuration, warning, what_pages_share, what_pages_share, what_pages_share,
    one_of_them, file_of_pages, file_of_pages, file_of_pages, settings, settings, settings, order_of_pages, moved_page,
)  # fmt: skip
