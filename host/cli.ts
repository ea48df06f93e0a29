#!/usr/bin/env node
import { CommandError } from './command-error'
import { InputError } from './input/input-error'
import { buildProgram } from './program'

buildProgram()
  .parseAsync()
  .catch((error: unknown) => {
    const inWords = error instanceof CommandError || error instanceof InputError
    console.error(inWords ? error.message : error)
    process.exitCode = 2
  })
