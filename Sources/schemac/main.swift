import Platform

CurrentProcess.usesLargePages()
CurrentProcess.exit(Program.schemac().run(CommandLine.arguments).rawValue)
