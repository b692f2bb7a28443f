"""The catalogue: instruments with their lists and search index, chain partners and roles.

Revision: 0001, the first
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables of the catalogue."""
    op.create_table(
        "instruments",
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("summary", sa.String(length=600), nullable=False),
        sa.Column("instrument_kind", sa.String(length=40), nullable=False),
        sa.Column("age_min", sa.SmallInteger(), nullable=True),
        sa.Column("age_max", sa.SmallInteger(), nullable=True),
        sa.Column("cost", sa.String(length=120), nullable=True),
        sa.Column("access", sa.String(length=40), nullable=False),
        sa.Column("url", sa.String(length=500), nullable=True),
        sa.Column("phone", sa.String(length=30), nullable=True),
        sa.Column("email", sa.String(length=120), nullable=True),
        sa.Column("address", sa.String(length=200), nullable=True),
        sa.Column("provider", sa.String(length=160), nullable=False),
        sa.Column("developer", sa.String(length=160), nullable=True),
        sa.Column("by_experts_by_experience", sa.Boolean(), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("verified_on", sa.Date(), nullable=True),
        sa.Column("verified_by", sa.String(length=120), nullable=True),
        sa.Column("verify_every", sa.SmallInteger(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("source", sa.String(length=300), nullable=False),
        sa.CheckConstraint("status IN ('concept', 'gepubliceerd', 'ingetrokken')", name=op.f("ck_instruments_status")),
        sa.CheckConstraint("age_min <= age_max", name=op.f("ck_instruments_ages")),
        sa.CheckConstraint("valid_from <= valid_to", name=op.f("ck_instruments_validity")),
        sa.PrimaryKeyConstraint("slug", name=op.f("pk_instruments")),
    )
    op.create_index(op.f("ix_instruments_status_title"), "instruments", ["status", "title"], unique=False)
    op.create_table(
        "partners",
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("name", sa.String(length=160), nullable=False),
        sa.Column("description", sa.String(length=600), nullable=False),
        sa.Column("url", sa.String(length=500), nullable=True),
        sa.PrimaryKeyConstraint("slug", name=op.f("pk_partners")),
    )
    op.create_table(
        "instrument_audience",
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("value", sa.String(length=60), nullable=False),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["slug"], ["instruments.slug"], name=op.f("fk_instrument_audience_slug"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("slug", "value", name=op.f("pk_instrument_audience")),
    )
    op.create_index(op.f("ix_instrument_audience_value_slug"), "instrument_audience", ["value", "slug"], unique=False)
    op.create_table(
        "instrument_bouwsteen",
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("value", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["slug"], ["instruments.slug"], name=op.f("fk_instrument_bouwsteen_slug"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("slug", "value", name=op.f("pk_instrument_bouwsteen")),
    )
    op.create_index(op.f("ix_instrument_bouwsteen_value_slug"), "instrument_bouwsteen", ["value", "slug"], unique=False)
    op.create_table(
        "instrument_carer_group",
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("value", sa.String(length=60), nullable=False),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["slug"], ["instruments.slug"], name=op.f("fk_instrument_carer_group_slug"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("slug", "value", name=op.f("pk_instrument_carer_group")),
    )
    op.create_index(
        op.f("ix_instrument_carer_group_value_slug"), "instrument_carer_group", ["value", "slug"], unique=False
    )
    op.create_table(
        "instrument_condition",
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("value", sa.String(length=60), nullable=False),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["slug"], ["instruments.slug"], name=op.f("fk_instrument_condition_slug"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("slug", "value", name=op.f("pk_instrument_condition")),
    )
    op.create_index(op.f("ix_instrument_condition_value_slug"), "instrument_condition", ["value", "slug"], unique=False)
    op.create_table(
        "instrument_language",
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("value", sa.String(length=60), nullable=False),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["slug"], ["instruments.slug"], name=op.f("fk_instrument_language_slug"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("slug", "value", name=op.f("pk_instrument_language")),
    )
    op.create_index(op.f("ix_instrument_language_value_slug"), "instrument_language", ["value", "slug"], unique=False)
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
        sa.Column("age_min", sa.SmallInteger(), nullable=False),
        sa.Column("age_max", sa.SmallInteger(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["slug"], ["instruments.slug"], name=op.f("fk_instrument_match_slug"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint(
            "need", "audience", "region", "condition", "carer_group", "rank", "slug", name=op.f("pk_instrument_match")
        ),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_instrument_match_slug"), "instrument_match", ["slug"], unique=False)
    op.create_table(
        "instrument_need",
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("value", sa.String(length=60), nullable=False),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["slug"], ["instruments.slug"], name=op.f("fk_instrument_need_slug"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("slug", "value", name=op.f("pk_instrument_need")),
    )
    op.create_index(op.f("ix_instrument_need_value_slug"), "instrument_need", ["value", "slug"], unique=False)
    op.create_table(
        "instrument_region",
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("value", sa.String(length=60), nullable=False),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["slug"], ["instruments.slug"], name=op.f("fk_instrument_region_slug"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("slug", "value", name=op.f("pk_instrument_region")),
    )
    op.create_index(op.f("ix_instrument_region_value_slug"), "instrument_region", ["value", "slug"], unique=False)
    op.create_table(
        "partner_region",
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("value", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(["slug"], ["partners.slug"], name=op.f("fk_partner_region_slug"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("slug", "value", name=op.f("pk_partner_region")),
    )
    op.create_index(op.f("ix_partner_region_value_slug"), "partner_region", ["value", "slug"], unique=False)
    op.create_table(
        "roles",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("region", sa.String(length=60), nullable=True),
        sa.Column("own_word", sa.String(length=80), nullable=True),
        sa.Column("partner_slug", sa.String(length=80), nullable=True),
        sa.Column("bouwsteen", sa.SmallInteger(), nullable=True),
        sa.Column("url", sa.String(length=500), nullable=True),
        sa.Column("phone", sa.String(length=30), nullable=True),
        sa.Column("how", sa.String(length=600), nullable=False),
        sa.Column("source", sa.String(length=300), nullable=False),
        sa.CheckConstraint(
            "role IN ('ketenregisseur', 'informatiepunt', 'casusregisseur', 'kwaliteitsbewaker')",
            name=op.f("ck_roles_role"),
        ),
        sa.CheckConstraint("bouwsteen BETWEEN 1 AND 7", name=op.f("ck_roles_bouwsteen")),
        sa.ForeignKeyConstraint(
            ["partner_slug"], ["partners.slug"], name=op.f("fk_roles_partner_slug"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_roles")),
    )
    op.create_index(op.f("ix_roles_partner_slug"), "roles", ["partner_slug"], unique=False)
    op.create_index(op.f("ix_roles_role_region"), "roles", ["role", "region"], unique=False)
    op.create_table(
        "role_audience",
        sa.Column("role_id", sa.Integer(), nullable=False),
        sa.Column("value", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(["role_id"], ["roles.id"], name=op.f("fk_role_audience_role_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("role_id", "value", name=op.f("pk_role_audience")),
    )


def downgrade() -> None:
    """Drop them."""
    op.drop_table("role_audience")
    op.drop_index(op.f("ix_roles_role_region"), table_name="roles")
    op.drop_index(op.f("ix_roles_partner_slug"), table_name="roles")
    op.drop_table("roles")
    op.drop_index(op.f("ix_partner_region_value_slug"), table_name="partner_region")
    op.drop_table("partner_region")
    op.drop_index(op.f("ix_instrument_region_value_slug"), table_name="instrument_region")
    op.drop_table("instrument_region")
    op.drop_index(op.f("ix_instrument_need_value_slug"), table_name="instrument_need")
    op.drop_table("instrument_need")
    op.drop_index(op.f("ix_instrument_match_slug"), table_name="instrument_match")
    op.drop_table("instrument_match")
    op.drop_index(op.f("ix_instrument_language_value_slug"), table_name="instrument_language")
    op.drop_table("instrument_language")
    op.drop_index(op.f("ix_instrument_condition_value_slug"), table_name="instrument_condition")
    op.drop_table("instrument_condition")
    op.drop_index(op.f("ix_instrument_carer_group_value_slug"), table_name="instrument_carer_group")
    op.drop_table("instrument_carer_group")
    op.drop_index(op.f("ix_instrument_bouwsteen_value_slug"), table_name="instrument_bouwsteen")
    op.drop_table("instrument_bouwsteen")
    op.drop_index(op.f("ix_instrument_audience_value_slug"), table_name="instrument_audience")
    op.drop_table("instrument_audience")
    op.drop_table("partners")
    op.drop_index(op.f("ix_instruments_status_title"), table_name="instruments")
    op.drop_table("instruments")
