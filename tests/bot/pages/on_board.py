"""Deeds on their way onto the honour board, without the conversations that bring them there."""

from dataclasses import dataclass
from datetime import timedelta

from models.base import to_ms
from models.machine import file
from models.machine.file import File, FileState
from models.people.role import Role, roles_of
from models.permissions import Viewer
from models.store import Tx
from models.work.consents import Scope, record_consent
from models.work.deciding import accept_deed, mark_child
from models.work.deed import Child, Deed
from models.work.publishing import Publication, release_deed, take_down, write_sentence
from models.work.verdicts import Says, judge_deed
from tests.fakes.scene import Actor, Scene

SENTENCE = "Nhặt được ví tiền ở cổng chợ, bà tìm đến tận nhà người mất để trao tận tay."


@dataclass(slots=True)
class Office:
    """The people of the commune who bring a deed onto the board, and one who tells."""

    scene: Scene
    officer: Actor
    chairman: Actor
    teller: Actor
    head: Actor

    def publish(
        self,
        who: str = "Bà Mận",
        *,
        sentence: str = SENTENCE,
        scope: Scope = Scope.NAME,
        child: Child = Child.UNKNOWN,
        photos: tuple[str, ...] = (),
    ) -> Publication:
        """Tell of a deed, and bring it onto the board."""
        self.teller.tells_deed(who=who, hamlet="Đoài")
        self.teller.says("gửi")
        deed_id = self.scene.deeds()[-1].id
        now = self.scene.now
        with self.scene.write() as tx:
            deed = tx.session.get_one(Deed, deed_id)
            lua, da = viewer(tx, self.officer), viewer(tx, self.chairman)
            judge_deed(tx, viewer(tx, self.head), deed, Says.TRUE, now)
            accept_deed(tx, lua, deed, now)
            if child:
                mark_child(tx, lua, deed, child, now)
            record_consent(tx, lua, deed, scope, now, how="phone")
            seed = 5_012_000 + 41 * (deed.id or 0)
            write_sentence(tx, lua, deed, sentence, now, name=who, photos=photos, seed=seed)
            return release_deed(tx, da, deed, now + timedelta(minutes=1))

    def take_down(self, entry: Publication) -> None:
        """Take an entry down."""
        with self.scene.write() as tx:
            deed = tx.session.get_one(Deed, entry.deed_id)
            take_down(tx, viewer(tx, self.officer), deed, self.scene.now)

    def keep_photo(self, name: str, sha256: str) -> None:
        """Write the row of a photo whose bytes are safe."""
        row = File(
            id=name,
            owner=f"{self.scene.bot}:{self.teller.chat}",
            kind="photo",
            mime="image/jpeg",
            sha256=sha256,
            state=FileState.KEPT,
            created_ms=to_ms(self.scene.now),
        )
        with self.scene.write() as tx:
            file.announce(tx, row)


def open_office(scene: Scene) -> Office:
    """Return an office with an officer, a chairman, a hamlet's head and one who tells."""
    return Office(
        scene,
        scene.person("Cô Lúa", Role.TDKT_OFFICER),
        scene.person("Ông Đa", Role.COMMUNE_CHAIR),
        scene.person("Bà Bưởi"),
        scene.person("Ông Sấu", Role.HAMLET_HEAD, "Đoài"),
    )


def viewer(tx: Tx, actor: Actor) -> Viewer:
    """Return somebody as the domain sees them."""
    return Viewer(actor.id, tuple(roles_of(tx, actor.id)), actor.name)
