# One person on two channels: the code, the answer where it was made, taking both apart again.

link-words = connect, link, kết nối, nối máy, nối zalo, liên kết, dùng máy khác, đổi máy
link-send-words = connect, link, nối, nối mã, mã nối, kết nối, nối máy
link-place-zalo = Zalo
link-place-web = the commune's page
link-place-telegram = Telegram
link-place-other = the other place
link-sent-by = { $place }, by the name of { $name }
link-code =
    Where you would like to speak with me too, send me the word nối and this code:
    { $code }
    It works once, for { $minutes } minutes. Please give it to nobody.
link-telegram = To link Telegram, open: { $url }
link-not-here = Many people use this place, so nothing can be connected here. Please write from a phone of your own.
link-asked = I have just asked about it on { $place }. Please answer there within { $minutes } minutes. If no question is there, send: kết nối.
link-unknown = That code cannot be used. Where you already speak with me, send kết nối for a new one.
link-paused =
    Several codes were wrong, please wait { $minutes } minutes before the next. If it is urgent, call { $contact }, { $hours }:
    { $phone }
link-here = That code was made right here. Please send it from the place that you want to add.
link-same = Both places are one already, use whichever you like.
link-on-duty = You have duties here, so it only works the other way round. Send kết nối here for a code, and send that code from the other place.

## Is it you?

link-confirm =
    Somebody has just sent your code from { $who }. Once connected, whoever is there reads and answers as you do.
    Is it you?
link-confirm-yes = Yes, it is me
link-confirm-yes-others = yes, me, it is me
link-confirm-no = No
link-confirm-no-others = not me, somebody else
link-confirm-worded = Somebody has just sent your code from { $who }. If it is you, send: đúng máy tôi. If it is somebody else, send: không phải máy tôi.
link-yes-words = đúng máy tôi, phải máy tôi, it is me
link-no-words = không phải máy tôi, it is not me
link-none = No code waits for an answer here. To connect another place, send: kết nối.
link-changed = It could not be connected: the place that sent the code has just changed. Send kết nối for a new code.
link-done = From now on { $place } and this are one, use whichever you like. If that was a mistake, send: tách máy.
link-done-draft = From now on { $place } and this are one. What you had begun is there now, send there: tiếp. If that was a mistake, send: tách máy.
link-told = From now on this and { $place } are one, use whichever you like. If that was a mistake, send: tách máy.
link-told-draft = From now on this and { $place } are one. What you had begun there is here now, to go on send: tiếp. If that was a mistake, send: tách máy.
link-refused = Nothing is connected. That code does not work any more.
link-turned-down = Nothing is connected yet: on { $place } the answer was that it is not you. If that was a mistake, send kết nối there for a new code.
link-late = Nothing is connected, for nobody answered in time. If you still want it, send: kết nối.

## Taken apart again

unlink-words = disconnect, unlink, tách máy, tách zalo, bỏ kết nối, hủy kết nối
unlink-none = Nothing is connected. To connect another place, send: kết nối.
unlink-line = – { $who }, since { $day }
unlink-ask =
    Connected with you:
    { $lines }
    Take the last one out?
unlink-yes = Take it out
unlink-yes-others = yes
unlink-no = Leave it
unlink-no-others = no, leave
unlink-done = { $place } is on its own again. What belongs to each place went back to it.
unlink-told = This and { $place } are apart again. To connect them anew, send: kết nối.
