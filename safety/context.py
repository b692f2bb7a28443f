"""What takes a sign of danger away: an idiom hides its words; grief, work, the past or the media explain the rest."""

from __future__ import annotations

from safety.book import BOOK
from safety.rules import Lookalike
from safety.view import View


def mask(view: View) -> None:
    """Hide the words of idioms from the rules."""
    for number, begin, end in view.matches(BOOK.idiom_screen, BOOK.idiom_patterns, masked=False):
        unless = BOOK.idioms[number].unless
        if unless is None or not view.holds(unless):
            view.masked.update(range(begin, end))


class Silence:
    """The exceptions that hold for a text, and for which of its sentences."""

    def __init__(self, view: View, context: View | None) -> None:
        """`context` is the view that has the earlier messages too: they may explain the message as a whole."""
        self._whole: list[Lookalike] = []
        self._sentences: list[tuple[Lookalike, tuple[int, int]]] = []
        self._gather(view, own=True)
        if context:
            self._gather(context, own=False)

    def _gather(self, view: View, own: bool) -> None:
        for number, begin, _ in view.matches(BOOK.context_screen, BOOK.context_patterns, masked=False):
            exception = BOOK.contexts[number]
            if exception.unless and view.holds(exception.unless):
                continue
            if exception.scope == "message":
                self._whole.append(exception)
            elif own:
                self._sentences.append((exception, view.sentence(begin)))

    def silences(self, rule: str, weight: str, at: int) -> bool:
        """Whether what a rule found at a token is explained."""
        return any(exception.silences(rule, weight) for exception in self._whole) or any(
            exception.silences(rule, weight) for exception, (first, last) in self._sentences if first <= at < last
        )
