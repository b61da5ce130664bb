const { load } = require('./load.js')

// a program of its own: what typesets needs little of the command line
load('pdf').exports.servePdf()
