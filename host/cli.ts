#!/usr/bin/env node
import { CommandError } from './cli/command-error'
import { buildProgram } from './cli/program'

buildProgram()
  .parseAsync()
  .catch((error: unknown) => {
    console.error(error instanceof CommandError ? error.message : error)
    process.exitCode = 2
  })
