"""How is a result put into words, shortened for a chat, and printed for programs."""

from handlers.citing.brief import short
from handlers.citing.facts import figure
from handlers.citing.gate import phrase
from handlers.citing.next import buttons
from handlers.citing.printed import AnswerJson, ask_json
from handlers.citing.verbatim import unabridged, verbatim

__all__ = ["AnswerJson", "ask_json", "buttons", "figure", "phrase", "short", "unabridged", "verbatim"]
