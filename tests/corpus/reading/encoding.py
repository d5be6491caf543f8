"""How a text was typed before Unicode, to make papers in old fonts for the tests: TCVN3 (ABC) and VNI-Windows.

The tables follow the published charsets, by code and by key; they are written apart from those of the reader.
"""

import unicodedata

_ROWS = (
    (0xA1, "ĂÂÊÔƠƯĐăâêôơưđ"), (0xB5, "àảãáạ"), (0xBB, "ằẳẵắ"), (0xC6, "ặầẩẫấậè"), (0xCE, "ẻẽéẹềểễếệìỉ"), (0xDC, "ĩíịò"),
    (0xE1, "ỏõóọồổỗốộờởỡớợù"), (0xF1, "ủũúụừửữứựỳỷỹýỵ"),
)  # fmt: skip
TCVN3_LETTERS = {
    letter: bytes([first + place]).decode("cp1252") for first, letters in _ROWS for place, letter in enumerate(letters)
}


def in_tcvn3(text: str) -> str:
    """As it looks where the font is lost; toned capitals have no code of their own and take the small one's."""
    return "".join(TCVN3_LETTERS.get(letter) or TCVN3_LETTERS.get(letter.lower(), letter) for letter in text)


_TONES = {"\u0301": "ù", "\u0300": "ø", "\u0309": "û", "\u0303": "õ", "\u0323": "ï"}
_ROOFED = {"": "â", "\u0301": "á", "\u0300": "à", "\u0309": "å", "\u0303": "ã", "\u0323": "ä"}
_BREVED = {"": "ê", "\u0301": "é", "\u0300": "è", "\u0309": "ú", "\u0303": "ü", "\u0323": "ë"}
_WHOLE = {"í": "í", "ì": "ì", "ỉ": "æ", "ĩ": "ó", "ị": "ò", "ỵ": "î", "đ": "ñ"}


def in_vni(text: str) -> str:
    """As VNI's keyboard wrote it: the mark is a sign after its letter, large after a large one."""
    return "".join(map(_vni, text))


def _vni(letter: str) -> str:
    small = letter.lower()
    typed = _WHOLE.get(small) or _vni_pair(small)
    return typed.upper() if letter != small else typed


def _vni_pair(small: str) -> str:
    base, *marks = unicodedata.normalize("NFD", small)
    tone = next((mark for mark in marks if mark in _TONES), "")
    if "\u031b" in marks:
        return {"o": "ô", "u": "ö"}[base] + _TONES.get(tone, "")
    if "\u0302" in marks:
        return base + _ROOFED[tone]
    if "\u0306" in marks:
        return base + _BREVED[tone]
    return base + _TONES[tone] if tone else small
