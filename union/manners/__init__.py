"""How an officer wants to be told things unasked."""
