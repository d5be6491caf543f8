"""What is owed and what was recorded: duties, days off, deadlines, filings, reminders; the ledger, forms; files."""

import sqlalchemy as sa
from alembic import op

from knowledge.columns import Moment

revision = "0002"
down_revision = "0001"

REFUSE_SQLITE = """
CREATE TRIGGER {table}_append_only_{what} BEFORE {what} ON {table}
BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END
"""
REFUSE_POSTGRES = (
    """
    CREATE FUNCTION {table}_append_only() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION '{table} is append-only'; END $$
    """,
    """
    CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table}
    FOR EACH ROW EXECUTE FUNCTION {table}_append_only()
    """,
)
APPEND_ONLY = ("entry", "filing_version", "filing_figure")


def upgrade() -> None:
    """Adds the tables and columns."""
    op.create_table(
        "file",
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("media_type", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("sha256"),
    )
    with op.batch_alter_table("file", schema=None) as batch_op:
        batch_op.create_index("file_created", ["created_at"], unique=False)

    op.create_table(
        "form",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", "version"),
    )
    op.create_table(
        "holiday",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("is_rest", sa.Boolean(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("set_by", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("day"),
    )
    op.create_table(
        "indicator",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "method",
        sa.Column("target", sa.String(), nullable=False),
        sa.Column("indicator", sa.String(), nullable=False),
        sa.Column("over", sa.String(), nullable=False),
        sa.Column("basis", sa.String(), nullable=False),
        sa.Column("denominator", sa.String(), nullable=False),
        sa.Column("confirmed_by", sa.String(), nullable=False),
        sa.Column("confirmed_at", Moment(), nullable=False),
        sa.CheckConstraint("basis IN ('gross', 'net', 'stock')", name="basis"),
        sa.PrimaryKeyConstraint("target"),
    )
    op.create_table(
        "assignment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("indicator", sa.String(), nullable=False),
        sa.Column("comparator", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("given_by", sa.String(), nullable=False),
        sa.Column("given_at", Moment(), nullable=False),
        sa.CheckConstraint("comparator IN ('>=', '>', '=', '~', '<=', '<', 'range')", name="comparator"),
        sa.ForeignKeyConstraint(
            ["unit"],
            ["unit.code"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("assignment", schema=None) as batch_op:
        batch_op.create_index("ix_assignment_unit", ["unit"], unique=False)

    op.create_table(
        "duty",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("recipient", sa.String(), nullable=False),
        sa.Column("cadence", sa.String(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("set_by", sa.String(), nullable=False),
        sa.Column("set_at", Moment(), nullable=False),
        sa.CheckConstraint(
            "cadence IN ('month', 'quarter', 'half', 'year', 'school_year', 'term', 'adhoc')", name="cadence"
        ),
        sa.ForeignKeyConstraint(
            ["recipient"],
            ["unit.code"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("duty", schema=None) as batch_op:
        batch_op.create_index("ix_duty_recipient", ["recipient"], unique=False)

    op.create_table(
        "entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("indicator", sa.String(), nullable=False),
        sa.Column("measure", sa.String(), nullable=False),
        sa.Column("period_start", sa.Date(), nullable=False),
        sa.Column("period_end", sa.Date(), nullable=False),
        sa.Column("period_kind", sa.String(), nullable=False),
        sa.Column("move", sa.String(), nullable=False),
        sa.Column("standing", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=True),
        sa.Column("numerator", sa.String(), nullable=True),
        sa.Column("denominator", sa.String(), nullable=True),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("author_name", sa.String(), nullable=False),
        sa.Column("by_staff", sa.Boolean(), nullable=False),
        sa.Column("how", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("event", sa.String(), nullable=False),
        sa.Column("said", sa.Text(), nullable=False),
        sa.Column("about", sa.Integer(), nullable=True),
        sa.Column("recorded_at", Moment(), nullable=False),
        sa.CheckConstraint("move IN ('add', 'set', 'retract')", name="move"),
        sa.CheckConstraint(
            "period_kind IN ('day', 'week', 'month', 'quarter', 'half', 'year', 'term')", name="period_kind"
        ),
        sa.CheckConstraint("standing IN ('figure', 'estimate', 'unknown', 'not_applicable')", name="standing"),
        sa.ForeignKeyConstraint(
            ["about"],
            ["entry.id"],
        ),
        sa.ForeignKeyConstraint(
            ["author_id"],
            ["officer.id"],
        ),
        sa.ForeignKeyConstraint(
            ["unit"],
            ["unit.code"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("entry", schema=None) as batch_op:
        batch_op.create_index("entry_of_unit", ["unit", "period_start", "indicator"], unique=False)

    op.create_table(
        "deadline",
        sa.Column("duty", sa.String(), nullable=False),
        sa.Column("period", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("start", sa.Date(), nullable=False),
        sa.Column("end", sa.Date(), nullable=False),
        sa.Column("cut_off", sa.Date(), nullable=False),
        sa.Column("due", Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["duty"],
            ["duty.id"],
        ),
        sa.PrimaryKeyConstraint("duty", "period"),
    )
    op.create_table(
        "filing",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("duty", sa.String(), nullable=False),
        sa.Column("period", sa.String(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("due", Moment(), nullable=False),
        sa.Column("opened_at", Moment(), nullable=False),
        sa.Column("extended_at", Moment(), nullable=True),
        sa.Column("excused", sa.String(), nullable=False),
        sa.Column("is_abolished", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("submitted_at", Moment(), nullable=True),
        sa.Column("submitted_by", sa.String(), nullable=False),
        sa.Column("by_staff", sa.Boolean(), nullable=False),
        sa.Column("on_paper", sa.Boolean(), nullable=False),
        sa.Column("signed_at", Moment(), nullable=True),
        sa.Column("returned_why", sa.String(), nullable=False),
        sa.Column("taken_in_at", Moment(), nullable=True),
        sa.Column("snoozed_until", Moment(), nullable=True),
        sa.Column("handed_to", sa.Integer(), nullable=True),
        sa.Column("fields", sa.Integer(), nullable=False),
        sa.Column("filled", sa.Integer(), nullable=False),
        sa.Column("touched_at", Moment(), nullable=True),
        sa.CheckConstraint("state IN ('untouched', 'drafting', 'submitted', 'returned', 'taken_in')", name="state"),
        sa.ForeignKeyConstraint(
            ["duty"],
            ["duty.id"],
        ),
        sa.ForeignKeyConstraint(
            ["handed_to"],
            ["officer.id"],
        ),
        sa.ForeignKeyConstraint(
            ["unit"],
            ["unit.code"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("duty", "period", "unit", name="uq_filing_duty"),
    )
    with op.batch_alter_table("filing", schema=None) as batch_op:
        batch_op.create_index("filing_of_unit", ["unit"], unique=False)
        batch_op.create_index(
            "filing_owed",
            ["due"],
            unique=False,
            sqlite_where=sa.text("state IN ('untouched', 'drafting', 'returned')"),
            postgresql_where=sa.text("state IN ('untouched', 'drafting', 'returned')"),
        )

    op.create_table(
        "extension",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("filing", sa.Integer(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("asked_by", sa.String(), nullable=False),
        sa.Column("officer_id", sa.Integer(), nullable=False),
        sa.Column("asked_at", Moment(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("decided_by", sa.String(), nullable=False),
        sa.Column("decided_at", Moment(), nullable=True),
        sa.CheckConstraint("state IN ('asked', 'granted', 'refused')", name="state"),
        sa.ForeignKeyConstraint(
            ["filing"],
            ["filing.id"],
        ),
        sa.ForeignKeyConstraint(
            ["officer_id"],
            ["officer.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("extension", schema=None) as batch_op:
        batch_op.create_index("extension_of_filing", ["filing"], unique=False)

    op.create_table(
        "filing_figure",
        sa.Column("filing", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("field", sa.String(), nullable=False),
        sa.Column("indicator", sa.String(), nullable=False),
        sa.Column("standing", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=True),
        sa.Column("numerator", sa.String(), nullable=True),
        sa.Column("denominator", sa.String(), nullable=True),
        sa.Column("whole", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["filing"],
            ["filing.id"],
        ),
        sa.PrimaryKeyConstraint("filing", "version", "field"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "filing_passage",
        sa.Column("filing", sa.Integer(), nullable=False),
        sa.Column("field", sa.String(), nullable=False),
        sa.Column("origin", sa.String(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("officer_id", sa.Integer(), nullable=False),
        sa.Column("written_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["filing"],
            ["filing.id"],
        ),
        sa.ForeignKeyConstraint(
            ["officer_id"],
            ["officer.id"],
        ),
        sa.PrimaryKeyConstraint("filing", "field"),
    )
    op.create_table(
        "filing_version",
        sa.Column("filing", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("snapshot", sa.Text(), nullable=False),
        sa.Column("submitted_at", Moment(), nullable=False),
        sa.Column("submitted_by", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["filing"],
            ["filing.id"],
        ),
        sa.PrimaryKeyConstraint("filing", "version"),
    )
    op.create_table(
        "reminder",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("duty", sa.String(), nullable=False),
        sa.Column("period", sa.String(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("filing", sa.Integer(), nullable=False),
        sa.Column("due", Moment(), nullable=False),
        sa.Column("rung", sa.String(), nullable=False),
        sa.Column("officer_id", sa.Integer(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("bundle", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("settled_at", Moment(), nullable=True),
        sa.CheckConstraint("state IN ('waiting', 'sent', 'merged', 'cancelled')", name="state"),
        sa.ForeignKeyConstraint(
            ["filing"],
            ["filing.id"],
        ),
        sa.ForeignKeyConstraint(
            ["officer_id"],
            ["officer.id"],
        ),
        sa.PrimaryKeyConstraint("key"),
    )
    with op.batch_alter_table("reminder", schema=None) as batch_op:
        batch_op.create_index("reminder_of_bundle", ["bundle"], unique=False)
        batch_op.create_index("reminder_of_filing", ["filing"], unique=False)
        batch_op.create_index(
            "reminder_waiting",
            ["at"],
            unique=False,
            sqlite_where=sa.text("state = 'waiting'"),
            postgresql_where=sa.text("state = 'waiting'"),
        )

    with op.batch_alter_table("invitation", schema=None) as batch_op:
        batch_op.add_column(sa.Column("officer_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key("fk_invitation_officer", "officer", ["officer_id"], ["id"])

    with op.batch_alter_table("memory", schema=None) as batch_op:
        batch_op.add_column(sa.Column("suspended", sa.String(), nullable=False, server_default="[]"))

    with op.batch_alter_table("officer", schema=None) as batch_op:
        batch_op.add_column(sa.Column("remind_hour", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("pushes_max", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("wants_news", sa.Boolean(), nullable=False, server_default="1"))

    with op.batch_alter_table("unit", schema=None) as batch_op:
        batch_op.add_column(sa.Column("members", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("legal_level", sa.String(), nullable=False, server_default=""))

    # ### end Alembic commands ###

    for table in APPEND_ONLY:
        if op.get_bind().dialect.name == "postgresql":
            for statement in REFUSE_POSTGRES:
                op.execute(statement.format(table=table))
        else:
            for what in ("UPDATE", "DELETE"):
                op.execute(REFUSE_SQLITE.format(table=table, what=what))
