# Registered groups: how one is registered and dropped, what it reads. In a group nobody is addressed: everybody reads along.

group-words = groups, registered groups
group-drop-words = drop group, remove group
group-asks-in-private = I ask { $you } in private before I register this group.
group-gets = The group will get deadlines and progress as numbers, one message a day at most, and nobody is named; and announcements of the commune.
group-held = That group is registered for { $name }.
group-where = { $desk ->
    [yes] Register the group for what?{ $kind ->
        [typed] {" "}Send the name of the hamlet or unit, or: whole commune.
       *[list] {""}
    }
   *[no] What shall I register the group for?{ $kind ->
        [typed] {" "}Please send the name of the hamlet.
       *[list] {""}
    }
    }
group-commune = The whole commune
group-commune-others = commune, whole commune, all
group-no = No, leave it
group-no-others = no, leave it
group-of-commune = the whole commune
group-saved = { $desk ->
    [yes] The group is registered for { $name }. To see the groups: groups.
   *[no] I have registered the group for { $name }. To see the groups send: groups.
    }
group-not-saved = { $desk ->
    [yes] That group is not registered.
   *[no] All right, I do not register that group.
    }
group-not-yours = { $desk ->
    [yes] That group is registered for somebody else; it is not yours to change.
   *[no] That group is registered for somebody else. To change that please call { $contact } at the commune, { $hours }:
    { $phone }
    }
group-list = { $desk ->
    [yes] Registered groups:
   *[no] The groups that I keep for { $you }:
    }
    { $lines }{ $more ->
        [0] {""}
       *[other] {" "}And { $more } more.
    }
    { $desk ->
        [yes] To drop one: drop group { $number }.
       *[no] To drop one send: drop group { $number }.
    }
group-line = { $number }. Group of { $name }, registered { $day }
group-none = { $desk ->
    [yes] No group is registered. { $kind ->
        [none] None of the commune's channels can come into a group yet.
        [zalo] Bring the bot into a Zalo group, and call it there by its name (@) with the word: nhóm
       *[telegram] Add the bot to a Telegram group, and send there: /nhom
    }
   *[no] I keep no group yet. { $kind ->
        [none] None of the commune's channels can come into a group yet.
        [zalo] Please bring me into a Zalo group, and call me there by my name (@) with the word: nhóm
       *[telegram] Please add me to a Telegram group, and send there: /nhom
    }
    }
group-dropped = { $desk ->
    [yes] The group of { $names } is dropped. It gets nothing any more.
   *[no] I have dropped the group of { $names }. It gets nothing any more.
    }
group-unknown = { $desk ->
    [yes] No group has that number. To see the groups: groups.
   *[no] I find no group with that number. Please send: groups, to see them.
    }
group-ended = { $desk ->
    [yes] The group of { $name } gets nothing any more: the bot cannot write there. Registered groups left: { $count }.
   *[no] The group of { $name } gets nothing any more: I cannot write there. Registered groups left: { $count }.
    }

announce-as-group = Also into { $count } registered groups, once each. Everybody there reads it: please name no citizen.

## What stands in the group

group-here-saved = This group is registered for { $name }. It gets deadlines and progress as numbers, one message a day at most, and nobody is named; and announcements of the commune.
group-here-dropped = This group gets no more deadlines and progress.
group-due =
    What { $name } has to do:
    { $lines }{ $more ->
        [0] {""}
       *[other] {" "}And { $more } more.
    }
group-due-line = – { $name }: { $state ->
    [past] was due { $due }, { $count }/{ $most } have sent it
    [event] { $due }
    [today] last day { $due }{ $most ->
        [0] {""}
       *[other] , { $count }/{ $most } have sent it
    }
   *[later] due { $due }{ $most ->
        [0] {""}
       *[other] , { $count }/{ $most } have sent it
    }
    }
group-progress =
    Progress of { $name } in the movements:
    { $lines }{ $more ->
        [0] {""}
       *[other] {" "}And { $more } more.
    }
group-movement = – { $name }: { $count }/{ $most } registered, { $sent } have reported
