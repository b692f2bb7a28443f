#!/usr/bin/env bash
# A browser for the tests: an installed Chromium is used; else it is installed (apt where allowed, else Playwright's own).
set -euo pipefail
cd "$(dirname "$0")/.."
if command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null; then
  exit 0
fi
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium >/dev/null
else
  .venv/bin/playwright install chromium
fi
