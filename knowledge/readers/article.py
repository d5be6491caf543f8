"""Which part of a web page is the article: what stands around it is found by what it is called, says and links to."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from knowledge.readers.blocks import Block
from knowledge.readers.markup import BLOCKS, blocks, is_shown
from knowledge.readers.package import Element
from knowledge.text import fold

AROUND_TAGS = frozenset({"nav", "aside", "footer", "menu", "dialog"})
_AROUND_NAMES = """
    nav navbar navigation menu submenu breadcrumb breadcrumbs footer foot sidebar share sharing social
    related relate relatednews lienquan comment comments binhluan tag tags keyword keywords advert ads adv
    banner popup modal cookie pagination paging pager toolbar tools print printer login search copyright
    counter visitor visitors rating vote othernews tinkhac othernew hotnews mostread mostview docnhieu
    weather marquee slider carousel subscribe newsletter caption imgcaption chuthich thongke
    thoitiet lienket weblink weblinks quangcao
"""
AROUND_NAMES = frozenset(_AROUND_NAMES.split())
"""Words that makers of pages use in class and id for what is not the article, in English and Vietnamese."""
AROUND_PAIRS = frozenset({"other news", "tin khac", "tin lien", "lien quan", "binh luan", "hot news", "most read"})
STOP = re.compile(
    r"(?:cac |nhung )?(?:tin|bai)(?: tuc| bai| viet)*(?: (?:khac|lien quan|moi|moi nhat|moi hon|cu hon|noi bat|da dua"
    r"|doc nhieu|cung chuyen muc|cung chu de|tiep theo|xem nhieu))+|(?:xem|doc) (?:them|tiep|nhieu)(?: nhat)?"
    r"|lien quan|y kien (?:ban doc|cua ban|binh luan)|(?:viet |gui )?binh luan(?: \(\d+\))?(?: cua ban)?|phan hoi"
    r"|tu khoa|tags?|chia se(?: \w+)?|danh muc|lien ket(?: web(?:site)?)?|thong ke(?: truy cap)?"
    r"|in (?:trang|bai viet|tin)(?: nay)?|ve dau trang|quay lai|tro (?:ve|lai)|gui (?:cho ban be|email|mail)"
    r"|quang cao|video|thu vien anh|ban in"
)
"""Short words that open what follows an article, or a box beside it."""
COUNTER = re.compile(
    r"(?:so |tong )*(?:luot|nguoi) (?:xem|doc|truy cap|online|tai|thich|truc tuyen)\b.{0,40}"
    r"|dang (?:truc tuyen|online|truy cap)\b.{0,30}|(?:da )?xem:? [\d.,]+.{0,10}"
    r"|truy cap (?:hom nay|hom qua|thang nay|tuan nay)\b.{0,30}|co chu\b.{0,20}|\d+ phut doc|ban quyen\b.*"
    r"|copyright\b.*|©.*|views?:? [\d.,]+|a[-+](?: a[-+])*|chia se\b.{0,40}|tu khoa:.*|tags?:.*"
)
"""Lines that count or serve, folded."""
DAY_LINE = re.compile(
    r"(?:(?:thứ (?:hai|ba|tư|năm|sáu|bảy|2|3|4|5|6|7)|chủ nhật|ngày(?: đăng)?|đăng ngày|cập nhật)\W{0,3}(?:ngày\s*)?)?"
    r"\d{1,2}[/-]\d{1,2}[/-]\d{4}",
    re.IGNORECASE,
)
AFTER_DAY = re.compile(
    r"[\s,|\-–()]*(?:\d{1,2}[:h]\d{2}(?::\d{2})?(?:\s*(?:am|pm|sa|ch))?)?[\s,|\-–()]*(?:gmt\s*\+?\s*7)?[\s()]*",
    re.IGNORECASE,
)

MOST = 0.8
"""The article is the deepest element that holds so much of the words that are no links."""
LITTLE = 0.1
"""A page with no more than this around its words is a saved document, and taken whole."""
LEAST = 80
"""A page of which fewer characters are left was misjudged: it is taken whole."""
GUARD = 0.45
"""Nothing that holds so much of a page is taken for its edge, whatever it is called."""


@dataclass(frozen=True, slots=True)
class Article:
    """The blocks of the article, and whether anything was left out around it."""

    blocks: tuple[Block, ...]
    is_cut: bool


def article(body: Element, titles: Sequence[str]) -> Article:
    """The article of a page; `titles` are what the page itself says it is called. The tree is changed."""
    for element in [one for one in body.iter() if isinstance(one.tag, str) and one is not body and not is_shown(one)]:
        _drop(element)
    total = _length(body)
    whole = blocks(body)
    _drop_edges(body, total)
    _drop_links(body, total)
    _drop_teasers(body, total)
    left = _length(body)
    if left < LEAST < total:
        return Article(tuple(_without_counters(whole)), is_cut=False)
    if total - left <= LITTLE * total:
        return Article(tuple(_without_counters(blocks(body))), is_cut=False)
    main = _main(body)
    inside = blocks(main)
    found = [*_heading(_before(main, body), inside, titles), *inside]
    return Article(tuple(_without_counters(_day_alone(block) for block in found)), is_cut=True)


# What stands around


def _drop_edges(body: Element, total: int) -> None:
    """By tag, by the maker's name for it, and by the words that open it."""
    for element in list(body.iter()):
        if not isinstance(element.tag, str) or element is body or _is_gone(element, body):
            continue
        if (_is_edge(element) and _length(element) < GUARD * total) or _is_site_head(element, total):
            _drop(element)
    for element in list(body.iter()):
        if (
            isinstance(element.tag, str)
            and element is not body
            and not _is_gone(element, body)
            and _opens_edge(element)
        ):
            _drop_from(element, body, total)


def _is_edge(element: Element) -> bool:
    if element.tag in AROUND_TAGS or element.get("role") in ("navigation", "banner", "contentinfo", "complementary"):
        return True
    name = f"{element.get('class', '')} {element.get('id', '')}"
    split = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).lower()
    words = re.findall(r"[a-z]+", split)
    pairs = {f"{first} {second}" for first, second in pairwise(words)}
    return element.tag not in ("h1", "article", "main") and bool(
        AROUND_NAMES.intersection(words) or AROUND_PAIRS & pairs
    )


def _is_site_head(element: Element, total: int) -> bool:
    """The page's own <header>, not that of an article."""
    is_inside = any(above.tag in ("article", "main") for above in element.iterancestors())
    return element.tag == "header" and not is_inside and _length(element) < GUARD * total


def _opens_edge(element: Element) -> bool:
    text = _text(element)
    return 0 < len(text) < 60 and bool(STOP.fullmatch(fold(text).strip(" :»›…+-.")))


def _drop_from(element: Element, body: Element, total: int) -> None:
    """The box that these words open, or, where they stand in the middle, everything after them."""
    text = _text(element)
    while (above := element.getparent()) is not None and above is not body and _text(above) == text:
        element = above
    above = element.getparent()
    if above is None:
        return
    opens = above is not body and not any(_text(before) for before in element.itersiblings(preceding=True))
    if opens and not (above.text or "").strip() and _length(above) < GUARD * total and above.tag != "li":
        _drop(above)
        return
    for after in list(element.itersiblings()):
        if _length(after) < GUARD * total:
            _drop(after)
    _drop(element)


def _drop_links(body: Element, total: int) -> None:
    """Menus and lists of other pages: nearly all their words are links."""
    for element in list(body.iter()):
        if not isinstance(element.tag, str) or element is body or element.tag not in BLOCKS or _is_gone(element, body):
            continue
        length = _length(element)
        if length and length < GUARD * total and _linked(element) > 0.7 * length and not _holds_heading(element):
            _drop(element)


def _holds_heading(element: Element) -> bool:
    return element.tag in ("h1", "h2") or element.find(".//h1") is not None


def _drop_teasers(body: Element, total: int) -> None:
    """Three or more neighbours of one make that each begin with a link to another page."""
    for parent in list(body.iter()):
        if not isinstance(parent.tag, str) or _is_gone(parent, body):
            continue
        alike: dict[tuple[str, str], list[Element]] = {}
        for child in parent:
            if isinstance(child.tag, str) and _is_teaser(child, total):
                alike.setdefault((child.tag, child.get("class", "")), []).append(child)
        for children in alike.values():
            if len(children) >= 3:
                for child in children:
                    _drop(child)


def _is_teaser(element: Element, total: int) -> bool:
    link = next((one for one in element.iter("a") if len(_text(one)) >= 12 and one.get("href")), None)
    return (
        link is not None and _text(element).startswith(_text(link)) and _length(element) < max(600, GUARD * total / 3)
    )


# What is left


def _main(body: Element) -> Element:
    """The deepest element with most of the words."""
    enough = MOST * (_length(body) - _linked(body))
    main = body
    while True:
        inner = next((child for child in main if isinstance(child.tag, str) and _own(child) >= enough), None)
        if inner is None or inner.tag not in BLOCKS or inner.tag in ("ul", "ol", "p", "li", "pre"):
            break
        main = inner
    # A row or a body of a table shows nothing by itself; a table that holds most words is data unless it frames them.
    while main.tag in ("tr", "tbody", "thead", "tfoot") or (main.tag == "table" and main.find(".//table") is None):
        main = main.getparent()
    return main


def _own(element: Element) -> int:
    return _length(element) - _linked(element)


def _before(main: Element, body: Element) -> list[Block]:
    """The blocks between the top of the page and the article."""
    found: list[Block] = []
    at = main
    while at is not body and at.getparent() is not None:
        level = [block for one in reversed(list(at.itersiblings(preceding=True))) if isinstance(one.tag, str)
                 for block in blocks(one)]  # fmt: skip
        found = [*level, *found]
        at = at.getparent()
    return found[-12:]


def _heading(before: Sequence[Block], inside: Sequence[Block], titles: Sequence[str]) -> Iterator[Block]:
    """The title and what stands under it, where they are not in the article itself."""
    if any(_is_title(block, titles) for block in inside[:6]):
        if not any(_day_in(block) for block in inside[:8]):
            yield from [block for block in before if _day_in(block)][-1:]
        return
    at = next((place for place in reversed(range(len(before))) if _is_title(before[place], titles)), None)
    if at is None:
        at = next((place for place in reversed(range(len(before))) if _may_be_title(before[place])), None)
    if at is not None:
        yield before[at]
        yield from (block for block in before[at + 1 :] if _day_in(block) or len(block.text) >= 80)


def _is_title(block: Block, titles: Sequence[str]) -> bool:
    said = fold(block.text).strip()
    return block.tag == "h1" or (len(said) >= 15 and any(said in title or title in said for title in titles if title))


def _may_be_title(block: Block) -> bool:
    return 15 <= len(block.text) <= 300 and not _day_in(block) and not block.text.endswith((".", ":"))


def _day_in(block: Block) -> bool:
    return len(block.text) < 120 and bool(DAY_LINE.match(block.text))


def _day_alone(block: Block) -> Block:
    """'Thứ sáu, 20/03/2026 Lượt xem: 2.315' is the day only."""
    match = DAY_LINE.match(block.text) if len(block.text) < 120 else None
    if not match:
        return block
    rest = block.text[AFTER_DAY.match(block.text, match.end()).end() :]  # type: ignore[union-attr] # matches nothing too
    is_served = not rest or COUNTER.match(fold(rest).lstrip(" |-–"))
    return Block((match[0],), block.is_centred, block.tag) if is_served else block


def _without_counters(found: Iterable[Block]) -> Iterator[Block]:
    for block in found:
        lines = tuple(line for line in block.lines if not COUNTER.fullmatch(fold(line).strip()))
        if lines:
            yield Block(lines, block.is_centred, block.tag)


# Lengths


def _text(element: Element) -> str:
    return " ".join("".join(element.itertext()).split()) if isinstance(element.tag, str) else ""


def _length(element: Element) -> int:
    return len(_text(element))


def _linked(element: Element) -> int:
    links = [element] if element.tag == "a" else [one for one in element.iter("a") if one.get("href")]
    return sum(_length(link) for link in links)


def _drop(element: Element) -> None:
    """Out of the tree; the words after it stay."""
    parent = element.getparent()
    if parent is None:
        return
    before = element.getprevious()
    if element.tail:
        if before is None:
            parent.text = f"{parent.text or ''} {element.tail}"
        else:
            before.tail = f"{before.tail or ''} {element.tail}"
    parent.remove(element)


def _is_gone(element: Element, body: Element) -> bool:
    """Whether it went with something around it."""
    return next((False for above in element.iterancestors() if above is body), True)
