"""Records in, documents out, as bytes: blank forms, notices, workbooks; GB/T 9704 geometry and lint."""
