# The hamlet's side: the head, or the head of its Front committee. To both: bác, cháu.

deed-confirm =
    Hello, { $role }. Somebody has told of a good deed in the hamlet:
    { $who }: { $story }
    { $when }
    Please answer before { $due }. { $left } more follow later.
    Is it true?
deed-confirm-last =
    Hello, { $role }. Somebody has told of a good deed in the hamlet:
    { $who }: { $story }
    { $when }
    Please answer before { $due }.
    Is it true?
deed-confirm-to-head = head of { $hamlet }
deed-confirm-to-front = head of the Front committee of { $hamlet }
deed-confirm-true = True
deed-confirm-true-others = yes, right, đúng rồi, đúng đấy, đúng vậy, có
deed-confirm-corrected = True, but something has to be corrected
deed-confirm-corrected-others = correct it, cần sửa, đúng nhưng sửa, sửa một chút
deed-confirm-doubted = Not true
deed-confirm-doubted-others = no, wrong, không đúng, sai, không, không phải, sai rồi
deed-confirm-wonders = I have to know more
deed-confirm-wonders-others = ask more, not sure, hỏi thêm, chưa rõ, không rõ
deed-confirm-worded =
    Hello, { $role }. Somebody has told of a good deed in the hamlet:
    { $who }: { $story }
    { $when }
    If it is true send: đúng { $number }. If not: chưa đúng { $number }.
deed-whole =
    Deed { $number }, { $hamlet }:
    { $who }: { $story }
    { $when }
deed-corrected = Noted: the deed of { $who } is true. What has to be corrected?
deed-wonders = What would you like to know about the deed of { $who }?
deed-judged-true = Noted: the deed of { $who } is true. If that was a slip send: sửa.
deed-judged-corrected = Noted: the deed of { $who } is true, but something has to be corrected. If that was a slip send: sửa.
deed-judged-doubted = Noted: the deed of { $who } is not true. If that was a slip send: sửa. If it accuses somebody send: không phải gương { $number }.
deed-judged-wonders = Your question about the deed of { $who } has gone to the commune.
deed-confirm-late = The commune has already finished with what was told about { $who }.
deed-confirm-not-yours = Nothing of that number waits for you.
deed-confirm-none = Nothing in the hamlet waits for you.
deed-hidden = The deed of { $who } is put away, nobody looks at it any more. If that was a slip write within { $minutes } minutes: hoàn tác.
deed-number-true-words = true, right, đúng, dung
deed-number-false-words = not true, wrong, chưa đúng, không đúng, sai
deed-number-hide-words = no good deed, accusation, không phải gương, không phải việc tốt, đây là tố cáo
deed-number-look-words = show, open, xem
head-queue-words = waiting, queue, việc chờ, chờ, xem việc

## Asking whoever is praised

deed-consent =
    The commune has accepted the deed of { $who }. When you meet { $doer }, please ask: may the commune make the name public?
    If it is a child send: trẻ em.
deed-consent-name-photo = Name and photo
deed-consent-name-photo-others = both, yes, cho cả ảnh, nêu tên và ảnh, đồng ý cả, có
deed-consent-name = Only the name
deed-consent-name-others = name, nêu tên thôi, không nêu ảnh
deed-consent-none = No
deed-consent-none-others = none, refuse, không, không cho, không đồng ý
deed-consent-later = Not met yet
deed-consent-later-others = later, chưa hỏi, chưa gặp được
deed-consent-initials = Yes, by initials
deed-consent-initials-others = yes, cho, đồng ý, có
deed-consent-child = The commune has accepted the deed of { $who }. Please ask the parents: may the commune show it? By initials only, without a photo.
deed-consent-child-too = The commune has accepted the deed of { $who }. Please ask the parents and { $doer }: may the commune show it? By initials only, without a photo.
deed-consent-worded = The commune has accepted the deed of { $who }. When you have finished, please ask whether the name may be public, then send: xin phép { $number }.
deed-consent-words = consent, xin phép, hỏi ý
deed-consent-child-words = child, a child, trẻ em, trẻ con, cháu nhỏ, là trẻ em
deed-consent-somebody = the person
deed-age = How old is the child?
deed-consent-said-given = Noted, thank you for asking about the deed of { $who }. If that was a slip send: sửa.
deed-consent-said-none = Noted, no name is shown for the deed of { $who }. If that was a slip send: sửa.
deed-consent-said-later = I ask again in some days about the deed of { $who }. Once you have met send: xin phép { $number }.
deed-consent-late = The deed of { $who } has been noted already.

## The same at the desk, by telephone

desk-consent = Deed { $number } of { $who } is accepted, nobody of the hamlet can be asked. By telephone: may the name be public? For a child send: trẻ em.
desk-consent-child = Deed { $number } of { $who } is accepted. Ask the parents: may it be shown? By initials only, without a photo.
desk-consent-child-too = Deed { $number } of { $who } is accepted. Ask the parents and { $doer }: may it be shown? By initials only, without a photo.
desk-consent-worded = Deed { $number } of { $who } is accepted, the person has to be asked. After that send: xin phép { $number }.
desk-consent-said-given = Noted: the person in the deed of { $who } agrees. A slip: send sửa.
desk-consent-said-none = Noted: no name is shown for the deed of { $who }. A slip: send sửa.
desk-consent-said-later = A reminder about the deed of { $who } follows in some days. Once asked send: xin phép { $number }.
desk-consent-late = The deed of { $who } has been noted already.
