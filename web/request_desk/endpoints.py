"""All pages of the desk about requests for contact."""

from __future__ import annotations

from fastapi import APIRouter

from web.request_desk import act_pages, list_page
from web.request_desk.request_page import RequestDesk


def router(tools: RequestDesk) -> APIRouter:
    """The list, a request, and what is done with it."""
    routes = APIRouter(include_in_schema=False)
    routes.include_router(list_page.router(tools))
    routes.include_router(act_pages.router(tools))
    return routes
