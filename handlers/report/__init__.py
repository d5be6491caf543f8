"""The report by conversation: found, filled in field by field, read again, handed in, sent once more."""
