"""Files that may be hostile, behind their limits: zip containers, XML, OOXML packages; every refusal carries its Problem."""
