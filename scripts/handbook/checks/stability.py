"""Rules about permanence: everything that an edition published stays reachable."""

from __future__ import annotations

import re
from collections.abc import Iterable

from handbook.checks.register import Context, rule
from handbook.problems import Place, Problem, did_you_mean

#: Parts that vanish with their page, without a redirect of their own: statements with a source, claims with an entry.
PARTS = {"statement": ("source",), "claim": ("actor", "agreement", "event")}


@rule(
    "HB311", "vanished id",
    good=("seeds/editions/2024.1.txt", "actor alba\nstatement gazette-2024/2a\n"),
    bad=("seeds/editions/2024.1.txt", "actor alba\nactor atlantis\n"),
)  # fmt: skip
def vanished(context: Context) -> Iterable[Problem]:
    """Every id of an earlier edition still exists or is in ``redirects.yml``, with its new id or the reason for its removal."""
    if context.settled:
        return
    corpus = context.corpus
    redirected = {r.gone for r in corpus.redirects}
    for edition, objects in corpus.editions.items():
        for name in sorted(objects - set(corpus.objects) - redirected):
            kind, _, target = name.partition(" ")
            container_id = re.split("[/#]", target)[0]
            if container_id in corpus.broken or (
                kind in PARTS and any(f"{container} {container_id}" in redirected for container in PARTS[kind])
            ):
                continue
            hint = did_you_mean(name, [o for o in corpus.objects if o.startswith(kind + " ")])
            yield Problem(
                Place(f"seeds/editions/{edition}.txt"), "HB311", f"edition {edition} has '{name}', which no longer exists",
                f"bring it back, or add it to seeds/redirects.yml with its new id or the reason{'; ' + hint if hint else ''}",
            )  # fmt: skip


@rule(
    "HB312", "redirect",
    good=("seeds/redirects.yml", "- {gone: actor albania, to: actor alba, name: Albania, date: 2024, reason: Misnamed.}\n"),
    bad=("seeds/redirects.yml", "- {gone: actor alba, to: actor nowhere, name: Alba, date: 2024, reason: Misnamed.}\n"),
)  # fmt: skip
def redirect(context: Context) -> Iterable[Problem]:
    """A redirect leaves from an id that no object has and leads to an existing object of the same kind."""
    if context.settled:
        return
    corpus = context.corpus
    earlier: set[str] = set()
    for number, line in enumerate(corpus.redirects):
        place = corpus.place("redirects", number)
        if line.gone in corpus.objects:
            yield Problem(place, "HB312", f"'{line.gone}' exists", "remove the redirect, or rename the entry")
        if line.gone in earlier:
            yield Problem(place, "HB312", f"'{line.gone}' is redirected twice", "keep one")
        earlier.add(line.gone)
        if line.to and line.to not in corpus.objects:
            if re.split("[/#]", line.to.partition(" ")[2])[0] in corpus.broken:
                continue
            hint = did_you_mean(line.to, corpus.objects)
            yield Problem(place, "HB312", f"'{line.to}' does not exist", hint or "name the entry that it is now")
        elif line.to and line.to.partition(" ")[0] != line.gone.partition(" ")[0]:
            yield Problem(
                place, "HB312", f"'{line.gone}' and '{line.to}' are of two kinds", "a redirect keeps the kind"
            )
