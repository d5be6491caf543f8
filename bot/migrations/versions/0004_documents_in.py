"""Documents dropped in: proposals, versions of what is published, originals that are kept, more of each clause."""

import sqlalchemy as sa
from alembic import op

from knowledge.columns import Moment

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Adds the tables and columns."""
    op.create_table(
        "proposal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("office", sa.String(), nullable=False),
        sa.Column("file", sa.String(), nullable=False),
        sa.Column("file_name", sa.String(), nullable=False),
        sa.Column("file_size", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("issuer", sa.String(), nullable=True),
        sa.Column("key", sa.String(), nullable=True),
        sa.Column("document", sa.Text(), nullable=True),
        sa.Column("edits", sa.Text(), nullable=False),
        sa.Column("warnings", sa.Text(), nullable=False),
        sa.Column("doubts", sa.Text(), nullable=False),
        sa.Column("pages_done", sa.Integer(), nullable=False),
        sa.Column("pages_total", sa.Integer(), nullable=False),
        sa.Column("trouble", sa.String(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("reader", sa.String(), nullable=False),
        sa.Column("lease_until", Moment(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("decided_at", Moment(), nullable=True),
        sa.Column("decided_by", sa.String(), nullable=False),
        sa.CheckConstraint("state IN ('reading', 'failed', 'open', 'published', 'dropped', 'undone')", name="state"),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("proposal", schema=None) as batch_op:
        batch_op.create_index(
            "proposal_reading",
            ["lease_until"],
            unique=False,
            sqlite_where=sa.text("state = 'reading'"),
            postgresql_where=sa.text("state = 'reading'"),
        )
        batch_op.create_index(
            "proposal_under_review",
            ["file", "office"],
            unique=True,
            sqlite_where=sa.text("state IN ('reading', 'open')"),
            postgresql_where=sa.text("state IN ('reading', 'open')"),
        )
        batch_op.create_index("proposal_file", ["file", "office"], unique=False)
        batch_op.create_index(batch_op.f("ix_proposal_office"), ["office"], unique=False)
        batch_op.create_index(batch_op.f("ix_proposal_key"), ["key"], unique=False)

    op.create_table(
        "document_version",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("file", sa.String(), nullable=False),
        sa.Column("proposal", sa.Integer(), nullable=True),
        sa.Column("published_by", sa.String(), nullable=False),
        sa.Column("published_at", Moment(), nullable=False),
        sa.Column("ended_at", Moment(), nullable=True),
        sa.PrimaryKeyConstraint("key", "version"),
    )
    # Columns are added one by one, never by a copy of the table: passages point at documents.
    for name, kind, default in (
        ("issued_at", sa.String(), ""),
        ("recipients", sa.Text(), "[]"),
        ("references", sa.Text(), "[]"),
        ("file", sa.String(), ""),
        ("file_name", sa.String(), ""),
    ):
        op.add_column("document", sa.Column(name, kind, nullable=False, server_default=default))
    op.add_column("document", sa.Column("version", sa.Integer(), nullable=False, server_default="1"))
    op.add_column("passage", sa.Column("page", sa.Integer(), nullable=True))
    for name, kind in (("clause", sa.Text()), ("sector", sa.String()), ("assignee", sa.String()), ("ref", sa.String())):
        op.add_column("target", sa.Column(name, kind, nullable=False, server_default=""))
    op.add_column("target", sa.Column("by_office", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("file", sa.Column("is_original", sa.Boolean(), nullable=False, server_default=sa.false()))
