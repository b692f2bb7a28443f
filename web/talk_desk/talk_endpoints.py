"""All pages about talks."""

from __future__ import annotations

from fastapi import APIRouter

from web.staff.desk import Desk
from web.talk_desk import example_page, list_page, message_acts, talk_acts, talk_page
from web.talk_desk.example_page import Hide


def router(desk: Desk, hide: Hide) -> APIRouter:
    """The list, the talk, what is done with it and with its messages, and the page to propose an example."""
    routes = APIRouter(include_in_schema=False)
    routes.include_router(list_page.router(desk))
    routes.include_router(talk_page.router(desk))
    routes.include_router(talk_acts.router(desk))
    routes.include_router(message_acts.router(desk))
    routes.include_router(example_page.router(desk, hide))
    return routes
