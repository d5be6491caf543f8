"""How does a reply look on Zalo? Pure: plain text, choices by number, files as links or told in words."""

import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.channels.cutting import cut, units
from handlers import wording
from handlers.messages import Chat, File, FilesIn, Limits, Reply
from handlers.wording import attached

TEXT_MAX = 2000
PIECE_MAX = 1900
"""Zalo does not say how it counts; we count UTF-16 units, never fewer than the characters, and leave some room."""
LIMITS = Limits(
    text_max=TEXT_MAX,
    buttons_max=0,
    may_start=False,
    per_second=1.0,
    carries_files=False,
    files_in=FilesIn.BY_LINK,
    month_max=3000,
    users_max=50,
    groups_max=3,
)
"""The free plan. A message of unknown fate is never said again: Zalo would deliver it twice, and count it twice."""

Link = Callable[[File], str]
"""The public address under which a file can be fetched for a while."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """One call as Zalo takes it."""

    method: str
    params: Mapping[str, str]


def split(reply: Reply, link: Link | None) -> Sequence[Reply]:
    """One reply for each message: the text in numbered pieces with its choices under the last, then each picture.

    The words go before a picture and not as its caption: a picture that Zalo is slow to fetch leaves nobody knowing
    whether it arrived, and what was said must not share that.
    """
    texts = [Reply(piece) for piece in _pieces(_body(reply, link), _tail(reply, link))]
    return (*texts, *(Reply("", pictures=(picture,)) for picture in reply.pictures if link))


def render(reply: Reply, chat: Chat, link: Link | None) -> Rendered:
    """One reply of `split` as one call."""
    if reply.pictures:
        assert link is not None, "ảnh chỉ gửi được bằng liên kết: gọi split trước"
        return Rendered("sendPhoto", {"chat_id": chat.id, "photo": link(reply.pictures[0])})
    return Rendered("sendMessage", {"chat_id": chat.id, "text": reply.text})


def instead_of_picture(reply: Reply, link: Link | None) -> Reply:
    """What is said where Zalo refuses a picture: its address."""
    assert link is not None, "ảnh chỉ gửi được bằng liên kết: gọi split trước"
    [picture] = reply.pictures
    return Reply(attached.linked(picture.name, link(picture)))


def _body(reply: Reply, link: Link | None) -> str:
    """What is said, and without links what the files hold."""
    lines = [reply.text]
    if link is None and (reply.files or reply.pictures):
        lines.append(reply.in_place or _without(reply))
    return _composed(lines)


def _without(reply: Reply) -> str:
    """Which files could not be sent; a picture beside words only shows again what they say."""
    missing = [file.name for file in (*reply.files, *(() if reply.text.strip() else reply.pictures))]
    return attached.not_carried(missing) if missing else ""


def _tail(reply: Reply, link: Link | None) -> str:
    """What stays together at the end: links, then the choices."""
    links = [attached.linked(file.name, link(file)) for file in reply.files] if link else []
    return _composed([*links, wording.numbered(replace(reply, text=""))])


def _composed(lines: Sequence[str]) -> str:
    """NFC, as Zalo counts: a letter with its marks is one."""
    return unicodedata.normalize("NFC", "\n".join(line.strip() for line in lines if line.strip()))


def _pieces(body: str, tail: str) -> Sequence[str]:
    """The whole where it fits, else pieces that say which of how many they are, the tail whole under the last words."""
    whole = _composed([body, tail])
    if units(whole) <= PIECE_MAX:
        return (whole,) if whole else ()
    room = PIECE_MAX - units(_prefix(99, 99))
    pieces = [*cut(body, room)]
    if tail and pieces and units(pieces[-1]) + 1 + units(tail) <= room:
        pieces[-1] = f"{pieces[-1]}\n{tail}"
    elif tail:
        pieces += _under_last_words(pieces, tail, room)
    return [f"{_prefix(n, len(pieces))}{piece}" for n, piece in enumerate(pieces, start=1)]


def _under_last_words(pieces: list[str], tail: str, room: int) -> Sequence[str]:
    """Takes words off the last piece to stand above the tail; a tail that leaves no room for them is cut itself."""
    left = room - units(tail) - 1
    last = pieces.pop() if pieces else ""
    if left < room // 4:
        return cut(_composed([last, tail]), room)
    *before, words = cut(last, left)
    return (*before, f"{words}\n{tail}")


def _prefix(number: int, total: int) -> str:
    return f"({number}/{total}) "
