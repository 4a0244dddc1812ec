# The plan document: sent, read, shown with its sentences, confirmed. The desk's, no pronouns.

plan-words = plan, send plan, read plan
plan-how-sent = Send the plan here (Word, PDF with text, ODT, plain text){ $has ->
    [yes] , or on this page: { $url }
   *[no] {""}
    }. Without a file: paste plan. Without a plan: year.
plan-reading = The plan is being read. What is found will come here.
plan-ready = The plan has been read. To look at it: plan.
plan-paste-words = paste plan, paste
plan-paste = Paste the text of the plan, in several messages if need be. At the end: end.
plan-paste-end-words = end, done
plan-paste-stop-words = stop, cancel
plan-paste-stopped = What was pasted is dropped.
plan-pasted = { $count } words so far. Paste the rest, or: end.
plan-same = This says nothing else than what holds already: { $title }.
plan-facts = { $same ->
    [yes] A newer version of a plan that holds
   *[no] Plan
    }: { $title }. { $has ->
    [yes] Number { $value }
   *[no] No number
    }{ $when ->
    [yes] , { $day }
   *[no] , no day
    }. Signed: { $by }. { $count } recipients, { $directives } directives quoted. Found: { $movements } movements, { $milestones } deadlines, { $tasks } tasks. Nothing holds yet.
plan-fact-title = – Title: { $old } is now { $value }
plan-fact-number = – Number: { $old } is now { $value }
plan-fact-day = – Day: { $old } is now { $value }
plan-fact-signer = – Signed: { $old } is now { $value }
plan-directives = Directives quoted: { $lines }{ $more ->
    [0] {""}
   *[other] {" "}and { $more } more
    }.
plan-recipients = Recipients: { $names }.
plan-nothing = There are no movements or deadlines to take.
plan-movement = { $number }. { $change ->
    [changed] Changed movement
    [gone] No longer a movement
   *[new] Movement
    }: { $name } ({ $kind } { $years }){ $state ->
    [dropped] {" "}– dropped
   *[taken] {""}
    }. “{ $text }”
plan-deadline = { $number }. { $change ->
    [changed] Changed deadline
    [gone] No longer a deadline
   *[new] Deadline
    } { $days }{ $hour }{ $over ->
    [yes] {" "}(over)
   *[no] {""}
    }: { $name }. { $who }, { $reminders }{ $state ->
    [dropped] {" "}– dropped
   *[taken] {""}
    }. “{ $text }”
plan-kind-regular = regular
plan-kind-regular-words = regular
plan-kind-campaign = campaign
plan-kind-campaign-words = campaign
plan-kind-thematic = thematic
plan-kind-thematic-words = thematic
plan-pick =
    Leave out: drop 3 5. Correct: edit 2. Add: thêm: photos, 30/6. The tasks: tasks.
    When it is right: take all.
plan-pick-short = Go on, or: take all.
plan-tasks-words = tasks
plan-heading = { $text }:
plan-task = – { $text }
plan-no-tasks = The plan has no tasks.
plan-no-number = The list has the numbers 1 to { $most }.
plan-dropped = Left out: { $names }{ $more ->
    [0] {""}
   *[other] {" "}and { $more } more
    }. { $count } are left. When it is right: take all.
plan-taken = Taken again: { $names }{ $more ->
    [0] {""}
   *[other] {" "}and { $more } more
    }. That makes { $count }. When it is right: take all.
plan-said = The whole sentence: “{ $text }”
plan-edit-movement = What is different? The name, the kind (regular, thematic, campaign) or the years. To leave it out: drop.
plan-edit-deadline = What is different? For example: 20/6, hamlets, nhắc trước 7, 3, 1 ngày. To leave it out: drop.
plan-edit-unclear = It is not clear what is different.
plan-edit-drop-words = drop, remove
plan-edit-keep-words = keep, right, no
plan-later = The plan is kept, but does not hold yet. To go on: plan.
plan-none-taken = Nothing is taken yet.
plan-make = Let { $movements } movements and { $milestones } deadlines hold{ $gone ->
    [0] {""}
   *[other] , and end { $gone }
    }? Movements begin as drafts, nobody is told.
plan-make-yes = Yes
plan-make-yes-others = ok
plan-make-back = Correct further
plan-make-back-others = back, wait, not yet, no
plan-made = { $movements } movements (drafts) and { $milestones } deadlines hold{ $changed ->
    [0] {""}
   *[other] , { $changed } are changed
    }{ $ended ->
    [0] {""}
   *[other] , { $ended } are ended
    }. What comes next: calendar. The usual milestones of a year: year.
plan-made-before = This plan holds already.
plan-refused-lost = The file has not arrived. Please send it again.
plan-refused-empty = The file is empty.
plan-refused-broken = The file is broken. Save it again and send it.
plan-refused-huge = The text is too long. Send only the commune's plan.
plan-refused-password = The file has a password. Take it off and send it again.
plan-refused-scan = The file is a picture without text. Send the Word file, or: paste plan.
plan-refused-old-word = The file is an old Word file (.doc). Save it as .docx and send it again.
plan-refused-kind = That kind of file cannot be read. Send Word, or PDF with text.
plan-refused-report = That is a report, not a plan.
plan-refused-not-a-plan = That is not a plan.
