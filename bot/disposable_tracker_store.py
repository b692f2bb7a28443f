"""A tracker store that lives for one turn: the gateway keeps the talk and sends its state along (ENGINE door).

So a killed engine loses nothing, the hundredth turn costs as much as the first, and nothing of a visitor is left here.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker


class DisposableTrackerStore(TrackerStore):
    """Trackers by sender, kept until `forget`."""

    def __init__(self, domain: Domain | None, event_broker: EventBroker | None = None, **kwargs: Any) -> None:
        super().__init__(domain, event_broker)
        self._trackers: dict[str, DialogueStateTracker] = {}

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Keep the tracker for the rest of its turn."""
        self._trackers[tracker.sender_id] = tracker

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """The tracker of the turn under way, or None."""
        return self._trackers.get(sender_id)

    async def keys(self) -> Iterable[str]:
        """Senders with a turn under way."""
        return list(self._trackers)

    def forget(self, sender_id: str) -> None:
        """Drop all that is known of a sender."""
        self._trackers.pop(sender_id, None)
