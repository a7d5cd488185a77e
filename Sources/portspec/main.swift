import PortCommands

runPortspec()
