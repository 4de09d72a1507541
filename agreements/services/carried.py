"""What goes on from one version to the next, although the rows are new."""

from collections import defaultdict
from collections.abc import Iterator

from agreements.models import Agreement, Commitment, Tick


def carry_ticks(earlier: Agreement | None, newer: Agreement) -> None:
    """What was done stays done: the last tick stands by the same promise in the version that takes over.

    Done is done once: of two rows that promise the same, the tick of the first goes to the first.
    """
    if earlier is None:
        return
    standing = Tick.objects.standing().filter(commitment__agreement=earlier).order_by("on", "pk")
    last = {tick.commitment_id: tick for tick in standing}
    Tick.objects.bulk_create(
        Tick(commitment=later, on=tick.on, note=tick.note, at=tick.at, by_id=tick.by_id, by_proxy=tick.by_proxy)
        for was, later in _pairs(earlier, newer)
        if (tick := last.get(was.pk))
    )


def _pairs(earlier: Agreement, newer: Agreement) -> Iterator[tuple[Commitment, Commitment]]:
    """Each commitment that goes on, as it was and as it is."""
    before = defaultdict(list)
    for each in earlier.commitments.order_by("position"):
        before[each.promise].append(each)
    for each in newer.commitments.order_by("position"):
        if before[each.promise]:
            yield before[each.promise].pop(0), each
