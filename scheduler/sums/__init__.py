"""What the reports that are in come to, added up by the database as far as it is exact."""
