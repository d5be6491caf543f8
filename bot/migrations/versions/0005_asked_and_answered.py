"""Questions asked and answered by offices: their notes and abbreviations, what is asked and not found."""

import sqlalchemy as sa
from alembic import op

from knowledge.columns import Moment

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Adds the tables and columns."""
    op.create_table(
        "note",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("office", sa.String(), nullable=False),
        sa.Column("issuer", sa.String(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("author", sa.Integer(), nullable=False),
        sa.Column("made_at", Moment(), nullable=False),
        sa.Column("withdrawn_at", Moment(), nullable=True),
        sa.Column("withdrawn_by", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_note_office", "note", ["office"], unique=False)
    op.create_table(
        "term",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("office", sa.String(), nullable=False),
        sa.Column("short", sa.String(), nullable=False),
        sa.Column("bare", sa.String(), nullable=False),
        sa.Column("meaning", sa.String(), nullable=False),
        sa.Column("author", sa.Integer(), nullable=False),
        sa.Column("made_at", Moment(), nullable=False),
        sa.Column("withdrawn_at", Moment(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_term_office", "term", ["office"], unique=False)
    op.create_index(
        "term_in_use",
        "term",
        ["office", "bare", "meaning"],
        unique=True,
        sqlite_where=sa.text("withdrawn_at IS NULL"),
        postgresql_where=sa.text("withdrawn_at IS NULL"),
    )
    op.create_table(
        "asked_question",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("office", sa.String(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("topic", sa.String(), nullable=False),
        sa.Column("ending", sa.String(), nullable=False),
        sa.Column("missing", sa.String(), nullable=False),
        sa.Column("asked_at", Moment(), nullable=False),
        sa.CheckConstraint("ending IN ('answered', 'several', 'not_found', 'wrong')", name="ending"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("asked_question_office", "asked_question", ["office", "asked_at"], unique=False)
    for name in ("shown", "answer"):
        op.add_column("passed_on_question", sa.Column(name, sa.Text(), nullable=False, server_default=""))
    for name in ("answered_by", "note"):
        op.add_column("passed_on_question", sa.Column(name, sa.Integer(), nullable=True))
    op.add_column("passed_on_question", sa.Column("is_closed", sa.Boolean(), nullable=False, server_default=sa.false()))
