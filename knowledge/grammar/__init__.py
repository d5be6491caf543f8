"""How official Vietnamese sets a figure: what is one, how it binds, what it counts, whom it binds and by when."""
