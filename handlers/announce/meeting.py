"""'mấy giờ họp', 'họp ở đâu' after an announcement: its own words once more, with its number and when it was sent."""

import re
from dataclasses import replace

from sqlmodel import Session

from handlers.announce import receipts, store
from handlers.announce.meant import CALLED_OFF, invites
from handlers.announce.store import Announcement, Wants
from handlers.days import hour_wished
from handlers.talk import Outcome, Talk
from handlers.wording import announce as words
from handlers.wording import plain
from knowledge.text import clean, fold
from union import store as union
from union.groups import store as groups

TOLD_MOST = 3
KINDS = r"(?:giao(?: ban)?|hoi nghi|tap huan|toa dam|gap mat|hoi thao)"
"""A last 'ban' is taken for the courtesy 'bạn' and is not there any more."""
MEETING = rf"(?:(?:cuoc|buoi|lich) )?(?:hop(?! (?:dong|tac|le|phap))(?: {KINDS})?|{KINDS})"
HOUR = r"(?:(?:luc |tu |vao )?(?:may (?:gio|h)|gio nao)|gio giac|gio(?= hop| giao| tap|$))"
WHEN = rf"(?:{HOUR}|(?:vao )?(?:khi nao|bao gio|bao h|luc nao|hom nao|bua nao|ngay nao|ngay may|thu may))"
WHERE = r"(?:(?:o|tai) (?:dau|cho nao|phong nao)|cho nao|phong nao|dau|dia diem|noi)"
ABOUT = r"(?:noi dung(?: gi)?|(?:ve )?(?:viec )?gi|lich)"
WHETHER = r"co (?:\w+ )*?hop\b.*\b(?:khong|ko|k)"
"""'mai có họp không': the announcement tells."""
AROUND = (
    r"(?:da|vang|a|oi|anh|chi|em|e|minh|toi|cho hoi|cho|hoi|xin|tro ly|bot|thi|la|vay|the|z|v|va|nhi|ha|nao|co|bat dau"
    r"|dien ra|to chuc|di|den|du|phai|o tren|xa|van phong|vp|thong bao|tb|vua|moi|nay|do|ay|toi day|sap toi|mai"
    r"|ngay mai|hom nay|(?:sang|chieu|toi) (?:nay|mai)|tuan (?:nay|sau)|thu (?:hai|ba|tu|nam|sau|bay|\d)|chu nhat|xem"
    r"|nhac|lai|ta)"
)
ASKS = re.compile(
    rf"(?=.*\b{MEETING}\b)(?=.*\b(?:{WHEN}|{WHERE}|{ABOUT}|{WHETHER})\b)"
    rf"(?>(?:{MEETING}|{ABOUT}|{WHEN}|{WHERE}|{AROUND}|khong|ko|k)(?: |$))+"
)
ASKS_HOUR = re.compile(rf"\b{HOUR}\b|\bgio hop\b")


def asks(said: str) -> bool:
    """'mấy giờ họp', 'hop o dau vay', 'tập huấn hôm nào'; 'họp ban chấp hành mấy lần một năm' is none."""
    return ASKS.fullmatch(plain(said).replace(",", "").rstrip(" ?")) is not None


def reads(db: Session, talk: Talk) -> Outcome | None:
    """The announcements that may be meant, word for word; where there is none, the documents are asked."""
    found = meant(db, talk) if asks(talk.said) else []
    if not found:
        return None
    needs_hour = ASKS_HOUR.search(plain(talk.said)) is not None
    told = [words.once_more(each, lacks_hour=needs_hour and hour_wished(each.text) is None) for each in found]
    return Outcome((words.together(told[:TOLD_MOST]),), replace(talk.memory, menu=(), rest=""))


def claims(db: Session, talk: Talk) -> bool:
    """Whether it asks so although another question is open, which any text might answer."""
    return asks(talk.said) and bool(meant(db, talk))


def meant(db: Session, talk: Talk) -> list[Announcement]:
    """The meetings that are ahead: those of the sort that is named where there are any, or else all; newest first."""
    now = talk.visit.now
    ahead = [each for each in heard(db, talk) if each.use_by >= now and is_meeting(each)]
    named = re.findall(KINDS, plain(talk.said))
    fitting = [each for each in ahead if any(kind in fold(clean(each.text)) for kind in named)]
    is_generic = re.search(r"\bhop\b", plain(talk.said)) is not None
    return fitting or (ahead if is_generic or not named else [])


def is_meeting(item: Announcement) -> bool:
    """Whether it invites, or calls off what was invited to."""
    return item.wants is Wants.ATTENDANCE or invites(item.text) or CALLED_OFF.search(fold(clean(item.text))) is not None


def heard(db: Session, talk: Talk) -> list[Announcement]:
    """What was announced to the speaker, in a group what was announced there, and what their own office sent."""
    since = talk.visit.now - receipts.KEPT
    if not talk.is_private:
        chat = talk.visit.inbound.chat
        group = groups.group_at(db, chat.bot, chat.id)
        return store.announced_in(db, group.id, since) if group else []
    scope = union.scope_of(db, talk.person, talk.visit.today)
    told = [item.announcement for item in receipts.inbox_of(db, talk, scope, talk.visit.now).asked]
    sent = [each for each in store.announcements_of(db, scope) if each.sent_at >= since]
    newest = {each.root: each for each in sorted((*told, *sent), key=lambda each: each.id)}
    return sorted(newest.values(), key=lambda each: -each.id)
