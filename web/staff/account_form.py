"""What a beheerder, or the command line, says of somebody: read and checked, with what is wrong in Dutch."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from vocabulary import municipalities
from web.staff.accounts import Facts, LastBeheerderError, TakenError
from web.staff.models import Account
from web.staff.people import Role

_EMAIL = re.compile(r"[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[a-z0-9-]+(\.[a-z0-9-]+)*\.[a-z0-9-]{2,}")
_LONGEST_NAME, _LONGEST_EMAIL = 80, 120

TAKEN = {
    "email": "Er is al een account met dit e-mailadres.",
    "name": "Er is al een account met deze naam. Zet er iets bij, zodat het logboek duidelijk blijft.",
}
LAST = "Dit is de enige beheerder die nog actief is. Maak eerst iemand anders beheerder."
NAMES = {"name": "naam", "email": "email", "role": "rol", "regions": "regios", "bouwsteen": "bouwsteen"}
"""What the fields are called in the form."""


@dataclass(frozen=True)
class Typed:
    """What was typed, as it was typed; `regions` are names on lines or between commas."""

    name: str = ""
    email: str = ""
    role: str = ""
    regions: str = ""
    bouwsteen: str = ""

    @classmethod
    def of(cls, account: Account) -> Typed:
        """What the form shows of an account."""
        bouwsteen = "" if account.bouwsteen is None else str(account.bouwsteen)
        return cls(account.name, account.email, account.role, "\n".join(account.regions), bouwsteen)


def read(typed: Typed) -> tuple[Facts | None, dict[str, str]]:
    """The facts, or by field of the form what is wrong with them."""
    wrong: dict[str, str] = {}
    name, email = " ".join(typed.name.split()), typed.email.strip().lower()
    if not name or len(name) > _LONGEST_NAME:
        wrong["naam"] = f"Vul een naam in van hoogstens {_LONGEST_NAME} tekens."
    if len(email) > _LONGEST_EMAIL or not _EMAIL.fullmatch(email):
        wrong["email"] = "Vul een e-mailadres in, bijvoorbeeld naam@organisatie.nl."
    role = Role(typed.role) if typed.role in set(Role) else None
    if role is None:
        wrong["rol"] = f"Kies een rol: {', '.join(Role)}."
    regions, unknown = _regions(typed.regions)
    if unknown:
        wrong["regios"] = f"Dit is geen gemeente van nu: {', '.join(unknown[:5])}."
    bouwsteen = int(typed.bouwsteen) if typed.bouwsteen in set("1234567") else None
    if typed.bouwsteen and bouwsteen is None:
        wrong["bouwsteen"] = "Een bouwsteen is een getal van 1 tot en met 7."
    elif role is Role.KWALITEITSBEWAKER and bouwsteen is None:
        wrong["bouwsteen"] = "Een kwaliteitsbewaker hoort bij een bouwsteen. Kies er een."
    elif role is not Role.KWALITEITSBEWAKER and bouwsteen is not None:
        wrong["bouwsteen"] = "Alleen een kwaliteitsbewaker hoort bij een bouwsteen. Kies 'Geen'."
    if wrong or role is None:
        return None, wrong
    return Facts(name, email, role, tuple(regions), bouwsteen), {}


def refusal(error: TakenError | LastBeheerderError) -> Mapping[str, str]:
    """By field of the form, why the database's side refuses."""
    if isinstance(error, TakenError):
        return {NAMES[error.field]: TAKEN[error.field]}
    return {"rol": LAST}


def _regions(typed: str) -> tuple[Sequence[str], Sequence[str]]:
    """The municipalities that were named, and what is none."""
    known = {name.casefold(): name for name in municipalities.names()}
    named = [part.strip() for part in re.split(r"[,;\n]", typed) if part.strip()]
    found = dict.fromkeys(known[part.casefold()] for part in named if part.casefold() in known)
    return list(found), [part for part in named if part.casefold() not in known]
