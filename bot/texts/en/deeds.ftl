# Telling of a good deed.

deed-who =
    Who did the good deed?
    Send the name, or describe the person. For example: Mrs Mận, who sells sticky rice at the village gate.
deed-hamlet =
    Which hamlet does that person live in?
    Send its name, for example: Đoài. If you do not know, send: không rõ (not known).
deed-story =
    What did that person do?
    A sentence or two will do, or a voice message of any length.
deed-happened =
    On which day was it?
    For example: hôm qua, 10/11, mấy năm nay. It is all right not to remember.
deed-evidence =
    If you have photos, please send them, as many as you like.
    If not, send: không.

# How the parts are called when one is to be changed, and other words for them.
deed-who-name = Who did it
deed-who-words = who, name, person, tên, ai, người
deed-hamlet-name = Hamlet
deed-hamlet-words = hamlet, village, where, thôn, làng, xóm
deed-story-name = What was done
deed-story-words = what, story, deed, việc, chuyện, lời kể
deed-happened-name = Day
deed-happened-words = day, date, when, ngày, hôm nào
deed-evidence-name = Photos
deed-evidence-words = photos, photo, pictures, ảnh, hình
deed-who-spoken = the person named in the voice message

deed-receipt =
    Everything is here, thank you. Your code:
    { $code }
    Please keep it. From another phone, or when you call the commune, this code is all you need.
    The hamlet looks at it first, then the commune. You will hear again by { $day }.
deed-amended =
    It is corrected. The code is still:
    { $code }

deed-report-words = tell, tell of a good deed, kể, kể việc tốt
deed-mine-words = mine, what i told, của tôi, việc tôi đã kể
deed-mine =
    You have told:
    { $lines }
deed-mine-line = { $code }: { $who }, { $state }
deed-mine-none = You have not told of anything yet. To begin, send: kể.
deed-state-sent = with the hamlet
deed-state-confirmed = with the commune
deed-state-doubted = with the commune
deed-state-accepted = accepted by the commune
deed-state-declined = not taken as an example this time

# To those who look at a deed: what there is to hear, and the story where nothing of it was typed.
deed-voice = with a voice message
deed-story-spoken = told in a voice message

deed-news-accepted = Good day. What you told about { $who } has been taken as an example by the commune. The name is made known only if the person agrees. Thank you for telling.
deed-news-declined =
    Good day. The commune has looked at what you told about { $who }. It could not be taken as an example this time: { $reason }.
    Thank you for noticing good deeds in the village. To ask more, call { $contact }, { $hours }:
    { $phone }
deed-reason-no-witness = the commune asked and found nobody else who saw it
deed-reason-praised-before = it has been praised before
deed-reason-not-to-be-named = the person asked not to be named
deed-reason-other-commune = it happened in another commune
