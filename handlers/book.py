"""The list of capabilities: a new one is its module and one line here."""

from handlers import deeds, desk, invitations, start
from handlers.turn import Book

CAPABILITIES = (start.CAPABILITY, deeds.CAPABILITY, desk.CAPABILITY, invitations.CAPABILITY)
BOOK = Book(CAPABILITIES, gate=start.gate, opening=start.opening)
