"""Papers: one document as Word, PDF, a web page or a spreadsheet, the same bytes each time."""
