"""The record of talks: talks, their turns, raw texts and choices, and the audit log.

Revision: 0002, after 0001 (catalogue)
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables of the record."""
    op.create_table(
        "talks",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("partner", sa.String(length=64), nullable=True),
        sa.Column("state", sa.JSON(), nullable=False),
        sa.Column("turns", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_talks"),
        sa.UniqueConstraint("token_hash", name="uq_talks_token_hash"),
    )
    op.create_index("ix_talks_last_at", "talks", ["last_at"])
    op.create_table(
        "turns",
        sa.Column("talk_id", sa.String(length=32), nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("client_id", sa.String(length=64), nullable=True),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("choice", sa.String(length=64), nullable=True),
        sa.Column("redacted", sa.String(length=16), nullable=False),
        sa.Column("danger", sa.String(length=16), nullable=True),
        sa.Column("danger_tier", sa.String(length=1), nullable=True),
        sa.Column("danger_rule", sa.Text(), nullable=True),
        sa.Column("reply", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("understood", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("parse", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("outcome", sa.String(length=16), nullable=True),
        sa.Column("milliseconds", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["talk_id"], ["talks.id"], name="fk_turns_talk_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("talk_id", "seq", name="pk_turns"),
        sa.UniqueConstraint("talk_id", "client_id", name="uq_turns_talk_id_client_id"),
    )
    op.create_index("ix_turns_redacted", "turns", ["redacted"])
    op.create_table(
        "raw_texts",
        sa.Column("talk_id", sa.String(length=32), nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["talk_id", "seq"], ["turns.talk_id", "turns.seq"], name="fk_raw_texts_talk_id_seq", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("talk_id", "seq", name="pk_raw_texts"),
    )
    op.create_index("ix_raw_texts_created_at", "raw_texts", ["created_at"])
    op.create_table(
        "choices",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("talk_id", sa.String(length=32), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("payload", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["talk_id", "seq"], ["turns.talk_id", "turns.seq"], name="fk_choices_talk_id_seq", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_choices"),
    )
    op.create_index("ix_choices_talk_id", "choices", ["talk_id"])
    op.create_table(
        "audit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("event", sa.String(length=32), nullable=False),
        sa.Column("subject", sa.String(length=64), nullable=True),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_audit"),
    )


def downgrade() -> None:
    """Drop the tables of the record, with every talk in them."""
    for table in ("audit", "choices", "raw_texts", "turns", "talks"):
        op.drop_table(table)
