"""Every page and file of the desk that can be looked at, from the app itself: a new one is never forgotten."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any


def paths(routes: Iterable[Any]) -> Iterator[str]:
    """The addresses below /bureau as the app has them, of routers in routers too."""
    for route in routes:
        inner = getattr(route, "original_router", route)
        if (below := getattr(inner, "routes", None)) is not None:
            yield from paths(below)
        elif "GET" in (getattr(route, "methods", None) or ()) and route.path.startswith("/bureau"):
            yield route.path


def filled(routes: Iterable[Any], values_of: Callable[[str], Iterable[str]]) -> Iterator[str]:
    """These addresses with each of the values in the place of a name."""
    for path in dict.fromkeys(paths(routes)):
        names = re.findall(r"{(\w+)(?::\w+)?}", path)
        for values in itertools.product(*(values_of(name) for name in names)):
            address = path
            for value in values:
                address = re.sub(r"{[^}]+}", value, address, count=1)
            yield address
