"""Settings of the web side, from the environment (prefix `WEGWIJS_`). Each one is explained in docs/settings.md."""

from __future__ import annotations

from pathlib import Path

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

ROOT = Path(__file__).resolve().parent.parent


class Settings(BaseSettings):
    """What an operator may change without touching code; a wrong value stops the start with a clear error."""

    model_config = SettingsConfigDict(env_prefix="WEGWIJS_", extra="ignore")

    host: str = "127.0.0.1"
    port: int = Field(8000, ge=1, le=65535)
    database_url: str = "sqlite:///var/wegwijs.sqlite"
    redis_url: str | None = None

    engine_url: str = "http://127.0.0.1:5005"
    engine_secret: SecretStr = SecretStr("")
    engine_timeout: float = Field(8.0, gt=0, le=30)
    engine_concurrency: int = Field(4, ge=1, le=64)
    queue_length: int = Field(60, ge=1)
    danger_patience: float = Field(1.5, gt=0, le=8)

    address_rate: str = "10/second"
    contact_rate: str = "20/hour"
    wrong_code_rate: str = "10/hour"
    talk_rate: float = Field(2.0, gt=0)
    talk_burst: int = Field(10, ge=1)
    body_limit: int = Field(8 * 1024, ge=1024)
    text_limit: int = Field(1000, ge=1)

    session_hours: float = Field(12, gt=0)
    staff_hours: float = Field(10, gt=0, le=24)
    staff_idle_minutes: float = Field(60, gt=0, le=600)
    login_rate: str = "5/15 minutes"
    provider_rate: str = "120/minute"
    public_address: str = Field("http://127.0.0.1:8000", pattern=r"^https?://[^/\s]+$")
    smtp_url: SecretStr | None = None
    mail_from: str = Field("wegwijs@localhost", pattern=r"^[^\s<>@]+@[^\s<>@]+$")
    contact_keys: SecretStr | None = None
    contact_key_file: Path = ROOT / "var" / "contactvragen.sleutel"
    retention_raw_days: int = Field(30, ge=0, le=30)
    retention_redacted_days: int = Field(180, ge=1, le=180)

    texts_file: Path = ROOT / "web" / "texts.yml"
    widget_folder: Path = ROOT / "widget"
    redaction_folder: Path = ROOT / "var" / "deduce"
    redaction_names: bool = True

    @field_validator("address_rate", "contact_rate", "wrong_code_rate", "login_rate", "provider_rate")
    @classmethod
    def _rate_is_readable(cls, value: str) -> str:
        from limits import parse

        parse(value)
        return value
