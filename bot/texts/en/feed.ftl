# The calendar feed of those who owe something.

feed-words = calendar feed, phone calendar
feed-renew-words = new calendar address
feed-address = { $desk ->
    [yes] Add this calendar to the phone, and give the address to nobody:
   *[no] Here is a calendar for the phone of { $you }; please give the address to nobody:
    }
    { $url }
feed-renewed = { $desk ->
    [yes] The address before is void. The new one:
   *[no] The address before is void. The new one for { $you }:
    }
    { $url }
feed-no-address = { $desk ->
    [yes] Phones have no address to open a calendar. Whoever runs the bot has to set THIDUA_PUBLIC_URL. To see it here: what is due.
   *[no] There is no address to open a calendar. To see it here send: what is due.
    }
feed-void = This calendar cannot be opened any more. For a new address send: calendar feed.
feed-name = Emulation, { $commune }
