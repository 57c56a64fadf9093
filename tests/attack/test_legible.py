"""Names and texts that cannot be seen, or lie over the lines around; and those of many scripts, which can be read."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from handbook.legible import legible
from handbook.problems import Problem

ALBA = "seeds/registry/actors/alba.yml"
#: Names of many scripts, some with as many marks on one letter as it has.
NAMES = (
    "Nguyễn Thị Kim Ngân", "Assimi Goïta", "Đặng Xuân Kỷ", "مُحَمَّدٌ", "ٱلسَّلَامُ عَلَيْكُمْ", "בְּרֵאשִׁ֖ית בָּרָ֣א", "क्ष्म्य श्री", "ক্ষ্ম্য", "தமிழ்",
    "ဝှို့မြွှာ", "བསྒྲུབས་ཧྥི", "ស្ត្រី", "ญี่ปุ่น", "ߒߞߏ", "ⵜⵉⴼⵉⵏⴰⵖ", "М̆о̄сква́", "ɔ̰́ː", "👩‍👩‍👧", "❤️ Alba", "N’Ko", "a…———…b", "ም̃ን", "カ゛",
)  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_names_of_many_scripts(name: str, form: str) -> None:
    """What people are called can be written, composed or not."""
    written = unicodedata.normalize(form, name)  # pyrefly: ignore
    assert legible(written) == written


@pytest.mark.parametrize("text", ["\u3164", "\u2060", "\u200b\u200d", "\u00ad \u2800", "\U000e0041", "\ufe0f", "  "])
@pytest.mark.parametrize("field", ["name", "gloss"])
def test_what_cannot_be_seen(toy: Path, problems_with: Callable[..., list[Problem]], text: str, field: str) -> None:
    """A name or gloss without a visible sign, whose link nobody sees, is one problem in words."""
    (problem,) = problems_with({ALBA: _with(toy, field, text)})
    assert problem.code == "HB105"
    assert "nothing that can be seen" in problem.message


@pytest.mark.parametrize("marks", ["\u0300" * 5, "\u0301\u0336" * 30, "\u064b" * 9, "\u20dd" * 6])
def test_what_lies_over_other_lines(toy: Path, problems_with: Callable[..., list[Problem]], marks: str) -> None:
    """So is one with marks piled on one letter; and a statement."""
    (problem,) = problems_with({ALBA: _with(toy, "name", f"Alb{marks}a")})
    assert (problem.code, "too many marks" in problem.message) == ("HB105", True)
    path = next((toy / "seeds/articles").glob("*.md"))
    text = path.read_text(encoding="utf-8").replace("\n2a. ", f"\n2a. A{marks} ", 1)
    found = [
        p
        for p in problems_with({path.relative_to(toy).as_posix(): text, ALBA: _with(toy, "name", "Alba")})
        if p.code == "HB110"
    ]
    assert len(found) == 1


def _with(toy: Path, field: str, text: str) -> str:
    lines = (toy / ALBA).read_text(encoding="utf-8").splitlines()
    escaped = "".join(f"\\U{ord(sign):08x}" for sign in text)
    return "\n".join(f'{field}: "{escaped}"' if line.startswith(f"{field}:") else line for line in lines) + "\n"
