"""The list of capabilities: a new one is its module and one line here."""

from handlers import (
    accusations,
    board,
    consenting,
    deed_news,
    deeds,
    desk,
    desk_asking,
    desk_filling,
    desk_more,
    desk_phone,
    export,
    hamlet,
    invitations,
    my_data,
    own_deeds,
    publishing,
    setup,
    start,
)
from handlers.turn import Book

CAPABILITIES = (
    start.CAPABILITY,
    deeds.CAPABILITY,
    own_deeds.CAPABILITY,
    deed_news.CAPABILITY,
    # Before the hamlet's: whoever has both duties means the desk by a word of both ("xem 2").
    desk.CAPABILITY,
    desk_asking.CAPABILITY,
    desk_phone.CAPABILITY,
    desk_filling.CAPABILITY,
    desk_more.CAPABILITY,
    hamlet.CAPABILITY,
    consenting.CAPABILITY,
    export.CAPABILITY,
    publishing.CAPABILITY,
    board.CAPABILITY,
    invitations.CAPABILITY,
    setup.CAPABILITY,
    accusations.CAPABILITY,
    my_data.CAPABILITY,
)
BOOK = Book(CAPABILITIES, gate=start.gate, opening=start.opening)
