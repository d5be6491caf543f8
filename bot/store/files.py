"""The produced files: kept once for each content, found by sha256, handed out only where a message named them."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, select, text
from sqlmodel import Session

from bot.parcel import unpack
from bot.store.outgoing import outgoing
from bot.store.tables import FileRow, Outgoing
from handlers.messages import Made
from knowledge.columns import insert_into, none_where, table_of

file = table_of(FileRow)

BATCH = 20


def keep(db: Session, made: Sequence[Made], now: datetime) -> None:
    """Stores the files that outgoing messages name; the same content again only becomes younger."""
    for item in made:
        row = {
            "sha256": item.sha256, "name": item.name, "media_type": item.media_type, "size": len(item.content),
            "content": item.content, "created_at": now,
        }  # fmt: skip
        statement = insert_into(db, file).values(**row)
        db.execute(statement.on_conflict_do_update(index_elements=["sha256"], set_={"created_at": now}))


def keep_original(db: Session, made: Made, now: datetime) -> None:
    """Stores a document that was dropped in, for good."""
    keep(db, (made,), now)
    db.execute(file.update().where(file.c.sha256 == made.sha256).values(is_original=True))


def erase_original(db: Session, sha256: str) -> None:
    """Lets the content of a file go at once and for good: a paper that may not be kept was seen in it."""
    if db.get_bind().dialect.name == "sqlite":
        # Without it the pages are only marked as free, and hold the paper until something else is written there.
        db.execute(text("PRAGMA secure_delete=ON"))
    db.execute(delete(file).where(file.c.sha256 == sha256))


def content_of(db: Session, sha256: str) -> bytes | None:
    """What is in the file; None when it is not kept (any more)."""
    return db.execute(select(file.c.content).where(file.c.sha256 == sha256)).scalar()


def found(db: Session, sha256: str) -> Made | None:
    """The file under the name it was made with; None when it is not kept (any more)."""
    row = db.execute(select(file.c.name, file.c.content, file.c.media_type).where(file.c.sha256 == sha256)).first()
    return Made(*row) if row else None


def name_in_chat(db: Session, bot: str, chat: str, sha256: str) -> str | None:
    """What a message that reached this very chat calls the file; None when none did, whoever else may have it."""
    names = outgoing.c.body.contains(sha256, autoescape=True)
    mine = select(outgoing.c.body).where(
        outgoing.c.bot == bot, outgoing.c.chat == chat, outgoing.c.state == Outgoing.SENT, names
    )
    for body in db.execute(mine.order_by(outgoing.c.settled_at.desc())).scalars():
        reply = unpack(body)
        for item in (*reply.files, *reply.pictures):
            if item.sha256 == sha256:
                return item.name
    return None


def unnamed(db: Session, before: datetime) -> list[str]:
    """Files kept last before a moment that no message names any more, a batch at a time; reads only."""
    nobody = none_where(outgoing.c.body.contains(file.c.sha256))
    made = file.c.is_original.is_(False)
    old = select(file.c.sha256).where(file.c.created_at < before, made, nobody).order_by(file.c.created_at)
    return list(db.execute(old.limit(BATCH)).scalars())


def forget(db: Session, gone: Sequence[str], before: datetime) -> int:
    """Lets files go that `unnamed` gave, but for one that was kept again in the meantime; gives how many went."""
    made = file.c.is_original.is_(False)
    statement = delete(file).where(file.c.sha256.in_(gone), file.c.created_at < before, made)
    return int(db.connection().execute(statement).rowcount)
