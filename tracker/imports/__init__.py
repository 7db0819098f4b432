"""Edited copies of the record, brought back."""
