"""What do words in an old font say: the font's name tells the charset."""

import re
import unicodedata

from knowledge.readers import legacy

UNICODE_ONLY = re.compile(r"[\u1ea0-\u1ef9ăđơưĂĐƠƯ]")

SYMBOLS = dict(zip((0xA3, 0xB3, 0xB1, 0xB4, 0xB9, 0xBB, 0xB7, 0xAE, 0x2D, 0x2B), "≤≥±×≠≈•→-+", strict=True))
"""The signs of the font Symbol that stand beside figures; Word keeps them also 0xF000 higher."""
_SYMBOLS = SYMBOLS | {code + 0xF000: sign for code, sign in SYMBOLS.items()}


def in_unicode(text: str, font: str) -> tuple[str, str]:
    """(the words in Unicode, the charset they were in); '' where nothing had to be converted.

    A font's name may have stayed on words that were typed in Unicode later.
    """
    if font == "Symbol":
        return text.translate(_SYMBOLS), ""
    family = legacy.family_of_font(font) if font else None
    if not family or UNICODE_ONLY.search(unicodedata.normalize("NFC", text)):
        return text, ""
    whole = legacy.convert(text, family)
    return whole, str(family) if whole != text and not text.isascii() else ""
