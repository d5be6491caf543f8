"""The shell's tables and all SQL on them."""
