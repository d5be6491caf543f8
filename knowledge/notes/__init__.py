"""What an office answered itself, kept as entries of the knowledge base under its name."""
