"""A real PostgreSQL for the benchmarks."""

from tests.common.postgres import postgres_server, postgres_url  # noqa: F401 - fixtures
