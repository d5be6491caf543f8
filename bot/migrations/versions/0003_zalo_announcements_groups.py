"""Groups and the codes that tie them; announcements, recipients, receipts; what a limited bot has used up."""

import sqlalchemy as sa
from alembic import op

from knowledge.columns import Moment

revision = "0003"
down_revision = "0002"

REFUSE_SQLITE = """
CREATE TRIGGER receipt_append_only_{what} BEFORE {what} ON receipt
BEGIN SELECT RAISE(ABORT, 'receipt is append-only'); END
"""
REFUSE_POSTGRES = (
    """
    CREATE FUNCTION receipt_append_only() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'receipt is append-only'; END $$
    """,
    """
    CREATE TRIGGER receipt_append_only BEFORE UPDATE OR DELETE ON receipt
    FOR EACH ROW EXECUTE FUNCTION receipt_append_only()
    """,
)


def upgrade() -> None:
    """Adds the tables and columns."""
    op.create_table(
        "group_chat",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("bot", sa.String(), nullable=False),
        sa.Column("chat", sa.String(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("tied_by", sa.Integer(), nullable=False),
        sa.Column("tied_at", Moment(), nullable=False),
        sa.Column("ended_at", Moment(), nullable=True),
        sa.Column("end_reason", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["unit"], ["unit.code"]),
        sa.ForeignKeyConstraint(["tied_by"], ["officer.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("group_chat", schema=None) as batch_op:
        batch_op.create_index(
            "group_open",
            ["bot", "chat"],
            unique=True,
            sqlite_where=sa.text("ended_at IS NULL"),
            postgresql_where=sa.text("ended_at IS NULL"),
        )
        batch_op.create_index(batch_op.f("ix_group_chat_unit"), ["unit"], unique=False)

    op.create_table(
        "group_code",
        sa.Column("code_hash", sa.String(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("officer_id", sa.Integer(), nullable=False),
        sa.Column("made_at", Moment(), nullable=False),
        sa.Column("expires_at", Moment(), nullable=False),
        sa.Column("used_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(["unit"], ["unit.code"]),
        sa.ForeignKeyConstraint(["officer_id"], ["officer.id"]),
        sa.PrimaryKeyConstraint("code_hash"),
    )

    op.create_table(
        "announcement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("office", sa.String(), nullable=False),
        sa.Column("author", sa.Integer(), nullable=False),
        sa.Column("author_name", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("audience", sa.String(), nullable=False),
        sa.Column("weight", sa.String(), nullable=False),
        sa.Column("wants", sa.String(), nullable=False),
        sa.Column("is_urgent", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("corrects", sa.Integer(), nullable=True),
        sa.Column("sent_at", Moment(), nullable=False),
        sa.Column("use_by", Moment(), nullable=False),
        sa.Column("chased_at", Moment(), nullable=True),
        sa.Column("chase_put_at", Moment(), nullable=True),
        sa.Column("cancelled_at", Moment(), nullable=True),
        sa.Column("event", sa.String(), nullable=False),
        sa.CheckConstraint("state IN ('sending', 'cancelled')", name="state"),
        sa.CheckConstraint("weight IN ('news', 'work')", name="weight"),
        sa.CheckConstraint("wants IN ('note', 'attendance')", name="wants"),
        sa.ForeignKeyConstraint(["office"], ["unit.code"]),
        sa.ForeignKeyConstraint(["author"], ["officer.id"]),
        sa.ForeignKeyConstraint(["corrects"], ["announcement.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("event"),
    )
    with op.batch_alter_table("announcement", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_announcement_office"), ["office"], unique=False)
        batch_op.create_index(batch_op.f("ix_announcement_corrects"), ["corrects"], unique=False)
        batch_op.create_index(
            "announcement_chased",
            ["id"],
            unique=False,
            sqlite_where=sa.text("chased_at IS NOT NULL AND chase_put_at IS NULL"),
            postgresql_where=sa.text("chased_at IS NOT NULL AND chase_put_at IS NULL"),
        )

    op.create_table(
        "recipient",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("announcement", sa.Integer(), nullable=False),
        sa.Column("officer_id", sa.Integer(), nullable=True),
        sa.Column("group_id", sa.Integer(), nullable=True),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("fate", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.CheckConstraint(
            "fate IN ('waiting', 'queued', 'sent', 'unsure', 'failed', 'expired', 'cancelled', 'unreachable', 'declined')",
            name="fate",
        ),
        sa.ForeignKeyConstraint(["announcement"], ["announcement.id"]),
        sa.ForeignKeyConstraint(["officer_id"], ["officer.id"]),
        sa.ForeignKeyConstraint(["group_id"], ["group_chat.id"]),
        sa.ForeignKeyConstraint(["unit"], ["unit.code"]),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("recipient", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_recipient_announcement"), ["announcement"], unique=False)
        batch_op.create_index(batch_op.f("ix_recipient_officer_id"), ["officer_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_recipient_unit"), ["unit"], unique=False)
        batch_op.create_index(
            "recipient_group",
            ["group_id"],
            unique=False,
            sqlite_where=sa.text("group_id IS NOT NULL"),
            postgresql_where=sa.text("group_id IS NOT NULL"),
        )
        batch_op.create_index(
            "recipient_waiting",
            ["announcement", "id"],
            unique=False,
            sqlite_where=sa.text("fate = 'waiting'"),
            postgresql_where=sa.text("fate = 'waiting'"),
        )
        batch_op.create_index(
            "recipient_queued",
            ["id"],
            unique=False,
            sqlite_where=sa.text("fate = 'queued'"),
            postgresql_where=sa.text("fate = 'queued'"),
        )

    op.create_table(
        "receipt",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("announcement", sa.Integer(), nullable=False),
        sa.Column("officer_id", sa.Integer(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("said_at", Moment(), nullable=False),
        sa.Column("in_group", sa.Boolean(), nullable=False),
        sa.CheckConstraint("answer IN ('noted', 'attending', 'absent')", name="answer"),
        sa.ForeignKeyConstraint(["announcement"], ["announcement.id"]),
        sa.ForeignKeyConstraint(["officer_id"], ["officer.id"]),
        sa.ForeignKeyConstraint(["unit"], ["unit.code"]),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("receipt", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_receipt_announcement"), ["announcement"], unique=False)

    op.create_table(
        "bot_chat",
        sa.Column("bot", sa.String(), nullable=False),
        sa.Column("chat", sa.String(), nullable=False),
        sa.Column("is_group", sa.Boolean(), nullable=False),
        sa.Column("first_at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("bot", "chat"),
    )
    op.create_table(
        "month_count",
        sa.Column("bot", sa.String(), nullable=False),
        sa.Column("month", sa.String(), nullable=False),
        sa.Column("sent", sa.Integer(), nullable=False),
        sa.Column("received", sa.Integer(), nullable=False),
        sa.Column("warned", sa.Integer(), nullable=False),
        sa.Column("closed_until", Moment(), nullable=True),
        sa.Column("listed", sa.Integer(), nullable=False),
        sa.Column("listed_on", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("bot", "month"),
    )
    with op.batch_alter_table("incoming", schema=None) as batch_op:
        batch_op.drop_index("incoming_new")
        batch_op.create_index(
            "incoming_new",
            ["bot", "id"],
            unique=False,
            sqlite_where=sa.text("state = 'new'"),
            postgresql_where=sa.text("state = 'new'"),
        )
        batch_op.create_index(
            "incoming_boot",
            ["boot"],
            unique=False,
            sqlite_where=sa.text("state = 'handling'"),
            postgresql_where=sa.text("state = 'handling'"),
        )

    with op.batch_alter_table("outgoing", schema=None) as batch_op:
        batch_op.add_column(sa.Column("told_at", Moment(), nullable=True))

    with op.batch_alter_table("memory", schema=None) as batch_op:
        batch_op.add_column(sa.Column("files_told_at", Moment(), nullable=True))

    with op.batch_alter_table("invitation", schema=None) as batch_op:
        batch_op.add_column(sa.Column("bot", sa.String(), nullable=True))

    if op.get_bind().dialect.name == "postgresql":
        for statement in REFUSE_POSTGRES:
            op.execute(statement)
    else:
        for what in ("UPDATE", "DELETE"):
            op.execute(REFUSE_SQLITE.format(what=what))
