"""What the form at `/contribute/add/` works with: words, rules and sentences, what can be chosen, records to correct.

The form reads the published JSON Schema for the rest, and makes the same text as `recordtext.py`.
"""
