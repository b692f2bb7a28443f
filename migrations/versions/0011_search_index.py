"""The search index knows what an instrument asks of somebody, and for whom alone it is.

It follows from the records, so it is dropped and made empty; `catalogue.database.upgrade` fills it anew.

Revision: 0011, after 0010
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table again, with a column more."""
    _make(sa.Column("asks", sa.SmallInteger(), nullable=False))


def downgrade() -> None:
    """Make the table again as it was. It stays empty until the records are saved or imported anew."""
    _make()


def _make(*more: sa.Column[int]) -> None:
    op.drop_index("ix_instrument_match_slug", table_name="instrument_match")
    op.drop_table("instrument_match")
    op.create_table(
        "instrument_match",
        sa.Column("need", sa.String(length=40), nullable=False),
        sa.Column("audience", sa.String(length=40), nullable=False),
        sa.Column("region", sa.String(length=60), nullable=False),
        sa.Column("condition", sa.String(length=60), nullable=False),
        sa.Column("carer_group", sa.String(length=60), nullable=False),
        sa.Column("rank", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("person", sa.Boolean(), nullable=False),
        sa.Column("no_referral", sa.Boolean(), nullable=False),
        *more,
        sa.Column("age_min", sa.SmallInteger(), nullable=False),
        sa.Column("age_max", sa.SmallInteger(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["slug"], ["instruments.slug"], name="fk_instrument_match_slug", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint(
            "need", "audience", "region", "condition", "carer_group", "rank", "slug", name="pk_instrument_match"
        ),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_instrument_match_slug", "instrument_match", ["slug"])
