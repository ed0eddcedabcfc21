"""What Slack's error codes mean to a sender: never, later, or perhaps.

The codes are those that Slack lists for each method that Rollcall calls (slack-ruby/slack-api-ref
at f4837c0, 2026-08-20). A code that is not listed here is never taken for a refusal of something
that may have been posted: it is uncertain after a write, and later after a read.
"""

from __future__ import annotations

from dataclasses import dataclass

from models.courier import CourierError, Later, Refused, Uncertain
from models.pacing import Extent

BUSY_SECONDS = 60
MOVING_SECONDS = 3600
"""How long a workspace that is being moved is left alone."""
AGAIN = "Then retry the message."


@dataclass(frozen=True, slots=True)
class Never:
    """It will not be taken until a person does something."""

    why: str
    extent: Extent = Extent.MESSAGE


@dataclass(frozen=True, slots=True)
class Wait:
    """It was not taken now."""

    seconds: int = BUSY_SECONDS
    extent: Extent = Extent.CONVERSATION


@dataclass(frozen=True, slots=True)
class Perhaps:
    """Slack failed while it was at work."""


Meaning = Never | Wait | Perhaps


def _all(meaning: Meaning, codes: str) -> dict[str, Meaning]:
    return dict.fromkeys(codes.split(), meaning)


def _tenant(what: str, do: str) -> Never:
    return Never(f"Slack does not let Rollcall in: {what}. {do} {AGAIN}", Extent.TENANT)


def _there(what: str, do: str) -> Never:
    return Never(f"{what} {do} {AGAIN}", Extent.CONVERSATION)


_TOKEN = _tenant(
    "the token is not valid any more", "Put a new bot token into ROLLCALL_SLACK_BOT_TOKEN."
)
_REMOVED = _tenant(
    "the app was removed or its account is closed",
    "Install the app in the workspace again and put its token into ROLLCALL_SLACK_BOT_TOKEN.",
)
_RIGHTS = _tenant(
    "the app lacks a right",
    "Install it again from Rollcall's manifest, which names every scope that it needs.",
)
_POLICY = _tenant(
    "a rule of the workspace or of its organisation is against it",
    "Ask who looks after Slack to allow the app.",
)
_NO_PLACE = _there(
    "Slack knows no such conversation, or Rollcall is not in it.",
    "Invite Rollcall to the channel, or check the channel's id and the person's account.",
)
_PERSON = _there(
    "Slack has no account for this person that can be written to.",
    "Give them another address, or ask who looks after Slack to open the account again.",
)
_ARCHIVED = _there("The channel is archived.", "Open it again or name another channel.")
_CLOSED = _there(
    "Rollcall may not post in this channel.",
    "Ask who looks after the channel to let apps post there.",
)
_HOME = _there(
    "The app's messages tab is turned off, so nobody can be written to.",
    "Turn it on in the app's settings, under App Home.",
)
_SHAPE = Never(
    "Slack did not take the message's form, which is a fault of Rollcall's. Tell who looks after"
    " Rollcall; the log has Slack's code."
)
_GONE = Never("The message is no longer there to be changed, or may not be changed any more.")
_LATE_CLICK = Never("The form could not be opened in time; press its button again.")
_MOVING = Wait(MOVING_SECONDS, Extent.TENANT)

MEANINGS: dict[str, Meaning] = {
    **_all(_TOKEN, "invalid_auth not_authed token_expired token_revoked two_factor_setup_required"),
    **_all(_REMOVED, "account_inactive team_not_found"),
    **_all(
        _RIGHTS, "missing_scope no_permission not_allowed_token_type is_bot as_user_not_supported"
    ),
    **_all(
        _POLICY,
        "access_denied accesslimited app_access_restricted ekm_access_denied"
        " enterprise_is_restricted deprecated_endpoint method_deprecated unknown_method",
    ),
    **_all(_MOVING, "org_login_required team_added_to_org external_channel_migrating"),
    **_all(Wait(), "ratelimited rate_limited message_limit_exceeded request_timeout update_failed"),
    **_all(Perhaps(), "fatal_error internal_error service_unavailable"),
    **_all(
        _NO_PLACE,
        "channel_not_found not_in_channel channel_is_limited_access thread_not_found is_inactive"
        " method_not_supported_for_channel_type cannot_reply_to_message",
    ),
    **_all(
        _PERSON,
        "user_disabled user_not_found user_not_visible users_not_found not_enough_users"
        " too_many_users invalid_user_combination users_list_not_supplied",
    ),
    **_all(_ARCHIVED, "is_archived"),
    **_all(
        _CLOSED,
        "restricted_action restricted_action_read_only_channel restricted_action_thread_locked"
        " restricted_action_thread_only_channel restricted_action_non_threadable_channel"
        " posting_to_channel_denied send_on_behalf_not_allowed",
    ),
    **_all(_HOME, "messages_tab_disabled"),
    **_all(
        _SHAPE,
        "attachment_payload_limit_exceeded block_mismatch blocked_file_type cant_broadcast_message"
        " draft_already_deleted draft_already_sent draft_has_conflict draft_not_found"
        " duplicate_channel_not_found duplicate_external_id duplicate_message_not_found"
        " file_deleted file_is_deleted file_not_found file_share_limit_reached invalid_arg_name"
        " invalid_arguments invalid_array_arg invalid_attachments invalid_blocks"
        " invalid_blocks_format invalid_charset invalid_cursor invalid_form_data"
        " invalid_metadata_filter_keys invalid_metadata_format invalid_metadata_schema"
        " invalid_post_type invalid_ts_latest invalid_ts_oldest list_record_comment_fetch_failed"
        " markdown_text_conflict max_file_sharing_exceeded metadata_must_be_sent_from_app"
        " metadata_too_large missing_file_data missing_post_type msg_blocks_too_long msg_too_long"
        " no_dual_broadcast_content_update no_text slack_connect_blocked_file_type"
        " slack_connect_canvas_sharing_blocked slack_connect_clip_sharing_blocked"
        " slack_connect_file_link_sharing_blocked slack_connect_file_upload_sharing_blocked"
        " slack_connect_lists_sharing_blocked streaming_state_conflict too_many_attachments"
        " too_many_contact_cards unable_to_share_files view_too_large",
    ),
    **_all(_GONE, "cant_update_message edit_window_closed message_not_found"),
    **_all(_LATE_CLICK, "exchanged_trigger_id expired_trigger_id invalid_trigger_id"),
}


def error_of(code: str, *, writes: bool) -> CourierError:
    """The error that a code stands for; `writes`: the call may have left a message."""
    match MEANINGS.get(code, Perhaps()):
        case Never(why, extent):
            return Refused(f"{why} (Slack: {code})", extent=extent, code=code)
        case Wait(seconds, extent):
            return Later(seconds, extent=extent)
        case _:
            return doubt(f"Slack answered {code!r}.", writes=writes)


def doubt(why: str, *, writes: bool) -> CourierError:
    """What cannot be known: after a write perhaps it stands, after a read it is asked again."""
    return Uncertain(why) if writes else Later(BUSY_SECONDS)
