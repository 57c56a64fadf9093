"""The command that cites: entries, claims, statements and sources, as text in a style or for a reference manager."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from handbook import publish
from handbook.book import Book, Drafts
from handbook.cli import terminal
from handbook.cli.common import Language, Seeds, address, app, fail, language_of, seeds_of
from handbook.exports.collected import Collected, reference_of
from handbook.problems import did_you_mean


class Form(StrEnum):
    APA = "apa"
    CHICAGO = "chicago"
    MLA = "mla"
    BIBTEX = "bibtex"
    RIS = "ris"
    CSL_JSON = "csl-json"
    MARKDOWN = "markdown"


#: The styles by the names that people type.
STYLES = {Form.APA: "APA", Form.CHICAGO: "Chicago", Form.MLA: "MLA"}


@app.command()
def cite(
    what: Annotated[list[str], typer.Argument(help="north-pact, north-pact#signed, gazette-2024, gazette-2024/3a ...")],
    form: Annotated[Form, typer.Option("--as", help="A style of citation, or a format.")] = Form.CHICAGO,
    language: Language = None,
    url: Annotated[str, typer.Option("--url", help="The site's address, with which citations end.", show_default=False)] = "",
    seeds: Seeds = None,
) -> None:  # fmt: skip
    """Cite entries, claims, statements, sources, dossiers and disagreements; the site's saved list gives the same texts."""
    address(url)
    folder = seeds_of(seeds)
    context, report = publish.read(folder)
    fail(report)
    view = Book(context, report, language_of(context.corpus.handbook, language), url, Drafts.NONE).view
    try:
        listed = Collected(view, url, [reference_of(view.corpus, name) for name in what])
    except KeyError:
        # Terms have no page of their own to be cited.
        kinds = (name.partition(" ") for name in view.corpus.objects)
        citable = {target for kind, _, target in kinds if kind != "topic"}
        missing = next(name for name in what if name not in citable)
        hint = (
            did_you_mean(missing, citable)
            or "name an entry, a claim (entry#label), a source, a statement (source/3a), a dossier or a disagreement"
        )
        typer.echo(terminal.one_line(f"error: there is no '{missing}' to cite; {hint}"), err=True)
        raise typer.Exit(2) from None
    if form in STYLES:
        text = listed.text(STYLES[form])
    elif form is Form.MARKDOWN:
        text = listed.markdown("Chicago")
    else:
        converters = {Form.BIBTEX: listed.bibtex, Form.RIS: listed.ris, Form.CSL_JSON: listed.csl}
        text = converters[form]()
    # Formats have their own line ends: RIS has CR LF.
    terminal.exact(text)
