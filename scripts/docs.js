// Writes the pages of docs/ that are made from the code.
import { writeFileSync } from 'node:fs'
import { codesPage } from '../dist/index.js'

writeFileSync(new URL('../docs/codes.md', import.meta.url), codesPage())
