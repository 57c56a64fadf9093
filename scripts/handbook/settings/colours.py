"""Colours of a handbook, and whether text in them is readable (WCAG 2.2, a contrast of 4.5 to 1)."""

from __future__ import annotations

#: The background of text in the handbook's colour, in light and in dark mode.
LIGHT, DARK = "#fdfcf9", "#14191c"
#: The least contrast of text.
LEAST = 4.5


def _parts(colour: str) -> tuple[float, float, float]:
    red, green, blue = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    return red, green, blue


def luminance(colour: str) -> float:
    """The relative luminance of ``#rrggbb``, 0 to 1."""
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in _parts(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(first: str, second: str) -> float:
    """The contrast of two colours, 1 to 21."""
    low, high = sorted((luminance(first), luminance(second)))
    return (high + 0.05) / (low + 0.05)


def mixed(colour: str, second: str, share: float) -> str:
    """A colour mixed with a share (0 to 1) of another."""
    parts = (round(255 * (a + (b - a) * share)) for a, b in zip(_parts(colour), _parts(second), strict=True))
    return "#" + "".join(f"{part:02x}" for part in parts)


def lightened(colour: str, least: float = 8.0) -> str:
    """The colour, lightened until it has enough contrast with the dark background."""
    for step in range(21):
        lighter = mixed(colour, "#ffffff", step / 20)
        if contrast(lighter, DARK) >= least:
            return lighter
    return "#ffffff"
