# What stands on Telegram beside the messages: the list of commands, the page of the bot.

telegram-menu-words = menu
telegram-about-report = Tell of a good deed
telegram-about-mine = See what you have told
telegram-about-board = The commune's honour board
telegram-about-my-data = See or erase what is kept
telegram-about-link = Use Zalo or another phone too
telegram-about-menu = What can be done here
telegram-about-group = Tell of a good deed, and go on in private
telegram-about-register = Register this group for deadlines and progress
# Before anybody has written: what this is.
telegram-description =
    This is a machine that answers for { $commune }, not a person.
    Seen somebody do good? Tell it here. The commune looks first, and names nobody who has not agreed.
telegram-short-description = Tell { $commune } of good deeds. A machine answers, not a person.
telegram-share = Send my phone number
