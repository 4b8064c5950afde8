"""The rules of GB/T 9704—2012 as small checks, a module for each zone of a document."""
