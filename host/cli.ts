#!/usr/bin/env node
import { CommandError } from './cli/command-error'
import { InputError } from './cli/input-error'
import { buildProgram } from './cli/program'

buildProgram()
  .parseAsync()
  .catch((error: unknown) => {
    const inWords = error instanceof CommandError || error instanceof InputError
    console.error(inWords ? error.message : error)
    process.exitCode = 2
  })
