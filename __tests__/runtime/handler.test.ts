import { createHandler } from '../../src/runtime/handler'
import { builtHandler } from './support/built'
import { handlerCases } from './support/handler-cases'

describe('the handler, as it was built', () => handlerCases(builtHandler))

describe('the handler, from its source', () => handlerCases(() => createHandler))
