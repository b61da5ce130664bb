const { load } = require('./load.js')

module.exports = load('recheck').exports
