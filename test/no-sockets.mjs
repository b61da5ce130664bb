// Loaded before everything else in a child process: whatever reaches for the network fails and says so.
import dns from 'node:dns'
import net from 'node:net'

const refuse = () => {
  process.stderr.write('a socket was opened\n')
  process.exit(99)
}
net.Socket.prototype.connect = refuse
net.Server.prototype.listen = refuse
dns.lookup = refuse
dns.promises.lookup = refuse
globalThis.fetch = refuse
