"""The list of capabilities: a new one is its module and one line here."""

from handlers import (
    accusations,
    allowance,
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
    linking,
    my_data,
    own_deeds,
    publishing,
    sending,
    setup,
    start,
    undelivered,
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
    linking.CAPABILITY,
    my_data.CAPABILITY,
    sending.CAPABILITY,
    allowance.CAPABILITY,
    undelivered.CAPABILITY,
)
BOOK = Book(CAPABILITIES, gate=start.gate, opening=start.opening)
