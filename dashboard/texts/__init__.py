"""Catalogues of words in each language."""
