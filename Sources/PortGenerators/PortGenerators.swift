// PortGenerators
