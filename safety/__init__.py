"""What counts as danger and what is said then. Deterministic, standard library only, independent of the engine.

`detect` reads a message (with the two before it), `card` gives what is said, `help_lines` the dated help lines,
`kind_word` the subjects that are no alarm but ask for a warm answer. How it works: docs/danger.md.
"""

from safety.cards import card
from safety.detection import detect, prepare
from safety.helplines import help_lines, overdue
from safety.model import TIER_OF_ALARM, Card, Finding, HelpLine
from safety.topics import kind_word, topic_text

__all__ = [
    "TIER_OF_ALARM",
    "Card",
    "Finding",
    "HelpLine",
    "card",
    "detect",
    "help_lines",
    "kind_word",
    "overdue",
    "prepare",
    "topic_text",
]
