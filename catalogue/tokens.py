"""Secret tokens: in the address of a page, in a cookie, as the key of a talk. Only what `hash_of` gives is kept."""

from __future__ import annotations

import hashlib
import secrets

_BYTES = 32


def new_token() -> str:
    """A token that cannot be guessed, fit for an address."""
    return secrets.token_urlsafe(_BYTES)


def hash_of(token: str) -> str:
    """What is kept of a token. Tokens are long and random, so a plain SHA-256 is enough; any text will do."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
