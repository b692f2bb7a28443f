"""Work on the database for one command: migrated first, in one transaction, and silence told in Dutch."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import typer
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from catalogue.database import upgrade
from web.database import engine_for
from web.settings import Settings

T = TypeVar("T")


def in_database(work: Callable[[Session], T]) -> T:
    """The result of work in one transaction. A database that does not answer is told, without what stands in it."""
    url = Settings().database_url
    try:
        upgrade(url)
        engine = engine_for(url)
        try:
            with Session(engine.execution_options(writes=True), expire_on_commit=False) as session, session.begin():
                return work(session)
        finally:
            engine.dispose()
    except SQLAlchemyError as problem:
        typer.echo(f"De database geeft geen antwoord ({type(problem).__name__}).", err=True)
        raise typer.Exit(1) from None
