"""Files that may be hostile, behind their limits: zip, XML, OOXML packages; a refusal carries its Problem."""
