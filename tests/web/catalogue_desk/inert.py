"""Whether a page runs nothing but the desk's own script and leads nowhere but to pages, sites and numbers."""

from __future__ import annotations

from html.parser import HTMLParser

_LEADS = ("/", "#", "?", "https://", "tel:", "mailto:")
_ADDRESSES = frozenset({"href", "src", "action", "formaction", "data", "srcdoc", "xlink:href"})
_OWN_SCRIPTS = frozenset({"/site/bureau.js"})


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.wrong: list[str] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attributes}
        if tag == "script" and given.get("src") not in _OWN_SCRIPTS:
            self.wrong.append("a script")
        for name, value in given.items():
            if name.startswith("on") or name == "style":
                self.wrong.append(f"{name} on {tag}")
            if name in _ADDRESSES and not value.startswith(_LEADS):
                self.wrong.append(f"{tag} leads to {value[:80]!r}")


def wrong_in(page: str) -> list[str]:
    """What a page holds that could do harm; nothing when it is inert."""
    parser = _Page()
    parser.feed(page)
    raw = [mark for mark in ("<script>", "<svg", "<b onmouse", "onerror=alert(1)>") if mark in page]
    return parser.wrong + raw
