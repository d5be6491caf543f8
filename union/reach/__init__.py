"""Whom to turn to for a unit, and where they can be reached."""
