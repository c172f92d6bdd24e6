"""Chronicles that come from elsewhere, and go there: each row of a file becomes a record or a line with its reason.

rows.py        what every format is read into; the limits; dates of parts without invented precision
texts.py       HTML of others as plain prose
timelinejs.py  TimelineJS: JSON and the columns of its spreadsheet, both ways
tables.py      any table with a mapping file
timemap.py     the spreadsheets of TimeMap
plan.py        rows to records: ids that stay, files that are there left alone
"""
