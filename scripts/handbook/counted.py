"""How many there are, in the English of messages; pages have their own in the language of the reader."""


def counted(count: int, one: str, many: str = "") -> str:
    """A number with its noun, singular or plural; a noun without a plural in s gives its own."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"
