"""How the pages about requests name things."""

from __future__ import annotations

from collections.abc import Mapping

DONE: Mapping[str, str] = {
    "oppakken": "De vraag is nu van jou.",
    "notitie": "Je notitie is bewaard.",
    "contact": "Dat er contact was, is bewaard.",
    "opvolgen": "De dag om weer contact te hebben is bewaard.",
    "stoppen": "Er staat geen dag meer om contact te hebben.",
    "afronden": "De vraag is afgerond.",
    "heropenen": "De vraag is weer opgepakt.",
    "overdragen": "De vraag is overgedragen.",
    "teruggeven": "De vraag is terug bij het informatiepunt.",
}
"""What is said when an act was done, by its word in the address."""

CHANGED = (
    "Deze vraag is intussen gewijzigd, door een collega of door de bezoeker. Er is nog niets gedaan. "
    "Kijk hieronder hoe het nu is. Wat je typte, staat er nog."
)
UNREADABLE = "Dit kan nu niet: de gegevens zijn niet te lezen. Vraag de beheerder naar de sleutel."


def role_in_words(role: str, own_word: str | None = None) -> str:
    """Whom the visitor asked for, with the region's own word for it."""
    return f"{role} (in deze regio: {own_word})" if own_word and own_word != role else role
