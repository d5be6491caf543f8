"""The chat page as a channel: an account `web:lan` says and reads."""

from bot.channels.pull import PullChannel
from handlers.messages import BotId, Limits

WEB = PullChannel(BotId("web"), Limits(text_max=None, buttons_max=20, may_start=True, pull=True))
