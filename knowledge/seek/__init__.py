"""One way of answering per module: each seeks one kind of thing in one document, or says None."""
