"""The demo: a month of the sample plan to live through, with a clock that can be moved."""
