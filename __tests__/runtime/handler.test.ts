import { createHandler } from '../../src/runtime/handler'
import { handlerCases } from './support/handler-cases'

describe('the handler, from its source', () => handlerCases(() => createHandler))
