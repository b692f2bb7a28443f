"""The menu of the desk: its pages in the order of the work, and who sees which."""

from __future__ import annotations

from web.staff.people import Colleague, Right

PAGES: tuple[tuple[str, str, Right], ...] = (
    ("/bureau/gesprekken", "Gesprekken", Right.GESPREKKEN),
    ("/bureau/contactvragen", "Contactvragen", Right.CONTACT),
    ("/bureau/leren", "Leren", Right.GESPREKKEN),
    ("/bureau/kwaliteit", "Kwaliteit", Right.CIJFERS),
    ("/bureau/aanbod", "Aanbod", Right.LEZEN),
    ("/bureau/controle", "Controle", Right.LEZEN),
    ("/bureau/voorstellen", "Voorstellen", Right.LEZEN),
    ("/bureau/aanbieders", "Aanbieders", Right.LEZEN),
    ("/bureau/keten", "Keten", Right.LEZEN),
    ("/bureau/hiaten", "Hiaten", Right.LEZEN),
    ("/bureau/verwijskaart", "Verwijskaart", Right.LEZEN),
    ("/bureau/partners", "Partners", Right.LEZEN),
    ("/bureau/invoeren", "Invoeren", Right.INVOEREN),
    ("/bureau/uitvoeren", "Uitvoeren", Right.LEZEN),
    ("/bureau/medewerkers", "Medewerkers", Right.BEHEER),
    ("/bureau/logboek", "Logboek", Right.BEHEER),
    ("/bureau/wachtwoord", "Wachtwoord", Right.LEZEN),
)


def menu(who: Colleague, path: str) -> list[tuple[str, str, bool]]:
    """The pages somebody may open: address, name, and whether `path` is that page or one below it."""
    return [
        (address, name, path == address or path.startswith(f"{address}/"))
        for address, name, right in PAGES
        if who.may(right)
    ]
