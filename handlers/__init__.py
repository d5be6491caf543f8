"""The talk: given one message from one person, decide what to say."""
