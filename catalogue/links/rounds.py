"""Check many addresses at once, but each site one page at a time, with a pause between."""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait

from catalogue.links.checker import Outcome
from catalogue.links.redirects import site

AT_ONCE = 6
PAUSE = 1.0
"""Seconds between two pages of one site."""

Check = Callable[[str], Outcome]


def check_all(
    urls: Iterable[str],
    check: Check,
    stop: threading.Event | None = None,
    at_once: int = AT_ONCE,
    pause: float = PAUSE,
) -> Iterator[tuple[str, Outcome]]:
    """What is found at each different address, as it is found. Once `stop` is set no new page is visited."""
    stop = stop or threading.Event()
    waiting: dict[str, list[str]] = defaultdict(list)
    for url in dict.fromkeys(urls):
        waiting[site(url)].append(url)

    def visit(name: str, first: bool) -> tuple[str, str, Outcome] | None:
        if (not first and stop.wait(pause)) or stop.is_set():
            return None
        url = waiting[name].pop()
        return name, url, check(url)

    with ThreadPoolExecutor(at_once, thread_name_prefix="links") as pool:
        try:
            # A site has one visit under way at a time: the next is only handed in when the last is done.
            going: set[Future[tuple[str, str, Outcome] | None]] = {pool.submit(visit, name, True) for name in waiting}
            while going:
                done, going = wait(going, return_when=FIRST_COMPLETED)
                for found in (future.result() for future in done):
                    if found is None:
                        continue
                    name, url, outcome = found
                    if waiting[name]:
                        going.add(pool.submit(visit, name, False))
                    yield url, outcome
        finally:
            stop.set()
