# One's own data: what is kept, how one is called, consent taken back, being forgotten.

my-data-words = my data, mine, của tôi, dữ liệu của tôi, thông tin của tôi, xem của tôi, xem dữ liệu của tôi
my-data =
    This is kept of you:
    { $lines }
    What would you like to do?
my-data-in-form =
    This is kept of you:
    { $lines }
    To change or erase it, finish this first and send: của tôi.
my-data-name = – Name { $name }, called { $you } (by { $me })
my-data-nameless = – No name, called { $you } (by { $me })
my-data-agreed = – Agreed since { $day }
my-data-not-agreed = – No consent noted
my-data-told = deeds told: { $count }
my-data-unsent = begun and not sent: { $count }
my-data-voices = voice messages: { $count }
my-data-typed = told for { $names }
my-data-nothing = nothing told or sent yet
my-data-phone = – Telephone number left here: { $number }
my-data-roles = – Role: { $role }
my-data-see = See what I have told
my-data-see-others = see
my-data-call = Change how I am called
my-data-call-others = call
my-data-unlink = Separate another channel
my-data-unlink-others = separate, unlink
my-data-withdraw = I do not agree any more
my-data-withdraw-others = withdraw
my-data-erase = Erase everything
my-data-erase-others = erase
my-data-leave = Leave it
my-data-leave-others = no, leave
my-data-left = It stays as it is.
my-data-call-ask = How shall you be called?

called-from-now = From now on you are called { $you } (by { $me }).
desk-called = Noted. Sentences of the desk have no pronouns all the same.

## Consent taken back

data-withdraw-words = withdraw consent, rút đồng ý, rút lại đồng ý, không đồng ý nữa, thôi không đồng ý, thôi không đồng ý nữa, tôi không đồng ý nữa
data-withdraw = { $count } of your deeds are not decided yet. What shall become of them?
data-withdraw-keep = Keep them for the commune
data-withdraw-keep-others = keep
data-withdraw-all = Take all of them back
data-withdraw-all-others = take back, all
data-withdraw-leave = No, I still agree
data-withdraw-leave-others = leave, no
data-withdraw-none = You have not agreed to anything, so there is nothing to take back.
data-withdrawn = Noted: you do not agree any more.
data-withdrawn-all = Taken back: { $count } of your deeds. The commune stops looking at them.
data-withdrawn-kept = The commune goes on with what you told, but you get no more messages.
data-withdrawn-role = Your role stays: { $role }.
data-withdrawn-again = What was begun is dropped, and nothing more is noted. To tell again, just write. To erase what was noted before, send: xóa hết.

## Being forgotten

data-erase-words = erase my data, xóa hết, xóa dữ liệu, xóa dữ liệu của tôi, xóa hết dữ liệu, xóa thông tin của tôi, xóa hết của tôi
data-erase =
    { $lines }
    It cannot be brought back. Erase it?
data-erase-yes = Erase
data-erase-yes-others = yes
data-erase-no = Leave it
data-erase-no-others = no, leave
data-erase-goes = { $count ->
    [0] To be erased: your name and messages.
   *[other] To be erased: your name and messages, { $count } deeds that are not decided, with photos and voice messages.
}
data-erased = { $count ->
    [0] Erased: your name and messages.
   *[other] Erased: your name and messages, { $count } deeds that were not decided, with photos and voice messages.
}
data-stays-decided = What the commune has decided stays, without your name.
data-stays-typed = What you told for others stays theirs.
data-stays-consent = The day of your consent stays, without your name.
data-stays-read = What officers have received stays on their phones.
data-stays-praised = A deed that praises you keeps the name of the one praised; to have it removed, ask the commune.
data-erased-on = To tell of something else, just write.
data-erase-role =
    You hold a role: { $role }. The commune has to take it back first. Please call { $contact }, { $hours }:
    { $phone }
