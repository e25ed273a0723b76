"""An address of the demonstration for every page type of the site.

`{token}` is the secret of a draft's preview, `{account}` the number of a log-in, `{entry}` of an
entry of the log; `tests/site/test_html.py` proves that no page type is missing here.
"""

from __future__ import annotations

PUBLIC = [
    "",
    "gremium/",
    "gremium/?am=2016-12-06",
    "gremium/arbeitskreise/",
    "gremium/stellen/integrationsrat/",
    "gremium/stellen/internationale-spd-liste/",
    "gremium/stellen/geschaeftsstelle/",
    "gremium/stellen/vorstand/",
    "gremium/stellen/ak-bildung-sprachbildung/",
    "gremium/stellen/dgb/",
    "gremium/wahlperioden/",
    "gremium/wahlperioden/2014-2020/",
    "gremium/wahlperioden/2014-2020/?am=2016-12-06",
    "personen/aysun-tekin/",
    "personen/nergis-altunkaya/",
    "partner/",
    "ziele/",
    "ziele/kommunales-wahlrecht/",
    "ziele/staedtepartnerschaft-trabzon/",
    "ziele/plaene/masterplan-migration-integration/",
    "drucksachen/",
    "drucksachen/?art=amendment&gremium=integrationsrat-2025",
    "drucksachen/dolmetschen-bei-sitzungen/",
    "drucksachen/dolmetschen-bei-sitzungen/fassungen/",
    "drucksachen/sprechstunde-in-den-stadtbezirken/",
    "sitzungen/",
    "sitzungen/?jahr=2016",
    "sitzungen/?jahr=2023",
    "beschluesse/",
    "beschluesse/?q=migration&ergebnis=rejected",
    "sitzungen/kalender/",
    "sitzungen/kalender/2016/12/",
    "sitzungen/2016-12-06/",
    "sitzungen/2026-06-30/",
    "sitzungen/2026-06-30/niederschrift/",
    "sitzungen/2026-12-08/",
    "sitzungen/2027-01-26/",
    "sitzungen/2026-12-08/live/",
    "sitzungen/2026-12-08/live/leinwand/",
    "sitzungen/2027-01-26/unterstuetzung/",
    "sitzungen/2020-04-21/",
    "aktuelles/",
    "aktuelles/internationale-woche-2027/",
    "aktuelles/gespraechsrunden-wahlrecht/",
    "seiten/",
    "seiten/ueber-diese-vorfuehrung/",
    "impressum/",
    "kontakt/",
    "datenschutz/",
    "barrierefreiheit/",
    "leichte-sprache/",
    "gebaerdensprache/",
    "mitmachen/",
    "vorschau/rueckblick-2026/{token}/",
]
"""Below the language."""
MISSING = "gibt-es-nicht/"

RECORDS = {
    "orte": "rathaus",
    "stadt": "dortmund",
    "wahlperioden": "2014-2020",
    "organisationen": "integrationsrat",
    "personen": "aysun-tekin",
    "mitgliedschaften": "nergis-altunkaya-vorstand",
    "ziele": "kommunales-wahlrecht",
    "beteiligungen": "veranstaltungen-und-massnahmen--partner--stadtverwaltung",
    "plaene": "masterplan-migration-integration",
    "handlungsfelder": "masterplan-bildung",
    "artikel": "rueckblick-2026",
    "bilder": "fest",
    "sitzungen": "2026-12-08",
    "drucksachen": "lesepaten-in-zwei-sprachen",
    "geschaeftsordnungen": "2014-2020",
    "sitzungsgelder": "2014-2020--plenary--2014-06-01",
    "rahmen": "2014-2020--regularien",
}
"""Kinds of records with a list and forms: a key of each."""
_SIGNATURE = "/office/einbringungen/dolmetschen-bei-sitzungen--nergis-altunkaya--/"
_ITEM = "/office/tagesordnungspunkte/2026-12-08--aktionsplan/"
OFFICE = [
    # these ask for the password again a quarter of an hour after the log-in
    "/office/zugaenge/",
    "/office/zugaenge/neu/",
    "/office/zugaenge/{account}/",
    "/office/zugaenge/{account}/sperren/",
    "/office/zugaenge/{account}/einladen/",
    "/office/zugaenge/{account}/zweiter-faktor/",
    "/office/",
    "/office/personen/",
    "/office/personen/?q=gibt-es-nicht",
    "/office/personen/neu/",
    "/office/personen/aysun-tekin/",
    "/office/personen/aysun-tekin/loeschen/",
    "/office/artikel/",
    "/office/artikel/impressum/",
    "/office/artikel/rueckblick-2026/",
    "/office/bilder/neu/",
    "/office/ziele/kommunales-wahlrecht/verknuepfungen/",
    "/office/ziele/kommunales-wahlrecht/verknuepfungen/?q=integration",
    "/office/sitzungen/",
    "/office/sitzungen/2026-12-08/",
    "/office/sitzungen/2026-12-08/tagesordnung/",
    "/office/sitzungen/2026-12-08/einladung/",
    "/office/sitzungen/2027-01-26/einladung/",
    "/office/unterstuetzung/",
    "/office/sitzungen/2026-06-30/verlauf/",
    "/office/sitzungen/2026-12-08/verlauf/",
    "/office/sitzungen/2026-12-08/tagesordnung/neu/",
    _ITEM,
    f"{_ITEM}loeschen/",
    "/office/niederschriften/",
    "/office/sitzungen/2016-12-06/niederschrift/",
    "/office/sitzungen/2026-06-30/niederschrift/",
    "/office/sitzungen/2026-06-30/niederschrift/berichtigung/",
    "/office/unterschriften/",
    "/office/sitzungsgeldlisten/",
    "/office/sitzungsgeldlisten/vorfuehrung-2025-2026-1/",
    "/office/drucksachen/dolmetschen-bei-sitzungen/",
    "/office/drucksachen/dolmetschen-bei-sitzungen/neue-fassung/",
    "/office/drucksachen/dolmetschen-bei-sitzungen/einbringungen/neu/",
    "/office/drucksachen/dolmetschen-bei-sitzungen/beratungen/neu/",
    "/office/drucksachen/dolmetschen-bei-sitzungen/dateien/neu/",
    _SIGNATURE,
    f"{_SIGNATURE}loeschen/",
    "/office/beratungen/sprechstunde-rat/",
    "/office/beratungen/sprechstunde-rat/loeschen/",
    "/office/dateien/sprechstunde-termine/",
    "/office/dateien/sprechstunde-termine/loeschen/",
    "/office/uebersetzung/",
    "/office/uebersetzung/?sprache=ar",
    "/office/uebersetzung/meeting/2026-12-08/ar/",
    "/office/uebersetzung/goal/kommunales-wahlrecht/tr/",
    "/office/protokoll/",
    "/office/protokoll/{entry}/",
]
"""What the administration sees, who sees all of the workspace: every page type."""
RECORD_PAGES = [
    address
    for noun, key in RECORDS.items()
    for page in ("", "neu/", f"{key}/", f"{key}/loeschen/")
    if (address := f"/office/{noun}/{page}") not in OFFICE
]
"""The same four pages for every kind of record, beyond those above."""
OWN = [
    "/konto/",
    "/konto/abmelden/",
    "/konto/passwort/",
    "/konto/bestaetigen/",
    "/konto/zweiter-faktor/",
    "/konto/zweiter-faktor/app/entfernen/",
    "/konto/zweiter-faktor/ersatzcodes/neu/",
    "/konto/zweiter-faktor/passkeys/",
    "/konto/zweiter-faktor/passkeys/neu/",
    "/konto/geraete/",
]
"""The account of somebody who has a second factor."""
FIRST_FACTOR = "/konto/zweiter-faktor/app/"
"""Set-up of the second factor, for somebody who has none."""
ANONYMOUS = [
    "/konto/anmelden/",
    "/konto/gesperrt/",
    "/konto/passwort-vergessen/",
    "/konto/passwort-vergessen/gesendet/",
    "/konto/passwort-vergessen/fertig/",
    "/konto/passwort-vergessen/1-abc-def/",
]
