"""Measurements of Kronik on made-up chronicles; nothing here is a test."""
