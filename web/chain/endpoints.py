"""All pages of the chain."""

from __future__ import annotations

from fastapi import APIRouter

from web.chain import list_pages, partner_pages, plan_pages, role_pages
from web.staff.desk import Desk


def router(desk: Desk) -> APIRouter:
    """Roles, chain partners, plans and their lists. The lists come last: their address takes any name."""
    routes = APIRouter(include_in_schema=False)
    for room in (role_pages, partner_pages, plan_pages, list_pages):
        routes.include_router(room.router(desk))
    return routes
