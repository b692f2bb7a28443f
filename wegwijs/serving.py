"""Serve the whole product: database made ready, then engine, actions and web side under one supervisor."""

from __future__ import annotations

import asyncio
import errno
import secrets
import socket
import sys
import time
from collections.abc import Callable

import httpx

from catalogue.database import engine_for, session_factory, upgrade
from catalogue.transfer import import_yaml
from web.settings import Settings
from wegwijs.models import to_serve
from wegwijs.paths import ENGINE_PYTHON, ROOT, SEED
from wegwijs.supervisor import Part, Supervisor

READY_WITHIN = 180.0


def prepare_database(url: str, tell: Callable[[str], None]) -> None:
    """Bring the tables up to date and add what the catalogue does not hold of the seed."""
    upgrade(url)
    with session_factory(engine_for(url))() as session:
        # Only what is not there yet: what staff changed is never undone by the seed.
        report = import_yaml(session, SEED, only_new=True)
        session.commit()
    if report.added:
        tell(f"De catalogus is aangevuld met {len(report.added)} records.")


def parts(settings: Settings, actions_port: int, secret: str) -> list[Part]:
    """The three processes, on loopback but for the web side, which listens where its settings say."""
    engine_port = httpx.URL(settings.engine_url).port or 5005
    shared = {
        "WEGWIJS_DATABASE_URL": settings.database_url,
        "WEGWIJS_ENGINE_SECRET": secret,
        "WEGWIJS_ACTIONS_URL": f"http://127.0.0.1:{actions_port}/webhook",
        "SANIC_HOST": "127.0.0.1",
        # Rasa then sends the actions only the talk, not the whole domain with each call.
        "SELECTIVE_DOMAIN": "true",
        "RASA_TELEMETRY_ENABLED": "false",
        # Logs of the engine and the actions must not hold what visitors say.
        "LOG_LEVEL": "ERROR",
        "LOG_LEVEL_LIBRARIES": "ERROR",
    }

    def engine() -> list[str]:
        model = str(to_serve())
        rasa = [str(ENGINE_PYTHON), "-I", "bot/run.py", "run", "--model", model, "--endpoints", "endpoints.yml"]
        return [*rasa, "--credentials", "credentials.yml", "--port", str(engine_port), "--interface", "127.0.0.1"]

    def actions() -> list[str]:
        return [sys.executable, "-m", "rasa_sdk", "--actions", "actions", "--port", str(actions_port), "--quiet"]

    def web() -> list[str]:
        address = ["--host", settings.host, "--port", str(settings.port)]
        quiet = ["--no-access-log", "--no-server-header", "--log-level", "warning", "--lifespan", "on"]
        return [sys.executable, "-m", "uvicorn", "--factory", "web.main:create", *address, *quiet]

    return [
        Part("engine", engine, {**shared, "PYTHONWARNINGS": "ignore"}),
        Part("actions", actions, shared),
        Part("web", web, shared),
    ]


def serve(settings: Settings, tell: Callable[[str], None]) -> None:
    """Run until stopped. Raises ModelError without a model and OSError when the address is taken."""
    started = time.monotonic()
    to_serve()
    _free(settings.host, settings.port)
    prepare_database(settings.database_url, tell)
    secret = settings.engine_secret.get_secret_value() or secrets.token_urlsafe(32)
    supervisor = Supervisor(parts(settings, _any_port(), secret), str(ROOT))
    asyncio.run(_run(supervisor, settings, tell, started))


async def _run(supervisor: Supervisor, settings: Settings, tell: Callable[[str], None], started: float) -> None:
    teller = asyncio.create_task(_tell_when_ready(settings, tell, started))
    await supervisor.run()
    teller.cancel()


async def _tell_when_ready(settings: Settings, tell: Callable[[str], None], started: float) -> None:
    address = f"http://{settings.host}:{settings.port}"
    async with httpx.AsyncClient(timeout=10, trust_env=False) as client:
        while time.monotonic() - started < READY_WITHIN:
            try:
                answer = await client.get(f"{address}/readyz")
                if answer.status_code == 200:
                    ready = time.monotonic() - started
                    first = await _first_answer(client, address)
                    tell(f"Wegwijs is klaar na {ready:.0f} s, eerste antwoord in {first * 1000:.0f} ms: {address}/")
                    return
            except httpx.HTTPError:
                pass
            await asyncio.sleep(0.5)
    tell(f"Na {READY_WITHIN:.0f} seconden is nog niet alles klaar; kijk op {address}/readyz")


async def _first_answer(client: httpx.AsyncClient, address: str) -> float:
    """Seconds until a talk has its opening; the talk is erased again."""
    began = time.monotonic()
    opened = await client.post(f"{address}/api/v1/sessions", json={"partner": None, "resume": None})
    seconds = time.monotonic() - began
    if opened.status_code == 201:
        token = {"Authorization": f"Bearer {opened.json()['token']}"}
        await client.delete(f"{address}/api/v1/sessions/current", headers=token)
    return seconds


def _free(host: str, port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as problem:
            if problem.errno != errno.EADDRINUSE:
                raise
            raise OSError(f"poort {port} op {host} is al in gebruik; kies een andere met WEGWIJS_PORT") from None


def _any_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
