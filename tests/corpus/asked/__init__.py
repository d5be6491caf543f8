"""Questions as chairs type them, on invented papers, with what must come of each."""
