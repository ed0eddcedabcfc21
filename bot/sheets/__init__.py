"""Spreadsheets from strangers, CSV and XLSX, read into rows that remember their cell.

Files are data only: nothing in them is evaluated, followed or run, and what is too large, damaged
or not what its name says is refused with one sentence, in bounded time and memory.
"""
