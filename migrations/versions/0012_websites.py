"""The registry of websites that may show the chat.

Revision: 0012, after 0011
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "websites",
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("record", sa.JSON(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_at", _MOMENT, nullable=False),
        sa.Column("changed_by", sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_websites"),
    )
    op.create_index("ix_websites_changed_at", "websites", ["changed_at"])
    op.create_table(
        "website_links",
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("website", sa.String(length=64), nullable=False),
        sa.Column("made_at", _MOMENT, nullable=False),
        sa.Column("made_by", sa.String(length=200), nullable=False),
        sa.Column("revoked_at", _MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["website"], ["websites.key"], name="fk_website_links_website", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("token_hash", name="pk_website_links"),
    )
    op.create_index("ix_website_links_website", "website_links", ["website"])
    op.create_table(
        "website_sightings",
        sa.Column("website", sa.String(length=64), nullable=False),
        sa.Column("origin", sa.String(length=300), nullable=False),
        sa.Column("allowed", sa.Boolean(), nullable=False),
        sa.Column("mode", sa.String(length=12), nullable=False),
        sa.Column("widget", sa.String(length=32), nullable=False),
        sa.Column("first_at", _MOMENT, nullable=False),
        sa.Column("last_at", _MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["website"], ["websites.key"], name="fk_website_sightings_website", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("website", "origin", name="pk_website_sightings"),
    )
    op.create_table(
        "website_counts",
        sa.Column("website", sa.String(length=64), nullable=False),
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("subject", sa.String(length=24), nullable=False),
        sa.Column("label", sa.String(length=64), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.CheckConstraint("count >= 0", name=op.f("ck_website_counts_count")),
        sa.PrimaryKeyConstraint("website", "month", "subject", "label", name="pk_website_counts"),
    )
    op.create_table(
        "widget_versions",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("served_at", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("digest", name="pk_widget_versions"),
    )


def downgrade() -> None:
    """Drop them, with every website in them."""
    for table in ("widget_versions", "website_counts", "website_sightings", "website_links", "websites"):
        op.drop_table(table)
