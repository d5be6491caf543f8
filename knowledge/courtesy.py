"""Is it a question at all: greetings, thanks, farewells, calls for help, and talk about the assistant."""

import re
from collections.abc import Callable, Iterable
from typing import Final

from knowledge.result import Courtesy, Meaning, SmallTalk
from knowledge.text import (
    NONE_OWN,
    Abbreviations,
    as_written,
    clean,
    fold,
    is_listed,
    is_syllable,
    lexicon,
    meanings,
    tokens,
    undotted,
    words,
)

LETTERS_MAX: Final = 120
"""What is longer is no mere courtesy."""
SHORT_MAX: Final = 10
"""A longer row of letters is no abbreviation."""
QUESTION_MAX: Final = 1200
"""A question is read up to here; what lies beyond is padding, a pasted document or an attack."""
SPELLED_OUT: Final = frozenset(("ko", "k", "hok", "hk", "dc", "j", "lm", "mn", "ms", "z", "mk", "bn"))

# Words around a courtesy: whom it addresses, and how warmly.
ADDRESS: Final = (
    *(
        "a",
        "ah",
        "ak",
        "ad",
        "admin",
        "anh",
        "anh chi",
        "ban",
        "bot",
        "chi",
        "co",
        "chu",
        "bac",
        "dong chi",
        "em",
        "e",
        "oi",
    ),
    *(
        "ne",
        "nhe",
        "nha",
        "minh",
        "toi",
        "tui",
        "tro ly",
        "ca nha",
        "moi nguoi",
        "voi",
        "rat",
        "nhieu",
        "lam",
        "qua",
        "that",
    ),
    *(
        "cac",
        "ay",
        "the",
        "vay",
        "thoi",
        "roi",
        "day",
        "luon",
        "ha",
        "hen",
        "nghen",
        "nhi",
        "hihi",
        "haha",
        "hehe",
        "de",
    ),
    *("da", "vang", "u", "uh", "b", "ac", "cho"),
    *("may", "dang", "troi", "sao"),
)
CALLED: Final = {"oi": "ơi", "ban": "bạn", "bot": "bot", "e": "ê", "em": "em", "ad": "ad", "admin": "admin"}
"""'Bạn ơi', 'e': nobody is called for nothing, nor by 'bận'."""
SAYINGS: Final[tuple[tuple[Courtesy, tuple[str, ...]], ...]] = (
    (
        Courtesy.THANKS,
        (
            *("cam on", "cam ta", "camon", "thanks?", "thank you", "tks", "thankiu", "on gioi", "tuyet voi", "hay qua"),
            *("tot lam", "gioi qua", "gioi lam", "hoan (?:nghenh|nghinh|ho)"),
        ),
    ),
    (
        Courtesy.FAREWELL,
        (
            *("tam biet", "chao tam biet", "bye(?: bye)?", "bai bai", "pp", "hen gap lai", "(?:chuc )?ngu ngon"),
            *("chuc (?:\\w+ ){0,3}(?:tot )?lanh", "chuc vui ve"),
        ),
    ),
    (
        Courtesy.HELP,
        (
            *(
                "help",
                "huong dan(?: su dung| dung)?",
                "menu",
                "(?:co )?chuc nang(?: gi)?",
                "cach (?:su )?dung",
            ),
            *("(?:biet |co the )?(?:lam|giup) (?:duoc )?(?:nhung |cac )?(?:viec )?(?:gi|nao)", "giup(?: do)?"),
            *("(?:su )?dung (?:nhu )?the nao", "hoi (?:nhu )?the nao", "hoi (?:duoc )?(?:gi|nhung gi)(?: duoc)?"),
            *("tra loi duoc (?:gi|nhung gi)", "biet (?:gi|nhung gi)"),
        ),
    ),
    (
        Courtesy.WHO,
        (
            *(
                "la ai",
                "ten (?:la )?gi",
                "(?:co )?(?:phai|dung)(?: la)? (?:nguoi|may|robot|con nguoi|bot)(?: that)? (?:khong|chu|a|ha)",
                "la (?:con gi|(?:may|nguoi|robot|bot)(?: that)?(?: hay(?: la)? (?:may|nguoi|robot|bot)(?: that)?)?)",
                "o dau",
                "(?:la )?nguoi hay (?:la )?(?:may|bot|robot)(?: the| vay| a)?",
            ),
            *("(?:do )?ai (?:tao|lam) ra", "(?:bao nhieu|may) tuoi"),
        ),
    ),
    (
        Courtesy.COMPLAINT,
        (
            "(?:sao )?(?:lai )?(?:tra loi|noi) (?:gi (?:ma )?)?(?:lung tung|linh tinh|vo van|tao lao|nham nhi|bay ba)",
            *("(?:tra loi )?(?:sai bet|sai be bet|do te|qua te|te qua|do qua|vo dung|ngu qua)",),
            *("chang hieu gi(?: ca| het)?", "khong hieu gi (?:ca|het)", "hoi mot dang tra loi mot neo"),
        ),
    ),
    (
        Courtesy.AGREEMENT,
        (
            *("(?:go |nhan |bam |hoi |^a |^o )nham", "thoi (?:bo di|khoi|khong hoi nua|khoi hoi nua)", "khong co gi"),
            *("ok", "oke", "okay", "okie", "duoc", "vang", "da", "(?:dung|duoc|biet|hieu|ro|nam) roi", "tot", "hay"),
            *("uhm?", "um", "u", "(?:hoan toan )?(?:nhat tri|dong y)", "hoan toan dung"),
        ),
    ),
    (
        Courtesy.GREETING,
        (
            *("(?:xin )?chao(?: buoi (?:sang|trua|chieu|toi)| ngay moi)?", "hell?o+", "hi", "alo", "hey"),
            *("(?:cho |xin )?(?:minh |em |toi )?hoi(?: (?:chut|ti|xiu|cai|mot chut|mot ti|tham))?",),
            *("co (?:ai|do|day) khong", "con (?:do|thuc) khong", "ranh khong"),
        ),
    ),
    (
        Courtesy.CHAT,
        (
            *(
                "(?:co )?khoe (?:khong|chu)",
                "an (?:com|gi) chua",
                "(?:met|buon|vui|chan|ban|ban ron|doi|nong|lanh|oai) (?:qua|lam|ghe)(?! de)",
                "hat(?: mot bai)? (?:di|nghe)",
            ),
            *(
                "(?:hom nay )?troi (?:mua|nang|nong|lanh|(?:nhu )?the nao)",
                "thoi tiet(?: hom nay)? (?:(?:nhu )?the nao|ra sao)",
            ),
            *(
                "hom nay (?:la )?(?:thu may|ngay may|the nao)",
                "(?:bay gio la )?may gio(?: roi)?",
                "ke chuyen(?: cuoi)?(?: di)?",
            ),
            *("co nguoi yeu chua",),
        ),
    ),
)


YOU: Final = re.compile(r"^\W*b(?:n|ạn)(?= (?:là|la|ơi|oi|tên|ten)\b)", re.IGNORECASE)
"""'Bn là con gì': at the beginning, before 'là', it is no 'bao nhiêu'."""


def _either(patterns: Iterable[str]) -> str:
    return f"(?:{'|'.join(patterns)})"


AROUND: Final = _either(ADDRESS)
SAID: Final = tuple((courtesy, re.compile(rf"\b{_either(patterns)}\b")) for courtesy, patterns in SAYINGS)
ONLY_COURTESY: Final = re.compile(rf"(?>(?:{_either(_either(patterns) for _, patterns in SAYINGS)}|{AROUND})(?: |$))++")

ASKING: Final = r"(?:cho (?:hoi |minh hoi |em hoi |toi hoi )?)?(?:chu |tu |cum tu |ky hieu )?(?:viet tat )?"
SHORT: Final = r"(?P<short>[\w./]+(?: [\w./]+)??)"
ENDING: Final = r"(?: (?:vay|the|a|ha|nhi|ban|em|oi|ad|z|giup|voi|nhe|ho|di))*"
WHAT: Final = r"(?:(?:cai )?(?:gi|j)|viet tat cua (?:\w+ ){0,2}(?:gi|nao))"
WRITTEN_OUT: Final = (
    r"(?:viet tat|viet day du|day du|dich|giai thich)(?: (?:cua|la|nghia|tu|chu|cum|gi|nao|the|ra sao))*"
)
EXPLAIN: Final = r"(?:giai (?:thich|nghia)|(?:y )?nghia cua|viet tat cua)(?: (?:chu|tu|cum tu|viet tat))*"
MEANING: Final = (
    re.compile(rf"{ASKING}{SHORT} (?:la|(?:co )?nghia la|tuc la) {WHAT}{ENDING}"),
    re.compile(rf"{ASKING}{SHORT} {WRITTEN_OUT}{ENDING}"),
    re.compile(rf"{EXPLAIN} {SHORT}(?: la gi)?{ENDING}"),
)
HOW_SHORT: Final = re.compile(
    rf"(?P<long>[a-z ]+?) (?:duoc )?(?:viet|ghi|goi) tat(?: (?:la|nhu|the|nao|ra|sao|gi|j|chu|tu|thanh))+{ENDING}"
)
"""'Công đoàn cơ sở viết tắt là gì' asks for the short form."""


# What is said before and after a question, and is no part of it.
_WHOM: Final = "(?:anh chi|anh|chi|em|ban|admin|ad|bot|dong chi|tro ly|ca nha|moi nguoi|bac|co|chu|e|ac)"
_CALL: Final = rf"(?:(?:da|thua|alo|hell?o|hi|hey|(?:xin )?chao)(?: {_WHOM})*+|(?:cac )?{_WHOM} (?:oi|a))"
_REQUEST: Final = (
    r"(?:(?:em|minh|toi|tui|anh|chi|e) )?(?:(?:dang )?(?:cho|xin|muon|can|nho|lam on|vui long|phien)"
    r"(?: (?:em|minh|toi|tui|anh|chi|ban|ad|phep|cho))* (?:hoi|biet|xem|tra cuu)"
    r"(?: (?:chut|ti|xiu|cai|mot chut|mot ti|la|rang|ve|nhanh|tham))*|(?:ban )?giup (?:em|minh|toi|anh|chi)(?: voi)?)"
)
BEFORE: Final = re.compile(rf"(?:{_CALL}[\s,.:!]+)*(?:{_REQUEST}[\s,.:!]+)?")
NO_REQUEST: Final = re.compile(r"\b(?:mượn|hội)\b")
"""'Mượn hội trường xã' is no 'muốn hỏi'."""
AFTER: Final = re.compile(
    r"(?:[\s,.!?]+(?:(?:v|z|dz|vay|zay) (?:a|b|c|mn|"
    rf"{_WHOM})|cam on(?: (?:nhieu|ban|em|anh|chi|ad|a)\b)*|(?:tra loi )?giup (?:em|minh|toi|anh|chi)(?: voi)?"
    r"|(?:em|ban) nhe|em nha|ban oi|voi a|nhe a|nhe|(?<!can )(?<!ngoi )(?<!cai )(?<!xay )(?<!mot )nha|voi|ad|z|thanks"
    r"|tks|oi)(?!\w))++[\s.!?]*$"
)
"""The longest first, since nothing that was taken is tried again: a row of courtesies costs no more than its length."""


def question_of(text: str) -> str:
    """The question without the courtesies around it: 'dạ em chào anh, cho em hỏi chút, X với ạ' is X."""
    cleaned = " ".join(clean(text[:QUESTION_MAX]).split())
    bare = fold(cleaned)
    opened = BEFORE.match(bare)
    start = opened.end() if opened and not NO_REQUEST.search(cleaned[: opened.end()].lower()) else 0
    closed = AFTER.search(bare, start)
    asked = cleaned[start : closed.start() if closed else len(cleaned)].strip()
    return asked or cleaned


def small_talk(text: str) -> SmallTalk | None:
    """What a message of nothing but courtesies says, the weightiest first; None as soon as anything else is asked."""
    said = _spelled_out(text)
    if not said or len(said) > LETTERS_MAX or not ONLY_COURTESY.fullmatch(said):
        return None
    if found := next((courtesy for courtesy, pattern in SAID if pattern.search(said)), None):
        return SmallTalk(found)
    named = (each for each in tokens(text) if each.bare in CALLED)
    called = any(not each.is_marked or as_written(CALLED[each.bare]).fullmatch(each.text.lower()) for each in named)
    return SmallTalk(Courtesy.GREETING) if called else None


def meaning_of(text: str, own: Abbreviations = NONE_OWN) -> Meaning | None:
    """'CĐCS là gì' asks what a listed abbreviation stands for; nothing is guessed."""
    if len(text) > LETTERS_MAX:
        return None
    said = " ".join(re.sub(r"[?,\"“”!]", " ", fold(undotted(text, own))).split()).strip(" .")
    for pattern in MEANING:
        asked = pattern.fullmatch(said)
        known = meanings(asked["short"], own) if asked else None
        if known:
            return Meaning(known.short, known.meanings)
    asked = HOW_SHORT.fullmatch(said)
    return _short_of(words(asked["long"]), own) if asked else None


def _short_of(phrase: tuple[str, ...], own: Abbreviations) -> Meaning | None:
    """The short form of a long one, where a list has it."""
    known = {**lexicon().official, **own}
    found = next((each for each in known.values() if words(each.meanings[0]) == phrase), None)
    return Meaning(found.short, found.meanings) if found else None


def unknown_short(text: str, knows: Callable[[str], bool]) -> str:
    """'XYZQ là gì' of a short form that no list and no document has; '' for everything else."""
    if len(text) > LETTERS_MAX:
        return ""
    said = " ".join(re.sub(r"[?,\"“”!]", " ", fold(undotted(text))).split()).strip(" .")
    asked = next((match for pattern in MEANING if (match := pattern.fullmatch(said))), None)
    short = asked["short"] if asked else ""
    is_short = short.isalpha() and 2 <= len(short) <= SHORT_MAX and not is_syllable(short)
    if not is_short or is_listed(short) or knows(short):
        return ""
    typed = re.search(rf"\b{short}\b", fold(clean(text)))
    return clean(text)[slice(*typed.span())] if typed else short


def _spelled_out(text: str) -> str:
    if len(text) > LETTERS_MAX * 2:
        return ""
    known = lexicon().phone
    text = YOU.sub("bạn", text)
    return " ".join(fold(known[word].meanings[0]) if word in SPELLED_OUT else word for word in words(text))
