"""Writes to lists of allowances: one person prepares, another releases."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from mitsprache.council.models import LegislativeTerm
from mitsprache.kernel import clock, store
from mitsprache.kernel.actor import Actor
from mitsprache.kernel.operation import operation
from mitsprache.minutes.domain.allowances import half_of_year
from mitsprache.minutes.enums import AllowanceState
from mitsprache.minutes.models import AllowanceEntry, AllowanceList
from mitsprache.minutes.payments import is_current, payments_of


@operation(permission="minutes.prepare_allowances")
def prepare_allowances(
    *, actor: Actor, term: LegislativeTerm, year: int, half: int
) -> AllowanceList:
    """Compute the list of a half year, or compute one anew that nobody released yet."""
    first, _last = half_of_year(year, half)
    if first > clock.today():
        raise ValidationError(_("Dieses Halbjahr hat noch nicht begonnen."))
    values = {
        "prepared_by": actor.name,
        "prepared_by_account": actor.user_id,
        "prepared_at": clock.now(),
    }
    listed = (
        AllowanceList.objects.select_for_update().filter(term=term, year=year, half=half).first()
    )
    if listed is None:
        key = f"{term.key[:80]}-{year}-{half}"
        listed = store.create(AllowanceList(key=key, term=term, year=year, half=half, **values))
    else:
        _open(listed)
        store.update(listed, expected_version=None, **values)
        for entry in listed.entries.all():
            store.delete(entry)
    for payment in payments_of(term, year, half):
        store.create(
            AllowanceEntry(
                list=listed,
                person=payment.person,
                day=payment.day,
                session=payment.session,
                stands_in_for=payment.stands_in_for,
                amount=payment.amount,
                reason=payment.reason,
            )
        )
    return listed


def _open(listed: AllowanceList) -> None:
    if listed.state == AllowanceState.RELEASED:
        raise ValidationError(_("Die Liste ist freigegeben und ändert sich nicht mehr."))


@operation(permission="minutes.release_allowances", target="listed")
def release_allowances(*, actor: Actor, listed: AllowanceList) -> None:
    """Release a list that another person prepared, if it still says what is to be paid."""
    row = AllowanceList.objects.select_for_update().get(pk=listed.pk)
    _open(row)
    if not row.entries.exists():
        raise ValidationError(_("Die Liste ist leer."))
    if not is_current(row):
        raise ValidationError(
            _("Anwesenheit oder Sätze haben sich geändert. Stellen Sie die Liste neu auf.")
        )
    store.update(
        listed, state=AllowanceState.RELEASED, released_by=actor.name, released_at=clock.now()
    )
