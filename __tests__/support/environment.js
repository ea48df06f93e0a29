const { AsyncLocalStorage } = require('node:async_hooks')
const { TestEnvironment } = require('jest-environment-node')

/** The storages that a test file used. */
const used = new Set()
const run = Reflect.get(AsyncLocalStorage.prototype, 'run')
AsyncLocalStorage.prototype.run = function (...given) {
  used.add(this)
  return run.apply(this, given)
}

/**
 * Jest makes a storage for each test file and never disables it. Up to Node 22 every promise and socket of a worker asks each of
 * them, so that the last files would take half as long again as the first.
 */
module.exports = class extends TestEnvironment {
  async teardown() {
    await super.teardown()
    for (const storage of used) storage.disable()
    used.clear()
  }
}
