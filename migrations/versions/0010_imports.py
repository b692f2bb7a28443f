"""Imports that wait for a yes.

Revision: 0010, after 0009
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

STATES = ("lezen", "wacht", "bezig", "klaar")


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "imports",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("account", sa.String(length=64), nullable=False),
        sa.Column("by", sa.String(length=200), nullable=False),
        sa.Column("rights", sa.String(length=2000), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("file_name", sa.String(length=120), nullable=False),
        sa.Column("notes", sa.JSON(), nullable=False),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.CheckConstraint(f"status IN {STATES}", name=op.f("ck_imports_status")),
        sa.PrimaryKeyConstraint("id", name="pk_imports"),
    )
    for column in ("created_at", "status"):
        op.create_index(f"ix_imports_{column}", "imports", [column])
    op.create_table(
        "import_rows",
        sa.Column("import_id", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("sort", sa.String(length=12), nullable=False),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("record", sa.JSON(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=True),
        sa.Column("troubles", sa.JSON(), nullable=False),
        sa.Column("differences", sa.JSON(), nullable=False),
        sa.Column("outcome", sa.String(length=12), nullable=True),
        sa.ForeignKeyConstraint(["import_id"], ["imports.id"], name="fk_import_rows_import_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("import_id", "number", name="pk_import_rows"),
    )
    op.create_index(
        "ix_import_rows_import_id_sort_outcome_number", "import_rows", ["import_id", "sort", "outcome", "number"]
    )


def downgrade() -> None:
    """Drop them, with every import in them."""
    op.drop_table("import_rows")
    op.drop_table("imports")
