# Invitations: using one, and (invite-…) making one.

invitation-words = invite, invitation, mời, ma moi, mã mời
invitation-accepted = Noted: { $role }. Send "menu" to see what there is to do.
invitation-refused =
    That code cannot be used. Please ask the commune for a new one, { $hours }:
    { $phone }
invitation-kiosk = Many people use this machine, so a code cannot be used here. Please open this page on your own phone and send the code there, it can still be used.

menu-invite = Invite somebody
invite-words = invite, mời, mời người
invite-role = Invite somebody to be what?
invite-unit = Of which place?
invite-unit-typed =
    Of which place?
    Type its name, for example: Đoài.
invite-unit-unknown = That name was not found.
invite-no-hamlets = No hamlets are set yet. An administrator sets them first, by sending: thiết lập.
invite-name =
    Who is invited?
    Type how the person is called, for example: ông Sấu.
invite-name-unclear = The name is not clear.
invite-not-yours = That role cannot be given from here.
invite-code =
    { $who } is invited as { $role }. The code:
    { $code }
    It works once, until { $day }.
invite-to-page = Read the code out on the phone. Whoever is invited opens the commune's page on their own phone and sends the word mời and the code.
invite-to-bot =
    Whoever is invited opens this in Zalo and sends the word mời and the code:
    { $url }
invite-qr = QR code to scan: { $url }
invite-telegram = On Telegram, open: { $url }
invite-full =
    The Zalo bots are full. Whoever is invited opens this and sends the word mời and the code:
    { $url }
invite-full-call =
    The Zalo bots are full. Whoever is invited calls { $contact }, { $hours }:
    { $phone }
