# Accusations and complaints: not taken here.

accusation-question = Việc này giống phản ánh hơn là khen. { $Me } chưa chuyển cho ai. { $You } muốn thế nào ạ?
accusation-praise = Vẫn là khen
accusation-praise-others = khen, là khen
accusation-accuse = Phản ánh, tố cáo
accusation-accuse-others = phản ánh, tố cáo, tố
accusation-drop = Thôi, không gửi
accusation-drop-others = thôi, không gửi, bỏ
accusation-where =
    Phản ánh, tố cáo thì máy này không nhận thay được. { $You } viết đơn, hoặc đến trình bày ở xã: { $reception }. Tên người tố cáo được giữ kín theo luật.
    Việc đang nguy hiểm, { $you } gọi ngay: công an 113, cứu hỏa 114, cấp cứu 115, trẻ em bị hại 111.
accusation-not-kept = { $Me } không giữ lại gì.
accusation-dropped = Vâng, { $me } bỏ rồi, không giữ lại gì, chưa chuyển cho ai.
petition-words = phản ánh, tố cáo, khiếu nại, phản ánh tố cáo
menu-petition = Phản ánh, tố cáo
