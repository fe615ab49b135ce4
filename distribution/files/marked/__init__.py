"""A user's workbook again, with every bad cell coloured and commented and all the rest as it was.

The parts of the file are edited as text, tag by tag.  A library that reads a workbook and writes it anew
loses what it does not know: charts, pictures, slicers, shapes, threaded comments.
"""
