# Accusations and complaints: not taken here.

accusation-question = This is more a complaint than praise. Nothing has been passed on. What would you like?
accusation-praise = It is praise
accusation-praise-others = praise, khen, là khen
accusation-accuse = A complaint or accusation
accusation-accuse-others = complaint, accusation, phản ánh, tố cáo, tố
accusation-drop = Do not send it
accusation-drop-others = drop, stop, thôi, không gửi, bỏ
accusation-where =
    Complaints and accusations cannot be taken by this machine. Write a petition, or come and present it at the commune: { $reception }. The law keeps your name secret.
    If somebody is in danger call at once: police 113, fire 114, ambulance 115, children 111.
accusation-not-kept = Nothing of it is kept.
accusation-dropped = It is dropped, nothing of it is kept or passed on.
petition-words = complaint, accusation, phản ánh, tố cáo, khiếu nại, phản ánh tố cáo
menu-petition = Complaints and accusations
