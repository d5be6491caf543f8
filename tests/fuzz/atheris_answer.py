"""Coverage-guided fuzzing of fold, read_question and answer: the properties of `properties.py` on bytes atheris breeds.

atheris is no dependency of the house: it has wheels for Linux only and needs its own instrumentation. See README.md.
"""

import sys

try:
    import atheris
except ImportError:
    sys.exit(
        "Cần atheris (chỉ có cho Linux): pip install --target DIR atheris, rồi PYTHONPATH=DIR; xem tests/fuzz/README.md"
    )

with atheris.instrument_imports(include=["knowledge", "handlers.citing"]):
    from tests.corpus.grading import cases
    from tests.fuzz import properties

WORDS = sorted({word for case in cases() for word in case.question.text.split()})
LENGTH_MAX = 400


def text_of(data: "atheris.FuzzedDataProvider") -> str:
    """Half of it words of questions, half anything."""
    parts = []
    while data.remaining_bytes() > 2 and len(parts) < 24:
        is_word = data.ConsumeBool()
        parts.append(
            data.PickValueInList(WORDS) if is_word else data.ConsumeUnicodeNoSurrogates(data.ConsumeIntInRange(0, 12))
        )
    return " ".join(parts)[:LENGTH_MAX]


def try_one(raw: bytes) -> None:
    """One input: a question, now and then with one before it."""
    data = atheris.FuzzedDataProvider(raw)
    asked_by = properties.ASKED_BY[data.ConsumeIntInRange(0, len(properties.ASKED_BY) - 1)]
    has_previous = data.ConsumeBool()
    half = data.ConsumeBytes(data.remaining_bytes() // 2) if has_previous else b""
    previous = (text_of(atheris.FuzzedDataProvider(half)),) if has_previous else ()
    text = text_of(data)
    properties.folds(text)
    properties.reads(text)
    properties.answers(text, previous, asked_by)


if __name__ == "__main__":
    properties.libraries()  # read once, before any input is timed
    atheris.Setup(sys.argv, try_one)
    atheris.Fuzz()
