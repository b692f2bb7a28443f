"""Staff accounts, their sessions and the audit log of the desk.

Revision: 0005, after 0004
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

REFUSAL = "staff_audit is append-only"


def upgrade() -> None:
    """Make the tables, and let the database itself refuse to change or delete a line of the audit log."""
    op.create_table(
        "staff",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("email", sa.String(length=120), nullable=False),
        sa.Column("password_hash", sa.String(length=200), nullable=True),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("regions", sa.JSON(), nullable=False),
        sa.Column("bouwsteen", sa.SmallInteger(), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_login_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("email = lower(email)", name="ck_staff_email"),
        sa.CheckConstraint(
            "role IN ('medewerker', 'beheerder', 'kwaliteitsbewaker', 'ketenregisseur')", name="ck_staff_role"
        ),
        sa.CheckConstraint(
            "bouwsteen IS NULL OR (role = 'kwaliteitsbewaker' AND bouwsteen BETWEEN 1 AND 7)", name="ck_staff_bouwsteen"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_staff"),
        sa.UniqueConstraint("email", name="uq_staff_email"),
    )
    op.create_table(
        "staff_sessions",
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("staff_id", sa.String(length=16), nullable=False),
        sa.Column("csrf", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name="fk_staff_sessions_staff_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("token_hash", name="pk_staff_sessions"),
    )
    for column in ("staff_id", "expires_at"):
        op.create_index(f"ix_staff_sessions_{column}", "staff_sessions", [column])
    op.create_table(
        "staff_links",
        sa.Column("staff_id", sa.String(length=16), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name="fk_staff_links_staff_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("staff_id", name="pk_staff_links"),
        sa.UniqueConstraint("token_hash", name="uq_staff_links_token_hash"),
    )
    op.create_index("ix_staff_links_expires_at", "staff_links", ["expires_at"])
    op.create_table(
        "staff_audit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("who", sa.String(length=80), nullable=False),
        sa.Column("staff_id", sa.String(length=16), nullable=True),
        sa.Column("event", sa.String(length=60), nullable=False),
        sa.Column("subject", sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_staff_audit"),
    )
    for column in ("who", "event"):
        op.create_index(f"ix_staff_audit_{column}", "staff_audit", [column])
    if op.get_bind().dialect.name == "sqlite":
        for verb in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER staff_audit_no_{verb.lower()} BEFORE {verb} ON staff_audit "
                f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
            )
        return
    op.execute(
        "CREATE FUNCTION staff_audit_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$"
    )
    op.execute(
        "CREATE TRIGGER staff_audit_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON staff_audit "
        "FOR EACH STATEMENT EXECUTE FUNCTION staff_audit_refuse()"
    )


def downgrade() -> None:
    """Drop them, with every account and the whole audit log; triggers go with their table."""
    op.drop_table("staff_audit")
    if op.get_bind().dialect.name != "sqlite":
        op.execute("DROP FUNCTION staff_audit_refuse()")
    op.drop_table("staff_links")
    op.drop_table("staff_sessions")
    op.drop_table("staff")
