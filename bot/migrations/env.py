"""Runs the migrations on the connection that `upgrade` hands over."""

from alembic import context
from sqlmodel import SQLModel

import bot.store.tables
import handlers.announce.store
import handlers.asked.store
import handlers.store
import knowledge.notes.store
import knowledge.proposals.store
import knowledge.store
import knowledge.terms.store
import scheduler.store
import union.groups.store
import union.records.store
import union.store

TABLES = (
    bot.store.tables, handlers.announce.store, handlers.asked.store, handlers.store, knowledge.notes.store,
    knowledge.proposals.store, knowledge.store, knowledge.terms.store, scheduler.store, union.groups.store,
    union.records.store, union.store,
)  # fmt: skip
"""Imported so that every table is known to the metadata."""

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=SQLModel.metadata,
    render_as_batch=connection.dialect.name == "sqlite",
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
