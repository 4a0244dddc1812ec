"""The machinery's own tables: what came in, what is said, what is slow, who did what. Nothing
about the work.
"""
