# What Monday brings to the desk: the officer's message, and the chair's page to print.

week-desk =
    The week begins, { $day }:
    { $backup }
    { $trail }
    { $reminded }
    { $due }
week-age = { $unit ->
    [days] { $count } days ago
   *[hours] { $count ->
        [0] less than an hour ago
       *[other] { $count } hours ago
    }
    }
week-backup = – Backup at the second place: { $when }, { $state ->
    [old] too old. Have the disk looked at.
    [damaged] fresh, but { $count } photos or papers are damaged. Have it looked at.
   *[fresh] fresh.
    }
week-backup-none = – Backup at the second place: none yet. Have a place for it set.
week-trail = – Audit trail, entry { $entry }, to be written down on paper: { $mark }
week-no-trail = – The audit trail is still empty.
week-reminded = – Last week's reminders: { $sent } arrived{ $missed ->
    [0] {""}
   *[other] , { $missed } missed because the program stood still
    }{ $late ->
    [0] {""}
   *[other] , { $late } too late
    }{ $failed ->
    [0] {""}
   *[other] , { $failed } could not be sent
    }{ $uncertain ->
    [0] {""}
   *[other] , { $uncertain } uncertain
    }.
week-reminded-none = – Last week nobody was to be reminded.
week-due = – { $count } things are due this week{ $more ->
    [0] {""}
   *[other] , the nearest
    }: { $names }.
week-due-one = { $name }, { $day }
week-due-none = – Nothing is due this week.

## The chair's page

week-page-words = week page, page of the week
week-page-begun = The page of the week is being made.
week-page-ready = The page of the week, { $first } to { $last }, one sheet of A4, ready to print.
week-page-failed = The page of the week could not be made. Try again in some minutes: week page.
week-page-missing = This week's page could not be made. If it is needed: week page.
week-page-title = The week { $first } – { $last }
week-page-foot = Printed at { $hour }:{ $minute }, { $day }. For the office. Units stand in the commune's order, nobody is ranked.
week-page-file = week-{ $day }
week-page-more = and { $count } more lines
week-part-waits = Waiting for you
week-empty-waits = Nothing waits.
week-waits-new = Good deeds to be decided
week-waits-write = Good deeds whose public sentence is to be written
week-waits-release = Public sentences to be released
week-waits-announcement = Announcements to be approved
week-waits-own = Your own tasks that are due
week-days = { $count ->
    [0] today
   *[other] { $count } days
    }
week-col-count = number
week-col-oldest = oldest
week-part-due = Due this week and next
week-empty-due = Nothing is due.
week-col-due = due
week-when = { $hour }, { $day }
week-owes = Still { $count } of { $most }: { $names }{ $more ->
    [0] {""}
   *[other] {" "}and { $more } more
    }
week-owes-nobody = All { $most } have done it.
week-part-movements = Movements under way
week-empty-movements = No movement is under way.
week-col-units = units
week-col-done = done
week-col-waiting = waiting
week-col-late = late
week-behind = Late: { $names }
week-part-calls = To be called
week-empty-calls = Nobody has to be called.
week-col-phone = telephone
week-call = { $name }{ $has ->
    [yes] {" "}({ $people })
   *[no] {""}
    }: { $why }
week-call-why = { $late ->
    [0] { $count } deeds not answered
   *[other] { $late } late{ $count ->
        [0] {""}
       *[other] , { $count } deeds not answered
    }
    }
week-part-deeds = Last week's good deeds
week-empty-deeds = Last week no deed was told, confirmed or made public.
week-deeds = How many
week-col-told = told
week-col-confirmed = confirmed
week-col-taken = taken
week-col-published = on the board
