"""What the desk's conversations share: who sits there, and reports that come in."""

from dataclasses import dataclass

from models.people.role import Role
from models.work.deed import Deed
from tests.fakes.scene import Actor, Scene

# Reports that nobody takes for one another: whom, where, what.
REPORTS = (
    ("Ông Thóc", "Đông", "Vá đoạn đường hỏng trước cổng trường làng"),
    ("Bà Hành", "Hạ", "Nấu cháo phát cho người bệnh mỗi sáng thứ Bảy"),
    ("Chị Gấc", "Trung", "Dạy chữ cho người già buổi tối ở nhà văn hóa"),
    ("Anh Tỏi", "Chùa", "Đắp lại bờ mương bị vỡ trong đêm mưa"),
)


@dataclass(slots=True)
class Desk:
    """Two officers, and somebody who tells; no hamlet has a head unless a test says so."""

    scene: Scene
    lua: Actor
    lim: Actor
    buoi: Actor

    def deed(self, place: int = 1) -> Deed:
        """One of the deeds, in the order in which they were told."""
        return self.scene.deeds()[place - 1]

    def state(self, place: int = 1) -> str:
        """Where a deed stands."""
        return self.deed(place).state


def desk(scene: Scene) -> Desk:
    """Set the desk up."""
    lua = scene.person("Cô Lúa", Role.TDKT_OFFICER)
    lim = scene.person("Anh Lim", Role.TDKT_OFFICER)
    return Desk(scene, lua, lim, scene.person("Bà Bưởi"))


def tell(actor: Actor, who: str, hamlet: str, story: str) -> None:
    """Tell of a deed and send it, in some moments."""
    actor.tells_deed(who=who, hamlet=hamlet, story=story)
    actor.chooses("Gửi")
    actor.scene.wait(seconds=5)


def told(desk: Desk, count: int) -> Desk:
    """Have so many reports told."""
    for who, hamlet, story in REPORTS[:count]:
        tell(desk.buoi, who, hamlet, story)
    return desk


def since(actor: Actor, seen: int) -> str:
    """All that came onto a screen after so many messages."""
    return "\n".join(shown.text for shown in actor.screen[seen:])
