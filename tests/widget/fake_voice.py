"""The browser's own speaking and listening, as scripts that a page gets before anything else.

A headless browser has no voice and no ear. What is spoken is written down in `window.spoken` and goes on until a test
says that a sentence is over; `window.ear` is the recognizer that listens, to which a test speaks.
"""

from __future__ import annotations

import json
from typing import Any

from playwright.sync_api import Page

FRANK = {"name": "Frank", "lang": "nl-NL", "localService": True}
BART = {"name": "Bart", "lang": "nl-BE", "localService": True}
CLOUD = {"name": "Wolk", "lang": "nl-NL", "localService": False}
MARY = {"name": "Mary", "lang": "en-GB", "localService": True, "default": True}

_VOICES = """
(() => {
    let voices = %s;
    const queue = [];
    const over = (type, error) => {
        const done = queue.shift();
        done?.["on" + type]?.({ type, error });
        return Boolean(done);
    };
    class Utterance { constructor(text) { this.text = text; } }
    class Synthesis extends EventTarget {
        getVoices() { return voices; }
        get speaking() { return queue.length > 0; }
        speak(spoken) { spoken.voice = spoken.voice ?? null; window.spoken.push(spoken); queue.push(spoken); }
        cancel() { window.cancelled += 1; queue.splice(1); over("error", "interrupted"); }
    }
    const synthesis = new Synthesis();
    Object.assign(window, {
        spoken: [], cancelled: 0,
        sentenceOver: () => over("end"),
        sentenceFails: () => over("error", "synthesis-failed"),
        voicesArrive: (now) => { voices = now; synthesis.dispatchEvent(new Event("voiceschanged")); },
        SpeechSynthesisUtterance: Utterance,
    });
    Object.defineProperty(window, "speechSynthesis", { value: synthesis, configurable: true });
})();
"""
_EAR = """
(() => {
    window.ears = [];
    class Listener {
        constructor() { window.ear = this; window.ears.push(this); }
        start() { if (%(broken)s) throw new Error("InvalidStateError"); this.on = true; }
        stop() { this.on = false; this.onend?.(); }
        abort() { if (!this.on) return; this.on = false; this.onerror?.({ error: "aborted" }); this.onend?.(); }
        hear(...said) { this.onresult?.({ results: said.map((transcript) => [{ transcript }]) }); }
        fail(error) { this.onerror?.({ error }); this.stop(); }
    }
    window.SpeechRecognition = undefined;
    window.webkitSpeechRecognition = Listener;
})();
"""
_NO_VOICE = 'Object.defineProperty(window, "speechSynthesis", { value: undefined, configurable: true });'
_NO_EAR = "window.SpeechRecognition = window.webkitSpeechRecognition = undefined;"


def voices(*known: dict[str, Any]) -> str:
    """A browser that can speak with these voices."""
    return _VOICES % json.dumps(known)


def ear(*, broken: bool = False) -> str:
    """A browser that can listen; a broken one fails at the start."""
    return _EAR % {"broken": json.dumps(broken)}


MUTE = _NO_VOICE
DEAF = _NO_EAR


def spoken(page: Page) -> list[str]:
    """What was read aloud so far, a sentence each."""
    found: list[str] = page.evaluate("window.spoken.map(({ text }) => text.trim())")
    return found
