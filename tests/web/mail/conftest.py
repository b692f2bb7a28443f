"""What the tests of mail share."""

from __future__ import annotations

from tests.common.certificates import ca  # noqa: F401 - a fixture
