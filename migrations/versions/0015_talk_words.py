"""The words that talks can be found by, and the orders of the list of talks.

Revision: 0015, after 0014
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

_FILTERS = ("partner", "region", "condition", "danger", "feedback", "assigned_to")


def upgrade() -> None:
    """Make the table; every talk gets its words with its digest."""
    op.create_table(
        "talk_words",
        sa.Column(
            "word", sa.String(length=40).with_variant(sa.String(length=40, collation="C"), "postgresql"), nullable=False
        ),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(["number"], ["talk_digests.number"], name="fk_talk_words_number", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("word", "number", name="pk_talk_words"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_talk_words_number", "talk_words", ["number", "word"])
    op.create_index("ix_digest_needs_need", "digest_needs", ["need", "number"])
    op.create_index("ix_digest_needs_bouwsteen", "digest_needs", ["bouwsteen", "number"])
    op.create_index("ix_talk_digests_attention", "talk_digests", ["attention", "last_at", "number"])
    op.create_index("ix_talk_digests_last_at", "talk_digests", ["last_at", "number"])
    for column in _FILTERS:
        op.create_index(f"ix_talk_digests_{column}", "talk_digests", [column])
    op.execute(sa.text("UPDATE talks SET undigested = true"))


def downgrade() -> None:
    """Drop them; the words follow from the talks."""
    for column in (*_FILTERS, "attention", "last_at"):
        op.drop_index(f"ix_talk_digests_{column}", table_name="talk_digests")
    for column in ("need", "bouwsteen"):
        op.drop_index(f"ix_digest_needs_{column}", table_name="digest_needs")
    op.drop_table("talk_words")
