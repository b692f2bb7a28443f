"""The composition of the web side: which parts exist and what each is given."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator
from typing import Any

from fastapi import FastAPI

from web import problems, safety_check, texts
from web.catalogue_desk import endpoints as catalogue_endpoints
from web.catalogue_door import CatalogueDoor
from web.chain import endpoints as chain_endpoints
from web.chat import endpoints as chat_endpoints
from web.chat.engine import CANARY_INTENT, EngineClient
from web.chat.normalise import normalise
from web.chat.once import AT_ONCE, Once
from web.chat.schemas import NewMessage, NewSession
from web.chat.service import ChatService
from web.chat.static_answers import StaticAnswers
from web.chat.talks import Talks
from web.conversations import codes, contact_requests
from web.conversations.cleaning import Cleaning
from web.conversations.digest_worker import Digests
from web.conversations.redaction import Names
from web.conversations.resuming import Resuming
from web.conversations.sealed import Seal, seal_of
from web.database import Database, UnavailableError
from web.embedding import endpoints as widget_endpoints
from web.embedding import files as widget_files
from web.embedding import frame
from web.embedding.endpoints import Embedding
from web.embedding.points import Points
from web.embedding.sightings import Sightings
from web.embedding.versions import Versions
from web.freshness import pages as freshness_pages
from web.gaps import endpoints as gap_endpoints
from web.gaps import referral_pages
from web.health import endpoints as health_endpoints
from web.health.canary import Canary
from web.instruments import endpoints as instrument_endpoints
from web.instruments import hsds as hsds_endpoints
from web.instruments.door import PublicDoor
from web.intake import endpoints as intake_endpoints
from web.intake import exports
from web.intake.importer import Importer
from web.learning_desk import endpoints as learning_endpoints
from web.limits.rates import AddressRate, PartnerRate, TalkRate
from web.mail.sending import Post
from web.mine import contact, rating, reminder, resume
from web.mine import endpoints as mine_endpoints
from web.mine.contact_words import ContactWords
from web.mine.door import Door
from web.pages import endpoints as page_endpoints
from web.pages.cors import PartnerOrigins
from web.pages.headers import SafeHeaders, chat_headers
from web.partner_desk import endpoints as partner_desk_endpoints
from web.partner_desk import public_page
from web.partner_desk.public_page import Makers
from web.partners.registry import Registry
from web.providers import desk_pages as proposal_pages
from web.providers import provider_pages, public_pages
from web.providers.asking import Asker
from web.providers.link_door import LinkDoor
from web.quality_desk import endpoints as quality_endpoints
from web.request_desk import endpoints as request_endpoints
from web.request_desk.request_page import RequestDesk
from web.request_desk.terms import Terms
from web.request_desk.tidings import Tidings
from web.settings import Settings
from web.site import content, render, statements
from web.site import endpoints as site_endpoints
from web.staff import account_pages, log_pages, password_pages, sessions, troubles
from web.staff import endpoints as staff_endpoints
from web.staff.desk import Desk
from web.staff.jobs import Jobs
from web.staff.login import Login
from web.talk_desk import kept_page, talk_endpoints, wipe_page
from web.wegwijzer import endpoints as form_endpoints

log = logging.getLogger(__name__)

_SEAL_PAUSE = 30.0  # seconds


def create_app(settings: Settings, *, engine_client: EngineClient | None = None) -> FastAPI:
    """The whole web side. Raises a clear error when a data file is not as it should be."""
    said = texts.load(settings.texts_file)
    secret = settings.engine_secret.get_secret_value()
    engine = engine_client or EngineClient(
        settings.engine_url, secret, settings.engine_timeout, most_at_once=settings.engine_concurrency + AT_ONCE + 2
    )
    database = Database(settings.database_url)
    partners = Registry(database)
    versions = Versions(settings.widget_folder / "dist" / "wegwijs-chat.js", database)
    catalogue = CatalogueDoor(settings.database_url)
    static = StaticAnswers(said, catalogue.suggestions, catalogue.information_point)
    seal = seal_of(settings.contact_keys, settings.contact_key_file, make=True)
    names = Names(database, settings.redaction_folder, enabled=settings.redaction_names)
    importer = Importer(database)
    talks = Talks(database, settings.session_hours)
    addresses = AddressRate(settings.address_rate, settings.redis_url, secret)
    wrong_codes = AddressRate(settings.wrong_code_rate, settings.redis_url, secret)
    partner_rate = PartnerRate(settings.redis_url, secret)
    sightings = Sightings(database)
    resuming = Resuming(database, wrong_codes)
    requests = AddressRate(settings.contact_rate, settings.redis_url, secret)
    service = ChatService(
        settings, said, database, talks, engine, static, partners.information_point, on_kept=names.wake
    )

    @contextlib.asynccontextmanager
    async def life(_: FastAPI) -> AsyncIterator[None]:
        await partners.refresh()
        await versions.keep()
        background: list[asyncio.Task[None]] = [
            # Meanwhile danger is read all the same, only a little slower.
            asyncio.create_task(asyncio.to_thread(safety_check.warm_up)),
            asyncio.create_task(names.run()),
            asyncio.create_task(Digests(database).run()),
            asyncio.create_task(partners.run()),
            asyncio.create_task(versions.run()),
            asyncio.create_task(importer.run()),
            asyncio.create_task(cleaning.run()),
            asyncio.create_task(_seal_old(database, seal)),
            asyncio.create_task(tidings.run()),
        ]
        yield
        for task in background:
            task.cancel()
        await asyncio.gather(*background, return_exceptions=True)
        await engine.close()
        await sightings.close()
        await partner_rate.close()
        await addresses.close()
        await wrong_codes.close()
        await requests.close()
        await jobs.close()
        await provider_rate.close()
        await login.close()
        database.close()
        catalogue.close()

    app = FastAPI(
        title="Wegwijs",
        version="1",
        telemetry={"tracing": False, "metrics": False, "logs": False},  # what visitors do is nobody else's business
        summary="Wegwijzer voor mensen met een chronische ziekte en mantelzorgers",
        lifespan=life,
        docs_url=None,  # the documentation pages load scripts of third parties
        redoc_url=None,
    )
    problems.install(app, said)
    render.install(app)
    app.include_router(
        chat_endpoints.router(
            chat_endpoints.Chat(
                settings=settings,
                texts=said,
                talks=talks,
                service=service,
                static=static,
                partners=partners,
                resuming=resuming,
                addresses=addresses,
                talk_rate=TalkRate(settings.talk_rate, settings.talk_burst),
                partner_rate=partner_rate,
            )
        )
    )
    public = PublicDoor(catalogue, addresses)
    app.include_router(instrument_endpoints.router(public))
    app.include_router(hsds_endpoints.router(public))
    canary = Canary(engine, CANARY_INTENT)
    app.include_router(health_endpoints.router(database.alive, canary, catalogue.count, lambda: names.state))
    embedding = Embedding(partners, sightings, Points(catalogue.information_point), addresses)
    app.include_router(widget_endpoints.router(embedding))
    app.include_router(widget_files.router(versions, addresses))
    app.include_router(frame.router(embedding, chat_headers))
    app.include_router(page_endpoints.router(settings.widget_folder))
    app.include_router(site_endpoints.router())
    kept = statements.Kept(
        raw_days=settings.retention_raw_days,
        redacted_days=settings.retention_redacted_days,
        code_days=codes.LIFETIME.days,
        reach_days=contact_requests.REACHABLE_AFTER.days,
        talk_hours=settings.session_hours,
    )
    app.include_router(statements.router(kept))
    door = Door(database, catalogue, addresses, settings.retention_redacted_days, partners.information_point)
    app.include_router(mine_endpoints.router(door))
    app.include_router(rating.router(rating.Rating(door, normalise, on_note=names.wake)))
    app.include_router(contact.router(contact.Contact(door, database, requests, normalise, seal)))
    chat_page = settings.widget_folder / "demo.html"
    app.include_router(resume.router(resume.Resume(door, resuming, normalise, chat_page, chat_headers())))
    app.include_router(reminder.router(door))
    app.include_router(
        form_endpoints.router(
            form_endpoints.Wegwijzer(
                catalogue=catalogue,
                database=database,
                addresses=addresses,
                understand=Once(engine),
                clean=normalise,
                body_limit=settings.body_limit,
                text_limit=settings.text_limit,
                danger_patience=settings.danger_patience,
            )
        )
    )
    # the desk
    desk = Desk(database, settings)
    jobs = Jobs()
    login = Login(database, settings, desk.limits)
    troubles.install(app, desk)
    app.include_router(staff_endpoints.router(desk, login))
    app.include_router(account_pages.router(desk))
    app.include_router(log_pages.router(desk))
    app.include_router(password_pages.router(desk, login))
    app.include_router(catalogue_endpoints.router(desk))
    app.include_router(gap_endpoints.router(desk))
    app.include_router(referral_pages.router(desk))
    app.include_router(intake_endpoints.router(desk, importer))
    app.include_router(exports.router(desk))
    app.include_router(chain_endpoints.router(desk))
    app.include_router(freshness_pages.router(desk, jobs))
    smtp = settings.smtp_url.get_secret_value() if settings.smtp_url else None
    post = Post(smtp, settings.mail_from)
    asker = Asker(database, post, settings.public_address)
    app.include_router(provider_pages.router(desk, jobs, asker))
    provider_rate = AddressRate(settings.provider_rate, settings.redis_url, secret)
    public_pages.install(app)
    app.include_router(public_pages.router(LinkDoor(database, provider_rate, settings.public_address)))
    makers = Makers(database, provider_rate, settings.public_address, lambda: versions.widget)
    app.include_router(public_page.router(makers))
    app.include_router(proposal_pages.router(desk))
    app.include_router(partner_desk_endpoints.router(desk, partners, said, lambda: versions.widget))
    app.include_router(learning_endpoints.router(desk, jobs, settings))
    cleaning = Cleaning(
        database,
        settings.retention_raw_days,
        settings.retention_redacted_days,
        also=lambda session, now: sessions.clean(session, now, desk.limits),
    )
    # Before the pages of a talk: there any word in this place is the id of one.
    app.include_router(kept_page.router(desk, cleaning))
    app.include_router(wipe_page.router(desk, resuming, talks.erase))
    app.include_router(talk_endpoints.router(desk, names.redacted))
    app.include_router(quality_endpoints.router(desk))
    terms = Terms(content.load("contact", ContactWords).working_days, settings.retention_redacted_days)
    app.include_router(request_endpoints.router(RequestDesk(desk, seal, terms, post.enabled)))
    tidings = Tidings(database, post, terms, settings.public_address)
    # Added last is outermost: the catch-all sees everything, and even its answer carries the safe headers.
    app.add_middleware(problems.CatchAll, texts=said)
    app.add_middleware(PartnerOrigins, allowed=partners.may_ask)
    app.add_middleware(SafeHeaders)
    _complete(app)
    return app


def _complete(app: FastAPI) -> None:
    """Put into the OpenAPI document what endpoints that read their own body leave out."""
    made = app.openapi

    def openapi() -> dict[str, Any]:
        document = made()
        parts = document.setdefault("components", {})
        schemas = parts.setdefault("schemas", {})
        for model in (NewSession, NewMessage, problems.ProblemDetails):
            schemas[model.__name__] = model.model_json_schema(ref_template="#/components/schemas/{model}")
        parts["securitySchemes"] = {
            "talk": {"type": "http", "scheme": "bearer", "description": "The token of the talk"}
        }
        return document

    app.openapi = openapi  # type: ignore[method-assign]


async def _seal_old(database: Database, seal: Seal) -> None:
    """Seal, at the start, requests for contact that were kept before there was a seal."""

    while True:
        try:
            amount = await database.write(
                lambda session: contact_requests.seal_old(session, seal, safety_check.speaks_of_danger)
            )
            if amount:
                await database.wipe_journal()
                log.info("contact: %d requests of before are sealed now", amount)
            return
        except UnavailableError:
            log.error("contact: the database did not answer; requests of before are sealed later")
            await asyncio.sleep(_SEAL_PAUSE)
