"""Who keeps the record of sessions, and what members do themselves."""

from typing import Any, Final

from mitsprache.kernel.access import Predicate, Verdict, has_role, predicate
from mitsprache.kernel.actor import Actor

keeps = has_role("office", "administration", "chair")
takes_part = has_role("member", "deputy", "chair")


@predicate
def is_self(actor: Actor, target: Any) -> Verdict:
    """Whether a participant, or who made a request to speak, is the actor."""
    participant = getattr(target, "participant", target)
    person = getattr(participant, "person", None)
    return target is None or (
        person is not None and actor.user_id is not None and person.user_id == actor.user_id
    )


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
    "call_speaker",
    "end_speech",
)
"""What the minute taker does in the cockpit."""

PERMISSIONS: dict[str, Predicate] = {
    "proceedings.read": keeps,
    **{f"proceedings.{verb}": keeps for verb in KEEPING},
    "proceedings.cast_device_ballot": takes_part,
    "proceedings.take_part": takes_part,
    "proceedings.ask_to_speak": keeps | (takes_part & is_self),
    "proceedings.withdraw_speech": keeps | (takes_part & is_self),
}
