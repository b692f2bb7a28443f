"""A key for the pages of each talk. Talks that were kept before get one too.

Revision: 0003, after 0002 (talks)
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

KEYS = {"sqlite": "lower(hex(randomblob(16)))", "postgresql": "replace(gen_random_uuid()::text, '-', '')"}
"""A key nobody can guess, made by the database itself: 128 bits, and the 122 of a random UUID."""


def upgrade() -> None:
    """Add the column, give each talk its key, then demand one."""
    op.add_column("talks", sa.Column("page_key", sa.String(length=32), nullable=True))
    op.execute(f"UPDATE talks SET page_key = {KEYS[op.get_context().dialect.name]}")  # noqa: S608 - one of two texts
    with op.batch_alter_table("talks") as talks:
        talks.alter_column("page_key", existing_type=sa.String(length=32), nullable=False)
        talks.create_unique_constraint("uq_talks_page_key", ["page_key"])


def downgrade() -> None:
    """Drop the keys."""
    with op.batch_alter_table("talks") as talks:
        talks.drop_constraint("uq_talks_page_key", type_="unique")
        talks.drop_column("page_key")
