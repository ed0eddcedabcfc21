"""What a test may ask and tell the server, below `/_test/`; JSON in and out.

GET messages, views, calls, counts, conversations. POST users, channels, tokens, triggers, moods,
calm (no moods any more), pace (`{"speed": 1}` has Slack's limits, 0 none), reset. A list of users,
channels or moods is taken at once.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from tests.fakes.slack_server.moods import mood
from tests.fakes.slack_server.state import Conversation, Token, User, Workspace

if TYPE_CHECKING:
    from tests.fakes.slack_server.app import SlackServer

Told = dict[str, Any]


async def inspected(server: "SlackServer", request: Request, name: str) -> Response:
    """Answer a test."""
    if request.method == "GET" and name in SHOWN:
        return JSONResponse(SHOWN[name](server))
    if request.method == "POST" and name in TOLD:
        body = await request.body()
        told = await request.json() if body else {}
        each = told if isinstance(told, list) else [told]
        try:
            found = [TOLD[name](server, one) for one in each]
        except (TypeError, ValueError, KeyError) as error:
            return JSONResponse({"error": str(error)}, 400)
        return JSONResponse(found if isinstance(told, list) else found[0])
    return JSONResponse({"error": f"Nothing is asked by {request.method} {name}."}, 404)


def _messages(server: "SlackServer") -> list[Told]:
    """Every message, as it reads now, with where it stands; oldest first."""
    return sorted(
        (
            {**said, "channel": there.id, "with": there.user}
            for there in server.held.conversations.values()
            for said in there.messages
        ),
        key=lambda said: float(said["ts"]),
    )


def _conversations(server: "SlackServer") -> list[Told]:
    return [
        {
            "id": there.id,
            "kind": there.kind,
            "name": there.name,
            "user": there.user,
            "messages": len(there.messages),
        }
        for there in server.held.conversations.values()
    ]


SHOWN: dict[str, Callable[["SlackServer"], Any]] = {
    "messages": _messages,
    "conversations": _conversations,
    "views": lambda server: server.held.views,
    "calls": lambda server: server.held.calls,
    "counts": lambda server: dict(server.held.counts),
}


def _user(server: "SlackServer", told: Told) -> Told:
    held = server.held
    user_id = told.get("id") or held.new_id("U")
    made = User(
        user_id,
        str(told.get("email", "")).lower(),
        str(told.get("name", "")),
        bool(told.get("deleted", False)),
    )
    held.users[user_id] = made
    return {"id": user_id}


def _channel(server: "SlackServer", told: Told) -> Told:
    held = server.held
    channel_id = told.pop("id", None) or held.new_id("C")
    before = held.conversations.get(channel_id)
    made = Conversation(channel_id, **told)
    made.messages = before.messages if before else []
    held.conversations[channel_id] = made
    return {"id": channel_id}


def _token(server: "SlackServer", told: Told) -> Told:
    """A token with its scopes; `error` is what each of its calls is answered with."""
    scopes = frozenset(told["scopes"]) if "scopes" in told else Token().scopes
    server.held.tokens[told["token"]] = Token(scopes, told.get("error", ""))
    return {}


def _mood(server: "SlackServer", told: Told) -> Told:
    server.moods.all.append(mood(told))
    return {}


def _calm(server: "SlackServer", told: Told) -> Told:  # noqa: ARG001 - one shape for all
    server.moods.all.clear()
    return {}


def _pace(server: "SlackServer", told: Told) -> Told:
    server.pace.speed = float(told["speed"])
    server.pace.buckets.clear()
    return {}


def _reset(server: "SlackServer", told: Told) -> Told:  # noqa: ARG001
    server.held = Workspace()
    server.moods.all.clear()
    server.pace.buckets.clear()
    return {}


TOLD: dict[str, Callable[["SlackServer", Told], Told]] = {
    "users": _user,
    "channels": _channel,
    "tokens": _token,
    "triggers": lambda server, _told: {"trigger_id": server.held.trigger()},
    "moods": _mood,
    "calm": _calm,
    "pace": _pace,
    "reset": _reset,
}
