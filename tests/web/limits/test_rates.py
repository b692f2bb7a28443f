"""One address, one website and one talk may send so much and no more, with Redis and without."""

from __future__ import annotations

import asyncio

import pytest

from tests.common.redis import RedisServer, redis_server  # noqa: F401 - fixture
from web.limits.rates import AddressRate, PartnerRate, TalkRate

pytestmark = pytest.mark.anyio


async def allowed(rate: AddressRate, address: str, times: int) -> int:
    """How many of so many requests may go on."""
    return sum([await rate.wait_for("messages", address) == 0 for _ in range(times)])


async def test_an_address_has_a_rate_of_its_own() -> None:
    rate = AddressRate("10/minute", None, "")
    assert await allowed(rate, "192.0.2.1", 15) == 10
    assert await allowed(rate, "192.0.2.2", 15) == 10
    assert 1 <= await rate.wait_for("messages", "192.0.2.1") <= 60


async def test_beginning_a_talk_does_not_count_as_a_message() -> None:
    rate = AddressRate("1/minute", None, "")
    assert await rate.wait_for("sessions", "192.0.2.1") == 0
    assert await rate.wait_for("messages", "192.0.2.1") == 0


async def test_processes_that_share_a_redis_share_the_rate(redis_server: RedisServer) -> None:  # noqa: F811
    one, two = (AddressRate("10/minute", redis_server.url, "geheim") for _ in range(2))
    assert await allowed(one, "192.0.2.1", 6) == 6
    assert await allowed(two, "192.0.2.1", 6) == 4
    await one.close()
    await two.close()


async def test_no_address_stands_in_redis(redis_server: RedisServer) -> None:  # noqa: F811
    import redis

    rate = AddressRate("10/minute", redis_server.url, "geheim")
    await rate.wait_for("messages", "192.0.2.1")
    await rate.close()
    client = redis.Redis.from_url(redis_server.url)
    keys = client.keys()
    client.close()
    assert keys
    assert not any(b"192.0.2.1" in key for key in keys)


@pytest.mark.parametrize("shared", [False, True], ids=["memory", "redis"])
async def test_asking_whether_there_is_room_does_not_take_it(redis_server: RedisServer, shared: bool) -> None:  # noqa: F811
    rate = AddressRate("2/minute", redis_server.url if shared else None, "geheim")
    assert [await rate.left("codes", "192.0.2.1") for _ in range(5)] == [0] * 5
    assert await allowed(rate, "192.0.2.1", 5) == 2
    assert await rate.left("messages", "192.0.2.1") > 0
    assert await rate.left("messages", "192.0.2.2") == 0
    await rate.close()


async def test_when_redis_is_gone_each_process_counts_at_half_the_rate(redis_server: RedisServer) -> None:  # noqa: F811
    rate = AddressRate("10/minute", redis_server.url, "geheim")
    assert await rate.wait_for("messages", "192.0.2.1") == 0
    redis_server.stop()
    async with asyncio.timeout(5):
        assert await allowed(rate, "192.0.2.1", 10) == 5
    await rate.close()


async def begun(rate: PartnerRate, partner: str, per_minute: int, visitors: int, each: int) -> int:
    """How many talks may begin on a website, when so many visitors each try so often."""
    return sum(
        [
            await rate.wait_for("sessions", partner, per_minute, f"192.0.2.{visitor}") == 0
            for visitor in range(visitors)
            for _ in range(each)
        ]
    )


@pytest.mark.parametrize("shared", [False, True], ids=["memory", "redis"])
async def test_all_visitors_of_a_website_share_its_rate(redis_server: RedisServer, shared: bool) -> None:  # noqa: F811
    rate = PartnerRate(redis_server.url if shared else None, "geheim")
    assert await begun(rate, "haven", 25, visitors=10, each=5) == 25
    assert await begun(rate, "ander", 25, visitors=10, each=5) == 25
    assert 1 <= await rate.wait_for("sessions", "haven", 25, "192.0.2.99") <= 60
    assert await rate.wait_for("messages", "haven", 25, "192.0.2.99") == 0
    assert await rate.wait_for("sessions", "haven", 50, "192.0.2.99") == 0, "a rate that was raised holds at once"
    await rate.close()


async def test_one_visitor_has_a_quarter_of_a_website_and_always_ten() -> None:
    rate = PartnerRate(None, "")
    assert await begun(rate, "groot", 100, visitors=1, each=40) == 25
    assert await begun(rate, "klein", 12, visitors=1, each=40) == 10
    assert await begun(rate, "klein", 12, visitors=2, each=40) == 2


def test_a_talk_may_send_a_burst_and_then_a_steady_stream() -> None:
    now = 0.0
    rate = TalkRate(2, 10, clock=lambda: now)
    assert [rate.wait_for("talk") for _ in range(12)] == [0] * 10 + [1, 1]
    for _ in range(20):
        now += 0.5
        assert rate.wait_for("talk") == 0
        assert rate.wait_for("talk") == 1
    assert rate.wait_for("other") == 0


def test_a_talk_that_was_silent_has_its_whole_burst_again() -> None:
    now = 0.0
    rate = TalkRate(2, 10, clock=lambda: now)
    for _ in range(10):
        rate.wait_for("talk")
    now = 60.0
    assert [rate.wait_for("talk") for _ in range(11)] == [0] * 10 + [1]
