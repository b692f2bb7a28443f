"""All pages of the desk about quality."""

from __future__ import annotations

from fastapi import APIRouter

from web.quality_desk import export_page, page
from web.staff.desk import Desk


def router(desk: Desk) -> APIRouter:
    """The figures and the exports."""
    routes = APIRouter(include_in_schema=False)
    routes.include_router(page.router(desk))
    routes.include_router(export_page.router(desk))
    return routes
