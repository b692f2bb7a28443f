"""What the state of a talk says, as far as its pages need it. Values of an unexpected kind are passed over."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from vocabulary import needs, people
from web.slots import word, words

_YOUNG = 18
"""Below this age the Kindertelefoon is one of those to call."""


@dataclass(frozen=True)
class Known:
    """Who it is about, what is the matter, and what was shown; empty where nothing was said."""

    audience: str | None = None
    condition: str | None = None
    region: str | None = None
    age: int | None = None
    needs: tuple[str, ...] = ()
    help: str | None = None
    shown: tuple[str, ...] = ()
    liked: tuple[str, ...] = ()
    danger: str | None = None
    presumed: frozenset[str] = frozenset()
    """What the website told and the visitor did not (names of the fields above): it is never told back as said."""

    @property
    def carer(self) -> bool:
        """Whether the visitor stands beside somebody who is ill."""
        return self.audience in people.CARERS

    @property
    def young(self) -> bool:
        """Whether the visitor said to be a child."""
        return self.age is not None and self.age < _YOUNG

    def said(self, name: Literal["audience", "condition", "region"]) -> str | None:
        """What the visitor said of this; None when nobody did, or only the website."""
        found: str | None = None if name in self.presumed else getattr(self, name)
        return found

    @classmethod
    def of(cls, state: dict[str, Any]) -> Known:
        """What is known in this state."""
        audience, age = word(state.get("audience")), state.get("age")
        return cls(
            audience=audience if audience in people.audiences() else None,
            condition=word(state.get("condition")),
            region=word(state.get("region")),
            age=age if isinstance(age, int) else None,
            needs=tuple(need for need in words(state.get("needs")) if need in needs.load()),
            help=word(state.get("help")),
            shown=words(state.get("shown")),
            liked=words(state.get("liked")),
            danger=word(state.get("danger")),
            presumed=frozenset(words(state.get("presumed"))),
        )
