// As little of an HTTP/1.1 server as an endpoint needs, so that on two cores it is not the server that is measured.
import { createServer } from 'node:net'

const end = Buffer.from('\r\n\r\n')

/** A server of kept connections; `handle` gets path, body, what answers with status, headers and text, and what tells when the other side is gone. */
export function createHttp(handle) {
  return createServer((socket) => {
    let rest = null
    socket.setNoDelay(true)
    socket.on('error', () => {})
    socket.on('data', (piece) => {
      rest = rest === null ? piece : Buffer.concat([rest, piece])
      while (rest !== null) {
        const at = rest.indexOf(end)
        if (at < 0) return
        const head = rest.latin1Slice(0, at)
        const length = Number(/\r\ncontent-length: *(\d+)/i.exec(head)?.[1] ?? 0)
        const from = at + end.length
        if (rest.length < from + length) return
        const body = rest.subarray(from, from + length)
        rest = rest.length > from + length ? rest.subarray(from + length) : null
        const last = /\r\nconnection: *close/i.test(head)
        const path = head.slice(head.indexOf(' ') + 1, head.indexOf(' ', head.indexOf(' ') + 1))
        handle(path, body, answering(socket, last), (gone) => socket.once('close', gone))
      }
    })
  })
}

const reasons = { 200: 'OK', 429: 'Too Many Requests', 500: 'Internal Server Error' }

const answering = (socket, last) => (status, headers, text) => {
  let head = `HTTP/1.1 ${status} ${reasons[status] ?? ''}\r\nconnection: ${last ? 'close' : 'keep-alive'}\r\ncontent-length: ${Buffer.byteLength(text)}\r\n`
  for (const name in headers) head += `${name}: ${headers[name]}\r\n`
  socket.write(`${head}\r\n${text}`)
  if (last) socket.end()
}
