"""Pages of an imaginary website with the widget on it."""

from __future__ import annotations

from tests.widget.fake_service import Service

HEAD = (
    '<!doctype html><html lang="nl"><head><meta charset="utf-8"><title>De Linde</title>'
    '<meta name="viewport" content="width=device-width, initial-scale=1">'
    '<script type="module" src="/widget/wegwijs-chat.js"></script>'
)
TOP = '<header><h1>De Linde</h1><a href="/volgende">Naar de volgende pagina</a></header>'
FILL = "<p>Hier staat wat de praktijk doet.</p>" * 40


def website(service: Service, attributes: str = "", *, path: str = "/site", head: str = "", text: str = FILL) -> str:
    """A page at `path` of a website, with the widget at its end; gives the path."""
    service.pages[path] = (
        f"{HEAD}{head}</head><body>{TOP}<main>{text}</main><wegwijs-chat {attributes}></wegwijs-chat></body></html>"
    )
    return path
