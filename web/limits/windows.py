"""Moving windows: how often somebody did something lately, counted in Redis when several processes share one.

With Redis, several gateway processes share each window; when Redis is silent each process falls back on its own memory
at half the rate, so that the sum of two processes stays what was allowed. Who is counted is hashed with a key first.
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import logging
import math
import secrets
import time
from typing import TYPE_CHECKING, Any

from limits import RateLimitItem
from limits.aio.storage import MemoryStorage, RedisStorage
from limits.aio.strategies import MovingWindowRateLimiter
from limits.errors import StorageError

if TYPE_CHECKING:
    from redis.asyncio import ConnectionPool

log = logging.getLogger(__name__)

_REDIS_PATIENCE = 0.25  # seconds; a limit is not worth a visitor's wait
_REDIS_REST = 5.0  # seconds before a silent Redis is asked again


class Windows:
    """Any number of windows, each for a subject and somebody."""

    def __init__(self, redis_url: str | None, secret: str) -> None:
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

    async def wait_for(self, rate: RateLimitItem, subject: str, somebody: str, *, counted: bool = True) -> int:
        """Seconds somebody has to wait before another `subject` (0: go on, and that is counted when it should be)."""
        who = hmac.new(self._key, somebody.encode(), hashlib.sha256).hexdigest()[:32]
        if self._redis is None:
            return await self._wait(self._memory, rate, subject, who, counted)
        if time.monotonic() >= self._redis_silent_until:
            try:
                async with asyncio.timeout(2 * _REDIS_PATIENCE):
                    return await self._wait(self._redis, rate, subject, who, counted)
            except (StorageError, OSError, TimeoutError) as problem:
                log.warning(
                    "Redis is silent (%s): each process counts for itself, at half the rate", type(problem).__name__
                )
                self._redis_silent_until = time.monotonic() + _REDIS_REST
        half = type(rate)(max(1, rate.amount // 2), rate.multiples)
        return await self._wait(self._memory, half, subject, who, counted)

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
