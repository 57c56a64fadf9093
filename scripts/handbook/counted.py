"""Counts with their nouns in English messages; pages use ``i18n.counted``, in the reader's language."""


def counted(count: int, one: str, many: str = "") -> str:
    """A number with its noun, singular or plural; pass ``many`` for a plural that is not formed with s."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"
