"""What does a chair's message tell: which figures, for which indicators and periods, and what must be asked first."""

from union.entry.message import understand
from union.entry.problems import implausible_against
from union.entry.sentences import repeated
from union.entry.values import Heard, Intent, Problem, Understood

__all__ = ["Heard", "Intent", "Problem", "Understood", "implausible_against", "repeated", "understand"]
