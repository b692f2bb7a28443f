"""How far a redirect is followed: on the same site, with or without www, over https. The rest is told, not visited."""

from __future__ import annotations

from urllib.parse import urldefrag, urljoin, urlsplit

from catalogue import texts


def site(url: str) -> str:
    """The site of an address, without www: two addresses of one site are visited one after the other."""
    return (urlsplit(url).hostname or "").lower().removeprefix("www.")


def target(url: str, location: str) -> str:
    """The whole address that a redirect from `url` points to, as it was sent. Raises ValueError when it is none."""
    return urldefrag(urljoin(url, location.strip())).url


def is_address(url: str) -> bool:
    """Whether this could be the address of an instrument: https, a real name, no port and no password."""
    try:
        texts.https_url(url)
    except ValueError:
        return False
    return True


def printable(text: str, longest: int = 300) -> str:
    """What a server sent, fit to be shown as text."""
    return "".join(character if character.isprintable() else "?" for character in text)[:longest]
