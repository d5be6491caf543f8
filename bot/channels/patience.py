"""How long does a poller wait after its platform failed to answer?"""

BACK_OFF_MAX_SECONDS = 60.0


def back_off(failures: int, chance: float) -> float:
    """Twice as long after each failure, up to a minute; between half of it and all of it, by chance (0 to 1)."""
    return min(BACK_OFF_MAX_SECONDS, 2.0 ** min(failures, 10)) * (0.5 + chance / 2)
