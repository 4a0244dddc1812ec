"""The law and the commune's own rules as dated data: every value has a source and says whether it
was verified.
"""
