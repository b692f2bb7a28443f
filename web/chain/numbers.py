"""The number of a plan or a role in an address, as large as the databases can hold."""

from __future__ import annotations

from typing import Annotated

from fastapi import Path

Number = Annotated[int, Path(ge=0, le=2**31 - 1)]
"""Anything else is told to be no right address, instead of making a database stumble."""
