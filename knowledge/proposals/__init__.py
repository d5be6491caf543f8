"""From a file that was read to a document that answers: what staff see, correct, publish and take back."""
