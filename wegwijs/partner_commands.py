"""`wegwijs partners import|list`: the websites that may show the chat, from a file or as they are."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from sqlalchemy.orm import Session

from web.partners import store
from web.partners.file import PartnersError, read
from web.partners.record import Partner
from web.staff import audit
from wegwijs.transaction import in_database

app = typer.Typer(no_args_is_help=True, help="The websites that may show the chat.")

WHO = "opdrachtregel"
"""Who did it, in the record and in the audit log."""


@app.command("import")
def import_(
    file: Annotated[Path, typer.Argument(help="YAML: a list `partners`, with the fields of a website.")],
) -> None:
    """Take over all websites of a file, new or changed, or none when one is not right. Others stay as they are."""
    try:
        partners = read(file)
    except PartnersError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from None
    made, changed = in_database(lambda session: _put(session, partners))
    same = len(partners) - made - changed
    typer.echo(f"{made} nieuw, {changed} gewijzigd, {same} gelijk gebleven.")


@app.command("list")
def list_() -> None:
    """Show all websites."""
    found = in_database(store.everything)
    if not found:
        typer.echo("Er zijn nog geen websites. Maak er een op het bureau, of met: wegwijs partners import BESTAND.yml")
    for kept in found:
        partner = kept.partner
        facts = [partner.key, partner.name, "aan" if partner.on else "uit"]
        facts.append(", ".join(partner.origins) or "op geen website")
        typer.echo(" · ".join(facts))


def _put(session: Session, partners: Mapping[str, Partner]) -> tuple[int, int]:
    """How many were new and how many changed; what is the same stays untouched."""
    made = changed = 0
    now = datetime.now(UTC)
    for key, partner in partners.items():
        kept = store.find(session, key)
        if kept is not None and kept.partner == partner:
            continue
        store.put(session, partner, kept.version if kept else 0, WHO, now)
        audit.note_as(session, WHO, None, "website gewijzigd" if kept else "website toegevoegd", key, now)
        made, changed = made + (kept is None), changed + (kept is not None)
    return made, changed
