# The desk: the officer's queue, a case, and what is done with it. No pronouns; what a teller reads of it (inquiry-…) has them.

desk-desk-queue = 1
desk-queue-words = waiting, queue, việc chờ
desk-queue =
    { $counts }.
    { $lines }
    To accept several: nhận 1 3 4. To ask: hỏi 2. To see: xem 2. Tellers hear of it in { $minutes } minutes; to undo: hoàn tác.
desk-queue-left = { $left } more: việc chờ { $page }.
desk-queue-line = { $late ->
    [late] { $number }. { $who }, { $hamlet }, { $verdict }, late
   *[no] { $number }. { $who }, { $hamlet }, { $verdict }
}
desk-queue-none = Nothing waits.
desk-count-new = { $count } new
desk-count-write = { $count } to be written
desk-count-release = { $count } to be released
desk-count-hamlet = { $count } with the hamlet
desk-count-asked = { $count } with the teller
desk-count-consent = { $count } waiting for consent
desk-count-late = { $count } late
desk-waits-write = to be written
desk-waits-release = to be released
desk-waits-hamlet = with the hamlet
desk-waits-asked = with the teller
desk-waits-consent = waiting for consent
desk-verdict-sent = confirmed by nobody yet
desk-verdict-confirmed = confirmed by the hamlet
desk-verdict-corrected = confirmed with a correction
desk-verdict-doubted = doubted by the hamlet
desk-verdict-asked = teller was asked
desk-verdict-accepted = accepted
desk-verdict-consent = waiting for consent
desk-verdict-published = published
desk-verdict-merged = merged
desk-verdict-declined = declined
desk-verdict-withdrawn = withdrawn
desk-verdict-hidden = put away

## One case

desk-case =
    Deed { $number }, { $hamlet }, { $verdict }:
    { $who }: { $story }
    { $when }
desk-case-place = Place: { $text }
desk-case-seen = Also seen by: { $text }
desk-case-kind = Kind: { $text }
desk-case-praise = It reads like a complaint; the teller says that it is praise.
desk-case-teller =
    Told by: { $teller }, code:
    { $code }
desk-case-typist =
    Told by: { $teller }, typed by { $typist }, code:
    { $code }
desk-case-phone =
    The teller's telephone:
    { $phone }
desk-case-asked = Asked: { $text }
desk-case-answered = Asked: { $text } Answer: { $answer }
desk-case-answer-files = { $count } files
desk-case-twins = It may be the same as { $numbers }. If so, merge.
desk-case-movement = Movement: { $text }
desk-case-assigned = Given to: { $who }
desk-word-true = { $how ->
    [phone] { $by }, by telephone: true{ $note }
   *[chat] { $by }: true{ $note }
}
desk-word-corrected = { $how ->
    [phone] { $by }, by telephone: true, but for something{ $note }
   *[chat] { $by }: true, but for something{ $note }
}
desk-word-doubted = { $how ->
    [phone] { $by }, by telephone: not true{ $note }
   *[chat] { $by }: not true{ $note }
}
desk-word-wonders = { $by } has to know more{ $note }
desk-nameless = name not known
desk-case-worded = To accept: nhận { $number }. To decline: chưa nhận { $number }. The whole story: xem { $number }.
deed-decide = Does the commune accept it?
deed-decide-accept = Accept
deed-decide-accept-others = yes
deed-decide-ask = Ask the teller
deed-decide-ask-others = ask
deed-decide-decline = Decline
deed-decide-decline-others = no
deed-decide-hide = No good deed
deed-decide-hide-others = accusation
deed-decide-more = Something else
deed-decide-later = Later

## What is said of it

desk-accepted = Accepted: the deed of { $who }. The teller hears of it in { $minutes } minutes; to undo send: hoàn tác.
desk-declined = Declined: the deed of { $who }. The teller hears of it in { $minutes } minutes, with the reason; to undo send: hoàn tác.
desk-kept = Deed { $number } of { $who } stays. To see it again: xem { $number }.
desk-late = The deed of { $who } has been decided by somebody.
desk-not-yours = Nothing of that number waits.
desk-no-number = Number { $number }: nothing waits.
desk-first-finish = Something else is open. Finish it first, then send it again.
desk-words-only = Words only please, 300 letters at most.
desk-hidden = The deed of { $who } is put away, nobody looks at it any more. To undo within { $minutes } minutes send: hoàn tác.
desk-undone = Taken back: the deed of { $names }. Nobody has heard of it.
desk-undo-none = There is nothing to take back, or { $minutes } minutes are over.
deed-undone = Taken back: the deed of { $names }. Nobody has heard of it.
deed-undo-none = There is nothing to take back, or { $minutes } minutes are over.
desk-undo-words = undo, hoàn tác, lấy lại
desk-joined = Somebody else told of the deed of { $who } too.
desk-consent-refused = The person in the deed of { $who } asks not to be named. It will not be on the board.
deed-number-accept-words = accept, nhận
deed-number-decline-words = decline, chưa nhận, không nhận
deed-number-open-words = show, xem
desk-number-hide-words = no good deed, không phải gương

## Why not

deed-decline = Why is the deed of { $who } declined?
deed-decline-no-witness = Nobody was found who saw it too
deed-decline-praised-before = It was commended before
deed-decline-not-to-be-named = The person asks not to be named
deed-decline-other-commune = It was in another commune
deed-decline-other = Another reason
deed-decline-other-others = another
desk-reason = Write the reason as the teller will read it, of the deed and not of the person. It cannot be set as an example this time, because…
desk-reason-because = because
desk-reason-check = The teller will read: it cannot be set as an example this time, because { $text }. Keep it?
desk-reason-check-keep = Keep
desk-reason-check-keep-others = yes
desk-reason-check-anew = Write it anew
desk-reason-check-anew-others = no

## A child

desk-child = Is it a child in the deed of { $who }?
desk-child-no = No
desk-child-young = Under { $own } years
desk-child-asked = From { $own } to under { $grown } years
desk-child-words = child, trẻ em
desk-child-kept = Noted for the deed of { $who }.
desk-child-first = Deed { $number } of { $who } seems to be a child's: send xem { $number }, then accept.

## A question to the teller: this is what the teller reads

inquiry-witness = Did anybody else see it?
inquiry-day = About which day was it?
inquiry-person = What is the person's name, and where does the person live?
inquiry-more = Please tell more: what did the person do?
inquiry-photo = Do you have a photo?
desk-ask = What is asked of the teller of the deed of { $who }? Each deed has one question.
desk-ask-other = Another question
desk-ask-other-others = another
desk-ask-words = Write the question as the teller will read it.
desk-ask-check = The teller will read: { $text } Send it?
desk-ask-check-send = Send
desk-ask-check-send-others = yes
desk-ask-check-anew = Write it anew
desk-ask-check-anew-others = no
desk-ask-sent = Noted: a question about the deed of { $who }. The teller gets it in { $minutes } minutes; to undo send: hoàn tác.
desk-asked-before = The teller of the deed of { $who } was asked once. To see it: xem { $number }.

## What else

desk-more = The deed of { $who }: what is needed?
desk-more-merge = Merge with another
desk-more-merge-others = merge
desk-more-assign = Give it to somebody
desk-more-assign-others = assign
desk-more-phone = Enter a confirmation by telephone
desk-more-phone-others = telephone
desk-more-fill = Type a voice note or a paper
desk-more-fill-others = type
desk-more-movement = Count it for a movement
desk-more-movement-others = movement
desk-more-child = A child
desk-merge = Into which one goes the deed of { $who }?
desk-merge-none = There is no other one to merge with.
desk-merged = Merged: the deed of { $who } into the deed of { $other }. The teller hears of it in { $minutes } minutes; to undo send: hoàn tác.
desk-assign = To whom is the deed of { $who } given?
desk-assigned = The deed of { $who } is given to { $to }.
desk-phone = Who confirmed the deed of { $who } by telephone?
desk-phone-other = Somebody else
desk-phone-other-others = another
desk-phone-name = Who was it: name and function?
desk-phone-said = What did { $who } say?
desk-phone-said-true = True
desk-phone-said-corrected = True, but for something
desk-phone-said-doubted = Not true
desk-phone-involved = That person is named in the deed of { $who } and cannot confirm it. Somebody else has to.
desk-phone-kept = The confirmation of the deed of { $who } is entered. To see it: xem { $number }.
desk-fill = Type the words of the deed of { $who }. What is clear stays.
fill-who = Who did the good deed?
fill-hamlet = In which hamlet? If not known send: không rõ.
fill-story = What did the person do? Type what the voice note or the paper says.
fill-happened = On which day? If not known send: không rõ.
fill-who-name = Who did it
fill-who-words = who, name, tên, ai
fill-hamlet-name = Hamlet
fill-hamlet-words = hamlet, thôn
fill-story-name = What was done
fill-story-words = story, việc
fill-happened-name = Day
fill-happened-words = day, ngày
desk-filled = The words of the deed of { $who } are typed. If the paper names more people: gõ thêm { $number }.
desk-movement = For which movement does the deed of { $who } count? Choose, or write its name. For none send: không.
desk-counted = The deed of { $who }, movement: { $text }.
desk-ask-number-words = ask, hỏi
desk-merge-words = merge, gộp
desk-fill-words = type, gõ
desk-fill-another-words = type more, gõ thêm
desk-assign-words = assign, giao
desk-phone-words = telephone, xác nhận
desk-movement-words = movement, phong trào
