"""Digests of talks for the desk, what staff say about talks, feedback of visitors, and models that learnt from it.

Revision: 0013, after 0012
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the tables; every talk there is gets its digest after the start."""
    op.create_table(
        "feedback_counts",
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("score", sa.SmallInteger(), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("slug", "month", "score", name="pk_feedback_counts"),
    )
    op.create_table(
        "model_switches",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("who", sa.String(length=80), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("before", sa.String(length=60), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_model_switches"),
    )
    op.create_table(
        "retention_runs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("amounts", sa.JSON(), nullable=False),
        sa.Column("trouble", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_retention_runs"),
    )
    op.create_index("ix_retention_runs_at", "retention_runs", ["at"])
    op.create_table(
        "saved_filters",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.String(length=16), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("query", sa.Text(), nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_saved_filters"),
    )
    op.create_index("ix_saved_filters_staff_id", "saved_filters", ["staff_id"])

    op.create_table(
        "trained_models",
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("beside", sa.String(length=60), nullable=True),
        sa.Column("made_at", _MOMENT, nullable=False),
        sa.Column("made_by", sa.String(length=80), nullable=False),
        sa.Column("examples", sa.Integer(), nullable=False),
        sa.Column("report", sa.JSON(), nullable=False),
        sa.Column("fits", sa.Boolean(), nullable=False),
        sa.Column("why_not", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_trained_models"),
    )
    op.create_table(
        "training_examples",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("talk_id", sa.String(length=32), nullable=True),
        sa.Column("partner", sa.String(length=64), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("label", sa.String(length=40), nullable=False),
        sa.Column("status", sa.String(length=12), nullable=False),
        sa.Column("proposed_by", sa.String(length=16), nullable=False),
        sa.Column("proposed_name", sa.String(length=80), nullable=False),
        sa.Column("proposed_at", _MOMENT, nullable=False),
        sa.Column("decided_by", sa.String(length=16), nullable=True),
        sa.Column("decided_name", sa.String(length=80), nullable=True),
        sa.Column("decided_at", _MOMENT, nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("written_at", _MOMENT, nullable=True),
        sa.CheckConstraint("status IN ('voorgesteld', 'goedgekeurd', 'afgewezen')", name="ck_training_examples_status"),
        sa.ForeignKeyConstraint(["talk_id"], ["talks.id"], name="fk_training_examples_talk_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_training_examples"),
    )
    op.create_index("ix_training_examples_talk_id", "training_examples", ["talk_id"])
    op.create_index("ix_training_examples_status", "training_examples", ["status"])

    op.create_table(
        "feedback",
        sa.Column("talk_id", sa.String(length=32), nullable=False),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("score", sa.SmallInteger(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("redacted", sa.String(length=16), nullable=False),
        sa.Column("danger", sa.String(length=1), nullable=True),
        sa.Column("danger_at", _MOMENT, nullable=True),
        sa.Column("at", _MOMENT, nullable=False),
        sa.CheckConstraint("score BETWEEN 1 AND 3", name="ck_feedback_score"),
        sa.ForeignKeyConstraint(["talk_id"], ["talks.id"], name="fk_feedback_talk_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("talk_id", "slug", name="pk_feedback"),
    )
    op.create_index("ix_feedback_redacted", "feedback", ["redacted"])

    op.create_table(
        "talk_digests",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("talk_id", sa.String(length=32), nullable=False),
        sa.Column("partner", sa.String(length=64), nullable=True),
        sa.Column("region", sa.String(length=60), nullable=True),
        sa.Column("audience", sa.String(length=40), nullable=True),
        sa.Column("condition", sa.String(length=60), nullable=True),
        sa.Column("need", sa.String(length=40), nullable=True),
        sa.Column("bouwsteen", sa.SmallInteger(), nullable=True),
        sa.Column("turns", sa.Integer(), nullable=False),
        sa.Column("fallbacks", sa.Integer(), nullable=False),
        sa.Column("fallbacks_in_row", sa.Integer(), nullable=False),
        sa.Column("confidence", sa.Double(), nullable=True),
        sa.Column("danger", sa.String(length=1), nullable=True),
        sa.Column("danger_at", _MOMENT, nullable=True),
        sa.Column("followed_at", _MOMENT, nullable=True),
        sa.Column("feedback", sa.SmallInteger(), nullable=True),
        sa.Column("attention", sa.SmallInteger(), nullable=False),
        sa.Column("reviewed_at", _MOMENT, nullable=True),
        sa.Column("assigned_to", sa.String(length=16), nullable=True),
        sa.Column("started_at", _MOMENT, nullable=False),
        sa.Column("last_at", _MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["talk_id"], ["talks.id"], name="fk_talk_digests_talk_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("number", name="pk_talk_digests"),
        sa.UniqueConstraint("talk_id", name="uq_talk_digests_talk_id"),
    )
    op.create_table(
        "talk_reviews",
        sa.Column("talk_id", sa.String(length=32), nullable=False),
        sa.Column("assigned_to", sa.String(length=16), nullable=True),
        sa.Column("assigned_name", sa.String(length=80), nullable=True),
        sa.Column("reviewed_at", _MOMENT, nullable=True),
        sa.Column("reviewed_by", sa.String(length=16), nullable=True),
        sa.Column("reviewed_name", sa.String(length=80), nullable=True),
        sa.Column("followed_at", _MOMENT, nullable=True),
        sa.Column("followed_by", sa.String(length=16), nullable=True),
        sa.Column("followed_name", sa.String(length=80), nullable=True),
        sa.Column("followed_how", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["talk_id"], ["talks.id"], name="fk_talk_reviews_talk_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("talk_id", name="pk_talk_reviews"),
    )
    op.create_index("ix_talk_reviews_assigned_to", "talk_reviews", ["assigned_to"])

    op.create_table(
        "digest_needs",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("need", sa.String(length=40), nullable=False),
        sa.Column("bouwsteen", sa.SmallInteger(), nullable=False),
        sa.ForeignKeyConstraint(["number"], ["talk_digests.number"], name="fk_digest_needs_number", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("number", "need", name="pk_digest_needs"),
    )
    op.create_table(
        "turn_notes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("talk_id", sa.String(length=32), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.String(length=16), nullable=False),
        sa.Column("who", sa.String(length=80), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["talk_id", "seq"], ["turns.talk_id", "turns.seq"], name="fk_turn_notes_talk_id_seq", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_turn_notes"),
    )
    op.create_index("ix_turn_notes_talk_id", "turn_notes", ["talk_id"])

    op.create_table(
        "turn_tags",
        sa.Column("talk_id", sa.String(length=32), nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("tag", sa.String(length=40), nullable=False),
        sa.Column("who", sa.String(length=80), nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["talk_id", "seq"], ["turns.talk_id", "turns.seq"], name="fk_turn_tags_talk_id_seq", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("talk_id", "seq", "tag", name="pk_turn_tags"),
    )
    op.create_index("ix_turn_tags_tag", "turn_tags", ["tag", "talk_id"])

    op.create_table(
        "turn_verdicts",
        sa.Column("talk_id", sa.String(length=32), nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("staff_id", sa.String(length=16), nullable=False),
        sa.Column("who", sa.String(length=80), nullable=False),
        sa.Column("verdict", sa.String(length=8), nullable=False),
        sa.Column("need", sa.String(length=40), nullable=True),
        sa.Column("bouwsteen", sa.SmallInteger(), nullable=True),
        sa.Column("audience", sa.String(length=40), nullable=True),
        sa.Column("condition", sa.String(length=60), nullable=True),
        sa.Column("at", _MOMENT, nullable=False),
        sa.CheckConstraint("verdict IN ('goed', 'anders')", name="ck_turn_verdicts_verdict"),
        sa.ForeignKeyConstraint(
            ["talk_id", "seq"], ["turns.talk_id", "turns.seq"], name="fk_turn_verdicts_talk_id_seq", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("talk_id", "seq", "staff_id", name="pk_turn_verdicts"),
    )
    op.create_index("ix_turn_verdicts_at", "turn_verdicts", ["at"])

    with op.batch_alter_table("talks") as batch_op:
        batch_op.add_column(sa.Column("undigested", sa.Boolean(), server_default=sa.true(), nullable=False))
        batch_op.create_index("ix_talks_undigested", ["undigested"])


def downgrade() -> None:
    """Drop them, with all that staff and visitors said in them."""
    with op.batch_alter_table("talks") as talks:
        talks.drop_index("ix_talks_undigested")
        talks.drop_column("undigested")
    for table in (
        "turn_verdicts",
        "turn_tags",
        "turn_notes",
        "digest_needs",
        "talk_reviews",
        "talk_digests",
        "feedback",
        "training_examples",
        "trained_models",
        "saved_filters",
        "retention_runs",
        "model_switches",
        "feedback_counts",
    ):
        op.drop_table(table)
