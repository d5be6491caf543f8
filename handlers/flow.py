"""What a talk of several turns is: start reads, step decides, finish writes; its draft is a value kept as JSON."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from pydantic import TypeAdapter, ValidationError

from handlers.messages import Made, Notice, Reply
from handlers.store import Memory

D = TypeVar("D")
R_co = TypeVar("R_co", covariant=True)


@dataclass(frozen=True, slots=True)
class Ask(Generic[D]):
    """Goes on: remember the draft, say the reply, wait."""

    draft: D
    reply: Reply


@dataclass(frozen=True, slots=True)
class Again:
    """Goes on from a fresh start that must read first, with what was said as its argument."""

    argument: str


@dataclass(frozen=True, slots=True)
class Done(Generic[R_co]):
    """Everything is known: `finish` writes the result. `aside` is what was said besides, to be answered first."""

    result: R_co
    aside: str = ""


@dataclass(frozen=True, slots=True)
class Stop:
    """Ends without a trace."""

    reply: Reply


@dataclass(frozen=True, slots=True)
class Aside:
    """What was said is no answer to what was asked: let the rest of the house answer it, then ask again."""


Step = Ask[D] | Again | Done[R_co] | Stop | Aside
Decision = Ask[D] | Done[R_co] | Stop
"""What the router can carry out: an `Aside` is for the rest of the house, an `Again` for a fresh start."""


@dataclass(frozen=True, slots=True)
class Finished:
    """What a writing transaction has to say, to the speaker and to others; a flow ends unless it keeps a draft."""

    replies: tuple[Reply, ...]
    notices: tuple[Notice, ...] = ()
    draft: str | None = None
    """Set when the talk goes on after all; None ends it."""
    made: tuple[Made, ...] = ()
    """The files that the replies or notices name: stored in the same transaction."""
    originals: tuple[Made, ...] = ()
    """The documents that were taken in: stored for good in the same transaction, and read then."""
    told: tuple[Reply, ...] | None = None
    """The replies without the question at their end, for when another talk begins before it; None: there is none."""
    announced: bool = False
    """Whether recipients wait to be put into the door."""
    memory: Memory | None = None
    """Set by whoever runs a flow: what is remembered after it."""


class Unknown(Exception):  # noqa: N818 - an old draft is no fault
    """A draft of a version nobody knows any more."""


@dataclass(frozen=True, slots=True)
class Drafts(Generic[D]):
    """How one flow's drafts are kept: today's name and shape, and how older versions are read."""

    name: str
    shape: TypeAdapter[D]
    older: Mapping[str, Callable[[str], D]] = field(default_factory=dict)

    def dump(self, draft: D) -> str:
        """The draft as JSON."""
        return self.shape.dump_json(draft).decode()

    def load(self, name: str, text: str) -> D:
        """The draft, also one of an older version that the table translates. Raises `Unknown`."""
        try:
            if name == self.name:
                return self.shape.validate_json(text)
            if name in self.older:
                return self.older[name](text)
        except ValidationError as error:
            raise Unknown(name) from error
        raise Unknown(name)


def family(name: str) -> str:
    """The flow without its version: 'enrol' of 'enrol/1'."""
    return name.partition("/")[0]
