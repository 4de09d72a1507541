"""What goes on from one version to the next, although the rows are new."""

from agreements.models import Agreement, Tick


def carry_ticks(earlier: Agreement | None, newer: Agreement) -> None:
    """What was done stays done: the last tick stands by the same words in the version that takes over."""
    if earlier is None:
        return
    ticked = earlier.commitments.filter(ticks__taken_back_at=None, ticks__isnull=False).distinct()
    last = {(each.who, each.what): each.ticks.standing().order_by("on", "pk").last() for each in ticked}
    Tick.objects.bulk_create(
        Tick(commitment=each, on=tick.on, note=tick.note, at=tick.at, by_id=tick.by_id, by_proxy=tick.by_proxy)
        for each in newer.commitments.all()
        if (tick := last.get((each.who, each.what)))
    )
