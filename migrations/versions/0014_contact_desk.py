"""Requests for contact at the desk: sealed, with a history, handed over, followed up; the role of casusregisseur.

Revision: 0014, after 0013
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

_MOMENT = sa.DateTime(timezone=True)
_BEFORE = "'medewerker', 'beheerder', 'kwaliteitsbewaker', 'ketenregisseur'"
_ROLE = "ck_staff_role"


def upgrade() -> None:
    """Make the tables. What stands in requests of before is sealed by the web side, which has the key."""
    op.create_table(
        "contact_steps",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("request_id", sa.String(length=16), nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("staff_id", sa.String(length=16), nullable=True),
        sa.Column("who", sa.String(length=80), nullable=False),
        sa.Column("event", sa.String(length=40), nullable=False),
        sa.Column("detail", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["request_id"], ["contact_requests.id"], name="fk_contact_steps_request_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_contact_steps"),
    )
    op.create_index("ix_contact_steps_request_id", "contact_steps", ["request_id"])
    op.create_table(
        "contact_mails",
        sa.Column("request_id", sa.String(length=16), nullable=False),
        sa.Column("staff_id", sa.String(length=16), nullable=False),
        sa.Column("try_after", _MOMENT, nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["request_id"], ["contact_requests.id"], name="fk_contact_mails_request_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("request_id", "staff_id", name="pk_contact_mails"),
    )
    op.create_index("ix_contact_mails_try_after", "contact_mails", ["try_after"])
    with op.batch_alter_table("contact_requests") as requests:
        requests.add_column(sa.Column("reader", sa.Text(), nullable=True))
        for name in ("sealed", "danger", "handed"):
            requests.add_column(sa.Column(name, sa.Boolean(), server_default=sa.false(), nullable=False))
        requests.add_column(sa.Column("version", sa.Integer(), server_default="1", nullable=False))
        requests.add_column(sa.Column("holder_id", sa.String(length=16), nullable=True))
        requests.add_column(sa.Column("holder_name", sa.String(length=80), nullable=True))
        requests.add_column(sa.Column("rhythm", sa.String(length=10), nullable=True))
        for name in ("renewed_at", "contacted_at", "finished_at", "told_at"):
            requests.add_column(sa.Column(name, _MOMENT, nullable=True))
        for name in ("follow_on", "reminded_on", "warned_for"):
            requests.add_column(sa.Column(name, sa.Date(), nullable=True))
        requests.create_index("ix_contact_requests_holder_id", ["holder_id"])
    # When it was finished is not known; counted from the consent its telephone number goes too early, never too late.
    op.execute("UPDATE contact_requests SET finished_at = consent_at WHERE status = 'afgerond'")
    with op.batch_alter_table("staff") as staff:
        staff.drop_constraint(_ROLE, type_="check")
        staff.create_check_constraint(_ROLE, f"role IN ({_BEFORE}, 'casusregisseur')")


def downgrade() -> None:
    """Drop them. Requests that are sealed cannot be read by what was there before, so they go; so do sessions of a
    casusregisseur, whose account is stopped and becomes that of somebody who sees no requests."""
    op.execute("DELETE FROM staff_sessions WHERE staff_id IN (SELECT id FROM staff WHERE role = 'casusregisseur')")
    op.execute("UPDATE staff SET role = 'ketenregisseur', active = false WHERE role = 'casusregisseur'")
    with op.batch_alter_table("staff") as staff:
        staff.drop_constraint(_ROLE, type_="check")
        staff.create_check_constraint(_ROLE, f"role IN ({_BEFORE})")
    op.drop_table("contact_mails")
    op.drop_table("contact_steps")
    op.execute("DELETE FROM contact_requests WHERE sealed")
    op.execute("UPDATE contact_requests SET status = 'opgepakt' WHERE status = 'overgedragen'")
    with op.batch_alter_table("contact_requests") as requests:
        requests.drop_index("ix_contact_requests_holder_id")
        for name in (
            *("reader", "sealed", "danger", "handed", "version", "holder_id", "holder_name", "rhythm"),
            *("renewed_at", "contacted_at", "finished_at", "told_at", "follow_on", "reminded_on", "warned_for"),
        ):
            requests.drop_column(name)
