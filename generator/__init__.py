"""Kronik: sourced chronicles of contested events, from YAML records to a searchable static site."""

__version__ = "0.1.0"
