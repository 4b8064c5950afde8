"""The 单位名录: who counts, by which names, since when."""
