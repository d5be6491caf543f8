"""How the units below an office are reached."""
