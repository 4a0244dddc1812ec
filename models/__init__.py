"""What is stored, the states it may be in, and the functions that change it. One module for each
noun of the work.
"""

from models import base as base  # its naming convention holds before any table is made
