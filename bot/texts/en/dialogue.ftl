# The conversation engine's own sentences: used by every form. English has one "you": the pronoun placeholders stay unused.
# The words that work anywhere are Vietnamese ("sửa", "tiếp" …), so they stand here as they are typed.

pronoun-you = you
pronoun-me = I
pronoun-desk-you = you
pronoun-desk-me = I

## Days, lengths, counts

weekday-1 = Monday
weekday-2 = Tuesday
weekday-3 = Wednesday
weekday-4 = Thursday
weekday-5 = Friday
weekday-6 = Saturday
weekday-7 = Sunday
day-full = { $weekday }, { $date }
day-about = some time from { $first } to { $last }
day-ongoing = { $text }
day-unknown = day not known
voice-length = { $minutes ->
    [0] voice message of { $seconds } s
   *[other] { $seconds ->
        [0] voice message of { $minutes } min
       *[other] voice message of { $minutes } min { $seconds } s
    }
}
voice-length-unknown = a voice message
photo-count = { $count ->
    [one] { $count } photo
   *[other] { $count } photos
}
place-on-map = the place pinned on the map
unknown-hamlet = hamlet not known

## The summary

engine-line = – { $text }
engine-review =
    This is what I have noted:
    { $lines }
    May it be sent?
engine-review-again =
    This is what I have noted:
    { $lines }
    Is it right like this?
engine-review-send = Send
engine-review-edit = Change
engine-review-more = Tell more
engine-fix = Which part would you like to change?
engine-more = Please tell me more.
engine-more-or-choose = Please tell me more, or choose one of these.
engine-answer-yes = Yes
engine-answer-no = No

## Read back

engine-heard = Noted: { $heard }.
engine-voice-kept = { $minutes ->
    [0] { $seconds ->
        [0] Your voice message is here. An officer of the commune will listen, no need to type it.
       *[other] Your voice message of { $seconds } s is here. An officer of the commune will listen, no need to type it.
    }
   *[other] { $seconds ->
        [0] Your voice message of { $minutes } min is here. An officer of the commune will listen, no need to type it.
       *[other] Your voice message of { $minutes } min { $seconds } s is here. An officer of the commune will listen, no need to type it.
    }
}
engine-photo-kept = Your photo is kept.
engine-photos-full = That is as many photos as can be kept.
engine-continued = That is added.
engine-corrected = That is corrected.

## Not clear

engine-which = I am not sure what you mean. Is it one of these?
engine-which-name = I am not sure. Is it this place? If not, send: không.
engine-choose = I am not sure what you mean. { $question }
engine-choose-several = I am not sure what you mean. Please send the numbers, for example: 1 3. { $question }
engine-not-found = I have not found "{ $typed }". { $question }
engine-too-short = A little more, please. { $question }
engine-too-long = This message is longer than { $most } letters. Please make it shorter.
engine-number = I am not sure how many. Please send a number, for example: 3. { $question }
engine-number-range = It has to be from { $least } to { $most }. { $question }
engine-yes-no = Please answer yes (có) or no (không). { $question }
engine-photos-or-none = I do not see a photo yet. { $question }
engine-unclear = I am not sure what you mean.
engine-day-not-a-day = I am not sure which day. { $question }
engine-day-future = That day has not come yet. { $question }
engine-day-no-such-day = There is no such day in the calendar. { $question }
engine-day-which-year = I am not sure which year. { $question }
engine-day-lunar-or-solar = Is that day by the solar or the lunar calendar?

## Cannot be read

engine-cannot-picture = I cannot see this picture. Please answer:
engine-cannot-film = I cannot see this film. Please answer:
engine-cannot-file = I cannot read this file. Please answer:
engine-cannot-voice = Please answer this one in letters or numbers.
engine-cannot-place = I cannot use a place on the map here. Please answer:
engine-cannot-contact = I cannot read this contact. Please answer:
engine-cannot-poll = I cannot read this poll. Please answer:
engine-cannot-link = I cannot open this page. Please answer:
engine-cannot-forwarded = I cannot read a forwarded message. Please tell it in your own words:
engine-cannot-empty = This message is empty. Please answer:
engine-cannot-unknown = I cannot read this message. Please answer:
engine-file-lost = The photo or voice note you sent earlier did not get through. Please send it again.
engine-file-refused = The file you sent earlier cannot be opened, or is too large. Please send another photo.
engine-file-too-large = The file sent before is too large to be kept. Please send a smaller one.
engine-file-too-large-here = The file sent before is too large to be kept. Send a smaller one, or send the words: send file.
engine-call-us =
    I still cannot read your messages. Please call { $contact }, { $hours }:
    { $phone }

## Words that work anywhere

engine-help =
    You can send at any time: tiếp (go on), quay lại (back), sửa (change), hủy (cancel) or menu. To speak to a person, call { $contact }, { $hours }:
    { $phone }
engine-on = What you told is still here.
engine-first-question = This is the first question.
engine-cannot-skip = Please answer this one.
engine-restarted = All right, from the beginning.
engine-nothing-to-fix = There is nothing to change yet.
question-leave-words = never mind, leave it, stop, not now, later, quit
question-left = All right, I stop here. Nothing is noted for the last question.
engine-cancelled = It is put away, and nobody has got it. If you change your mind today, send: tiếp.
engine-dropped = It is put away. If you change your mind today, send: tiếp.
engine-greeting = Good day.
engine-thanks = You are welcome.
engine-goodbye = You are welcome. Goodbye.
engine-leaving = All right, it is kept. Whenever it suits you, send: tiếp.
engine-already = That is noted already.
engine-old-button = That question is past.
engine-edit-unknown = You changed an old message, and I am not sure which part it belongs to. Please send: sửa.
engine-edit-unclear = I am not sure what it should be now. Please send: sửa.
engine-too-late =
    The commune has finished with it, so it cannot be changed here. Please call { $contact }, { $hours }:
    { $phone }
engine-form-changed = My questions have changed a little. What you told is still here.
engine-broken =
    Something broke. What you told is still here, please send it again a little later. If you call the commune, this is the number to say:
    { $reference }

## After a long silence

engine-recap = Good day. On { $day } you began to tell about { $subject }, and it is still here. What does your message belong to?
engine-recap-unnamed = Good day. On { $day } you began to tell something, and it is still here. What does your message belong to?
recap-go = Go on with that
recap-other = Something else
recap-drop = Drop that
