"""What the bot does and says, one module for each capability. `BOOK` lists them all;
`conversing.converse` runs one turn.
"""
