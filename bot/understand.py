"""Understand lines of text with a trained model, outside a talk: `python -I bot/understand.py MODEL < lines > json`.

One JSON object a line, in order, with Rasa's parse as the talk sees it. The command line in `wegwijs/` gives it the
shape of contract 1.
"""

import asyncio
import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

# This file is started by its path; the project's root comes last, so that its rooms hide no installed package.
sys.path.append(str(Path(__file__).resolve().parent.parent))
from bot.encoder import shared
from bot.run import prepare

EMPTY: dict[str, Any] = {"intent_ranking": [], "needs": [], "entities": [], "danger": None, "fallback": True}

CHUNK, AHEAD = 65_536, 32
"""Bytes taken in at a time; lines whose sentences are encoded together."""


async def understand(model: str) -> None:
    """Parse standard input line by line; an empty line is not understood. What is there already is read ahead."""
    from rasa.core.agent import load_agent
    from rasa.core.channels.channel import UserMessage

    from bot.read_beside import read_for

    agent = await load_agent(model_path=model)
    if agent.processor is None:
        raise SystemExit(f"the model {model} could not be loaded")
    for block in blocks(sys.stdin.fileno()):
        shared().read_ahead([read for text in block if text for read in read_for(said(text))])
        for text in block:
            parse = EMPTY
            if text:
                found = await agent.processor.parse_message(UserMessage(text=said(text), sender_id="understand"))
                parse = {key: found.get(key, EMPTY[key]) for key in EMPTY}
            sys.stdout.write(json.dumps({"text": text, **parse}, ensure_ascii=False, default=float) + "\n")
            sys.stdout.flush()


def said(text: str) -> str:
    """A line as the engine gets it: a leading slash would be a command to it."""
    return text.lstrip("/ \t") or "-"


def blocks(source: int) -> Iterator[list[str]]:
    """The lines that came in on a file descriptor, without white space around them; waits only when there are none."""
    rest = b""
    while chunk := os.read(source, CHUNK):
        *lines, rest = (rest + chunk).split(b"\n")
        texts = [line.decode("utf-8", errors="replace").strip() for line in lines]
        yield from (texts[at : at + AHEAD] for at in range(0, len(texts), AHEAD))
    if rest:
        yield [rest.decode("utf-8", errors="replace").strip()]


if __name__ == "__main__":
    prepare()
    asyncio.run(understand(sys.argv[1]))
