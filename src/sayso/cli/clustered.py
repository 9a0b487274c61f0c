"""`code --cluster`: the parts of a run made, counted and told of."""

from __future__ import annotations

from sayso import cluster, intake, settings
from sayso.cli.ending import tell
from sayso.cli.inputs import Given
from sayso.cli.start import heed
from sayso.cli.tally import Rejects
from sayso.cluster import Done, Order, Parts
from sayso.english.counting import many, were
from sayso.parallel import OwnFiles, WorkerRejection


def code(given: Given, address: str, out: str, form: str, own: OwnFiles, rejects: Rejects) -> None:
    """Codes the inputs on a cluster, into the parts of a folder. Raises UsageError, ClusterLost, OutputError."""
    published = intake.day_given(given.published) if given.published is not None else None
    order = Order(given.names, form, settings.load(), own, published, given.columns, given.limit)
    parts, there, made = Parts(out, order), 0, 0
    for _, part in cluster.coded_parts(order, address, parts):
        heed()
        if part is None:
            there += 1
            continue
        made += 1
        for done in part.done:
            _count(done, rejects)
    if not given.quiet:
        tell(f"{many(made, 'part')} written to {out}" + (f", {were(there)} there" if there else ""))


def _count(done: Done, rejects: Rejects) -> None:
    rejects.step()
    for note in done.notes:
        rejects.note(note)
    if done.rejected is not None:
        rejects.report(WorkerRejection(*done.rejected))
        return
    rejects.done(done.claims, done.uncoded)
    for no in () if rejects.given.quiet else done.uncoded:
        if no.stage == "language":
            tell(f"not coded: {done.source}: {no.reason}", one_line=True)
