"""A year of an office, lived by the house's own job, judges and door, and checked against an account kept apart."""
