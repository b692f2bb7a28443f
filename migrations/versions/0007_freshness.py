"""Links of providers, findings about links, and what was mailed.

Revision: 0007, after 0006
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "link_findings",
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("url", sa.String(length=500), nullable=False),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ok", sa.Boolean(), nullable=False),
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("message", sa.String(length=700), nullable=False),
        sa.Column("failing_since", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["slug"], ["instruments.slug"], name="fk_link_findings_slug", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("slug", name="pk_link_findings"),
    )
    for column in ("checked_at", "ok"):
        op.create_index(f"ix_link_findings_{column}", "link_findings", [column])
    op.create_table(
        "provider_links",
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("provider", sa.String(length=160), nullable=False),
        sa.Column("provider_key", sa.String(length=320), nullable=False),
        sa.Column("slug", sa.String(length=80), nullable=True),
        sa.Column("created_by", sa.String(length=160), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("token_hash", name="pk_provider_links"),
    )
    op.create_index("ix_provider_links_provider_key", "provider_links", ["provider_key"])
    op.create_table(
        "provider_mails",
        sa.Column("provider_key", sa.String(length=320), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("claimed_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("stopped_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("provider_key", name="pk_provider_mails"),
    )


def downgrade() -> None:
    """Drop them."""
    op.drop_table("provider_mails")
    op.drop_table("provider_links")
    op.drop_table("link_findings")
