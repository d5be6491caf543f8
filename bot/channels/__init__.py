"""The channels: each turns a platform's words into `Inbound` and a `Reply` into the platform's words."""
