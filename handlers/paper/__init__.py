"""The Board's paper: frozen from the record, and said as a document and as a card."""
