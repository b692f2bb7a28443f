"""How the pages of the staff name things."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from vocabulary import bouwstenen
from web.staff.people import Role

_HERE = ZoneInfo("Europe/Amsterdam")

ROLES: dict[Role, str] = {
    Role.MEDEWERKER: "Medewerker: houdt het aanbod bij",
    Role.BEHEERDER: "Beheerder: alles, ook de accounts en het logboek",
    Role.KWALITEITSBEWAKER: "Kwaliteitsbewaker: houdt één bouwsteen bij",
    Role.KETENREGISSEUR: "Ketenregisseur: leest het aanbod, houdt de lijsten van de keten bij",
    Role.CASUSREGISSEUR: "Casusregisseur: ziet alleen contactvragen die aan hem of haar zijn overgedragen",
}


def moment(value: datetime | None) -> str:
    """22-11-2026 14:05, as the clock in the Netherlands has it; a dash when it never was."""
    return f"{value.astimezone(_HERE):%d-%m-%Y %H:%M}" if value else "–"


def clock(value: datetime) -> str:
    """14:05:09, as the clock in the Netherlands has it."""
    return f"{value.astimezone(_HERE):%H:%M:%S}"


def bouwsteen_choices() -> list[tuple[str, str]]:
    """The bouwstenen to choose from, and none."""
    return [("", "Geen"), *((str(one.number), f"{one.number}. {one.name}") for one in bouwstenen.load().values())]
