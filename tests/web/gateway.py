"""The real gateway in one process, with a client that talks to it as a browser would."""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import httpx
from fastapi import FastAPI

from web.app import create_app
from web.settings import Settings

HOST = "http://wegwijs.test"


@dataclass
class Visitor:
    """A visitor with a talk."""

    client: httpx.AsyncClient
    token: str
    session: str
    opening: list[dict[str, Any]]

    @property
    def headers(self) -> dict[str, str]:
        return {"authorization": f"Bearer {self.token}"}

    async def post(self, **body: Any) -> httpx.Response:
        body.setdefault("id", str(uuid.uuid4()))
        return await self.client.post("/api/v1/messages", json=body, headers=self.headers)

    async def say(self, text: str) -> dict[str, Any]:
        """Say something and get the answer, which must be one."""
        response = await self.post(text=text)
        assert response.status_code == 200, response.text
        answer: dict[str, Any] = response.json()
        return answer

    async def transcript(self) -> list[dict[str, Any]]:
        response = await self.client.get("/api/v1/messages", headers=self.headers)
        assert response.status_code == 200, response.text
        items: list[dict[str, Any]] = response.json()["messages"]
        return items


@dataclass
class Gateway:
    """A running gateway."""

    app: FastAPI
    client: httpx.AsyncClient
    settings: Settings

    async def visitor(self, partner: str | None = None, origin: str | None = None) -> Visitor:
        """Somebody who begins a talk."""
        headers = {"origin": origin} if origin else {}
        response = await self.client.post("/api/v1/sessions", json={"partner": partner}, headers=headers)
        assert response.status_code == 201, response.text
        begun = response.json()
        return Visitor(self.client, begun["token"], begun["session"], begun["messages"])


@asynccontextmanager
async def running(settings: Settings, address: str = "192.0.2.1") -> AsyncIterator[Gateway]:
    """The gateway with these settings, started and stopped as a server would."""
    app = create_app(settings)
    async with app.router.lifespan_context(app):
        transport = httpx.ASGITransport(app, raise_app_exceptions=False, client=(address, 1234))
        async with httpx.AsyncClient(transport=transport, base_url=HOST, timeout=30) as client:
            yield Gateway(app, client, settings)


async def until(fact: Callable[[], bool | Awaitable[bool]], seconds: float = 60) -> None:
    """Wait until something is so. Raises TimeoutError when it takes too long."""
    async with asyncio.timeout(seconds):
        while True:
            found = fact()
            if found if isinstance(found, bool) else await found:
                return
            await asyncio.sleep(0.02)


def kinds(answer: dict[str, Any]) -> list[str]:
    """The kinds of the messages of an answer, in order."""
    return [message["kind"] for message in answer["messages"]]


def all_text(answer: dict[str, Any]) -> str:
    """Everything an answer says, for looking whether something is said."""
    return " ".join(message.get("text", "") for message in answer["messages"])
