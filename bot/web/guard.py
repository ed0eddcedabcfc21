"""What stands before every page: it answers this machine's own pages and nobody else.

A page elsewhere in the same browser can neither act (Origin, and a token that only our pages know)
nor read (Host, against a name that was pointed at this machine; nothing is shared across origins).
Another account of the same machine is refused, where the machine tells whose a connection is.
Bodies are bounded as they arrive.
"""

from __future__ import annotations

from collections.abc import Iterable

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.web.accounts import IsOurs, anybody

LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
MOST_BYTES = 25_000_000
"""More than any plan file that is taken, so that the import itself says what is too big."""
PAGE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
    " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": PAGE_POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


class TooBigError(Exception):
    """A body beyond what is taken."""


class Guard:
    """Refuses what does not come from this machine's own pages; bounds what does."""

    def __init__(
        self,
        app: ASGIApp,
        *,
        hosts: Iterable[str],
        is_ours: IsOurs = anybody,
        most_bytes: int = MOST_BYTES,
    ) -> None:
        self.app = app
        self.is_ours = is_ours
        self.hosts = frozenset(hosts)
        self.most_bytes = most_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or answer it here."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        refusal = self._stranger(scope) or self._refusal(scope["method"], headers)
        if refusal is not None:
            status, sentence = refusal
            await PlainTextResponse(sentence, status)(scope, receive, _with_headers(send))
            return
        try:
            await self.app(scope, self._bounded(receive), _with_headers(send))
        except TooBigError:
            await PlainTextResponse(self._too_big(), 413)(scope, receive, _with_headers(send))

    def _stranger(self, scope: Scope) -> tuple[int, str] | None:
        there, here = scope.get("client"), scope.get("server")
        if there is None or here is None or self.is_ours(tuple(there), tuple(here)):
            return None
        return 403, (
            "This page answers only to the account that started it on this machine; you are"
            " another one. Start Rollcall under your own account."
        )

    def _refusal(self, method: str, headers: Headers) -> tuple[int, str] | None:
        host = headers.get("host", "")
        if host not in self.hosts:
            return 403, (
                f"This page answers to {min(self.hosts)} only; it was asked for as {host[:80]!r}."
                " Open the address that the terminal printed."
            )
        if method in {"GET", "HEAD"}:
            return None
        if method != "POST":
            return 405, f"This page takes GET and POST; found {method[:20]}."
        if not self._is_ours(headers):
            return 403, (
                "Only Rollcall's own page may act here; this came from another one."
                " Open the address that the terminal printed."
            )
        length = headers.get("content-length", "0")
        if not length.isdecimal() or int(length) > self.most_bytes:
            return 413, self._too_big()
        return None

    def _is_ours(self, headers: Headers) -> bool:
        """Whether the browser says that our own page sent it; else the page's token must."""
        origin = headers.get("origin")
        if origin is not None and origin not in {f"http://{host}" for host in self.hosts}:
            return False
        return headers.get("sec-fetch-site", "same-origin") in {"same-origin", "none"}

    def _bounded(self, receive: Receive) -> Receive:
        taken = 0

        async def bounded() -> Message:
            nonlocal taken
            message = await receive()
            taken += len(message.get("body", b""))
            if taken > self.most_bytes:
                raise TooBigError
            return message

        return bounded

    def _too_big(self) -> str:
        return (
            f"At most {self.most_bytes // 1_000_000} MB can be sent at once; this is more."
            " Send a smaller file."
        )


def _with_headers(send: Send) -> Send:
    async def sent(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
        await send(message)

    return sent


def hosts_of(port: int) -> tuple[str, ...]:
    """How a browser on this machine names it."""
    names = [f"{name}:{port}" for name in LOOPBACK]
    return (*names, *(LOOPBACK if port == 80 else ()))  # noqa: PLR2004 - HTTP's own port is left out
