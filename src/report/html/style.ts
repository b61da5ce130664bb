import { colorVariables } from '../chart/index.ts'

/** The page's style: light and dark, screen and paper. Colours meet a contrast of 4.5 to 1 against their ground. */
export const style = `
:root{${colorVariables('light')};--soft:#f4f6f9;--line:#c9d1d9;--link:#0b5394;--warn:#8a4600;--warn-ground:#fff4e0;color-scheme:light dark}
@media screen and (prefers-color-scheme:dark){:root{${colorVariables('dark')};--soft:#1d242d;--line:#3b4550;--link:#79b8ff;--warn:#ffc069;--warn-ground:#33240d}}
*{box-sizing:border-box}
html{font-size:16px}
body{margin:0;color:var(--ink);background:var(--paper);font-family:"Noto Sans SC","Source Han Sans SC","PingFang SC","Hiragino Sans GB","Microsoft YaHei","Noto Sans CJK SC",system-ui,sans-serif;line-height:1.75;text-rendering:optimizeLegibility;overflow-wrap:break-word}
:lang(zh-CN){line-break:strict}
@media (min-width:700px){main:lang(zh-CN) p{text-align:justify}main:lang(zh-CN) .points p{text-align:start}}
h1,h2,h3,h4,figcaption{text-wrap:balance}main p{text-wrap:pretty}
time,.unbroken{white-space:nowrap}
.skip{position:absolute;left:-999px}.skip:focus{left:12px;top:12px;background:var(--paper);padding:8px;z-index:9}
a{color:var(--link)}
.cover{max-width:1240px;margin:0 auto;padding:24px 24px 8px}
.kicker{display:flex;gap:16px;justify-content:space-between;border-bottom:2px solid var(--accent);margin:0 0 20px;padding-bottom:6px;color:var(--accent);font-weight:700}
h1{font-size:2rem;line-height:1.3;margin:0 0 4px;color:var(--accent)}
.subtitle{font-size:1.15rem;color:var(--muted);margin:0}
.banner{background:var(--warn-ground);color:var(--warn);border-left:4px solid var(--warn);padding:8px 12px}
.frame{max-width:1240px;margin:0 auto;padding:0 24px;display:grid;grid-template-columns:200px minmax(0,1fr) 250px;gap:32px}
.contents{position:sticky;top:12px;align-self:start;max-height:calc(100vh - 24px);overflow:auto;font-size:.86rem;line-height:1.5}
.contents h2,.side h2{font-size:.95rem;color:var(--accent);margin:12px 0 6px;border:0;padding:0}
.contents ol{list-style:none;padding:0;margin:0}.contents li{margin:4px 0}.contents .level2{padding-left:12px}
.contents a{color:var(--ink);text-decoration:none}.contents a:hover,.contents a:focus{text-decoration:underline}
.contents summary{cursor:pointer;margin-top:12px;color:var(--accent)}
.side{font-size:.86rem;line-height:1.5}.side ul{padding-left:18px}.side section{border-top:1px solid var(--line);padding:4px 0}.side .rating strong{color:var(--accent);font-size:1.1rem}
main h2{font-size:1.35rem;color:var(--accent);border-bottom:1px solid var(--line);padding-bottom:4px;margin:36px 0 12px}
main h3{font-size:1.12rem;color:var(--accent);margin:24px 0 8px}
.panel.points{background:var(--soft);border-left:4px solid var(--accent);padding:8px 20px;margin:16px 0}
.panel.disclaimer,.panel.statement,.panel.special,.panel.rating-scheme,.panel.contact{font-size:.86rem;color:var(--muted)}
figure{margin:24px 0}
figcaption{font-weight:700;margin-bottom:6px}.label{color:var(--accent)}
.source,.note{font-size:.82rem;color:var(--muted);margin:4px 0}
.scroll{overflow-x:auto}
.chart.narrow{display:none}.side .chart.narrow{display:block;max-width:420px}
table{border-collapse:collapse;width:100%;font-size:.88rem;line-height:1.45;border-top:2px solid var(--accent);border-bottom:2px solid var(--accent);font-variant-numeric:tabular-nums}
thead th{border-bottom:1px solid var(--accent);vertical-align:bottom}
th,td{padding:6px 8px;overflow-wrap:normal;text-align:left;font-weight:400}thead th,.group th{font-weight:700}
td.right,th.right{text-align:right}td.center,th.center{text-align:center}
td .spark{display:block;margin-left:auto;max-width:none}
td small{color:var(--muted);white-space:nowrap}
tbody th[scope=row]{min-width:8em}.facts td{min-width:7em}.facts td:nth-child(2),.facts td:nth-child(4){min-width:16em;width:32%}.facts td:nth-child(6){white-space:nowrap}
.group th{background:var(--soft)}.group span{position:sticky;left:8px}
tbody tr:hover td,tbody tr:hover th{background:var(--soft)}
.chart svg{width:100%;height:auto;display:block}.chart .hatch{pointer-events:none}
.chart a:hover .mark,.chart a:focus .mark{stroke:var(--ink);stroke-width:2}
details summary{cursor:pointer;font-size:.82rem;color:var(--muted)}
a.n{color:inherit;text-decoration:underline;text-decoration-style:dotted;text-decoration-color:var(--link);text-underline-offset:3px;white-space:nowrap}a.n.long{white-space:normal}
a.n:hover,a.n:focus{background:var(--soft);color:var(--link)}
a.n.synthetic{text-decoration-color:var(--warn)}
:focus-visible{outline:2px solid var(--link);outline-offset:2px}
.evidence{max-width:1240px;margin:40px auto 0;padding:0 24px}
.evidence h2{color:var(--accent)}
.facts code,.address code{font-size:.88em;color:var(--muted);overflow-wrap:anywhere}
.facts td{vertical-align:top}.facts th[scope=row]{vertical-align:top;font-weight:700}
.locator{color:var(--muted)}
.facts tr:target{background:var(--warn-ground)}
footer{max-width:1240px;margin:24px auto;padding:0 24px;color:var(--muted);font-size:.82rem}
#evidence-card{position:absolute;z-index:8;background:var(--paper);color:var(--ink);border:1px solid var(--line);border-radius:6px;box-shadow:0 8px 28px rgba(0,0,0,.25);padding:10px 14px;font-size:.84rem;line-height:1.5;overflow:auto;overscroll-behavior:contain}
#evidence-card .close{position:sticky;top:-6px;float:right;background:var(--paper);border:0;border-radius:4px;color:var(--muted);font-size:1.3rem;line-height:1;cursor:pointer;min-width:32px;min-height:32px;margin:-4px -8px 0 8px}
#evidence-card p{margin:4px 0}#evidence-card code{overflow-wrap:anywhere}#evidence-card ul{margin:0;padding-left:18px}#evidence-card .what{font-weight:700;margin:2px 24px 4px 0}#evidence-card dl{display:grid;grid-template-columns:auto 1fr;gap:2px 10px;margin:0}
#evidence-card dt{color:var(--muted)}#evidence-card dd{margin:0;overflow-wrap:anywhere}
@media screen and (max-width:1000px){.frame{grid-template-columns:minmax(0,1fr)}.contents{position:static;max-height:none}.scroll tbody tr:not(.group) th[scope=row]{position:sticky;left:0;background:var(--paper);max-width:42vw}}
@media screen and (max-width:600px){h1{font-size:1.55rem}.cover,.frame,.evidence,footer{padding-left:16px;padding-right:16px}.panel.points{padding:4px 14px}.chart.wide{display:none}.chart.narrow,.side .chart.narrow{display:block;max-width:none}}
@media print{.contents,.skip,#evidence-card,details:not([open]){display:none!important}.frame{display:block}.cover,.frame,.evidence,footer{padding-left:0;padding-right:0}body{font-size:10.5pt}a.n{text-decoration:none;white-space:normal}.scroll{overflow:visible}.facts{font-size:7.5pt}.facts th,.facts td,.facts td:nth-child(2),.facts td:nth-child(4){min-width:0;overflow-wrap:break-word}figure,tr{break-inside:avoid}h2,h3,h4,figcaption{break-after:avoid}}
`
