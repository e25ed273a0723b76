"""Who keeps the record of sessions."""

from typing import Final

from mitsprache.kernel.access import Predicate, has_role

keeps = has_role("office", "administration", "chair")
takes_part = has_role("member", "deputy", "chair")

KEEPING: Final = (
    "open_sitting",
    "name_officers",
    "call_item",
    "write_item",
    "set_item_times",
    "set_result",
    "find_quorum_lacking",
    "find_quorum_again",
    "close_sitting",
    "break_off_sitting",
    "reopen_sitting",
    "arrive",
    "leave",
    "mark_all_present",
    "excuse",
    "step_in",
    "step_back",
    "add_participant",
    "remove_participant",
    "correct_presence",
    "remove_presence",
    "declare_bias",
    "withdraw_bias",
    "open_vote",
    "cast_ballot",
    "take_back_ballot",
    "close_vote",
    "void_vote",
    "add_urgent_item",
    "change_order",
    "open_election",
    "count_ballot",
    "draw_lot",
    "void_election",
    "delete_device_ballots",
)
"""What the minute taker does in the cockpit."""

PERMISSIONS: dict[str, Predicate] = {
    "proceedings.read": keeps,
    **{f"proceedings.{verb}": keeps for verb in KEEPING},
    "proceedings.cast_device_ballot": takes_part,
}
