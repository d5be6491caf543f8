"""What wakes the periodic jobs: the clock only knocks; the database says what is owed and which process does it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.interval import IntervalTrigger

from knowledge.dates import VIETNAM

MISFIRE_SECONDS = 3600


@dataclass(frozen=True, slots=True)
class Job:
    """A name, how often it is due, and what it does. It must be harmless to do twice."""

    name: str
    every: timedelta
    work: Callable[[], Awaitable[None]]


class Clock:
    """Knocks at every job at its interval, until it is stopped."""

    def __init__(self, jobs: tuple[Job, ...]) -> None:
        self._scheduler = AsyncIOScheduler(timezone=VIETNAM)
        for job in jobs:
            self._scheduler.add_job(
                knock(job),
                IntervalTrigger(seconds=int(job.every.total_seconds()), timezone=VIETNAM),
                id=job.name,
                coalesce=True,
                max_instances=1,
                misfire_grace_time=MISFIRE_SECONDS,
            )

    def start(self) -> None:
        """Begins to knock; needs a running loop."""
        self._scheduler.start()

    def stop(self) -> None:
        """Stops knocking; what runs goes on to its end."""
        self._scheduler.shutdown(wait=False)


def knock(job: Job) -> Callable[[], Awaitable[None]]:
    """The job as a coroutine function: of anything else that gives an awaitable the library would await nothing."""

    async def run() -> None:
        await job.work()

    return run
