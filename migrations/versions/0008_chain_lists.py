"""The fill-in lists of a chain, and roles for one illness.

Revision: 0008, after 0007
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables of the lists; roles get an illness, roles and partners a version."""
    op.add_column("roles", sa.Column("condition", sa.String(length=60), nullable=True))
    for table in ("roles", "partners"):
        op.add_column(table, sa.Column("version", sa.Integer(), server_default="1", nullable=False))
    # The chain of the Helen Dowling Instituut was one for borstkanker (000, bijlage 1.1); the seed now says so.
    op.execute(
        "UPDATE roles SET condition = 'borstkanker' "
        "WHERE source = '000, bijlage 1.1 HDI' AND partner_slug = 'helen-dowling-instituut'"
    )
    op.create_table(
        "chain_plans",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("national", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("actions_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_chain_plans"),
    )
    op.create_table(
        "chain_plan_region",
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("value", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(
            ["plan_id"], ["chain_plans.id"], name="fk_chain_plan_region_plan_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("plan_id", "value", name="pk_chain_plan_region"),
    )
    op.create_table(
        "chain_rows",
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("list", sa.String(length=20), nullable=False),
        sa.Column("bouwsteen", sa.SmallInteger(), nullable=False),
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("cells", sa.JSON(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("saved_by", sa.String(length=120), nullable=False),
        sa.CheckConstraint("bouwsteen BETWEEN 0 AND 7", name="ck_chain_rows_bouwsteen"),
        sa.ForeignKeyConstraint(["plan_id"], ["chain_plans.id"], name="fk_chain_rows_plan_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("plan_id", "list", "bouwsteen", "key", name="pk_chain_rows"),
    )


def downgrade() -> None:
    """Drop them, with every list in them."""
    for table in ("chain_rows", "chain_plan_region", "chain_plans"):
        op.drop_table(table)
    for table in ("partners", "roles"):
        op.drop_column(table, "version")
    op.drop_column("roles", "condition")
