"""The web server: the chat page, its few calls, and the webhooks of the platforms."""
