"""A real browser for tests: Debian's Chromium through Playwright, without anything that calls home.

The fixture `browser` starts once a module; a test opens a context of its own with `browser.new_context`. Not once a
session: while Playwright's loop runs, no other test of the same process can run one.

What is waited for may take long on a busy machine: `PATIENCE` holds for every `expect`, and no test sets a shorter one.
For an action or a page Playwright's own 30 seconds stand.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

PATIENCE = 60_000
"""Milliseconds for what usually takes a moment."""
expect.set_options(timeout=PATIENCE)

ARGUMENTS = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def executable() -> str | None:
    """The browser of this machine; None leaves the choice to Playwright, which then uses its own."""
    return shutil.which("chromium") or shutil.which("chromium-browser")


@contextmanager
def launched(*more: str) -> Iterator[Browser]:
    """A browser with `more` arguments, until the `with` ends. As root Chromium only starts without its sandbox."""
    arguments = [*ARGUMENTS, *more, *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=executable(), args=arguments)
        yield started
        started.close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One browser for a module of tests."""
    with launched() as started:
        yield started
