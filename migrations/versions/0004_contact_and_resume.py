"""Requests for contact, and the codes with which a visitor comes back to a talk.

Revision: 0004, after 0003
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the two tables."""
    op.create_table(
        "contact_requests",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("form_id", sa.String(length=32), nullable=False),
        sa.Column("origin", sa.String(length=64), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("region", sa.String(length=60), nullable=True),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("called", sa.Text(), nullable=True),
        sa.Column("phone", sa.Text(), nullable=True),
        sa.Column("email", sa.Text(), nullable=True),
        sa.Column("reachable", sa.Text(), nullable=False),
        sa.Column("consent_version", sa.String(length=40), nullable=False),
        sa.Column("consent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("partner", sa.String(length=64), nullable=True),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_contact_requests"),
        sa.UniqueConstraint("form_id", name="uq_contact_requests_form_id"),
    )
    for column in ("origin", "status", "created_at"):
        op.create_index(f"ix_contact_requests_{column}", "contact_requests", [column])
    op.create_table(
        "resume_codes",
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("talk_id", sa.String(length=32), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["talk_id"], ["talks.id"], name="fk_resume_codes_talk_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("code_hash", name="pk_resume_codes"),
    )
    for column in ("talk_id", "expires_at"):
        op.create_index(f"ix_resume_codes_{column}", "resume_codes", [column])


def downgrade() -> None:
    """Drop them, with every request and code in them."""
    op.drop_table("resume_codes")
    op.drop_table("contact_requests")
