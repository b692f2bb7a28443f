"""The gateway with the catalogue it begins with."""

from __future__ import annotations

from tests.web.mine.conftest import anyio_backend, migrated_file

__all__ = ["anyio_backend", "migrated_file"]
