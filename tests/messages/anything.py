"""Any message and any form at all, with words that people could type, for hypothesis."""

from datetime import UTC

from hypothesis import strategies as st

from models import message as m

WORDS = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=40),
    st.sampled_from(
        [
            "<script>alert(1)</script>",
            "<!channel>",
            "=HYPERLINK(1)",
            "a & b",
            '"><b',
            "*bold*",
            "\n",
        ]
    ),
)
SAID = st.text(min_size=1, max_size=30).filter(str.strip)
NAMES = st.from_regex(r"[a-z_]{1,12}", fullmatch=True)
ARGS = st.dictionaries(NAMES, st.text("0123456789abc", max_size=8), max_size=3).map(
    lambda values: m.args(**values)
)

runs = st.one_of(
    st.builds(m.Plain, WORDS),
    st.builds(m.Strong, WORDS),
    st.builds(m.Quote, WORDS),
    st.builds(m.Link, WORDS, st.sampled_from(["https://example.org/?a=1&b=2", "mailto:a@b.org"])),
    st.builds(m.Mention, st.integers(1, 9), WORDS),
    st.builds(m.Moment, st.dates()),
    st.builds(
        m.Moment,
        st.datetimes(timezones=st.just(UTC)).filter(lambda at: 1900 < at.year < 9000),
    ),
)
texts = st.lists(runs, max_size=4).map(tuple)
buttons = st.builds(
    m.Button,
    st.text(min_size=1, max_size=m.MAX_LABEL),
    NAMES,
    ARGS,
    st.sampled_from(list(m.Weight)),
    WORDS,
)
rows_of_buttons = st.lists(buttons, max_size=4).map(tuple)
items = st.builds(m.Item, texts, WORDS, st.sampled_from(list(m.Tone)), texts, rows_of_buttons)


@st.composite
def tables(draw: st.DrawFn) -> m.Table:
    """A table whose rows have as many cells as its head."""
    head = draw(st.lists(WORDS, min_size=1, max_size=4).map(tuple))
    row = st.tuples(*(WORDS for _ in head))
    rows = draw(st.lists(row, max_size=4).map(tuple))
    numeric = draw(st.frozensets(st.integers(0, len(head) - 1)))
    return m.Table(draw(WORDS), head, rows, numeric)


blocks = st.one_of(
    st.builds(m.Heading, WORDS),
    st.builds(m.Paragraph, texts),
    st.builds(m.Note, texts),
    st.builds(m.Facts, st.lists(st.builds(m.Fact, WORDS, texts), max_size=3).map(tuple)),
    tables(),
    st.builds(m.Picture, st.just("/charts/1.png"), WORDS),
    st.builds(m.Buttons, rows_of_buttons),
    st.builds(m.Downloads, st.lists(st.builds(m.Download, WORDS, NAMES), max_size=3).map(tuple)),
    st.builds(m.Items, st.lists(items, max_size=3).map(tuple)),
    st.just(m.Divider()),
)
messages = st.builds(m.Message, NAMES, SAID, st.lists(blocks, max_size=5).map(tuple))

fields = st.builds(
    m.Field,
    NAMES,
    WORDS,
    st.sampled_from(list(m.FieldKind)),
    hint=WORDS,
    value=WORDS,
    options=st.lists(st.builds(m.Option, NAMES, WORDS), max_size=12).map(tuple),
    required=st.booleans(),
    error=WORDS,
    shown_when=st.none() | st.tuples(NAMES, st.lists(NAMES, max_size=2).map(tuple)),
    needed_when=WORDS,
)
forms = st.builds(
    m.Form,
    WORDS,
    NAMES,
    ARGS,
    st.lists(fields, max_size=5, unique_by=lambda field: field.name).map(tuple),
    send=st.text(min_size=1, max_size=20),
    intro=texts,
)
