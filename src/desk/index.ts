export { createPreview, type Preview, withReload } from './server.ts'
