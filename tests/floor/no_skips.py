"""The suite never passes by skipping: a skipped test fails the run."""

import pytest

SENTENCE = "A test was skipped. Nothing here passes by skipping: bring what it needs, or remove it."


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Turn a run with a skipped test into a failed one."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if reporter is not None and reporter.stats.get("skipped"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say why, below the list of what was skipped."""
    if terminalreporter.stats.get("skipped"):
        terminalreporter.write_line(SENTENCE, red=True)
