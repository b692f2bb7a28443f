"""How the chat of a website looks, in a frame of ours: a page like a website, where a talk is played that goes nowhere.

The real widget runs in it. `partnervoorbeeld.js` answers it with what is made here, so nobody is counted, nothing is
kept, and it works while the chat is off or shows itself on some pages only.
"""

from __future__ import annotations

from typing import Any, Final

from web import safety_check
from web.partners.record import Partner
from web.texts import Texts

_CARD: Final[dict[str, Any]] = {
    "kind": "cards",
    "cards": [
        {
            "instrument": "voorbeeld",
            "title": "Mantelzorgcafé",
            "summary": "Je praat met mensen die ook voor iemand zorgen. Er is koffie en iemand die meedenkt.",
            "instrument_kind": "ondersteuning",
            "reasons": ["Je zei dat het zorgen zwaar is."],
            "asks": ["Je hoeft je niet aan te melden."],
            "provider": "Voorbeeld, dit bestaat niet",
            "region": "Heel Nederland",
        }
    ],
}
_CHOICES: Final[list[tuple[str, str]]] = [
    ("kaart", "Toon een voorstel"),
    ("mens", "Toon een contact"),
    ("nood", "Toon de kaart bij gevaar"),
]
_NOBODY: Final = (
    "Dit is een voorbeeld. Niemand leest wat je hier typt. Direct gevaar? Bel 112. Denk je aan zelfmoord? Bel 113."
)


def played(partner: Partner, texts: Texts) -> dict[str, Any]:
    """The settings of the widget, the opening, and the answers by choice; '' is the answer to what is typed."""
    opening = [partner.greeting, *texts.opening, texts.first_question]
    choices = {"kind": "choices", "choices": [{"id": one, "label": label} for one, label in _CHOICES]}
    answers: dict[str, list[dict[str, Any]]] = {
        "": [{"kind": "notice", "text": _NOBODY}],
        "kaart": [{"kind": "text", "text": texts.help_suggestions}, _CARD],
        "mens": [_contact(partner, texts)],
        "nood": safety_check.messages_for(safety_check.alarm("self")),
    }
    return {
        "config": _config(partner),
        "opening": [*({"kind": "text", "text": text} for text in opening if text), choices],
        "answers": {name: [*messages, choices] for name, messages in answers.items()},
    }


def _config(partner: Partner) -> dict[str, Any]:
    """As the widget would get it, but on, and on every page."""
    point = partner.information_point
    return {
        "name": partner.name,
        "on": True,
        "theme": partner.theme,
        "heading": partner.heading,
        "privacy_url": partner.privacy_url,
        "only_paths": [],
        "not_paths": [],
        "information_point": point.model_dump() if point else None,
        "help_lines": safety_check.lines(),
    }


def _contact(partner: Partner, texts: Texts) -> dict[str, Any]:
    point = partner.information_point
    known = point.model_dump() if point else {"name": "Voorbeeld, dit bestaat niet", "phone": "030 123 45 67"}
    return {"kind": "contact", "role": "informatiepunt", "title": texts.contact_title, **known}
