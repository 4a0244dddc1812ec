oa-callback-title = Zalo Official Account
oa-callback-copy =
    Zalo has agreed. Copy the whole address of this page into the window that waits for it on the machine.
    It is good for 10 minutes. Give it to nobody else.
oa-callback-none = This page is for connecting the machine with Zalo only. Zalo has not agreed, or a part of the address is missing.
