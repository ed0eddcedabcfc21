"""The plan import: a stranger's spreadsheet read, shown with its doubts, and applied when agreed.

Reading is pure (`interpret`): rows that remember their cell go in, actions and findings come out.
`diff` compares with what is stored, `apply` writes in one transaction.
"""
