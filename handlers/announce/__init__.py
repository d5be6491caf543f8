"""Announcements: composed in chat, sent to people and groups, taken note of, corrected."""
