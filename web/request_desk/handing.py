"""The rules of handing a request over to a casusregisseur.

1. The visitor agreed that this person reads it: the form named them as the reader, or it was talked over.
2. From one casusregisseur to another only when it was talked over, with what was agreed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from web.conversations.models import ContactRequest
from web.request_desk.rules import RuleError, text_of
from web.staff.people import Colleague

BASES = {"gelezen": "genoemd in de toestemming", "besproken": "besproken met betrokkene"}
"""Why this person may read it, as the history says it."""


@dataclass(frozen=True)
class Handing:
    """The form: to whom (an id), why they may read it, and what was agreed."""

    to: str
    basis: str
    agreed: str


def named_in_consent(row: ContactRequest) -> bool:
    """Whether the visitor read, on the form, that a casusregisseur would read this; and nobody has it yet."""
    return row.role == "casusregisseur" and row.reader is not None and not row.handed


def checked(row: ContactRequest, sent: Handing, possible: Sequence[Colleague]) -> tuple[Colleague, str | None]:
    """Who gets it, and the note of what was agreed. Raises RuleError."""
    to = next((one for one in possible if one.id == sent.to), None)
    if to is None:
        raise RuleError("naar", "Kies aan wie je de vraag overdraagt.")
    if sent.basis != "besproken" and not (sent.basis == "gelezen" and named_in_consent(row)):
        raise RuleError("basis", "Zonder toestemming van betrokkene kan dit niet. Bespreek het eerst, en vink dat aan.")
    return to, text_of("afspraak", sent.agreed, must=row.handed)
