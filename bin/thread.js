const { workerData } = require('node:worker_threads')
const { load } = require('./load.js')

// the program is the one of the command line, so that both have the form V8 keeps
load('assay').exports[workerData]()
