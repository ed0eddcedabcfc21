"""Whatever stands in a header, the wait is a time that can be waited."""

from hypothesis import example, given
from hypothesis import strategies as st

from bot.slack.waiting import LEAST_SECONDS, MOST_SECONDS, seconds_to_wait

PIECES = ("Tue,", "03", "Oct", "2023", "99999", "08:00:00", "25:61:61", "GMT", "+9999", "-99999999")
headers = (
    st.text(max_size=40)
    | st.floats().map(str)
    | st.integers().map(str)
    | st.lists(st.sampled_from(PIECES), max_size=7).map(" ".join)
)


@given(headers, headers)
@example("Tue, 03 Oct 2023 08:00:00 +99999999", "Tue, 03 Oct 2023 08:00:00 GMT")
@example("1e400", "")
def test_any_header_gives_a_wait_of_a_second_to_a_day(after: str, date: str) -> None:
    seconds = seconds_to_wait({"Retry-After": after, "Date": date})
    assert LEAST_SECONDS <= seconds <= MOST_SECONDS
