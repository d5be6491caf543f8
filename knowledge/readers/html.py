"""What does a web page say: its article, or the whole of a document that was saved as a page."""

import codecs
import email
import email.policy
import re
from collections.abc import Callable

from lxml import html as lxml_html

from knowledge.readers import plain
from knowledge.readers.article import article
from knowledge.readers.blocks import joined
from knowledge.readers.caps import Caps
from knowledge.readers.kinds import is_wide
from knowledge.readers.package import Element
from knowledge.readers.reading import Advice, Page, Reading, Remark, Unreadable, Why
from knowledge.text import fold

CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
SITE_NAME = re.compile(r"\s+[|»·–-]\s+")

Progress = Callable[[int, int], None]


def read_html(content: bytes, _caps: Caps, _progress: Progress) -> Reading:
    """The article without menus, counters, other news and comments; a saved document whole."""
    return _read(decoded(content))


def read_saved_page(content: bytes, _caps: Caps, _progress: Progress) -> Reading:
    """A page saved as one file (.mht): its first part that is HTML."""
    message = email.message_from_bytes(content, policy=email.policy.default)
    for part in message.walk():
        if part.get_content_type() == "text/html":
            body = part.get_payload(decode=True)
            assert isinstance(body, bytes)
            charset = part.get_content_charset() or ""
            return _read(_by_name(body, charset) or decoded(body))
    raise Unreadable(Why.NO_TEXT, "mht")


def decoded(content: bytes) -> str:
    """The characters of a page: by its mark, as UTF-8 where it is, by what it says of itself, or by its letters."""
    if content.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_BE, codecs.BOM_UTF16_LE)) or is_wide(content):
        return plain.decoded(content)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        named = CHARSET.search(content[:4096])
        charset = named[1].decode() if named else ""
        # Pages in old fonts call themselves Western; so do some in Windows-1258: then the letters decide.
        is_western = charset.lower() in ("", "iso-8859-1", "windows-1252", "latin1", "x-user-defined", "utf-8")
        return (None if is_western else _by_name(content, charset)) or plain.decoded(content)


def _by_name(content: bytes, charset: str) -> str | None:
    try:
        return content.decode(charset) if charset else None
    except (LookupError, UnicodeDecodeError):
        return None


def _read(text: str) -> Reading:
    root = _tree(text)
    body = root if root.tag == "body" else root.find(".//body")
    if body is None:
        raise Unreadable(Why.EMPTY)
    found = article(body, _titles(root))
    warnings = (Remark(Advice.ARTICLE),) if found.is_cut else ()
    return Reading("html", (Page(joined(found.blocks)),), warnings)


def _tree(text: str) -> Element:
    parser = lxml_html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    plain_text = DECLARATION.sub("", text).replace("\0", "")
    if not plain_text.strip():
        raise Unreadable(Why.EMPTY)
    return lxml_html.document_fromstring(plain_text.encode("utf-8", errors="replace"), parser=parser)


def _titles(root: Element) -> list[str]:
    """What the page says it is called, folded, with and without the name of its site."""
    said = [one.get("content", "") for one in root.iterfind(".//meta") if one.get("property") == "og:title"]
    said += [title.text or "" for title in root.iterfind(".//title")]
    whole = [" ".join(title.split()) for title in said]
    parts = [part for title in whole for part in SITE_NAME.split(title)[:1]]
    return [fold(title) for title in dict.fromkeys((*whole, *parts)) if len(title) >= 15]
