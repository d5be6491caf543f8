"""A year of an office, simulated with the house's own job, judges and door, and checked against an account kept apart."""
