"""Many addresses at once, but politely."""

from __future__ import annotations

import threading
import time
from collections import Counter

from catalogue.links.checker import FINE, Outcome
from catalogue.links.redirects import site
from catalogue.links.rounds import check_all


class Visits:
    """Counts who is being visited."""

    def __init__(self) -> None:
        self.lock, self.now, self.most, self.most_of_a_site = threading.Lock(), Counter[str](), 0, 0
        self.ended: dict[str, float] = {}
        self.shortest_pause = 99.0

    def __call__(self, url: str) -> Outcome:
        name = site(url)
        with self.lock:
            self.now[name] += 1
            self.most = max(self.most, self.now.total())
            self.most_of_a_site = max(self.most_of_a_site, self.now[name])
            if name in self.ended:
                self.shortest_pause = min(self.shortest_pause, time.monotonic() - self.ended[name])
        time.sleep(0.02)
        with self.lock:
            self.now[name] -= 1
            self.ended[name] = time.monotonic()
        return FINE


def test_every_address_is_visited_once_and_no_site_twice_at_the_same_time() -> None:
    visits = Visits()
    urls = [f"https://{'www.' * (page % 2)}site{number}.nl/{page}" for page in range(4) for number in range(8)]
    found = dict(check_all([*urls, *urls], visits, at_once=5, pause=0.05))
    assert set(found) == set(urls)
    assert visits.most_of_a_site == 1
    assert 1 < visits.most <= 5
    assert visits.shortest_pause >= 0.05


def test_a_round_can_be_stopped() -> None:
    stop = threading.Event()
    urls = [f"https://site.nl/{page}" for page in range(100)]
    found = []
    begun = time.monotonic()
    for url, _ in check_all(urls, Visits(), stop, pause=0.05):
        found.append(url)
        if len(found) == 2:
            stop.set()
    assert len(found) <= 3
    assert time.monotonic() - begun < 2


def test_nothing_to_check_is_soon_done() -> None:
    assert list(check_all([], Visits())) == []
