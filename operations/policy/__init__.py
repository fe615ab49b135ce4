"""``coldchain policy``: years of one policy beside years of others, told in text, JSON, workbook and HTML."""
