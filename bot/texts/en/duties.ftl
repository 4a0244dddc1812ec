# What is due: the digest of the day, the answers to it, the officer's board. The desk is spoken to as a colleague.

digest-duties = { $desk ->
    [yes] Due soon:
        { $lines }{ $more ->
            [0] {""}
           *[other] {" "}And { $more } more.
        }
        Done: done { $number }. More time: later { $number }. Somebody else: pass { $number }. The whole of it: look { $number }.
   *[no] Hello { $you }. This is due soon:
        { $lines }{ $more ->
            [0] {""}
           *[other] {" "}And { $more } more; send: what is due.
        }
        When it is done, send: done { $number }. For more time send: later { $number }.
    }
digest-news = { $desk ->
    [yes] To be minded:
        { $lines }
   *[no] Hello { $you }. Coming up:
        { $lines }
    }{ $more ->
        [0] {""}
       *[other] {" "}And { $more } more.
    }
digest-event = – { $name }: { $state ->
    [late] over, { $due }
   *[other] { $due }
    }
digest-owed = – { $name }: { $count } have not done it, due { $due }: { $names }{ $more ->
    [0] {""}
   *[other] {" "}and { $more } more
    }
digest-deed-call = – Case { $number }, { $who }: { $hamlet } has not answered{ $has ->
    [yes] , call { $to }
   *[no] {""}
    }
digest-deed-decide = – Case { $number }, { $who }: its teller is to hear by { $due }. The whole of it: look { $number }
digest-review = – { $name }: { $state ->
    [today] its day has come, { $due }
    [late] its day is over, { $due }
   *[later] due { $due }
    }. { $count } of { $most } units have answered. Word draft: { $what ->
    [final] final { $number }. To end the movement: close { $number }
   *[interim] interim { $number }
    }
digest-moment = { $hour }:{ $minute }, { $day }
was-stopped = The program stood still from { $since } to { $until }. Reminders that still help have gone out; { $missed } were missed.

## What one owes

duty-line = { $number }. { $name }, { $state ->
    [today] last day { $due }
    [late] late since { $due }
   *[other] due { $due }
    }
duty-list = { $desk ->
    [yes] Still to do:
   *[no] What you still have to do:
    }
    { $lines }{ $more ->
        [0] {""}
       *[other] {" "}And { $more } more.
    }
    { $desk ->
        [yes] Done: done { $number }. Later: later { $number }. The whole of it: look { $number }. Somebody else: pass { $number }.
       *[no] When it is done, send: done { $number }. For more time send: later { $number }.
    }
duty-list-later = After a month there are { $count } more this year.
duty-all =
    { $lines }
    { $desk ->
        [yes] Are all { $count } done?
       *[no] Have you done all { $count } of them?
    }
duty-all-yes = All of them
duty-all-yes-others = done, all, yes
duty-all-no = Not all
duty-all-no-others = no, not yet
duty-none = { $desk ->
    [yes] Nothing is due.
   *[no] There is nothing that you have to do now.
    }
duty-unknown = { $desk ->
    [yes] Nothing has that number. The list: what is due.
   *[no] Nothing has that number. For the list send: what is due.
    }
duty-paper = To hand in: { $paper }.
duty-helper = Who helps: { $name }.
duty-said = In the plan: { $text }
duty-remark = The commune asks: { $text }
duty-done = { $desk ->
    [yes] Noted as done: { $names }. If that is wrong: not done { $number }.
   *[no] I have noted it as done: { $names }. Thank you. If that is wrong, send: not done { $number }.
    }
duty-photo = { $desk ->
    [yes] The photo cannot go with it yet: hand the paper in at the commune.
   *[no] The photo cannot go with it yet, please hand the paper in at the commune.
    }
duty-button-done = Done { $number }
duty-button-later = Later { $number }
duty-button-look = Look { $number }
duty-button-pass = Pass { $number }
duty-reopened = { $desk ->
    [yes] Noted as not done: { $name }.
   *[no] I have noted it as not done: { $name }.
    }
duty-done-before = { $desk ->
    [yes] This is done: { $name }.
   *[no] You have done this already: { $name }.
    }
duty-over = { $desk ->
    [yes] This is closed: { $name }.
   *[no] The commune has closed this, you need not do it any more: { $name }.
    }
duty-later = { $desk ->
    [yes] Until which day: { $name }? For example 25/6.
   *[no] { $name }: until which day do you need? For example 25/6.
    }
duty-later-unclear = { $desk ->
    [yes] The day is not clear.
   *[no] I am not sure which day.
    }
duty-later-too-soon = { $desk ->
    [yes] It is due { $day } as it is; a later day is needed.
   *[no] It is due { $day } as it is; please choose a later day.
    }
duty-pushed-back-said = { $desk ->
    [yes] Noted until { $day }: { $name }.
   *[no] I have noted { $day } and told the commune: { $name }.
    }
duty-pass = { $desk ->
    [yes] To whom: { $name }?
   *[no] { $name }: who shall do it?
    }
duty-pass-nobody = { $desk ->
    [yes] There is nobody to pass it to.
   *[no] I know nobody to pass it to. Please call { $contact } at the commune:
        { $phone }
    }
duty-passed-said = { $desk ->
    [yes] Passed to { $person }: { $name }.
   *[no] I have passed it to { $person }: { $name }.
    }
duty-passed = { $desk ->
    [yes] You are asked to do: { $number }. { $name }, due { $due }. When it is done: done { $number }.
   *[no] Hello { $you }. You are asked to do: { $number }. { $name }, due { $due }. When it is done, send: done { $number }.
    }
duty-returned = { $desk ->
    [yes] More is needed for: { $number }. { $name }:
   *[no] Hello { $you }. The commune asks about: { $number }. { $name }:
    }
    { $text }
    When it is done, send: done { $number }.
milestone-moved = { $desk ->
    [yes] Another day: { $name }, now due { $due }.
   *[no] Hello { $you }. { $name }: the day has changed, it is now due { $due }.
    }
milestone-cancelled = { $desk ->
    [yes] { $once ->
        [yes] It falls away this once, { $due }: { $name }. It comes again as before.
       *[no] It falls away: { $name }.
    }
   *[no] Hello { $you }. { $name }: { $once ->
        [yes] it falls away this once, { $due }, there is nothing to do. It comes again as before.
       *[no] it falls away, there is nothing to do.
    }
    }
duty-list-words = what is due, my tasks, to do
duty-finished-words = done, all done, finished
duty-number-done-words = done, finished
duty-number-undone-words = not done
duty-number-later-words = later, postpone
duty-number-look-words = look, see
duty-number-pass-words = pass

## The officer's board

duty-board-line = { $number }. { $name }, { $due }: { $count }/{ $most } done{ $state ->
    [late] , late
   *[no] {""}
    }
duty-board =
    Due within 30 days before and after:
    { $lines }{ $more ->
        [0] {""}
       *[other] {" "}And { $more } more.
    }
    Each one: look { $number }.
duty-board-deeds = Good deeds: { $counts }. To see them: việc chờ.
duty-board-none = Nothing is due within 30 days.
duty-board-of = { $name }, due { $due }:
duty-board-owner = { $number }. { $name }: { $state }{ $has ->
    [yes] , call { $to }
   *[no] {""}
    }
duty-board-how = Accept: accept { $number }. More is needed: return { $number }. Excuse: excuse { $number }.
duty-state-late = late
duty-state-returned = more was asked for
duty-state-waiting = handed in, to be looked at
duty-state-owed = not handed in
duty-state-done = done
duty-state-excused = excused
duty-office-commune-chair = the chair
duty-office-vice-chair = the vice chair
duty-office-tdkt-officer = the emulation officer
duty-office-council-secretary = the council's secretary
duty-office-council-member = the council
duty-office-other = an office of the commune
duty-somebody = somebody whose name is not known
duty-checked = Accepted: { $names }.
duty-excused = Excused: { $names }.
duty-return = What is missing from { $name }?
duty-return-said = { $name } will hear of it.
duty-pushed-back = { $who } asks for time until { $day }: { $name }.
duty-call =
    Could not be reached, to be called:
    { $lines }{ $more ->
        [0] {""}
       *[other] {" "}And { $more } more.
    }
duty-call-none = Everybody could be reached.
duty-board-words = board, who has done it
duty-call-words = whom to call
duty-board-look-words = look, see
duty-board-accept-words = accept
duty-board-return-words = return
duty-board-excuse-words = excuse

## Left in peace for a while

rest-set = { $desk ->
    [yes] No reminders until the end of { $day }. To be reminded earlier send: remind again.
   *[no] Then { $me } will not remind { $you } until the end of { $day }. To be reminded earlier, { $you } send: remind again.
    }
rest-set-other = No reminders for { $who } until the end of { $day }. To end it earlier send: remind again { $who }.
rest-until = { $desk ->
    [yes] No reminders until the end of which day? For example: 25/6.
   *[no] Until the end of which day shall { $me } not remind { $you }? For example: 25/6.
    }
rest-until-other = No reminders for { $who } until the end of which day? For example: 25/6.
rest-too-long = At most { $days } days at a time.
rest-who = Who is to be left in peace?
rest-nobody = It is not clear who { $name } is. Send the name as it stands in the list of officials.
rest-own-only = Only your own reminders can be stopped. For that send: no reminders.
rest-ended = { $desk ->
    [yes] Reminders go out again.
   *[no] From now on { $me } will remind { $you } again.
    }
rest-ended-other = Reminders go out again to { $who }.
rest-begun = { $who } wants no reminders until the end of { $day }.
rest-words = no reminders, nghỉ nhắc
rest-after-words = in mourning, ill, nhà có tang
rest-please-words = please
rest-end-words = remind again, nhắc lại
rest-self-words = me, tôi

## What was begun and not sent

draft-complete = { $has ->
    [yes] Hello { $you }. What you told of { $who } is complete but not sent; it is kept. To send it, send: go on.
   *[no] Hello { $you }. What you told is complete but not sent; it is kept. To send it, send: go on.
    }
draft-begun = { $has ->
    [yes] Hello { $you }. You began to tell of { $who }; it is kept. To go on, send: go on.
   *[no] Hello { $you }. You began to tell something; it is kept. To go on, send: go on.
    }
