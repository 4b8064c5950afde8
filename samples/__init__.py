"""A provincial desk's year in files, as fillers send them; every figure in it is invented.

``python -m samples.build`` writes it anew.
"""
