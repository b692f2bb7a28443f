"""All pages of the desk about learning."""

from __future__ import annotations

from fastapi import APIRouter

from web.learning_desk import example_pages, model_pages
from web.learning_desk.engine_door import ModelDoor
from web.learning_desk.switching import Switching
from web.review import live_model
from web.settings import Settings
from web.staff.desk import Desk
from web.staff.jobs import Jobs


def router(desk: Desk, jobs: Jobs, settings: Settings) -> APIRouter:
    """Examples and models."""
    routes = APIRouter(include_in_schema=False)
    door = ModelDoor(settings.engine_url, settings.engine_secret.get_secret_value())
    routes.include_router(example_pages.router(desk, door))
    switching = Switching(desk, door, live_model.FOLDER)
    routes.include_router(model_pages.router(desk, jobs, door, switching, settings.database_url))
    return routes
