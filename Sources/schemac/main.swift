import Platform

CurrentProcess.exit(Program.schemac().run(CommandLine.arguments).rawValue)
