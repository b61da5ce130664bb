// As little of an HTTP/1.1 server as an endpoint needs, so that on two cores it is not the server that is measured.
import { createServer, Socket } from 'node:net'

// what is read from any socket is dealt with before the next is read
const place = Buffer.allocUnsafeSlow(64 * 1024)

/** A server of kept connections; `handle` gets path, body, what answers with status, headers and text, and what tells when the other side is gone. */
export function createHttp(handle) {
  return createServer({ pauseOnConnect: true, noDelay: true }, (accepted) => {
    let rest = null
    let socket = accepted
    const read = (length, bytes) => {
      let piece = bytes.subarray(0, length)
      if (rest !== null) piece = Buffer.concat([rest, piece])
      rest = null
      while (piece.length > 0) {
        const text = piece.latin1Slice(0, Math.min(piece.length, 4096))
        const at = text.indexOf('\r\n\r\n')
        const head = text.slice(0, at)
        const to = at + 4 + Number(/\r\ncontent-length: *(\d+)/i.exec(head)?.[1] ?? 0)
        if (at < 0 || piece.length < to) {
          rest = Buffer.from(piece)
          return true
        }
        const last = /\r\nconnection: *close/i.test(head)
        const path = head.slice(head.indexOf(' ') + 1, head.indexOf(' ', head.indexOf(' ') + 1))
        const asked = piece.subarray(at + 4, to)
        piece = piece.subarray(to)
        handle(
          path,
          asked,
          (status, headers, answer) => send(socket, last, status, headers, answer),
          (gone) => socket.once('close', gone),
        )
      }
      return true
    }
    // reading into one place, which Node offers to clients alone, spares a buffer of 64 KB for each request
    if (accepted._handle) {
      socket = new Socket({ handle: accepted._handle, onread: { buffer: place, callback: read } })
      accepted._handle = null
      accepted.once('close', () => socket.destroy())
      socket.once('close', () => accepted.destroy())
      socket.read(0)
    } else socket.on('data', (piece) => read(piece.length, piece)).resume()
    socket.on('error', () => {})
  })
}

const reasons = { 200: 'OK', 429: 'Too Many Requests', 500: 'Internal Server Error' }

function send(socket, last, status, headers, text) {
  const length = Buffer.byteLength(text)
  let head = `HTTP/1.1 ${status} ${reasons[status] ?? ''}\r\nconnection: ${last ? 'close' : 'keep-alive'}\r\ncontent-length: ${length}\r\n`
  for (const name in headers) head += `${name}: ${headers[name]}\r\n`
  socket.write(`${head}\r\n${text}`, length === text.length ? 'latin1' : 'utf8')
  if (last) socket.end()
}
