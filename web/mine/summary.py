"""What was understood of a talk as the visitor would say it: labels in the first person, no sentence of the talk."""

from __future__ import annotations

from web.mine.contact_words import SummaryWords
from web.mine.known import Known


def of(known: Known, words: SummaryWords) -> str:
    """A few lines for the visitor to change; empty when nothing was understood yet."""
    who, parts = _who(known, words), []
    region = known.said("region")
    where = words.region.format(region=region) if region else None
    if who or where:
        parts.append(" ".join(filter(None, (who, where))))
    if known.needs:
        parts.append("\n".join([words.needs_title, *(f"- {words.needs[need]}" for need in known.needs)]))
    match known.help:
        case "ja" | "deels" | "nee" as answer:
            parts.append(words.help[answer])
    return "\n\n".join(parts)


def _who(known: Known, words: SummaryWords) -> str | None:
    audience, condition = known.said("audience"), known.said("condition")
    if condition:
        sentence = words.with_condition[audience or "unknown"]
        return sentence.format(condition=words.conditions.get(condition, condition))
    return words.audience[audience] if audience else None
