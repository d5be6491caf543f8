"""How is a result put into words, shortened for a chat, and printed for programs."""

from handlers.citing.brief import short, short_and_whole
from handlers.citing.facts import figure
from handlers.citing.gate import phrase
from handlers.citing.next import ASK_OFFICE, buttons
from handlers.citing.printed import AnswerJson, ask_json
from handlers.citing.verbatim import unabridged, verbatim
from handlers.citing.whole import in_private, without_office

__all__ = [
    "ASK_OFFICE",
    "AnswerJson",
    "ask_json",
    "buttons",
    "figure",
    "in_private",
    "phrase",
    "short",
    "short_and_whole",
    "unabridged",
    "verbatim",
    "without_office",
]
