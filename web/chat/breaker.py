"""A circuit breaker: an engine that failed a few times in a row is left alone for a while."""

from __future__ import annotations

import time
from collections.abc import Callable


class Breaker:
    """Opens after `failures` in a row, for `rest` seconds; then one call is let through to see how it goes."""

    def __init__(self, failures: int = 3, rest: float = 10.0, clock: Callable[[], float] = time.monotonic) -> None:
        self._limit, self._rest, self._clock = failures, rest, clock
        self._failed = 0
        self._closed_again_at = 0.0

    def allows(self) -> bool:
        """Whether a call may be made now. After the rest one call goes first; the others wait for its result."""
        if self._failed < self._limit:
            return True
        now = self._clock()
        if now < self._closed_again_at:
            return False
        self._closed_again_at = now + self._rest
        return True

    def succeeded(self) -> None:
        """The call went well."""
        self._failed = 0

    def failed(self) -> None:
        """The call failed."""
        self._failed += 1
        if self._failed >= self._limit:
            self._closed_again_at = self._clock() + self._rest
