import { Pool, Client } from 'undici'
const [url, count, conc, mode='pool'] = process.argv.slice(2)
const u = new URL(url)
const words = 'buys a few more, then gives some away, opens a few boxes of ten, and counts all of them again. '.repeat(3)
let sent=0, done=0
const started=performance.now()
let finish; const all=new Promise(r=>finish=r)
const opts={pipelining:1,headersTimeout:0,bodyTimeout:0, keepAliveTimeout:30000}
const pool= mode==='pool'? new Pool(u.origin,{...opts,connections:+conc}):null
const headers= mode==='rawh'? ['content-type','application/json','accept','application/json'] : { 'content-type': 'application/json', accept: 'application/json' }
class H { constructor(c){this.c=c;this.p=[]}
 onRequestStart(){} onResponseStart(c,s,h){this.s=s} onResponseData(c,p){this.p.push(p)}
 onResponseEnd(){ JSON.parse((this.p.length===1?this.p[0]:Buffer.concat(this.p)).toString('utf8')); done++; if(done==count) finish(); else if(sent<count) ask(this.c)}
 onResponseError(c,e){throw e}
}
function ask(c){ sent++
    const content = `Adira has ${sent} apples, ${words}How many are there in the end?`
    const body=JSON.stringify({model:'bench',max_tokens:512,temperature:0,messages:[{role:'user',content}]})
    c.dispatch({origin:u.origin,path:'/v1/chat/completions',method:'POST',headers,body},new H(c))
}
for(let i=0;i<conc;i++) ask(pool??new Client(u.origin,opts))
await all
const sec=(performance.now()-started)/1000
const c=process.cpuUsage()
console.log(JSON.stringify({mode,rate:Math.round(count/sec),cpuMs:(c.user+c.system)/1000/count, user:c.user/1000/count}))
process.exit()
