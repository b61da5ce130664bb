/** The page's style: light and dark, screen and paper. Colours meet a contrast of 4.5 to 1 against their ground. */
export const style = `
:root{--ink:#1b1f24;--muted:#57606a;--ground:#fff;--soft:#f4f6f9;--line:#c9d1d9;--accent:#1f4e79;--link:#0b5394;--warn:#8a4600;--warn-ground:#fff4e0;
--chart-1:#0072b2;--chart-2:#b84c00;--chart-3:#007a5a;--chart-4:#a0437e;--chart-5:#5b5b00;--chart-6:#3f3fa8;--chart-7:#8a1c1c;--chart-8:#4d4d4d;color-scheme:light dark}
@media (prefers-color-scheme:dark){:root{--ink:#e6edf3;--muted:#9ea7b3;--ground:#0f1419;--soft:#1a2129;--line:#3b4550;--accent:#8ab8e6;--link:#79b8ff;--warn:#ffc069;--warn-ground:#33240d;
--chart-1:#56b4e9;--chart-2:#e69f00;--chart-3:#2fbf8f;--chart-4:#e08fc0;--chart-5:#d8cf4a;--chart-6:#a3a3ff;--chart-7:#ff8f7a;--chart-8:#c0c0c0}}
*{box-sizing:border-box}
html{font-size:16px;scroll-behavior:smooth}
@media (prefers-reduced-motion:reduce){html{scroll-behavior:auto}}
body{margin:0;color:var(--ink);background:var(--ground);font-family:"Noto Sans SC","Source Han Sans SC","PingFang SC","Hiragino Sans GB","Microsoft YaHei","Noto Sans CJK SC",system-ui,sans-serif;line-height:1.75;text-rendering:optimizeLegibility}
:lang(zh-CN){line-break:strict;overflow-wrap:anywhere}
main:lang(zh-CN) p{text-align:justify}
.skip{position:absolute;left:-999px}.skip:focus{left:12px;top:12px;background:var(--ground);padding:8px;z-index:9}
a{color:var(--link)}
.cover{max-width:1240px;margin:0 auto;padding:24px 24px 8px}
.kicker{display:flex;gap:16px;justify-content:space-between;border-bottom:2px solid var(--accent);margin:0 0 20px;padding-bottom:6px;color:var(--accent);font-weight:700}
h1{font-size:2rem;line-height:1.3;margin:0 0 4px;color:var(--accent)}
.subtitle{font-size:1.15rem;color:var(--muted);margin:0}
.banner{background:var(--warn-ground);color:var(--warn);border-left:4px solid var(--warn);padding:8px 12px}
.frame{max-width:1240px;margin:0 auto;padding:0 24px;display:grid;grid-template-columns:210px minmax(0,1fr) 230px;gap:32px}
.contents{position:sticky;top:12px;align-self:start;max-height:calc(100vh - 24px);overflow:auto;font-size:.86rem;line-height:1.5}
.contents h2,.side h2{font-size:.95rem;color:var(--accent);margin:12px 0 6px;border:0;padding:0}
.contents ol{list-style:none;padding:0;margin:0}.contents li{margin:4px 0}.contents .level2{padding-left:12px}
.contents a{color:var(--ink);text-decoration:none}.contents a:hover,.contents a:focus{text-decoration:underline}
.contents summary{cursor:pointer;margin-top:12px;color:var(--accent)}
.side{font-size:.86rem;line-height:1.5}.side section{border-top:1px solid var(--line);padding:4px 0}.side .rating strong{color:var(--accent);font-size:1.1rem}
main h2{font-size:1.35rem;color:var(--accent);border-bottom:1px solid var(--line);padding-bottom:4px;margin:36px 0 12px}
main h3{font-size:1.12rem;color:var(--accent);margin:24px 0 8px}
.panel.points{background:var(--soft);border-left:4px solid var(--accent);padding:8px 20px;margin:16px 0}
.panel.disclaimer,.panel.statement,.panel.rating-scheme,.panel.contact{font-size:.86rem;color:var(--muted)}
figure{margin:24px 0}
figcaption{font-weight:700;margin-bottom:6px}.label{color:var(--accent)}
.source,.note{font-size:.82rem;color:var(--muted);margin:4px 0}
.scroll{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-size:.88rem;line-height:1.45;border-top:2px solid var(--accent);border-bottom:2px solid var(--accent);font-variant-numeric:tabular-nums}
thead th{border-bottom:1px solid var(--accent);vertical-align:bottom}
th,td{padding:5px 8px;text-align:left;font-weight:400}thead th,.group th{font-weight:700}
td.right,th.right{text-align:right}td.center,th.center{text-align:center}
td small{color:var(--muted);white-space:nowrap}
.group th{background:var(--soft)}
tbody tr:hover td,tbody tr:hover th{background:var(--soft)}
.chart svg{width:100%;height:auto;display:block}
details summary{cursor:pointer;font-size:.82rem;color:var(--muted)}
a.n{color:inherit;text-decoration:underline;text-decoration-style:dotted;text-decoration-color:var(--link);text-underline-offset:3px}
a.n:hover,a.n:focus{background:var(--soft);color:var(--link)}
a.n.synthetic{text-decoration-color:var(--warn)}
:focus-visible{outline:2px solid var(--link);outline-offset:2px}
.evidence{max-width:1240px;margin:40px auto 0;padding:0 24px}
.evidence h2{color:var(--accent)}
.facts code,.address code{font-size:.78rem;color:var(--muted);overflow-wrap:anywhere}
.facts td{vertical-align:top}.facts th[scope=row]{vertical-align:top;font-weight:700}
.locator{color:var(--muted)}
.facts tr:target{background:var(--warn-ground)}
footer{max-width:1240px;margin:24px auto;padding:0 24px;color:var(--muted);font-size:.82rem}
#evidence-card{position:absolute;z-index:8;background:var(--ground);color:var(--ink);border:1px solid var(--line);border-radius:6px;box-shadow:0 8px 28px rgba(0,0,0,.25);padding:10px 14px;font-size:.84rem;line-height:1.5;max-height:60vh;overflow:auto}
#evidence-card .close{float:right;border:0;background:none;color:var(--muted);font-size:1.2rem;cursor:pointer;padding:4px 8px}
#evidence-card .what{font-weight:700;margin:2px 24px 4px 0}#evidence-card dl{display:grid;grid-template-columns:auto 1fr;gap:2px 10px;margin:0}
#evidence-card dt{color:var(--muted)}#evidence-card dd{margin:0;overflow-wrap:anywhere}
@media (max-width:1000px){.frame{grid-template-columns:minmax(0,1fr)}.contents{position:static;max-height:none}}
@media print{.contents,.skip,#evidence-card,details:not([open]){display:none}.frame{display:block}body{font-size:10.5pt}a.n{text-decoration:none}figure,tr{break-inside:avoid}h2,h3{break-after:avoid}}
`
