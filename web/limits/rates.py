"""How often one address and one talk may send: a window per address, a bucket per talk.

The address is hashed with a key before it is used and is never stored. With Redis, several gateway processes share the
window per address; when Redis is silent each process falls back on its own memory at half the rate, so that the sum
of two processes stays what was allowed. A talk is served by one process, so its bucket lives there.
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import logging
import math
import secrets
import time
from collections import OrderedDict
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from limits import RateLimitItem, parse
from limits.aio.storage import MemoryStorage, RedisStorage
from limits.aio.strategies import MovingWindowRateLimiter
from limits.errors import StorageError

if TYPE_CHECKING:
    from redis.asyncio import ConnectionPool

log = logging.getLogger(__name__)

_REDIS_PATIENCE = 0.25  # seconds; a limit is not worth a visitor's wait
_REDIS_REST = 5.0  # seconds before a silent Redis is asked again
_MOST_TALKS = 100_000


class AddressRate:
    """A moving window per client address."""

    def __init__(self, rate: str, redis_url: str | None, secret: str) -> None:
        self._rate = parse(rate)
        self._half: RateLimitItem = type(self._rate)(max(1, self._rate.amount // 2), self._rate.multiples)
        self._memory = MovingWindowRateLimiter(MemoryStorage())
        self._redis = None
        self._pool: ConnectionPool | None = None
        # Processes that share a Redis must agree on the key; one that is alone takes a new one at each start.
        self._key = secrets.token_bytes(32)
        if redis_url:
            from redis.asyncio import ConnectionPool  # only who names a Redis needs its client

            self._key = hashlib.sha256(f"address:{secret}".encode()).digest()
            self._pool = ConnectionPool.from_url(
                redis_url, socket_timeout=_REDIS_PATIENCE, socket_connect_timeout=_REDIS_PATIENCE
            )
            # A pool of our own, because the storage offers no way to close the one it makes.
            options: dict[str, Any] = {"connection_pool": self._pool, "wrap_exceptions": True}
            storage = RedisStorage(f"async+{redis_url}", implementation="redispy", **options)
            self._redis = MovingWindowRateLimiter(storage)
        self._redis_silent_until = -math.inf

    async def wait_for(self, subject: str, address: str) -> int:
        """Seconds this address has to wait before another `subject` (0: go on); a request that may go on is counted."""
        return await self._ask(subject, address, counted=True)

    async def left(self, subject: str, address: str) -> int:
        """The same without counting: for what only counts when it turns out to be wrong."""
        return await self._ask(subject, address, counted=False)

    async def _ask(self, subject: str, address: str, *, counted: bool) -> int:
        who = hmac.new(self._key, address.encode(), hashlib.sha256).hexdigest()[:32]
        if self._redis is None:
            return await self._wait(self._memory, self._rate, subject, who, counted)
        if time.monotonic() >= self._redis_silent_until:
            try:
                async with asyncio.timeout(2 * _REDIS_PATIENCE):
                    return await self._wait(self._redis, self._rate, subject, who, counted)
            except (StorageError, OSError, TimeoutError) as problem:
                log.warning(
                    "Redis is silent (%s): each process counts for itself, at half the rate", type(problem).__name__
                )
                self._redis_silent_until = time.monotonic() + _REDIS_REST
        return await self._wait(self._memory, self._half, subject, who, counted)

    async def close(self) -> None:
        """Let go of the connections."""
        if self._pool is not None:
            await self._pool.disconnect()

    @staticmethod
    async def _wait(
        limiter: MovingWindowRateLimiter, rate: RateLimitItem, subject: str, who: str, counted: bool
    ) -> int:
        if await (limiter.hit if counted else limiter.test)(rate, subject, who):
            return 0
        stats = await limiter.get_window_stats(rate, subject, who)
        return max(1, math.ceil(stats.reset_time - time.time()))


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
