"""What headings of columns say, as data."""
