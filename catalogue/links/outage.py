"""Tell a site that is gone from a network of our own that is down: then nearly every site is silent at once."""

from __future__ import annotations

from catalogue.links.checker import Outcome
from catalogue.links.redirects import site

ENOUGH = 20
"""Sites after which half of them being silent says something."""


class Outage:
    """What one round saw of whole sites. A site of which one page answered, is there."""

    def __init__(self) -> None:
        self._answered: dict[str, bool] = {}

    def note(self, url: str, outcome: Outcome) -> None:
        """Count one finding."""
        name = site(url)
        self._answered[name] = outcome.answered or self._answered.get(name, False)

    @property
    def evident(self) -> bool:
        """Whether it is clear already, in the middle of a round: more than half of at least ENOUGH are silent."""
        return len(self._answered) >= ENOUGH and self._silent * 2 > len(self._answered)

    @property
    def likely(self) -> bool:
        """Whether it looks so at the end of a round: the same, or not one site answered."""
        return self.evident or (bool(self._answered) and self._silent == len(self._answered))

    @property
    def _silent(self) -> int:
        return sum(not answered for answered in self._answered.values())
