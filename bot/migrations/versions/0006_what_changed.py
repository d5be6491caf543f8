"""Each document says with which state of the library it last changed, so that a process reads only what is new to it."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Adds the column."""
    op.add_column("document", sa.Column("changed_in", sa.Integer(), nullable=False, server_default="0"))
    op.create_index("ix_document_changed_in", "document", ["changed_in"], unique=False)
