"""All pages of the room. Fixed addresses come before those with a slug in them."""

from __future__ import annotations

from fastapi import APIRouter

from web.catalogue_desk import bulk, edit, list_page, past, preview, record_page, start
from web.staff.desk import Desk


def router(desk: Desk) -> APIRouter:
    """The start page of the desk and everything below `/bureau/aanbod`."""
    routes = APIRouter(include_in_schema=False)
    for room in (start, list_page, bulk, preview, edit, past, record_page):
        routes.include_router(room.router(desk))
    return routes
