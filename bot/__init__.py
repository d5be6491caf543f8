"""The shell: everything that touches the world (channels, web, database, processes)."""
