"""A talk remembers what it last told from the house's own books, so that 'còn tháng 10' is asked of these again."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Adds the column."""
    op.add_column("memory", sa.Column("topic", sa.String(), nullable=False, server_default=""))
