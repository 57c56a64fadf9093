"""What is said of a reference to an entry, claim or statement that is not there."""

from __future__ import annotations

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.domains import Domain
from sphinx.util import logging

from handbook.problems import did_you_mean
from handbook.sphinx_ext.objects.domain import HandbookDomain

logger = logging.getLogger(__name__)


def tell(app: Sphinx, domain: Domain | None, node: nodes.Element) -> bool | None:
    """Warn as Sphinx does, with the nearest name that there is; None leaves it to others.  (Event ``warn-missing-reference``.)"""
    if not isinstance(domain, HandbookDomain):
        return None
    kind, target = str(node["reftype"]), str(node["reftarget"])
    names_of_kind = [name for object_kind, name in domain.objects if object_kind == kind]
    mend = did_you_mean(target, names_of_kind) or "take an id that is there: the last part of its page's address"
    words = "hb:%s reference target not found: %s (%s)"
    logger.warning(words, kind, target, mend, location=node, type="ref", subtype=kind)
    return True
