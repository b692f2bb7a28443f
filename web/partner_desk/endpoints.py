"""All pages of the desk about websites."""

from __future__ import annotations

from fastapi import APIRouter

from web.partner_desk import acts, form_pages, list_page, website_page
from web.partner_desk.seen import Newest
from web.partners.registry import Registry
from web.staff.desk import Desk
from web.texts import Texts


def router(desk: Desk, registry: Registry, texts: Texts, newest: Newest) -> APIRouter:
    """The list, the form, the page of a website and its buttons."""
    routes = APIRouter(include_in_schema=False)
    routes.include_router(list_page.router(desk, newest))
    routes.include_router(form_pages.router(desk, registry))
    routes.include_router(website_page.router(desk, texts, newest))
    routes.include_router(acts.router(desk, registry, newest))
    return routes
