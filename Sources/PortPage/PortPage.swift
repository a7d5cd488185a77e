// PortPage
