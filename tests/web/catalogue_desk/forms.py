"""A form as a browser sends it: every field as the page shows it, changed where a test says so."""

from __future__ import annotations

from html.parser import HTMLParser

import httpx


class _Form(HTMLParser):
    """The successful controls of the form with this address."""

    def __init__(self, action: str) -> None:
        super().__init__(convert_charrefs=True)
        self._action, self._inside, self._area, self._select = action, False, "", ""
        self.fields: dict[str, list[str]] = {}

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = dict(attributes)
        if tag == "form":
            self._inside = given.get("action") == self._action
        if not self._inside:
            return
        name, value = given.get("name") or "", given.get("value") or ""
        if tag == "input" and (given.get("type") not in {"checkbox", "radio"} or "checked" in given):
            self.fields.setdefault(name, []).append(value)
        elif tag == "textarea":
            self._area = name
            self.fields[name] = [""]
        elif tag == "select":
            self._select = name
        elif tag == "option" and "selected" in given:
            self.fields[self._select] = [value]

    def handle_data(self, data: str) -> None:
        if self._area:
            self.fields[self._area][0] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self._area:
            self.fields[self._area][0] = self.fields[self._area][0].removeprefix("\n")
            self._area = ""
        if tag == "form":
            self._inside = False


def fields_of(page: str, action: str) -> dict[str, list[str]]:
    """What a browser would send when nothing was changed."""
    form = _Form(action)
    form.feed(page)
    assert "csrf" in form.fields, f"no form to {action} on this page"
    return form.fields


async def send(client: httpx.AsyncClient, page: str, action: str, **changes: str | list[str]) -> httpx.Response:
    """Send the form of a page; a name with `__` stands for one with a full stop."""
    fields = fields_of(page, action)
    for name, value in changes.items():
        fields[name.replace("__", ".")] = value if isinstance(value, list) else [value]
    return await client.post(action, data=fields)
