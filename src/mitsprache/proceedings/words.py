"""What the audit log calls what is done in a session."""

from __future__ import annotations

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ACTIONS: Final[dict[str, str | Promise]] = {
    "proceedings.open_sitting": _("Sitzung eröffnet"),
    "proceedings.name_officers": _("Vorsitz, Schriftführung oder Mitunterzeichnung benannt"),
    "proceedings.call_item": _("Punkt aufgerufen"),
    "proceedings.write_item": _("Mitgeschrieben"),
    "proceedings.set_item_times": _("Zeiten eines Punktes berichtigt"),
    "proceedings.set_result": _("Ergebnis eines Punktes erfasst"),
    "proceedings.find_quorum_lacking": _("Beschlussunfähigkeit festgestellt"),
    "proceedings.find_quorum_again": _("Beschlussfähigkeit wieder festgestellt"),
    "proceedings.close_sitting": _("Sitzung geschlossen"),
    "proceedings.break_off_sitting": _("Sitzung abgebrochen"),
    "proceedings.reopen_sitting": _("Ende der Sitzung zurückgenommen"),
    "proceedings.arrive": _("Kommen erfasst"),
    "proceedings.leave": _("Gehen erfasst"),
    "proceedings.mark_all_present": _("Alle Übrigen als anwesend erfasst"),
    "proceedings.excuse": _("Abwesenheit erfasst"),
    "proceedings.step_in": _("Stellvertretung eingetreten"),
    "proceedings.step_back": _("Stellvertretung zurückgenommen"),
    "proceedings.add_participant": _("Auf die Anwesenheitsliste gesetzt"),
    "proceedings.remove_participant": _("Von der Anwesenheitsliste genommen"),
    "proceedings.correct_presence": _("Anwesenheitszeit berichtigt"),
    "proceedings.remove_presence": _("Anwesenheitszeit gelöscht"),
    "proceedings.declare_bias": _("Befangenheit erklärt"),
    "proceedings.withdraw_bias": _("Erklärung der Befangenheit gelöscht"),
    "proceedings.open_vote": _("Abstimmung eröffnet"),
    "proceedings.cast_ballot": _("Stimme erfasst"),
    "proceedings.take_back_ballot": _("Stimme zurückgenommen"),
    "proceedings.close_vote": _("Abstimmung geschlossen"),
    "proceedings.void_vote": _("Abstimmung für ungültig erklärt"),
    "proceedings.add_urgent_item": _("Über Dringlichkeit abgestimmt"),
    "proceedings.change_order": _("Über die Reihenfolge abgestimmt"),
    "proceedings.open_election": _("Wahl eröffnet"),
    "proceedings.count_ballot": _("Wahlgang ausgezählt"),
    "proceedings.draw_lot": _("Los gezogen"),
    "proceedings.void_election": _("Wahl für ungültig erklärt"),
    "proceedings.cast_device_ballot": _("Am eigenen Gerät abgestimmt"),
    "proceedings.ask_to_speak": _("Zu Wort gemeldet"),
    "proceedings.withdraw_speech": _("Wortmeldung zurückgenommen"),
    "proceedings.call_speaker": _("Das Wort erteilt"),
    "proceedings.end_speech": _("Rede beendet"),
    "proceedings.delete_device_ballots": _("Stimmungsbilder gelöscht"),
}
