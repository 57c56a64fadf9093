"""Small documents that are large within: each is refused in one message, soon, and nothing of ours grows with it."""

from __future__ import annotations

import io
import resource
import time
import zipfile
import zlib
from pathlib import Path

import pytest

from handbook.adding import bounded_process, documents, original, store
from handbook.desk import uploading

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def pdf(stream: bytes, filters: str = "/FlateDecode", pages: int = 1) -> bytes:
    """A PDF whose pages share one stream."""
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[" + b" ".join([b"3 0 R"] * pages) + b"]/Count %d>>" % pages,
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
        b"<</Length %d/Filter%s>>stream\n" % (len(stream), filters.encode()) + stream + b"\nendstream",
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    out, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + part + b"\nendobj\n"
    table = b"xref\n0 %d\n0000000000 65535 f \n" % (len(parts) + 1) + b"".join(
        b"%010d 00000 n \n" % at for at in places
    )
    return out + table + b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(parts) + 1, len(out))


def packed(chunk: bytes, times: int) -> bytes:
    made = zlib.compressobj(9)
    parts = [made.compress(b"BT /F 12 Tf 10 700 Td (The towns of Alba and Borealis signed it.) Tj ET\n")]
    parts += [made.compress(chunk) for _ in range(times)]
    return b"".join((*parts, made.flush()))


def docx(body: str) -> bytes:
    """A DOCX with this body."""
    library = pytest.importorskip("docx")
    base, out = io.BytesIO(), io.BytesIO()
    library.Document().save(base)
    with zipfile.ZipFile(base) as plain, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as changed:
        for name in plain.namelist():
            text = f"<w:document {W}><w:body>{body}</w:body></w:document>".encode()
            changed.writestr(name, text if name == "word/document.xml" else plain.read(name))
    return out.getvalue()


def test_a_stream_that_pages_share(monkeypatch: pytest.MonkeyPatch) -> None:
    """A megabyte that four hundred pages draw again is given up when the time for one document is over."""
    pytest.importorskip("pypdfium2")
    monkeypatch.setattr(bounded_process, "SECONDS", 3)
    begun = time.monotonic()
    made, what, mend = original.parse(pdf(packed(b"0 0 m 1 1 l S\n" * 70_000, 4), pages=400), ".pdf")
    assert made is None
    assert "too long" in what
    assert mend
    assert time.monotonic() - begun < 30


def test_a_stream_in_a_stream(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two kilobytes that unpack to gigabytes, twice packed, do not get more memory than a document may have, and we none of it."""
    pytest.importorskip("pypdfium2")
    monkeypatch.setattr(bounded_process, "BYTES", 500_000_000)
    raw = pdf(zlib.compress(packed(b" " * 1_000_000, 900), 9), "[/FlateDecode /FlateDecode]")
    assert len(raw) < 20_000
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    _made, what, mend = original.parse(raw, ".pdf")
    assert what
    assert mend
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 300_000


def test_waiting_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the system bounds nothing the waiting is bounded, and the process ends with it."""
    pytest.importorskip("pypdfium2")
    monkeypatch.setattr(bounded_process, "WAITING", 0.05)
    made, what, _mend = original.parse(pdf(packed(b" ", 1)), ".pdf")
    assert made is None
    assert "too long" in what


@pytest.mark.parametrize("tag", ["p", "r", "del"])
def test_elements_within_each_other(tag: str) -> None:
    """Sixty elements within each other around thousands of texts are read in one walk."""
    raw = docx(
        "<w:p><w:r><w:t>Alba paid.</w:t></w:r></w:p><w:p>"
        + f"<w:{tag}>" * 60
        + "<w:t>a</w:t>" * 60_000
        + f"</w:{tag}>" * 60
        + "</w:p>"
    )
    begun = time.process_time()
    paragraphs, _declared, _notes = documents.docx(raw)
    assert time.process_time() - begun < 5
    assert paragraphs[0] == "Alba paid."
    assert len(paragraphs) == (1 if tag == "del" else 2)


def test_what_is_no_words_of_a_paragraph() -> None:
    """What was deleted is left out, also when a paragraph stands in it; a drawing's text is a paragraph of its own."""
    inner = "<w:p><w:r><w:t>Within.</w:t></w:r></w:p>"
    raw = docx(
        f"<w:p><w:r><w:t>One</w:t></w:r><w:del><w:r><w:t> two</w:t></w:r>{inner}</w:del><w:r><w:tab/><w:t>three</w:t></w:r></w:p>"
    )
    assert documents.docx(raw)[0] == ["One three", "Within."]


def test_nobody_waits_for_a_document(draft: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """At the desk a file is read before the seeds are locked, and once."""
    held = uploading.store_upload(draft, "a.txt", b"Ships leave\nAlba paid Borealis for 30 ships.\n")
    real, reads = original.read, []

    def read(path: Path) -> original.Read:
        reads.append(path)
        with store.locked(draft):
            return real(path)

    monkeypatch.setattr(original, "read", read)
    entered = uploading.add(
        draft, held.name, {"publication": "The Gazette", "published": "2024-05-01", "separate": "yes"}
    )
    assert entered.new, entered.problems
    assert len(reads) == 1
