"""The bytes of PDF files: what is read, renumbered and written, against another reader of PDF and against hostile words."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name, String

from handbook.printing import objects
from handbook.printing.compiling import MOST_TOGETHER, batched
from handbook.printing.placing import Start, Target, place
from handbook.printing.setting import Job

WORDS = st.one_of(
    st.text(max_size=40),
    st.lists(st.sampled_from(["5 0 R", "(", ")", "\\", "/P 5 0 R", "endobj", ">>", "stream\n", "<<", "/S/H2", "é"])).map(" ".join),
)  # fmt: skip


def written(*bodies: pikepdf.Object) -> bytes:
    """A file with some objects, with a plain table of references, by another program."""
    pdf = pikepdf.new()
    pdf.Root.Held = pdf.make_indirect(Array([pdf.make_indirect(body) for body in bodies]))
    file = io.BytesIO()
    pdf.save(file, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return file.getvalue()


@given(WORDS)
def test_words_stay_words(words: str) -> None:
    """What a string says is written, read and left alone when objects are renumbered, whatever PDF it looks like."""
    body = b"<</T%s/P 5 0 R/K[7 0 R 8]>>" % objects.string(words)
    cut = objects.cut(body)
    moved = objects.entries(cut.renumbered(objects.Renumbering(100, {5: 3})))
    assert moved == {b"/T": objects.string(words), b"/P": b"3 0 R", b"/K": b"[107 0 R 8]"}
    said = objects.words_of(moved[b"/T"])
    assert said.decode("utf-16" if said.startswith(b"\xfe\xff") else "ascii") == words
    assert objects.references(body) == [5, 7]
    assert cut.renumbered(objects.Renumbering(0)) == body


@given(WORDS, st.binary(max_size=60))
def test_read_as_another_program_reads(words: str, content: bytes) -> None:
    """Objects, strings and streams of a file that another program wrote are found as that program says they are."""
    said = words.encode("utf-16-be", "surrogatepass")
    data = written(Dictionary(Type=Name.StructElem, T=String(said), K=Array([1, Dictionary(MCID=2)])))
    found, trailer = objects.read(data)
    root = objects.entries(found[objects.references(trailer[b"/Root"])[0]])
    held = objects.references(found[objects.references(root[b"/Held"])[0]])
    entry = objects.entries(found[held[0]])
    assert entry[b"/Type"] == b"/StructElem"
    assert objects.words_of(entry[b"/T"]) == said
    assert objects.dictionary({b"/Length": b"%d" % len(content)}) == b"<</Length %d>>" % len(content)
    body = b"<</Length %d>>\nstream\n%s\nendstream" % (len(content), content)
    assert objects.divided(body) == (b"<</Length %d>>" % len(content), body[body.index(b">>") + 3 :])


#: Values as PDF writes them, those in a dictionary and in strings with parentheses too.
VALUES = st.sampled_from(
    [b"1", b"-.5", b"7 0 R", b"/Name", b"[1 7 0 R/N]", b"(plain)", b"(a (5 0 R) b)", b"(\\) 5 0 R \\()", b"<FEFF0041>", b"<</A 7 0 R/B(>>)>>",
     b"<</A<</B[7 0 R]>>>>", b"[<</A(x)>>(y)]", b"true", b"null"]
)  # fmt: skip


@given(st.lists(VALUES, max_size=6))
def test_every_value_is_read_and_renumbered(values: list[bytes]) -> None:
    """A dictionary has its values back as they were written; all its references move, and what looks like one in a string does not."""
    pairs = {b"/K%d" % at: value for at, value in enumerate(values)}
    body = objects.dictionary(pairs)
    assert objects.entries(body) == pairs
    moved = {
        key: value if value.startswith(b"(") else value.replace(b"7 0 R", b"107 0 R") for key, value in pairs.items()
    }
    assert objects.entries(objects.cut(body).renumbered(objects.Renumbering(100))) == moved
    assert objects.references(body) == [7] * body.count(b"7 0 R")


@given(st.lists(st.integers(1, 400_000), max_size=30))
def test_pieces_are_shared_out(sizes: list[int]) -> None:
    """Each piece is set once; no process sets more than a long piece's text, unless it sets one piece; two half-empty ones are not begun."""
    jobs = {Job(f"{at}.typ", f"{at}.pdf", "", ()): size for at, size in enumerate(sizes)}
    batches = batched(jobs)
    assert sorted(job for lot in batches for job in lot) == sorted(jobs)
    totals = [sum(jobs[job] for job in lot) for lot in batches]
    assert all(total <= MOST_TOGETHER or len(lot) == 1 for total, lot in zip(totals, batches, strict=True))
    assert totals == sorted(totals, reverse=True)
    assert len([total for total in totals if total <= MOST_TOGETHER / 2]) < 2


def test_what_nothing_leads_to_is_left() -> None:
    """Only objects to which the roots lead are copied, and nothing behind those that are left out."""
    tree = {1: b"[2 0 R 3 0 R]", 2: b"<</A 4 0 R/T(5 0 R)>>", 3: b"6 0 R", 4: b"null", 5: b"null", 6: b"null"}
    assert list(objects.reachable(tree, [1], frozenset())) == [1, 2, 3, 4, 6]
    assert list(objects.reachable(tree, [1], frozenset((3,)))) == [1, 2, 4]


@pytest.mark.parametrize(
    ("data", "words"),
    [(b"%PDF-1.7", "no table"), (written(Dictionary())[:-200], "no table"), (b"", "no table")],
)
def test_a_broken_piece_is_told(tmp_path: Path, data: bytes, words: str) -> None:
    """A piece that is no PDF, or is cut short, is one error and nothing is kept."""
    piece = tmp_path / "piece.pdf"
    piece.write_bytes(data)
    with pytest.raises(objects.UnreadableError, match=words):
        place(piece, Start(10, 0, first=True), Target)
    assert [path.name for path in tmp_path.iterdir()] == ["piece.pdf"]


def test_a_reference_without_a_number_is_told() -> None:
    """What stands where a number should is one error, not a traceback."""
    with pytest.raises(objects.UnreadableError, match="without a number"):
        objects.cut(b"<</A/B 0 R>>")
