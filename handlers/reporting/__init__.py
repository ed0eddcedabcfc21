"""The report to the Board: drafted, moderated, signed, held, issued, reopened, read."""
