"""The actions' way to the catalogue's database."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

from sqlalchemy.orm import Session, sessionmaker

from catalogue.database import engine_for, session_factory


@cache
def _factory(url: str) -> sessionmaker[Session]:
    return session_factory(engine_for(url))


@contextmanager
def session() -> Iterator[Session]:
    """A session on the database named by WEGWIJS_DATABASE_URL; reads only."""
    with _factory(os.environ["WEGWIJS_DATABASE_URL"])() as opened:
        yield opened
