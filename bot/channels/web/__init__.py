"""The web chat: a page served by the bot itself, and the server behind it."""
