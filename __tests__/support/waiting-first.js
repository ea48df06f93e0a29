const Sequencer = require('@jest/test-sequencer').default

/** Suites that mostly wait, for a browser, a process or a vendor that is slow: begun first, they wait beside the others. */
const WAITING = ['browser', 'soak', 'host/import', 'host/server', 'host/audit']

const rank = ({ path }) => {
  const place = WAITING.findIndex((part) => path.includes(`/__tests__/${part}`))
  return place === -1 ? WAITING.length : place
}

/** Jest's own order, which in a fresh clone knows only the sizes of the files, after those. */
module.exports = class WaitingFirst extends Sequencer {
  sort(tests) {
    return super.sort(tests).sort((left, right) => rank(left) - rank(right))
  }
}
