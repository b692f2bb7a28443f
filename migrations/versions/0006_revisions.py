"""Versions and history of instruments, and proposals of providers.

Revision: 0006, after 0005
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

STATES = ("open", "aanvaard", "gewijzigd aanvaard", "afgewezen", "ingetrokken")
SORTED = (("title", "slug"), ("provider", "title"))


def upgrade() -> None:
    """Make the tables; every record that is there has version 1."""
    op.add_column("instruments", sa.Column("version", sa.Integer(), server_default="1", nullable=False))
    for columns in SORTED:
        op.create_index(f"ix_instruments_{'_'.join(columns)}", "instruments", list(columns))
    op.create_table(
        "instrument_revisions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(length=200), nullable=False),
        sa.Column("what", sa.String(length=60), nullable=False),
        sa.Column("changes", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_instrument_revisions"),
    )
    op.create_index("ix_instrument_revisions_slug_version", "instrument_revisions", ["slug", "version"])
    op.create_index("ix_instrument_revisions_at", "instrument_revisions", ["at"])
    op.create_table(
        "proposals",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("provider", sa.String(length=160), nullable=False),
        sa.Column("provider_key", sa.String(length=320), nullable=False),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("record", sa.JSON(), nullable=False),
        sa.Column("base", sa.JSON(), nullable=True),
        sa.Column("base_version", sa.Integer(), nullable=True),
        sa.Column("note", sa.String(length=600), nullable=True),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by", sa.String(length=200), nullable=True),
        sa.Column("reason", sa.String(length=600), nullable=True),
        sa.CheckConstraint(f"state IN {STATES}", name=op.f("ck_proposals_state")),
        sa.PrimaryKeyConstraint("id", name="pk_proposals"),
    )
    for key in (["state", "created_at"], ["provider_key", "state"], ["slug"]):
        op.create_index(f"ix_proposals_{'_'.join(key)}", "proposals", key)


def downgrade() -> None:
    """Drop them, with the whole history and every proposal."""
    op.drop_table("proposals")
    op.drop_table("instrument_revisions")
    for columns in SORTED:
        op.drop_index(f"ix_instruments_{'_'.join(columns)}", "instruments")
    op.drop_column("instruments", "version")
