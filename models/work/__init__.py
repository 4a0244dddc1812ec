"""What is done: deeds, and later movements, nominations, initiatives; each with its states and the
functions that change it.
"""
