"""How long it takes to decide one day's reminders, beside as many jobs in APScheduler's database store.

`python -m tests.benchmarks.plan busy|quiet|jobs` measures one of them in a process of its own, so that memory is told
apart, and prints what it found as one line of JSON.
"""

import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, timedelta
from datetime import time as clock
from pathlib import Path

from knowledge.dates import VIETNAM
from knowledge.document import UnitCode
from scheduler.calendar import Calendar, calendar_of, holidays_of
from scheduler.duties import LONG_LADDER, MONTH_LADDER, Cadence, DayRule, Deadline, Duty, DutyId, Ladder, RuleKind
from scheduler.filings import FilingId
from scheduler.periods import deadline_of, period_holding
from scheduler.plan import Owing, Reached, Sheet, may_ring, plan_reminders
from scheduler.rungs import rungs_of
from tests.benchmarks.report import Figure, Part, below, plain
from tests.process import ROOT
from union.forms.form import FormId
from union.roster import OfficerId

NAME = "plan"
UNITS, DUTIES, JOBS = 125_000, 3, 5_000
SCALE = UNITS * DUTIES / JOBS
BAR_BUSY_SECONDS, BAR_QUIET_SECONDS = 3.0, 1.0
ROUNDS = 3
BUSY, QUIET_DAY = date(2026, 11, 20), date(2026, 11, 12)
NEVER = date(2099, 11, 20)
"""For the baseline: its scheduler reads the machine's clock, and must find nothing to do."""
EXTENDED, LATE_RISERS, SNOOZED = 20, 10, 100
"""Every so many filings have another due moment, hour or a snooze."""
KIB = 1024


@dataclass(frozen=True, slots=True)
class Found:
    """What one process measured: seconds, how many, memory in MiB before and at its most, and seconds of the rest."""

    seconds: float
    count: int
    before_mib: float
    peak_mib: float
    other_seconds: float = 0.0


def measure() -> Part:
    """A day on which every filing of three duties rings, a day on which none does, and the baseline."""
    busy, quiet, jobs = (in_own_process(name) for name in ("busy", "quiet", "jobs"))
    told = UNITS * DUTIES
    assert (busy.count, quiet.count) == (told, 0), (busy.count, quiet.count)
    return Part(
        NAME,
        (
            below(f"deciding a day on which all {told:,} ring", busy.seconds, BAR_BUSY_SECONDS, "s", 2),
            plain("    memory of the process: what is owed", busy.before_mib, "MiB"),
            plain("    memory of the process: with all that is decided", busy.peak_mib, "MiB"),
            below("deciding a day on which nothing rings", quiet.seconds, BAR_QUIET_SECONDS, "s", 2),
            plain("    memory of the process at most", quiet.peak_mib, "MiB"),
            plain("    asking the due moments alone whether to read on", 1000 * quiet.other_seconds, "ms", 1),
            *baseline(jobs),
        ),
    )


def baseline(jobs: Found) -> tuple[Figure, ...]:
    """APScheduler's figures, measured on a few and scaled: both grow with the number."""
    per = f"of {JOBS:,}, scaled by {SCALE:.0f}"
    return (
        plain(f"APScheduler's SQLAlchemyJobStore: adding as many jobs ({per})", jobs.other_seconds * SCALE, "s"),
        plain(f"    get_due_jobs when all are due ({per})", jobs.seconds * SCALE, "s", 1),
        plain(f"    memory for those due ({per})", (jobs.peak_mib - jobs.before_mib) * SCALE, "MiB"),
    )


def in_own_process(name: str) -> Found:
    """What a fresh process found."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.plan", name], cwd=ROOT, capture_output=True, check=True
    )
    return Found(**json.loads(done.stdout))


# What is measured


def duties() -> tuple[Duty, ...]:
    """Three duties that have a rung on the same Friday: one is due, one was due, one is due in three days."""
    monthly = Duty(DutyId("thang"), "x", FormId("x"), UnitCode("tinh"), Cadence.MONTH, of_month(20))
    return (
        monthly,
        replace(monthly, id=DutyId("chuyen-de"), due=of_month(18)),
        replace(monthly, id=DutyId("nam"), due=of_month(23), ladder=LONG_LADDER),
    )


def of_month(day: int) -> DayRule:
    """Due on that day of the month."""
    return DayRule(RuleKind.DAY_OF_MONTH, day)


def sheets(calendar: Calendar, day: date, *, others: bool) -> list[Sheet]:
    """Every unit owes every duty; on a quiet day some have been given more time, rise late, or asked for peace."""
    return [sheet(duty, n, calendar, day, others=others) for n, duty in enumerate(duties())]


def sheet(duty: Duty, n: int, calendar: Calendar, day: date, *, others: bool) -> Sheet:
    """One duty's sheet; moments are objects of their own, as a database gives them."""
    period = period_holding(duty, day)
    assert period
    deadline = deadline_of(duty, period, calendar)
    first = n * UNITS
    owed = [owing(FilingId(first + k), k, copied(deadline), others=others) for k in range(UNITS)]
    return Sheet(duty, deadline, owed)


def copied(deadline: Deadline) -> datetime:
    """The same moment as another object."""
    return deadline.due.replace(microsecond=0)


def owing(filing: FilingId, unit: int, due: datetime, *, others: bool) -> Owing:
    """One filing."""
    is_late_riser = others and unit % LATE_RISERS == 0
    reached = Reached(OfficerId(unit), clock(19, 30)) if is_late_riser else Reached(OfficerId(unit))
    extended = due + timedelta(days=35) if others and unit % EXTENDED == 0 else due
    snoozed = due - timedelta(days=5) if others and unit % SNOOZED == 0 else None
    return Owing(filing, UnitCode(f"cong-doan-co-so-{unit}"), extended, (reached,), snoozed)


def day_of(day: date) -> tuple[datetime, datetime]:
    """From one morning to the next: everything that rings on the day."""
    start = datetime.combine(day, clock(7), VIETNAM)
    return start, start + timedelta(hours=12, minutes=45)


def busy() -> Found:
    """All rings."""
    return decided(BUSY, others=False)


def quiet() -> Found:
    """Nothing rings, though filings differ; and what it takes to see it from the due moments alone."""
    found = decided(QUIET_DAY, others=True)
    calendar = calendar_of(holidays_of((2026, 2027)))
    start, end = day_of(QUIET_DAY)
    asked: list[tuple[Ladder, datetime]] = [
        (duty.ladder, owed.due)
        for duty in duties()
        for owed in sheet(duty, 0, calendar, QUIET_DAY, others=True).owing[:40]
    ]
    seconds = quickest(lambda: [may_ring(ladder, due, calendar, end, start) for ladder, due in set(asked)])[0]
    return replace(found, other_seconds=seconds)


def decided(day: date, *, others: bool) -> Found:
    """The decision itself, the quickest of some rounds."""
    calendar = calendar_of(holidays_of((2026, 2027)))
    owed = sheets(calendar, day, others=others)
    start, end = day_of(day)
    before = peak_mib()
    seconds, count = quickest(lambda: plan_reminders(owed, calendar, end, start))
    return Found(seconds, count, before, peak_mib())


def quickest(work: Callable[[], Sequence[object]]) -> tuple[float, int]:
    """Seconds of the quickest round, and how many were found."""
    spent, count = [], 0
    for _ in range(ROUNDS):
        began = time.perf_counter()
        found = work()
        spent.append(time.perf_counter() - began)
        count = len(found)
        del found
    return min(spent), count


def jobs() -> Found:
    """One job for one rung of one filing, in a SQLite file."""
    from apscheduler.jobstores.sqlalchemy import SQLAlchemyJobStore
    from apscheduler.schedulers.background import BackgroundScheduler

    at = rungs_of(MONTH_LADDER, datetime.combine(NEVER, clock(17), VIETNAM), Calendar())[1].at
    with tempfile.TemporaryDirectory() as folder:
        store = SQLAlchemyJobStore(f"sqlite:///{Path(folder) / 'jobs.db'}")
        scheduler = BackgroundScheduler(jobstores={"default": store}, timezone=VIETNAM)
        scheduler.start(paused=True)
        began = time.perf_counter()
        for n in range(JOBS):
            scheduler.add_job("tests.benchmarks.plan:remind", "date", run_date=at, args=[n, f"u-{n}"], id=f"{n}/T")
        adding = time.perf_counter() - began
        before = peak_mib()
        seconds, count = quickest(lambda: store.get_due_jobs(at))
        found = Found(seconds, count, before, peak_mib(), adding)
        scheduler.shutdown(wait=False)
    assert count == JOBS
    return found


def remind(filing: int, unit: str) -> None:
    """What the baseline's jobs name; it is never called."""


def peak_mib() -> float:
    """The most memory this process has held; on Linux in KiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / KIB


MEASURED = {"busy": busy, "quiet": quiet, "jobs": jobs}

if __name__ == "__main__":
    print(json.dumps(asdict(MEASURED[sys.argv[1]]())))
