"""How often one address, one partner's website and one talk may send.

An address is hashed with a key before it is used and is never stored. A talk is served by one process, so its bucket
lives there.
"""

from __future__ import annotations

import math
import time
from collections import OrderedDict
from collections.abc import Callable

from limits import RateLimitItemPerMinute, parse

from web.limits.windows import Windows

_MOST_TALKS = 100_000
_SHARE = 4
_LEAST_SHARE = 10
"""One address may use a quarter of what a website has, and ten a minute always: else one visitor could stop the chat
for all others of that website."""


class AddressRate:
    """A moving window per client address."""

    def __init__(self, rate: str, redis_url: str | None, secret: str) -> None:
        self._rate, self._windows = parse(rate), Windows(redis_url, secret)

    async def wait_for(self, subject: str, address: str) -> int:
        """Seconds this address has to wait before another `subject` (0: go on); a request that may go on is counted."""
        return await self._windows.wait_for(self._rate, subject, address)

    async def left(self, subject: str, address: str) -> int:
        """The same without counting: for what only counts when it turns out to be wrong."""
        return await self._windows.wait_for(self._rate, subject, address, counted=False)

    async def close(self) -> None:
        """Let go of the connections."""
        await self._windows.close()


class PartnerRate:
    """A moving window of a minute per website: all its visitors together."""

    def __init__(self, redis_url: str | None, secret: str) -> None:
        self._windows = Windows(redis_url, secret)

    async def wait_for(self, subject: str, partner: str, per_minute: int, address: str) -> int:
        """Seconds until this address may do another `subject` on the website (0: go on, and that is counted)."""
        share = RateLimitItemPerMinute(max(_LEAST_SHARE, per_minute // _SHARE))
        # One is counted before the other is asked; who is refused by the second has used up a little of its own share.
        wait = await self._windows.wait_for(share, f"{subject}-share", f"{partner} {address}")
        if wait:
            return wait
        return await self._windows.wait_for(RateLimitItemPerMinute(per_minute), f"{subject}-partner", partner)

    async def close(self) -> None:
        """Let go of the connections."""
        await self._windows.close()


class TalkRate:
    """A bucket per talk: `rate` messages a second in the long run, `burst` at once."""

    def __init__(self, rate: float, burst: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._rate, self._burst, self._clock = rate, burst, clock
        self._full_at: OrderedDict[str, float] = OrderedDict()

    def wait_for(self, talk: str) -> int:
        """Seconds this talk has to wait (0: go on); a message that may go on is counted."""
        now = self._clock()
        full_at = max(self._full_at.pop(talk, now), now)
        room = self._burst - (full_at - now) * self._rate
        if room < 1 - 1e-9:
            self._full_at[talk] = full_at
            return max(1, math.ceil((1 - room) / self._rate))
        self._full_at[talk] = full_at + 1 / self._rate
        while len(self._full_at) > _MOST_TALKS:
            self._full_at.popitem(last=False)
        return 0
