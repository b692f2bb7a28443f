"""A day of the calendar goes, a birth goes to the month; a month, a year, a dose or a pressure stays."""

from __future__ import annotations

import pytest

from web.conversations.patterns import redact


@pytest.mark.parametrize(
    ("text", "redacted"),
    [
        ("op 4 juli naar de poli", "op [datum] naar de poli"),
        ("de 21e van november valt ze weg", "de [datum] valt ze weg"),
        ("uitslag 18 dec. om 10 uur", "uitslag [datum] om 10 uur"),
        ("2 febuari 1961 en 7 desember '48", "[datum] en [datum]"),
        ("vijftien augustus negen uur", "[datum] negen uur"),
        ("elf maart 1944", "[datum]"),
        ("kerstavond 1951 kwam ze ter wereld", "[datum] kwam ze ter wereld"),
        ("op 2/9 begint het", "op [datum] begint het"),
        ("28-3 scan", "[datum] scan"),
        ("geboren eind juni 1947", "geboren [datum]"),
        ("ik ben van medio april '66", "ik ben van [datum]"),
        ("geb 230749", "geb [datum]"),
    ],
)
def test_a_day_and_a_month_of_birth_go(text: str, redacted: str) -> None:
    assert redact(text) == redacted
    assert redact(redacted) == redacted


@pytest.mark.parametrize(
    "text",
    [
        "24/7 klaarstaan, op 24/7 zorg",
        "tensie 15/9 en bloeddruk 150/80",
        "2-3 keer per dag, 4/5 uur slaap, 1/2 tablet",
        "in mei of juni, sinds maart 2019",
        "de brief is van mei 2024",
        "geboren in 1958, ik ben van 58",
        "geboren 12 jaar geleden",
        "3 meiden en elke 2e maandag",
        "pijn 8/10, op een schaal van 10-1",
        "een mei om te vergeten",
    ],
)
def test_what_looks_like_a_day_stays(text: str) -> None:
    assert redact(text) == text
