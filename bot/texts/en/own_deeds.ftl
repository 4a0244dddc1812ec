# What a person has told: the list, adding, taking back, asking by a code.

deed-mine-words = my deeds, what i told, việc tôi đã kể, việc của tôi, việc đã kể
deed-mine = You have told these. Which one would you like to see?
deed-mine-line = { $who }: { $state }
deed-mine-none = You have not told of anything yet. To begin, send: kể.
deed-state-sent = with the hamlet
deed-state-confirmed = with the commune
deed-state-corrected = the commune is looking
deed-state-doubted = with the commune
deed-state-asked = the commune has a question
deed-state-accepted = accepted by the commune
deed-state-consent = accepted
deed-state-published = on the honour board
deed-state-merged = kept with another report
deed-state-declined = not taken as an example this time
deed-state-withdrawn = taken back
deed-state-hidden = not looked at here

deed-own =
    The deed of { $who }: { $state }. News by { $day }. Code:
    { $code }
    What would you like to do?
deed-own-add = Tell more, send photos
deed-own-edit = Correct it
deed-own-withdraw = Take it back
deed-own-withdraw-others = withdraw, rút, thôi không kể nữa
deed-own-leave = Leave it
deed-own-leave-others = nothing, thôi, để vậy
deed-own-left = It stays as it is.
deed-own-settled =
    The deed of { $who }: { $state }. Code:
    { $code }

deed-withdraw = Do you really take the deed of { $who } back? The commune will no longer look at it.
deed-withdraw-yes = Take it back
deed-withdraw-yes-others = yes, rút, có, vâng, đúng
deed-withdraw-no = Leave it
deed-withdraw-no-others = no, không, thôi, để vậy
deed-withdraw-words = withdraw, take back, rút, rút lại
deed-withdrawn = The deed of { $who } is taken back. The commune no longer looks at it.

deed-add-words = add, add photos, tell more, thêm, thêm ảnh, kể thêm, gửi thêm, gửi thêm ảnh
deed-add-which = To which one does it belong?
deed-add-none = There is none to which something can be added. To tell a new one send: kể.
deed-add = What do you add to the deed of { $who }? Words, voice or photos are all fine.
deed-added =
    Added to the deed of { $who }, the code is still:
    { $code }
deed-offer = This has arrived: { $text } To which deed does it belong?
deed-offer-voice = Your voice note has arrived. To which deed does it belong?
deed-offer-photo = Your photos have arrived. To which deed do they belong?
deed-offer-add = To the deed of { $who }
deed-offer-new = A new deed
deed-offer-new-others = new, another, việc mới, việc khác, kể
deed-offer-none = To none
deed-offer-none-others = no, none, không, thôi
deed-offer-dropped = Nothing is noted.

deed-look-up-words = look up, code, tra cứu, tra, mã, hỏi mã, xem mã
deed-look-up-ask = Please write the code of eight digits.
deed-look-up = The deed of that code: { $state }. Its teller hears by { $day }.
deed-look-up-settled = The deed of that code: { $state }.
deed-look-up-unknown = That code is not known. Please look at its eight digits again and write it once more.
deed-look-up-paused =
    There were too many wrong codes. Please wait { $minutes } minutes. If it is urgent call { $contact }, { $hours }:
    { $phone }
