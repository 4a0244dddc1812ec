# What the web chat's own server says. The page's fixed words stand in bot/channels/web/static/words.js and the HTML.

# The head of the page

web-commune = { $commune }
web-phone = { $phone }

# A message

web-too-fast = Messages come faster than I can keep them. I will send this one again in a moment.
web-too-long = This message is too long. Please make two of it.
web-unreadable = I cannot read this message. Please reload the page and send it again.
web-store-down = The commune's machine is in trouble, your message is still here. I will send it again in a moment.

# Photos, voice, files. { $limit } is a number of megabytes.

web-too-big = This file is larger than { $limit } MB. Please send a smaller one.
web-not-this-kind = I cannot open this file. Please send a photo, or tell it in words.
web-too-many = Too many photos and files within one hour. Please wait a little and send it again.
web-too-many-files = Too many photos at once. Please send them in two messages.
web-file-gone = This photo could not be kept. Please choose it again.
web-upload-broken = The connection broke before the photo was here. Please try again.

# A page that can't be shown

web-stranger = This page has been open too long. Please reload it.
web-busy = Too many people are coming in. Please wait some minutes and open it again.
web-not-found = There is no such page. Please go back to the first one.
web-broken = Something broke. Please open it again a little later.
