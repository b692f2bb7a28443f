"""Asks the engine which model serves, and to let another take its place (docs/engine-door.md)."""

from __future__ import annotations

from typing import Any

import httpx

_PATH = "/webhooks/wegwijs"
_LOOK, _LOAD = 3.0, 180.0  # seconds; loading a model takes some ten on a busy machine
_WORDS = {
    404: "Dit model staat niet meer op de server. Leer opnieuw.",
    409: "Er wordt net een ander model live gezet. Wacht even en probeer het nog eens.",
    422: "Dit model geeft geen goed antwoord op een proefzin. Het vorige model is live gebleven.",
}
SILENT = "De assistent geeft geen antwoord. Er is niets veranderd. Probeer het straks nog eens."


class DoorError(Exception):
    """The engine did not do it; the message says why, for staff."""


class ModelDoor:
    """The engine, as far as its models go."""

    def __init__(self, url: str, secret: str) -> None:
        self._url, self._headers = url, {"Authorization": f"Bearer {secret}"}

    async def serving(self) -> str:
        """The name of the model that serves. Raises DoorError."""
        response = await self._ask("GET", "/", None, _LOOK)
        try:
            name = response.json()["model_name"]
        except (ValueError, KeyError, TypeError):
            raise DoorError(SILENT) from None
        if response.status_code != httpx.codes.OK or not isinstance(name, str):
            raise DoorError(SILENT)
        return name

    async def put(self, name: str) -> None:
        """Let this model take the place of the one that serves, while talks go on. Raises DoorError."""
        response = await self._ask("POST", "/model", {"name": name}, _LOAD)
        if response.status_code != httpx.codes.OK:
            raise DoorError(_WORDS.get(response.status_code, SILENT))

    async def _ask(self, method: str, path: str, body: dict[str, Any] | None, patience: float) -> httpx.Response:
        try:
            async with httpx.AsyncClient(base_url=self._url, timeout=patience, trust_env=False) as client:
                return await client.request(method, f"{_PATH}{path}", json=body, headers=self._headers)
        except (httpx.HTTPError, OSError):
            raise DoorError(SILENT) from None
