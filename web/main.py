"""The door for a server: `uvicorn --factory web.main:create`."""

from __future__ import annotations

from fastapi import FastAPI

from web.app import create_app
from web.settings import Settings


def create() -> FastAPI:
    """The web side with the settings of the environment."""
    return create_app(Settings())
