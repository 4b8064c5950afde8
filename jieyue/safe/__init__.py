"""Files that may be hostile, behind their limits: zip containers, XML, OOXML packages; a refusal carries its Problem."""
