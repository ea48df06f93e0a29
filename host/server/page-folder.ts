import { join } from 'node:path'
import { packageRoot } from '../cli/package-root'

/** Where the built page lies, seen from the package as it is installed and from its source alike. */
export const pageFolder = (): string => join(packageRoot(), 'dist', 'host', 'page')
