"""`/healthz`: the process is alive. `/readyz`: each part and its state, 503 when a talk could not be held well."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from fastapi import APIRouter
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict

from web.health.canary import Canary

CountInstruments = Callable[[], Awaitable[int | None]]
"""How many instruments the catalogue holds; None when it does not answer."""


class Alive(BaseModel):
    """The process is alive."""

    status: str = "ok"

    model_config = ConfigDict(json_schema_extra={"examples": [{"status": "ok"}]})


class Readiness(BaseModel):
    """Each part with its state; `status` is 'ready' when all are 'ok'."""

    status: str
    parts: dict[str, dict[str, Any]]

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "status": "ready",
                    "parts": {
                        "database": {"state": "ok"},
                        "engine": {"state": "ok", "language_model": "nl_core_news_sm", "model": "20261101-wegwijs"},
                        "actions": {"state": "ok"},
                        "catalogue": {"state": "ok", "instruments": 120},
                        "names": {"state": "ok"},
                    },
                }
            ]
        }
    )


def router(
    database_alive: Callable[[], Awaitable[bool]],
    canary: Canary,
    count: CountInstruments,
    names_state: Callable[[], str],
) -> APIRouter:
    """The health endpoints."""
    routes = APIRouter(tags=["Gezondheid"])

    @routes.get("/healthz", response_model=Alive, summary="Is the process alive")
    async def alive() -> Alive:
        return Alive()

    @routes.get(
        "/readyz",
        response_model=Readiness,
        summary="Is each part ready",
        responses={503: {"model": Readiness, "description": "A part is not ready"}},
    )
    async def ready() -> JSONResponse:
        engine = await canary.state()
        instruments = await count()
        parts: dict[str, dict[str, Any]] = {
            "database": {"state": "ok" if await database_alive() else "down"},
            "engine": {"state": engine.engine, "language_model": engine.language_model, "model": engine.model},
            "actions": {"state": engine.actions},
            "catalogue": _catalogue(instruments),
        }
        fine = all(part["state"] == "ok" for part in parts.values())
        # Without the list of names the patterns still redact, so this part never stops the service.
        parts["names"] = {"state": names_state()}
        return JSONResponse({"status": "ready" if fine else "not ready", "parts": parts}, 200 if fine else 503)

    return routes


def _catalogue(instruments: int | None) -> dict[str, Any]:
    if instruments is None:
        return {"state": "down"}
    return {"state": "ok" if instruments else "empty", "instruments": instruments}
