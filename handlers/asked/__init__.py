"""What is asked and not found, who answers it, and how the answer comes back."""
