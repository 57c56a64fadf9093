"""Counts with their nouns in English messages; pages use ``i18n.counted``, in the reader's language."""


def counted(count: int, singular: str, plural: str = "") -> str:
    """A number with its noun, singular or plural; pass ``plural`` for a plural that is not formed with s."""
    return f"{count:,} {singular if count == 1 else plural or singular + 's'}"
