"""What an officer may read, write and run: the one gate before every read and write of people's data."""

from dataclasses import dataclass

from knowledge.document import UnitCode
from union.roster import OfficerId


class Forbidden(Exception):  # noqa: N818 - answered like a question that cannot be answered, not reported as broken
    """The unit is not this officer's; the text names the unit by its code and holds no figure."""


@dataclass(frozen=True, slots=True)
class Scope:
    """The reach of an officer's seats on one day.

    A unit that ended stays with whoever took it over, so that its last reports can be filed, and with the office it
    stood below.
    """

    officer: OfficerId | None
    acts_for: frozenset[UnitCode] = frozenset()
    """Units whose chair or deputy they are, and those which these took over: whose figures they write."""
    offices: frozenset[UnitCode] = frozenset()
    """Units in whose office they work."""
    runs: frozenset[UnitCode] = frozenset()
    """Those offices and every unit below them."""
    views: frozenset[UnitCode] = frozenset()
    """Everything they may read."""

    def may_write(self, unit: UnitCode) -> bool:
        """Whether they speak for the unit: its progress and its reports."""
        return unit in self.acts_for

    def may_run(self, unit: UnitCode) -> bool:
        """Whether the unit stands in or below their office: board, chasing, ghi hộ, taking in."""
        return unit in self.runs

    def may_read(self, unit: UnitCode) -> bool:
        """Whether what the unit recorded and filed is shown to them; drafts are a matter of `may_write`."""
        return unit in self.views

    def must_write(self, unit: UnitCode) -> None:
        """Raises `Forbidden` unless they speak for the unit."""
        if not self.may_write(unit):
            raise Forbidden(f"may not write for {unit}")

    def must_run(self, unit: UnitCode) -> None:
        """Raises `Forbidden` unless the unit stands in or below their office."""
        if not self.may_run(unit):
            raise Forbidden(f"may not run {unit}")

    def must_read(self, unit: UnitCode) -> None:
        """Raises `Forbidden` unless the unit's figures are theirs to read."""
        if not self.may_read(unit):
            raise Forbidden(f"may not read {unit}")


NOBODY = Scope(None)
"""The reach of a stranger."""
