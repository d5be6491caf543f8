"""Who is where in which talk: one memory per person and chat, with a version that fences its writing."""

import json
from collections.abc import Sequence
from dataclasses import astuple, dataclass, replace
from datetime import datetime
from enum import StrEnum

from sqlalchemy import select, update
from sqlmodel import Field, Session, SQLModel

from handlers.messages import Inbound, Reply
from knowledge.columns import Moment, insert_into, table_of
from knowledge.courtesy import small_talk

QUESTIONS_KEPT = 4
SUSPENDED_MOST = 3


class MemoryRow(SQLModel, table=True):
    """Where one person stands in one chat."""

    __tablename__ = "memory"

    key: str = Field(primary_key=True)
    version: int
    flow: str = ""
    draft: str = ""
    menu: str = "[]"
    questions: str = "[]"
    rest: str = ""
    suspended: str = "[]"
    files_told_at: datetime | None = Field(default=None, sa_type=Moment)
    topic: str = ""
    updated_at: datetime = Field(sa_type=Moment)


memory = table_of(MemoryRow)


class Told(StrEnum):
    """What kind of thing was told from the house's own books."""

    DEADLINE = "deadline"
    REPORT = "report"
    BOARD = "board"
    """Who has handed in, how a unit stands, what all of them come to."""
    PEOPLE = "people"
    """Who speaks for a unit."""
    FIGURES = "figures"
    """What the speaker's own unit has recorded."""


@dataclass(frozen=True, slots=True)
class Topic:
    """What was told last from the house's own books: of which kind, and the whole sentence that asks for it."""

    kind: Told
    said: str


@dataclass(frozen=True, slots=True)
class Memory:
    """What we remember of a talk.

    `flow` is a name with its version ('enrol/1') and `draft` its JSON; `menu` holds the sentences of the last numbered
    list as it was shown; `questions` the last questions, oldest first, for follow-ups; `rest` what 'chi tiết' shows.
    """

    key: str
    version: int = 0
    flow: str = ""
    draft: str = ""
    menu: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    rest: str = ""
    suspended: tuple[tuple[str, str], ...] = ()
    """Talks that something else came between, the innermost last: name and draft."""
    files_told_at: datetime | None = None
    """When it was said last that files are not read here: an album of ten is answered once."""
    topic: Topic | None = None
    """What 'còn tháng 10' is first asked of; None after an answer from the documents."""

    @property
    def asked_last(self) -> tuple[str, ...]:
        """The questions up to the last one: thanks and greetings after it are none, and do not make it forgotten."""
        asked = self.questions
        while asked and small_talk(asked[-1]):
            asked = asked[:-1]
        return asked

    def asked(self, question: str) -> "Memory":
        """The same with one more question, the oldest forgotten."""
        return replace(self, questions=(*self.questions, question)[-QUESTIONS_KEPT:])

    def without_flow(self) -> "Memory":
        """The same with the talk ended: the one that it came between goes on, if there is one."""
        *outer, (flow, draft) = self.suspended or (("", ""),)
        return replace(self, flow=flow, draft=draft, suspended=tuple(outer))

    def suspending(self) -> "Memory":
        """The same with the talk that is under way put aside; of one family only the newest is kept."""
        if not self.flow:
            return self
        name = self.flow.partition("/")[0]
        kept = tuple(item for item in self.suspended if item[0].partition("/")[0] != name)
        return replace(self, flow="", draft="", suspended=(*kept, (self.flow, self.draft))[-SUSPENDED_MOST:])


class Stale(Exception):  # noqa: N818 - not a fault: somebody was faster, start over
    """The memory was written by another message in the meantime."""


def key_of(inbound: Inbound) -> str:
    """One person in one chat: in a group each has their own talk."""
    return f"{inbound.chat.bot}|{inbound.chat.id}|{inbound.sender}"


def recall(db: Session, key: str) -> Memory:
    """What is remembered; an empty memory of version 0 when nothing is."""
    row = db.execute(select(memory).where(memory.c.key == key)).first()
    if row is None:
        return Memory(key)
    return Memory(
        key=row.key, version=row.version, flow=row.flow, draft=row.draft, menu=tuple(json.loads(row.menu)),
        questions=tuple(json.loads(row.questions)), rest=row.rest,
        suspended=tuple((name, draft) for name, draft in json.loads(row.suspended)),
        files_told_at=row.files_told_at, topic=topic_from(row.topic),
    )  # fmt: skip


def topic_from(kept: str) -> Topic | None:
    """What was spoken of; None where nothing was, or a kind that nobody knows any more."""
    kind, said = json.loads(kept) if kept else ("", "")
    return Topic(Told(kind), said) if kind in set(Told) else None


def remember(db: Session, item: Memory, now: datetime) -> None:
    """Writes the memory as the next version. Raises `Stale` when the version that was read is no longer the one."""
    values = {
        "version": item.version + 1, "flow": item.flow, "draft": item.draft,
        "menu": json.dumps(item.menu, ensure_ascii=False), "questions": json.dumps(item.questions, ensure_ascii=False),
        "rest": item.rest, "suspended": json.dumps(item.suspended, ensure_ascii=False),
        "files_told_at": item.files_told_at, "updated_at": now,
        "topic": json.dumps(astuple(item.topic), ensure_ascii=False) if item.topic else "",
    }  # fmt: skip
    if item.version == 0:
        statement = insert_into(db, memory).values(key=item.key, **values).on_conflict_do_nothing()
        written = db.execute(statement.returning(memory.c.key)).first() is not None
    else:
        same = update(memory).where(memory.c.key == item.key, memory.c.version == item.version)
        written = db.connection().execute(same.values(**values)).rowcount == 1
    if not written:
        raise Stale(item.key)


def menu_of(replies: Sequence[Reply]) -> tuple[str, ...]:
    """The sentences behind the numbers of the last reply that offers any, in the order shown."""
    for reply in reversed(replies):
        if reply.in_words:
            return ()
        if reply.buttons:
            return tuple(button.says for button in reply.buttons)
    return ()


def forget_memories(db: Session, before: datetime) -> None:
    """Deletes talks that nobody has touched since `before` and in which nothing is under way."""
    db.execute(memory.delete().where(memory.c.updated_at < before, memory.c.flow == ""))


def move_memories(db: Session, bot: str, old: str, new: str) -> None:
    """A chat got a new identity on its platform: its talks go on there."""
    rows = db.execute(select(memory.c.key).where(memory.c.key.startswith(f"{bot}|{old}|", autoescape=True))).scalars()
    for key in rows.all():
        moved = f"{bot}|{new}|{key.split('|', 2)[2]}"
        taken = db.execute(select(memory.c.key).where(memory.c.key == moved)).first()
        if taken is None:
            db.execute(update(memory).where(memory.c.key == key).values(key=moved))
