# Telling of a good deed. A question with its hint has at most 30 syllables.

deed-who =
    Who did the good deed?
    Send the name, or describe the person. For example: Mrs Mận, who sells sticky rice at the village gate.
deed-who-self =
    What is your name, so that the commune knows who it is?
    For example: Mrs Mận who sells sticky rice by the gate.
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

# What may be added from the summary.
deed-seen =
    Did anybody else see it?
    Write who. If nobody did, send: không.
deed-place = Where was it?
deed-teller =
    For whom are you telling it?
    Write the name, for example: Mrs Hành.
deed-kind = Whose deed is it?
deed-kind-person = One person's
deed-kind-household = A household's
deed-kind-collective = A group's
deed-kind-model = A good way of doing things
deed-field = What sort of deed is it?
deed-field-economy = Livelihood, building the new countryside
deed-field-education = Learning
deed-field-health = Health
deed-field-welfare = Helping people in need
deed-field-environment = Keeping the village clean
deed-field-security = Order and safety
deed-field-reform = Paperwork, digital work
deed-field-culture = Culture and customs
deed-field-rescue = Saving lives

# How the parts are called when one is to be changed, and other words for them.
deed-who-name = Who did it
deed-who-words = name, who, person, tên, ai, người, tên người, người ấy
deed-hamlet-name = Hamlet
deed-hamlet-words = hamlet, village, where from, thôn, làng, xóm, ở đâu, chỗ ở
deed-story-name = What was done
deed-story-words = deed, story, what, việc, chuyện, lời kể, làm gì, nội dung
deed-happened-name = Day
deed-happened-words = day, date, when, ngày, hôm nào, bao giờ, lúc nào, thời gian
deed-evidence-name = Photos
deed-evidence-words = photo, photos, pictures, papers, ảnh, hình, giấy tờ
deed-seen-name = Who else saw it
deed-seen-words = witness, who saw, người thấy, cùng thấy, nhân chứng, người biết
deed-seen-told = also seen by: { $text }
deed-place-name = Place
deed-place-words = place, where, chỗ, nơi, địa điểm
deed-teller-name = Told for somebody else
deed-teller-words = for, teller, kể giúp, kể hộ, người kể
deed-teller-told = told for { $text }
deed-kind-name = One person or a group
deed-kind-words = kind, whose, loại, của ai
deed-field-name = Sort of deed
deed-field-words = field, sort, lĩnh vực, loại việc
deed-brief = This month's messages are nearly used up. Please tell it all in one message: who, which hamlet, what was done, when. You get the code at once.
deed-who-spoken = the person named in the voice message
deed-who-on-paper = the person on the paper in the photo
told-on-paper = on the paper in the photo

deed-another = Yes, the next one please. Photos may come at any time.
deed-for-kept = Noted that you tell it for somebody.
deed-for-noted = Noted: the deed of { $who } is told for { $teller }.

deed-receipt =
    Everything is here, thank you. Your code:
    { $code }
    Please keep it. From another phone, or when you call the commune, this code is all you need.
    The hamlet looks at it first, then the commune. You will hear again by { $day }.
deed-receipt-desk =
    Everything has arrived, thank you. Your code:
    { $code }
    Please keep it: the commune can look it up by this code.
    The commune looks at it now. You hear from me by { $day }.
    For another one send: nữa. If you tell it for somebody: kể giúp, and the name.
deed-amended =
    It is corrected. The code is still:
    { $code }

## Told before, in this person's own words only

deed-twin = It seems that somebody has told of { $who } in { $hamlet } before. Is it the same deed?
deed-twin-somewhere = It seems that somebody has told of { $who } before. Is it the same deed?
deed-twin-same = Yes, I know of it too
deed-twin-same-others = yes, the same, phải, đúng, cùng một việc, đúng rồi
deed-twin-other = Another deed
deed-twin-other-others = no, another, không phải, khác, không
deed-twin-unsure = Not sure
deed-twin-unsure-others = unknown, do not know, không biết, chưa rõ
deed-twin-apart = Your words stay apart, the commune looks at both.
deed-twin-joined =
    You are noted as telling it too. Your code is still:
    { $code }

deed-report-words = tell, tell a good deed, report a good deed, kể, kể việc tốt, kể chuyện, kể việc, báo việc tốt
deed-another-words = another, one more, another deed, nữa, việc nữa, kể nữa, còn nữa, kể việc nữa, kể thêm việc nữa, thêm việc nữa
deed-for-words = told for, tell for somebody, kể giúp, kể hộ, kể thay, kể giúp người khác

## To those who look at a deed

deed-voice = with a voice message
deed-story-spoken = told in a voice message

## News of it

deed-news-accepted = Good day. What you told about { $who } has been taken as an example by the commune. The name is made known only if the person agrees. Thank you for telling.
deed-news-declined =
    Good day. The commune has looked at what you told about { $who }. It could not be taken as an example this time: { $reason }.
    Thank you for noticing good deeds in the village. To ask more, call { $contact }, { $hours }:
    { $phone }
deed-news-waiting =
    Good day. You were to hear by { $day } about { $who }, and the commune has not decided yet. Its officer has been reminded, and you will hear as soon as there is news.
    To ask, call { $contact }, { $hours }:
    { $phone }
deed-news-waiting-asked = Good day. You were to hear by { $day } about { $who }. The commune still waits for your answer to its question. To answer, send: answer { $number }.
deed-news-merged = Hello. Somebody else told of { $who } too, so the commune keeps both as one deed. Your words are kept, and you will hear of it.
deed-news-published = The deed of { $who } that you told stands on the honour board. To see it send: bảng vàng. Thank you for telling it.
deed-news-withdrawn = Hello. The deed of { $who } is no longer on the honour board. What you told stays noted.
deed-news-hidden =
    Hello. What you told is more a complaint than praise, so it is not looked at here. Write a petition, or come and present it at the commune: { $reception }. For questions call { $contact }:
    { $phone }
deed-reason-no-witness = the commune asked and found nobody else who saw it
deed-reason-praised-before = it has been praised before
deed-reason-not-to-be-named = the person asked not to be named
deed-reason-other-commune = it happened in another commune

## The commune's one question

deed-asked =
    Hello. About the deed of { $who } that you told, the commune has one question:
    { $question }
    Words, voice or photos are all fine. If you do not know, send: không biết, the commune goes on all the same.
deed-asked-worded =
    About the deed of { $who } that you told, the commune has one question:
    { $question }
    When you have finished this one, send: trả lời { $number }.
deed-asked-words = answer, trả lời, tra loi
deed-asked-first-finish = Please finish this one first, then send: trả lời { $number }.
deed-asked-none = No question waits for you.
deed-asked-thanks = Your words have gone to the commune. Thank you.
deed-asked-unknown = That is fine, the commune goes on all the same. Thank you.
deed-asked-late = The commune has already settled the deed of { $who }.
