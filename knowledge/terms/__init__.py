"""The abbreviations that an office adds to the shipped list."""
