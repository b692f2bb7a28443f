"""Pages behind a secret link may not be asked for too often: not by one address, and not with one link.

A link is counted too: who passes it on does not multiply what can be done with it. Only its hash is kept.
"""

from __future__ import annotations

from catalogue.tokens import hash_of
from web.limits.rates import AddressRate


async def wait_for(rate: AddressRate, kind: str, address: str, token: str) -> int:
    """Seconds to wait before such a page may be asked for (0: it may); `kind` keeps kinds of links apart."""
    for subject, who in ((f"{kind}-address", address), (f"{kind}-link", hash_of(token))):
        if wait := await rate.wait_for(subject, who):
            return wait
    return 0
