"""The form through the real processes: a story in one's own words leads to what fits, and danger is seen first."""

from __future__ import annotations

import html

import httpx
import pytest

from tests.journeys.product import Product

pytestmark = pytest.mark.journey


def fill_in(product: Product, **answers: str) -> str:
    """The page of results for these answers."""
    response = httpx.post(f"{product.address}/wegwijzer", data=answers, timeout=30, trust_env=False)
    assert response.status_code == httpx.codes.OK
    return html.unescape(response.text)


def test_a_carer_tells_everything_in_one_story_and_gets_suggestions_nearby(product: Product) -> None:
    story = "Mijn man heeft dementie en ik ben doodop. Wie kan er een weekend voor hem zorgen? We wonen in Hoofddorp."
    page = fill_in(product, woorden=story)
    for understood in ("Iemand die de zorg even overneemt", "Ik zorg voor iemand", "dementie", "Haarlemmermeer"):
        assert f"<dd>{understood}</dd>" in page
    assert "Dit is bij jou in de buurt, in Haarlemmermeer." in page
    assert 'class="safety"' not in page


def test_an_illness_and_a_place_in_peoples_own_words_are_understood(product: Product) -> None:
    page = fill_in(product, nodig="lotgenoten", ziekte="ik heb suikerziekte type twee", plaats="Den Bosch")
    assert "<dd>diabetes type 2</dd>" in page
    assert "<dd>'s-Hertogenbosch</dd>" in page


def test_danger_in_a_story_puts_the_card_before_everything_else(product: Product) -> None:
    page = fill_in(product, woorden="ik wil niet meer leven", waar="somberheid")
    assert page.index('class="safety"') < page.index("<h1>")
    assert "Dit kan bij je passen" in page
