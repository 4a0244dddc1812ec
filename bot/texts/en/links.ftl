# Links that stand where a channel carries no photos, sounds or files, and the page on which a file is handed in.

link-photos = Photos: { $url }
link-sounds = Voice notes: { $url }
link-both = Photos and voice notes: { $url }
link-photos-none = The photos can be seen at the commune's office.
link-sounds-none = The voice notes can be heard at the commune's office.
link-both-none = Photos and voice notes can be seen at the commune's office.
link-take =
    Take the file here, once:
    { $url }
link-take-none = The file cannot be sent here. Open the chat page on a machine at the commune's office and send the same words there.

send-file-words = send file, send a file, upload
send-file =
    Open this page, choose the file and send it. It works once, within a day:
    { $url }
send-file-here = Send the file right here.
send-file-none =
    A file cannot be taken here. Send a photo of it, or bring it to the commune. To ask, call { $contact }, { $hours }:
    { $phone }

share-phone-words = leave my number, share my number, call me back
phone-ask =
    Your telephone number
    Open the form below to hand the number to the commune. They call only when there is something to ask.
phone-not-here =
    A telephone number cannot be taken here. Please call { $contact }, { $hours }:
    { $phone }
phone-kept =
    The number is kept; the commune calls when there is something to ask:
    { $phone }
phone-not-kept = You have not agreed to anything being kept, so the number is not.
