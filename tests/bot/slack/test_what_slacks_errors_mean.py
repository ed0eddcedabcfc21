"""Every error that Slack lists for a method that Rollcall calls: never, later or uncertain."""

import pytest

from bot.slack.answers import MEANINGS, Never, error_of
from models.courier import Later, Refused, Uncertain
from tests.fakes.slack_server.codes import CODES


@pytest.mark.parametrize("method", CODES)
def test_every_error_of_a_method_has_its_meaning(method: str) -> None:
    assert CODES[method] - set(MEANINGS) == set()


def test_every_refusal_says_what_to_do() -> None:
    for code, meaning in MEANINGS.items():
        if isinstance(meaning, Never):
            said = str(error_of(code, writes=True))
            assert said.endswith(f"(Slack: {code})")
            assert len(said) > 60


def test_a_code_that_nobody_knows_is_uncertain_after_a_write_and_later_after_a_read() -> None:
    assert isinstance(error_of("gremlins", writes=True), Uncertain)
    assert isinstance(error_of("gremlins", writes=False), Later)


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("channel_not_found", Refused),
        ("is_archived", Refused),
        ("token_revoked", Refused),
        ("invalid_blocks", Refused),
        ("ratelimited", Later),
        ("team_added_to_org", Later),
        ("internal_error", Uncertain),
        ("service_unavailable", Uncertain),
    ],
)
def test_what_slack_says_is_told_apart(code: str, kind: type[Exception]) -> None:
    assert isinstance(error_of(code, writes=True), kind)
