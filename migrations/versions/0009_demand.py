"""What visitors asked for and what they were shown, counted by month.

Revision: 0009, after 0008
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables, and the place where a talk remembers what of it was counted."""
    op.create_table(
        "shown_counts",
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("slug", "month", name="pk_shown_counts"),
    )
    op.create_table(
        "demand",
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("need", sa.String(length=40), nullable=False),
        sa.Column("region", sa.String(length=60), nullable=False),
        sa.Column("audience", sa.String(length=40), nullable=False),
        sa.Column("condition", sa.String(length=60), nullable=False),
        sa.Column("bouwsteen", sa.SmallInteger(), nullable=False),
        sa.Column("asked", sa.Integer(), nullable=False),
        sa.Column("nothing_fitting", sa.Integer(), nullable=False),
        sa.Column("nothing_local", sa.Integer(), nullable=False),
        sa.Column("nothing_liked", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("month", "need", "region", "audience", "condition", name="pk_demand"),
    )
    op.add_column("talks", sa.Column("counted", sa.JSON(), nullable=True))


def downgrade() -> None:
    """Drop them, with every count."""
    op.drop_column("talks", "counted")
    op.drop_table("demand")
    op.drop_table("shown_counts")
