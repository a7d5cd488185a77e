// A target needs a source file; the driver is in the libFuzzer that swiftc links.
