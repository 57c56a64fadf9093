"""Whom an article is about as it goes on: who "the two countries" and "they" are."""

from __future__ import annotations

from dataclasses import dataclass, field

#: How many paragraphs "the two countries" may look back; further, if these have done something together.
BACK, _FAR = 4, 10


@dataclass
class About:
    """The two that were named together last, those who acted last, and whom the last sentence was about, with their paragraphs."""

    pair: tuple[str, ...] = ()
    pair_at: int = 0
    acted: tuple[str, ...] = ()
    acted_at: int = 0
    focus: tuple[str, ...] = ()
    focus_at: int = 0
    #: The states that were named, with the paragraph of the last mention.
    states: dict[str, int] = field(default_factory=dict)

    def pair_meant(self, number: int, sentence_actors: frozenset[str] = frozenset()) -> tuple[str, ...]:
        """Whom "the two countries" means in a paragraph, in a sentence that names ``sentence_actors``; empty if that is not clear."""
        pair = self.pair if sentence_actors <= set(self.pair) else ()
        acted = self.acted if len(self.acted) == 2 and sentence_actors <= set(self.acted) else ()
        if pair and number - self.pair_at <= 1:
            return pair
        # Two that were only named together, in between, are not those who met and signed.
        if acted and number - self.acted_at <= _FAR:
            return acted
        if pair and number - self.pair_at <= BACK:
            return pair
        # "The two sides" without a sentence that named both: the two states of the paragraphs before.
        states = sorted(state for state, last_at in self.states.items() if number - last_at <= BACK)
        return tuple(states) if len(states) == 2 and sentence_actors <= set(states) else ()

    def they(self, number: int) -> tuple[str, ...]:
        """Whom "they" means at the beginning of a sentence: those whom this paragraph or the one before was about."""
        return self.focus if number - self.focus_at <= 1 else ()

    def note_named(self, number: int, sentence_actors: frozenset[str], says_both: bool) -> None:
        """Remember those whom a sentence names, or means by "the two countries" (``says_both``)."""
        if len(sentence_actors) == 2:
            self.pair, self.pair_at = tuple(sorted(sentence_actors)), number
            self.focus, self.focus_at = self.pair, number
        elif says_both and (two := self.pair_meant(number, sentence_actors)):
            self.focus, self.focus_at = two, number

    def act(self, number: int, between: tuple[str, ...]) -> None:
        """Remember those who did something together."""
        if len(between) == 2:
            self.pair, self.pair_at = between, number
        self.acted, self.acted_at = between, number
        self.focus, self.focus_at = between, number
