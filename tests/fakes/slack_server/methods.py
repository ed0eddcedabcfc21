"""What each method does, with the shapes of Slack's answers."""

import base64
from collections.abc import Callable
from typing import Any

from tests.fakes.slack_server.faults import Fault, message_faults, view_faults, warnings
from tests.fakes.slack_server.state import (
    APP,
    BOT,
    BOT_ID,
    TEAM,
    Conversation,
    SlackError,
    Token,
    User,
    Workspace,
)

Answer = dict[str, Any]
DEFAULT_PAGE, MOST_PAGE = 100, 999


def auth_test(held: Workspace, token: Token, args: Answer) -> Answer:  # noqa: ARG001 - one shape for all
    return {
        "url": "https://rollcall.example.org/",
        "team": "Rollcall",
        "user": "rollcall",
        "team_id": TEAM,
        "user_id": BOT,
        "bot_id": BOT_ID,
        "is_enterprise_install": False,
    }


def post_message(held: Workspace, token: Token, args: Answer) -> Answer:  # noqa: ARG001
    there = held.conversation(args["channel"], writes=True)
    _refuse(message_faults(args), warnings(args))
    thread = args.get("thread_ts")
    root = held.message(there, thread) if thread else None
    if thread and root is None:
        raise SlackError("cannot_reply_to_message")
    said = _said(held, args) | ({"thread_ts": thread} if thread else {})
    there.messages.append(said)
    if root is not None:
        root["thread_ts"] = thread
        root["reply_count"] = root.get("reply_count", 0) + 1
    return {"channel": there.id, "ts": said["ts"], "message": said}


def _said(held: Workspace, args: Answer) -> Answer:
    """The message as it is kept; blocks get an id where they have none."""
    blocks = [{"block_id": f"b{next(held.numbers)}", **block} for block in args.get("blocks") or []]
    metadata = {"metadata": args["metadata"]} if args.get("metadata") else {}
    return {
        "type": "message",
        "user": BOT,
        "bot_id": BOT_ID,
        "app_id": APP,
        "team": TEAM,
        "ts": held.timestamp(),
        "text": args.get("text", ""),
        "blocks": blocks,
        **metadata,
    }


def update(held: Workspace, token: Token, args: Answer) -> Answer:  # noqa: ARG001
    there = held.conversation(args["channel"], writes=True)
    said = held.message(there, args["ts"])
    if said is None:
        raise SlackError("message_not_found")
    if said["user"] != BOT:
        raise SlackError("cant_update_message")
    _refuse(message_faults(args), warnings(args))
    new = _said(held, args)
    said["text"], said["blocks"] = new["text"], new["blocks"]
    said["edited"] = {"user": BOT, "ts": held.timestamp()}
    return {"channel": there.id, "ts": said["ts"], "text": said["text"], "message": said}


def _refuse(faults: list[Fault], warned: list[str]) -> None:
    """Refuse what Slack would, and also what it would take and read as markup."""
    if warned:
        faults = [*faults, *(("invalid_arguments", words) for words in warned)]
    if faults:
        code = faults[0][0]
        raise SlackError(code, *(words for _, words in faults[:5]))


def open_conversation(held: Workspace, token: Token, args: Answer) -> Answer:  # noqa: ARG001
    users = [user for user in str(args.get("users") or "").split(",") if user]
    if not users:
        raise SlackError("users_list_not_supplied")
    if len(users) > 1:
        raise SlackError("method_not_supported_for_channel_type")
    before = len(held.conversations)
    there = held.opened(users[0])
    known = len(held.conversations) == before
    return ({"no_op": True, "already_open": True} if known else {}) | {"channel": {"id": there.id}}


def join(held: Workspace, token: Token, args: Answer) -> Answer:  # noqa: ARG001
    found = held.conversations.get(args["channel"])
    if found is None:
        raise SlackError("channel_not_found")
    if found.kind != "channel":
        raise SlackError("method_not_supported_for_channel_type")
    if found.is_archived:
        raise SlackError("is_archived")
    found.is_member = True
    return {"channel": {"id": found.id, "name": found.name, "is_channel": True, "is_member": True}}


def history(held: Workspace, token: Token, args: Answer) -> Answer:
    there = _readable(held, token, args)
    shown = [said for said in there.messages if said.get("thread_ts", said["ts"]) == said["ts"]]
    answer = _page(sorted(shown, key=_ts, reverse=True), args)
    return {**answer, "pin_count": 0, "channel_actions_ts": None, "channel_actions_count": 0}


def replies(held: Workspace, token: Token, args: Answer) -> Answer:
    there = _readable(held, token, args)
    root = held.message(there, args["ts"])
    if root is None:
        raise SlackError("thread_not_found")
    thread = root.get("thread_ts", root["ts"])
    shown = [said for said in there.messages if said.get("thread_ts", said["ts"]) == thread]
    return _page(sorted(shown, key=_ts), args)


def _readable(held: Workspace, token: Token, args: Answer) -> Conversation:
    there = held.conversation(args["channel"])
    if there.scope not in token.scopes:
        raise SlackError(
            "missing_scope", needed=there.scope, provided=",".join(sorted(token.scopes))
        )
    return there


def _ts(said: Answer) -> float:
    return float(said["ts"])


def _page(messages: list[Answer], args: Answer) -> Answer:
    """One page, by time and cursor; metadata only where it is asked for."""
    try:
        oldest = float(args.get("oldest") or 0)
        latest = float(args.get("latest") or "inf")
        skip = int(base64.b64decode(args.get("cursor") or b"MA=="))
    except ValueError as error:
        raise SlackError("invalid_cursor") from error
    limit = min(int(args.get("limit") or DEFAULT_PAGE), MOST_PAGE)
    within = [said for said in messages if oldest < _ts(said) < latest]
    shown = within[skip : skip + limit]
    has_more = len(within) > skip + limit
    if str(args.get("include_all_metadata")).lower() not in {"true", "1"}:
        shown = [{n: v for n, v in said.items() if n != "metadata"} for said in shown]
    following = base64.b64encode(str(skip + limit).encode()).decode() if has_more else ""
    return {
        "messages": shown,
        "has_more": has_more,
        "response_metadata": {"next_cursor": following},
    }


def lookup(held: Workspace, token: Token, args: Answer) -> Answer:  # noqa: ARG001
    for user in held.users.values():
        if user.email == args["email"].lower() and not user.deleted:
            return {"user": _person(user)}
    raise SlackError("users_not_found")


def _person(user: User) -> Answer:
    return {
        "id": user.id,
        "team_id": TEAM,
        "name": user.email.partition("@")[0],
        "deleted": user.deleted,
        "real_name": user.name,
        "tz": "Europe/London",
        "is_bot": False,
        "is_restricted": False,
        "profile": {"email": user.email, "real_name": user.name},
    }


def open_view(held: Workspace, token: Token, args: Answer) -> Answer:  # noqa: ARG001
    _refuse(view_faults(args["view"]), [])
    held.spend(str(args.get("trigger_id")))
    view = {
        **args["view"],
        "id": held.new_id("V"),
        "team_id": TEAM,
        "app_id": APP,
        "bot_id": BOT_ID,
        "hash": f"{held.timestamp()}.hash",
        "state": {"values": {}},
    }
    held.views.append(view)
    return {"view": view}


DOES: dict[str, Callable[[Workspace, Token, Answer], Answer]] = {
    "auth.test": auth_test,
    "chat.postMessage": post_message,
    "chat.update": update,
    "conversations.history": history,
    "conversations.join": join,
    "conversations.open": open_conversation,
    "conversations.replies": replies,
    "users.lookupByEmail": lookup,
    "views.open": open_view,
}
