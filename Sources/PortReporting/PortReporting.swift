// PortReporting
