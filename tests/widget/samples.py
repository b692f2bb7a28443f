"""One message of every kind, as the service sends them."""

from __future__ import annotations

from typing import Any

CARD: dict[str, Any] = {
    "instrument": "samen-praten",
    "title": "Samen praten",
    "summary": "Elke maand praat je met anderen die ook voor iemand zorgen.",
    "instrument_kind": "emotionele_steun",
    "bouwsteen": 3,
    "needs": ["lotgenoten"],
    "conditions": [],
    "reasons": ["Je wilt praten met mensen die hetzelfde meemaken.", "Het is gratis."],
    "asks": ["Gratis", "Geen verwijzing nodig", "Samen met anderen"],
    "provider": "Mantelzorg en Meer",
    "region": "Haarlemmermeer",
    "url": "https://www.mantelzorgenmeer.nl/praten",
    "phone": "020 333 53 53",
    "verified_on": "2026-03-03",
    "stale": True,
}
CARDS: dict[str, Any] = {"kind": "cards", "cards": [CARD]}
SAFETY: dict[str, Any] = {
    "kind": "safety",
    "danger": "self",
    "text": "Wat moeilijk dat je dit voelt. Bel of chat nu met 113. Ben je nu in gevaar? Bel dan 112.",
    "lines": [
        {"name": "113 Zelfmoordpreventie", "phone": "113", "url": "https://www.113.nl", "when": "Dag en nacht"},
        {"name": "112", "phone": "112", "url": "https://www.112.nl", "when": "Bij direct gevaar"},
        {"name": "Je eigen huisarts", "phone": "", "url": "", "when": "Bel je eigen huisarts"},
    ],
}
CONTACT: dict[str, Any] = {
    "kind": "contact",
    "role": "informatiepunt",
    "title": "Het informatiepunt",
    "text": "Daar werkt iemand die met je meedenkt.",
    "name": "Welzijnswerk Midden-Drenthe",
    "phone": "0593 525 215",
    "url": "https://www.welzijnswerkmiddendrenthe.nl",
    "region": "Midden-Drenthe",
}
LINKS: dict[str, Any] = {
    "kind": "links",
    "links": [
        {"label": "Mijn overzicht", "url": "/mijn/sleutel/overzicht"},
        {"label": "Mijn gesprek voorbereiden", "url": "/mijn/sleutel/voorbereiden"},
        {"label": "Zet een herinnering in je agenda", "url": "/mijn/sleutel/herinnering.ics"},
    ],
}
NOTICE: dict[str, Any] = {"kind": "notice", "text": "Let op: dit gesprek is niet bewaard."}
CHOICES: dict[str, Any] = {
    "kind": "choices",
    "choices": [{"id": "past", "label": "Dit past"}, {"id": "anders", "label": "Liever iets anders"}],
}
UNDERSTOOD: dict[str, Any] = {
    "audience": "mantelzorger",
    "condition": "dementie",
    "region": "Haarlemmermeer",
    "needs": ["lotgenoten", "respijtzorg"],
    "bouwsteen": 3,
}
