"""An edition as one file for a repository of research data, with the metadata that Zenodo asks for.

Metadata: https://developers.zenodo.org/#representation.  The same files give the same bytes.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping
from typing import Any


def metadata(
    title: str, edition: str, day: str, editors: str, about: str, keywords: list[str], address: str, licence: str
) -> dict[str, Any]:
    """The metadata of a deposit."""
    related = [{"identifier": f"{address}{edition}/", "relation": "isIdenticalTo", "scheme": "url"}] if address else []
    return {
        "title": f"{title}, edition {edition}", "upload_type": "dataset", "publication_date": day, "version": edition,
        "creators": [{"name": editors}], "description": about, "access_right": "open", "license": "-".join(licence.lower().split()),
        "keywords": keywords, "related_identifiers": related,
    }  # fmt: skip


def archive(files: Mapping[str, bytes], description: Mapping[str, Any]) -> bytes:
    """The files of an edition and ``metadata.json`` in a zip."""
    out = io.BytesIO()
    contents = dict(files) | {
        "metadata.json": (json.dumps({"metadata": description}, ensure_ascii=False, indent=1) + "\n").encode()
    }
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as zipped:
        for name in sorted(contents):
            # The earliest date that a zip can hold, in place of the machine's.
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.compress_type, info.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            zipped.writestr(info, contents[name])
    return out.getvalue()
