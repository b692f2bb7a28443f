"""Understand lines of text with a trained model, outside a talk: `python -I bot/understand.py MODEL < lines > json`.

One JSON object a line, in order, with Rasa's parse as the talk sees it. The command line in `wegwijs/` gives it the
shape of contract 1.
"""

import asyncio
import json
import sys
from pathlib import Path
from typing import Any

# This file is started by its path; the project's root comes last, so that its rooms hide no installed package.
sys.path.append(str(Path(__file__).resolve().parent.parent))
from bot.run import prepare

EMPTY: dict[str, Any] = {"intent_ranking": [], "needs": [], "entities": [], "danger": None, "fallback": True}


async def understand(model: str) -> None:
    """Parse standard input line by line; an empty line is not understood."""
    from rasa.core.agent import load_agent
    from rasa.core.channels.channel import UserMessage

    agent = await load_agent(model_path=model)
    if agent.processor is None:
        raise SystemExit(f"the model {model} could not be loaded")
    for raw in sys.stdin.buffer:
        text = raw.decode("utf-8", errors="replace").rstrip("\r\n").strip()
        parse = EMPTY
        if text:
            message = UserMessage(text=text.lstrip("/ \t") or "-", sender_id="understand")
            found = await agent.processor.parse_message(message)
            parse = {key: found.get(key, EMPTY[key]) for key in EMPTY}
        sys.stdout.write(json.dumps({"text": text, **parse}, ensure_ascii=False, default=float) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    prepare()
    asyncio.run(understand(sys.argv[1]))
