"""Reads a plan document: what it is, which movements it names, what is to be done by when. Pure of
database and chat; may take a second, so it runs in a process of its own.
"""

from bot.documents.plan.comparing import compare
from bot.documents.plan.deadlines import deadlines_of
from bot.documents.plan.directives import directives_of
from bot.documents.plan.header import read_header
from bot.documents.plan.movements import movements_of
from bot.documents.plan.outline import Part, parts_of
from bot.documents.plan.owners import owners_of
from bot.documents.plan.reading import MOST_CHARACTERS, Block, read_blocks, text_blocks
from bot.documents.plan.refusing import NotTaken, Reason
from models.work.plan_findings import FoundTask, PlanFindings

__all__ = ["NotTaken", "Reason", "compare", "read_plan", "read_plan_text"]

LEGAL_GROUND = (
    "Căn cứ ",
    "Thực hiện Kế hoạch số",
    "Thực hiện Chỉ thị số",
    "Thực hiện Quyết định số",
)


def read_plan(data: bytes) -> PlanFindings:
    """Return what a document says. Raises NotTaken with the reason."""
    return find(read_blocks(data), pasted=False)


def read_plan_text(text: str) -> PlanFindings:
    """Return what a pasted text says, which may lack its head. Raises NotTaken."""
    blocks = text_blocks(text)
    if not blocks:
        raise NotTaken(Reason.EMPTY)
    return find(blocks, pasted=True)


def find(blocks: list[Block], *, pasted: bool) -> PlanFindings:
    """Return everything that the blocks of a plan say. Raises NotTaken."""
    if sum(len(block.text) for block in blocks) > MOST_CHARACTERS:
        raise NotTaken(Reason.HUGE)
    head = read_header(blocks, pasted=pasted)
    parts = parts_of(head.body)
    findings = PlanFindings(
        title=head.title,
        number=head.number,
        symbol=head.symbol,
        day=head.day,
        place=head.place,
        issuer=head.issuer,
        year=head.year,
        signer=head.signer,
        recipients=head.recipients,
        directives=tuple(directives_of(parts)),
        movements=tuple(movements_of(parts, head.year)),
        tasks=tuple(tasks_of(parts)),
        deadlines=tuple(deadlines_of(parts, head.year, head.day)),
    )
    if pasted and not (findings.movements or findings.deadlines or findings.tasks):
        raise NotTaken(Reason.NOT_A_PLAN)
    return findings


def capital(text: str) -> str:
    """Return a part of a sentence as a sentence begins."""
    return text[:1].upper() + text[1:]


def tasks_of(parts: list[Part]) -> list[FoundTask]:
    """Return what is to be done: the sentences and rows, but for the legal grounds."""
    return [
        FoundTask(
            capital(part.text.removesuffix("./.").rstrip(" .")),
            part.headings[-1] if part.headings else "",
            owners_of(part.text),
            part.text,
        )
        for part in parts
        if not (part.is_heading or part.text.lstrip("(").startswith(LEGAL_GROUND))
        and not part.text.endswith("như sau:")
    ]
