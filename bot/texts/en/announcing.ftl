# Announcements: what the officer writes and sees, and how people hear it.

announce-words = announce, announcement, send news
announce-list-words = announcements
announce-text = Write the announcement, a long one in several messages. The greeting is added.
announce-text-again = Write the whole text anew. If there is more, add it afterwards.
announce-more = Write what comes at the end.
announce-part = Added, { $count } of { $most } characters. When that is all, send: done. If it was a mistake, send: drop the last part.
announce-part-too-long = This part was not added: an announcement has { $most } characters, { $left } are left.
announce-part-dropped = The last part is dropped. When that is all, send: done.
announce-part-none = There is no part to drop.
announce-part-end-words = done, that is all
announce-part-back-words = drop the last part, drop the part
announce-too-long = That is too long: { $most } characters at most.
announce-words-only = An announcement is words only: photos, files and voice notes cannot go with it yet.
announce-to = If there is more text, write on. Who is told? Several can be chosen, for example: 1, 3; or send a hamlet's name.
announce-to-hamlets = Hamlet heads
announce-to-hamlets-others = heads, hamlets
announce-to-fronts = Heads of the hamlets' Front committees
announce-to-fronts-others = front
announce-to-units = Offices and organisations
announce-to-units-others = offices, organisations, units
announce-to-council = The emulation council
announce-to-council-others = council
announce-to-desk = The commune's officials
announce-to-desk-others = officials, desk
announce-to-everybody = Everybody who has agreed
announce-to-everybody-others = everybody, all
announce-to-places = One hamlet or several
announce-to-places-others = one hamlet, some hamlets
announce-to-registered = Those registered for a movement
announce-to-registered-others = registered, movement
announce-sized = { $name } ({ $count } people)
announce-of-hamlet-others = head of, all of
announce-of-movement-others = movement, registered for, those registered for
announce-hamlets = Which hamlets? Several can be chosen, for example: 1, 3.
announce-hamlets-many = Which hamlets? Send names or numbers, also several: { $names }.
announce-registered = Registered for which movement? Several can be chosen, for example: 1, 3.
announce-which = Which one is “{ $text }”?
announce-who-unclear = It is not clear who is meant.
announce-those-registered = those registered for { $name }
announce-audience-more = { $names } and { $more } more
announce-as-home =
    People will read:
    { $text }
announce-as-desk =
    Officials will read:
    { $text }
announce-as-same = Officials read the same, without the greeting.
announce-in-parts = { $state ->
    [desk] Officials read it on { $names } in { $count } messages:
   *[home] People read it on { $names } in { $count } messages:
    }
announce-in-fewer = { $names }: the same, in { $count } messages.
announce-channels =
    By way of:
    { $lines }
announce-channels-answers = If everybody acknowledges it, that is about { $count } messages more.
announce-channels-short = The Zalo bot has too few messages this month: { $count } people wait until the 1st. To be earlier, choose fewer people, or use the loudspeaker, the notice, the group.
announce-channels-groups = The Zalo bot has no messages left for news this month: { $count } groups do not get this one. Mark it as urgent if it is, else copy the text for the group by hand.
announce-share = – { $name }: { $count } people{ $groups ->
        [0] {""}
       *[other] , { $groups } groups
    }, { $messages } messages{ $state ->
        [free] , for nothing
        [paid] , { $dong } đồng ({ $free } for nothing, { $charged } paid for)
        [knocked] , { $dong } đồng ({ $free } for nothing, { $charged } paid for, { $knocked } are only asked to open Zalo)
        [counted] ; { $left } are left for news this month, { $rest } after this
       *[plain] {""}
    }
announce-check =
    To { $count } people: { $names }. { $free } for nothing, { $charged } for { $dong } đồng, { $unreached } cannot be reached{ $more ->
        [0] {""}
       *[other] , { $more } wait for the next month
    }.{ $state ->
        [urgent] {" "}Urgent: at night and on Tết too.
       *[no] {""}
    }{ $late ->
        [yes] {" "}These are quiet hours: it goes out from 7 in the morning.
       *[no] {""}
    }
    Send it?
announce-check-nobody = There is nobody to send it to: { $names }. Choose others, or leave it.
announce-check-send = Send
announce-check-text = Change the text
announce-check-more = Add at the end
announce-check-to = Change who is told
announce-check-urgent = Mark as urgent
announce-check-calm = Not urgent
announce-check-asked = Ask people to acknowledge
announce-check-unasked = No acknowledgement
announce-check-second = Let somebody approve it
announce-check-another = Let somebody else approve it
announce-check-alone = No approval
announce-check-drop = Do not send
announce-urgent = What is urgent arrives at once, also at night and on Tết: the phones of { $count } people ring. Is it urgent?
announce-urgent-yes = Urgent, at night and on Tết too
announce-urgent-no = No, it can wait
announce-begun = It is going out. How far: look { $number }. Stop it: stop { $number }.
announce-asked = It waits for approval. To see it: look { $number }. To take it back: stop { $number }.
announce-waiting =
    { $text } (waits for { $name })
    To { $count } people: { $names }.{ $state ->
        [urgent] {" "}Urgent: at night and on Tết too.
       *[no] {""}
    }
    To change it, or to ask somebody else, take it back.
announce-waiting-back = Take it back
announce-waiting-back-others = take back, change, stop
announce-taken-back = It is a draft again and has gone to nobody.
announce-dropped = Dropped.
announce-too-late = This announcement cannot be changed any more.
announce-second = Who approves it?
announce-nobody = There is nobody else who could approve it.
announce-unknown = That number is no announcement. The list: announcements.
announce-none = There is no announcement.
announce-line = { $number }. { $text }: { $state }
announce-list =
    Announcements:
    { $lines }
    One of them: look { $number }.
announce-report =
    { $text } ({ $state })
    Arrived { $sent }, acknowledged { $seen }, waiting { $left }, uncertain { $uncertain }, not reached { $failed }, not sent { $skipped }.{ $groups }{ $has ->
        [yes] {" "}To be called:
       *[no] {""}
    }{ $lines }
announce-report-groups = In groups: arrived { $sent }, waiting { $waiting }, uncertain { $uncertain }, not reached { $failed }.
announce-report-more = And { $more } more: call { $number }.
announce-report-answers = See: who read { $number }, who did not read { $number }.
announce-calls-words = call, to call
announce-who-saw-words = who read
announce-who-did-not-words = who did not read
announce-people-calls =
    To be called, { $seen } of { $count }:
    { $lines }
announce-people-seen =
    Acknowledged, { $seen } of { $count }:
    { $lines }
announce-people-unseen =
    Arrived and not acknowledged, { $seen } of { $count }:
    { $lines }
announce-people-more = More
announce-people-more-others = next, go on
announce-people-none = Nobody.
announce-asks-nothing = This announcement does not ask to be acknowledged.
announce-state-draft = not sent
announce-state-waiting = waits for approval
announce-state-sending = going out
announce-state-stopped = stopped
announce-state-done = sent
announce-state-dropped = dropped
announce-look-words = look, see
announce-stop-words = stop
announcement-plain = { $desk ->
    [yes] { $Commune } announces:
   *[no] Hello { $you }. { $Commune } announces:
    }
    { $text }
announcement-asks = { $desk ->
    [yes] { $Commune } announces:
   *[no] Hello { $you }. { $Commune } announces:
    }
    { $text }
    When you have read it, send: read { $number }.
announcement-seen = { $desk ->
    [yes] Noted.
   *[no] I have noted it, thank you.
    }
announcement-seen-words = read, noted
announcement-unknown = { $desk ->
    [yes] That number is no announcement.
   *[no] That number is no announcement. Please look at the number at its end.
    }
hear-words = read, noted, i have read it, understood
hear-which = { $desk ->
    [yes] Which one has been read?
   *[no] Which one have you read?
    }
hear-which-all = All of them
hear-which-all-others = all, both
announcement-approve =
    An announcement waits for approval, to { $count } people: { $names }.{ $state ->
        [urgent] {" "}Urgent: at night and on Tết too.
       *[no] {""}
    }
    { $text }
    Approve it?
announcement-approve-yes = Approve, send it
announcement-approve-no = Not yet
announcement-waits =
    An announcement waits for approval, to { $count } people: { $names }.{ $state ->
        [urgent] {" "}Urgent: at night and on Tết too.
       *[no] {""}
    }
    { $text }
    To approve it, send: approve { $number }.
announcement-approved-words = approve
announcement-why = What has to change?
announcement-sent-back = It went back to its writer.
announcement-back =
    The announcement was not approved:
    { $text }
    To change it: look { $number }.
announcement-waits-no-more = This announcement does not wait for approval any more.
announcement-taken-back =
    Somebody took an announcement back that waited for approval; it has gone to nobody:
    { $text }
    To change it: look { $number }.

## On paper, and through the loudspeaker

announce-loud-words = loudspeaker
announce-loud = { $Commune } announces. { $text } Thank you.
announce-loud-twice = { $Commune } announces. { $text } Once more. { $text } Thank you.
announce-loud-ready = For the loudspeaker, about { $seconds } seconds:
announce-loud-long = Longer than a minute: { $count } syllables of { $most }. Cut about { $left }.
announce-forward-words = forward
announce-forward-ready = To forward to the hamlet's group:
announce-forward =
    { $Commune } announces:
    { $text }
    Questions: { $contact }, { $hours },
    { $phone }
announce-notice-words = notice, print
announce-notice-long = Longer than an A4 page: { $count } lines of { $most }. Cut about { $left }.
announce-notice-begun = The A4 notice is being made.
announce-notice-ready = The A4 notice, ready to print.
announce-notice-failed = The notice could not be made. Try again in some minutes.
announce-notice-heading = Notice
announce-notice-scan = Scan this to ask the commune, or to tell of a good deed
announce-notice-file = notice
