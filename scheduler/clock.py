"""What wakes the periodic jobs: the clock only knocks; the database says what is owed and which process does it."""

import asyncio
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
        self._running: set[asyncio.Task[None]] = set()
        for job in jobs:
            self._scheduler.add_job(
                self._knocking(job),
                IntervalTrigger(seconds=int(job.every.total_seconds()), timezone=VIETNAM),
                id=job.name,
                coalesce=True,
                max_instances=1,
                misfire_grace_time=MISFIRE_SECONDS,
            )

    def start(self) -> None:
        """Begins to knock; needs a running loop."""
        self._scheduler.start()

    async def stop(self) -> None:
        """Stops knocking, and waits for what runs to come to its end."""
        self._scheduler.pause()
        if self._running:
            await asyncio.wait(self._running)
        self._scheduler.shutdown(wait=False)

    def _knocking(self, job: Job) -> Callable[[], Awaitable[None]]:
        # A coroutine function: of anything else that gives an awaitable the library would await nothing.
        async def run() -> None:
            task = asyncio.ensure_future(finish(job))
            self._running.add(task)
            task.add_done_callback(self._running.discard)
            await task

        return run


async def finish(job: Job) -> None:
    """The job's work as one task."""
    await job.work()
