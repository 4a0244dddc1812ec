# The pages that links open (bot/pages/links.py), the entrance (bot/pages/entrance.py), where a bot is
# met (bot/pages/meeting.py) and the poster (bot/documents/poster.py). Anybody may read them, also on a wall.

page-call = To speak with a person call { $contact }, { $hours }:
page-unknown = There is no such page. Open the address in the message once more.
page-ended = This page has expired. Write to the bot on Zalo to get a new one.

## /xem: the photos and voice notes of a case

page-see-photos = Photos
page-see-sounds = Voice notes
page-see-both = Photos and voice notes
page-see-only = Only to look into this case: please pass them on to nobody.
page-see-photo = Photo { $number }
page-see-sound = Voice note { $number }
page-see-gone = no longer there
page-see-coming = on its way, open this page again in a moment
page-see-gone-all = The photos and voice notes of this case are no longer there.

## /gui: handing a file in. { $limit } is a number of megabytes.

page-send-heading = Send a file to the commune
page-send-choose = Choose a file on this phone
page-send-limit = A photo, film, recording, Word, Excel or PDF, up to { $limit } MB.
page-send-go = Send
page-send-once = This page takes one file. To send another ask the bot for a new page.
page-send-none = No file was chosen. Choose one, then send it.
page-send-large = This file is larger than { $limit } MB and was not taken. Choose a lighter one.
page-send-kind = This file cannot be opened. Choose a photo, film, recording, Word, Excel or PDF.
page-send-broken = The connection broke before the whole file came. Choose it again and send it.
page-send-down = The commune's computer has a problem and the file was not taken. Send it again later.
page-sent = The commune has your file
page-sent-next = Go back to Zalo now, the bot answers there.
page-sent-before = The file that was sent on this page has come. To send another open Zalo and ask the bot for a new page.

## /tai: taking a document away

page-take-heading = A file from the commune
page-take-go = Download
page-take-once = This page gives the file once; then it is on your phone.
page-taken = This file was downloaded. To get it again open Zalo and ask the bot as before.
page-take-gone = This file is no longer there. To get it again open Zalo and ask the bot as before.

## /ke: the entrance

page-door-heading = Saw a good deed? Tell the commune
page-door-zalo = Write on Zalo
page-door-chat = Write right here
page-door-call = Call { $contact }
page-door-hours = Somebody answers: { $hours }.

## /moi: where whoever is invited meets a bot

page-meet-heading = Open Zalo, scan this code
page-meet-picture = QR code of the bot on Zalo
page-meet-here = Open it on this phone
page-meet-who = For those who work for the emulation movements of { $commune }: hamlet heads, cadres, unions.
page-meet-how = Open it, send the word mời and then your invitation's code.

## The poster

page-poster-title = Wall poster of { $commune }
page-poster-heading =
    Saw a good deed?
    Tell the commune
page-poster-scan = Open Zalo and scan this code
page-poster-type = or open the page
page-poster-who = Everybody may tell, of anybody who did something good here.
page-poster-how = Type, speak or send a photo. The commune looks at it and writes back.
page-poster-else = Cannot scan the code? Call the commune, or see your hamlet head.
page-poster-call = Call { $contact }
page-poster-hours = { $hours }
