#!/usr/bin/env node
import { CommanderError } from 'commander'
import { CommandError } from './cli/command-error'
import { buildProgram } from './cli/program'

/** All well, or something was rejected or failed: the commands say so themselves. This is for what could not run at all. */
const COULD_NOT_RUN = 2

buildProgram()
  .parseAsync()
  .catch((error: unknown) => {
    // What is wrong with an option is on the screen already; --help and --version end here too.
    if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : COULD_NOT_RUN
    else {
      console.error(error instanceof CommandError ? error.message : error)
      process.exitCode = COULD_NOT_RUN
    }
  })
