const { workerData } = require('node:worker_threads')
const { load } = require('./load.js')

// a program of its own: what typesets or audits needs little of the command line
const { servePdf, serveAudit } = load(workerData).exports
;(servePdf ?? serveAudit)()
