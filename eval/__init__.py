"""How good the answers are: questions as data, pure metrics, one runner (`python -m eval`), no judge but
arithmetic.
"""
