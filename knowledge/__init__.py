"""How Vietnamese is written, and what the documents say."""
