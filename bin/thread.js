const { workerData } = require('node:worker_threads')
const { load } = require('./load.js')

// a program of its own: what typesets, audits or runs scripts needs little of the command line
const { servePdf, serveAudit, serveScripts } = load(workerData).exports
;(servePdf ?? serveAudit ?? serveScripts)()
