"""jieyue (节约): forms in, official documents out, for the yearly evaluation of 节约型机关."""

__version__ = "0.1.0"
