"""A network of our own that is down is not the fault of the sites."""

from __future__ import annotations

import pytest

from catalogue.links.checker import FINE, MISSING, NAME_SILENT, NO_NAME, SHIELDED, SILENT, SLOW, Outcome
from catalogue.links.outage import ENOUGH, Outage


def seen(silent: int, answering: int, outcome: Outcome = SLOW) -> Outage:
    outage = Outage()
    for number in range(silent):
        outage.note(f"https://stil{number}.nl/", outcome)
    for number in range(answering):
        outage.note(f"https://hier{number}.nl/", FINE)
    return outage


@pytest.mark.parametrize("outcome", [NO_NAME, NAME_SILENT, SLOW, SILENT])
def test_when_no_site_answers_it_is_the_network(outcome: Outcome) -> None:
    outage = seen(3, 0, outcome)
    assert (outage.likely, outage.evident) == (True, False)  # three silent sites do not stop a round


def test_a_site_that_is_gone_answers_all_the_same() -> None:
    outage = seen(3, 0)
    for outcome in (MISSING, SHIELDED):
        outage.note("https://weg.nl/", outcome)
    assert not outage.likely


@pytest.mark.parametrize(
    ("silent", "answering", "down"),
    [(11, 9, True), (10, 10, False), (10, 9, False), (18, 1, False), (ENOUGH, 0, True), (300, 310, False)],
)
def test_more_than_half_of_twenty_sites_silent_is_the_network(silent: int, answering: int, down: bool) -> None:
    outage = seen(silent, answering)
    assert (outage.evident, outage.likely) == (down, down)


def test_a_site_counts_once_and_one_page_that_answers_is_enough() -> None:
    outage = seen(0, 9)
    for number in range(40):
        outage.note(f"https://www.traag.nl/{number}", SLOW)
    assert not outage.evident
    assert not outage.likely
    only = Outage()
    only.note("https://traag.nl/", SLOW)
    only.note("https://www.traag.nl/b", FINE)
    assert not only.likely


def test_a_round_without_addresses_is_no_outage() -> None:
    assert not Outage().likely
