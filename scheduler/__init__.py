"""What is owed and when."""
