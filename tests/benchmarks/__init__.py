"""What the product does in a second and in a megabyte, measured beside its baseline in the same run."""
