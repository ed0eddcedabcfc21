"""The ASGI application: Slack's Web API below `/api/`, what a test may ask below `/_test/`."""

import asyncio
import json
import math
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.types import Receive, Scope, Send

from tests.fakes.slack_server.facts import METHODS
from tests.fakes.slack_server.methods import DOES
from tests.fakes.slack_server.moods import Mood, Moods
from tests.fakes.slack_server.pace import Pace
from tests.fakes.slack_server.state import SlackError, Token, Workspace
from tests.fakes.slack_server.telling import inspected

API, TEST = "/api/", "/_test/"
MOST_BODY = 2_000_000
JSON_ARGS = frozenset({"blocks", "attachments", "metadata", "view"})


@dataclass(slots=True)
class SlackServer:
    """The server's state, and the application over it."""

    held: Workspace = field(default_factory=Workspace)
    moods: Moods = field(default_factory=Moods)
    pace: Pace = field(default_factory=Pace)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or close its socket where the mood is so."""
        if scope["type"] != "http":
            return
        request = Request(scope, receive)
        path = request.url.path
        if path.startswith(TEST):
            answer: Response | None = await inspected(self, request, path.removeprefix(TEST))
        elif path.startswith(API):
            answer = await self._called(request, path.removeprefix(API))
        else:
            answer = Response("Not found", 404)
        if answer is None:
            await _drop(send)
        else:
            await answer(scope, receive, send)

    async def _called(self, request: Request, method: str) -> Response | None:
        """One call of the Web API, as the mood has it; None closes the socket."""
        token, args = _token(request), await _args(request)
        channel = str(args.get("channel", ""))
        mood = self.moods.next(method, channel)
        record: dict[str, Any] = {"method": method, "channel": channel, "args": args}
        self.held.calls.append(record)
        self.held.counts[method] += 1
        if mood is None:
            return self._noted(record, self._answer(token, method, args))
        return await self._moody(mood, record, (token, method, args))

    async def _moody(
        self, mood: Mood, record: dict[str, Any], call: tuple[str, str, dict[str, Any]]
    ) -> Response | None:
        record["mood"] = mood.does
        accepted = self._noted(record, self._answer(*call)) if mood.accepts else None
        await asyncio.sleep(mood.seconds)
        match mood.does:
            case "answer":
                return accepted or self._noted(record, self._answer(*call))
            case "refuse":
                return JSONResponse({"ok": False, "error": mood.error})
            case "status":
                return Response(mood.body, mood.status, mood.headers)
            case "hang":
                await asyncio.sleep(3600)
                return None
            case _:
                return None

    def _noted(self, record: dict[str, Any], answer: Response) -> Response:
        record["answer"] = json.loads(bytes(answer.body)).get("error", "ok")
        self.held.counts[f"{record['method']} {record['answer']}"] += 1
        return answer

    def _answer(self, given: str, method: str, args: dict[str, Any]) -> Response:
        """What Slack answers: its checks in their order, then the method itself."""
        if method not in METHODS:
            return JSONResponse({"ok": False, "error": "unknown_method"})
        wait = self.pace.wait(given, method, str(args.get("channel", "")))
        if wait:
            headers = {"Retry-After": str(math.ceil(wait))}
            return JSONResponse({"ok": False, "error": "ratelimited"}, 429, headers)
        try:
            token = self._allowed(given, method)
            _check_args(method, args)
            answer = {"ok": True, **DOES[method](self.held, token, args)}
            return JSONResponse(answer, headers={"X-OAuth-Scopes": ",".join(sorted(token.scopes))})
        except SlackError as error:
            return JSONResponse(error.body)

    def _allowed(self, given: str, method: str) -> Token:
        if not given:
            raise SlackError("not_authed")
        token = self.held.tokens.get(given)
        if token is None or token.error:
            raise SlackError(token.error if token else "invalid_auth")
        needed = METHODS[method].scopes
        if needed and not set(needed) & token.scopes:
            raise SlackError(
                "missing_scope",
                needed=",".join(needed),
                provided=",".join(sorted(token.scopes)),
            )
        return token


def _check_args(method: str, args: dict[str, Any]) -> None:
    """Stricter than Slack, which passes over what it does not know."""
    known = METHODS[method]
    if unknown := sorted(set(args) - known.args):
        raise SlackError("invalid_arg_name", f"unknown arguments: {', '.join(unknown)}")
    for name in known.required:
        if not args.get(name):
            code = "channel_not_found" if name == "channel" else "invalid_arguments"
            raise SlackError(code, f"missing required field: {name}")


def _token(request: Request) -> str:
    kind, _, token = request.headers.get("authorization", "").partition(" ")
    return token if kind.lower() == "bearer" else ""


async def _args(request: Request) -> dict[str, Any]:
    """The arguments, in whichever form they come: address, form or JSON."""
    args: dict[str, Any] = dict(request.query_params)
    body = await request.body()
    if len(body) > MOST_BODY or not body:
        return args
    if "json" in request.headers.get("content-type", ""):
        found: dict[str, Any] = json.loads(body)
        return args | found
    form = dict(parse_qsl(body.decode()))
    return args | {n: json.loads(v) if n in JSON_ARGS else v for n, v in form.items()}


async def _drop(send: Send) -> None:
    """Close the socket with no answer: `send` belongs to uvicorn's cycle of the request."""
    cycle = getattr(send, "__self__", None)
    if cycle is None:
        raise RuntimeError("Nothing may stand between this application and uvicorn.")
    cycle.transport.abort()
    await asyncio.sleep(0.01)
