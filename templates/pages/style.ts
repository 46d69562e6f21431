const colours = `:root{color-scheme:light dark;--ink:#161616;--paper:#fff;--soft:#595959;--line:#929292;--act:#000091;--on-act:#fff;--bad:#b34000}
@media (prefers-color-scheme:dark){:root{--ink:#eee;--paper:#161616;--soft:#b3b3b3;--line:#808080;--act:#9a9aff;--on-act:#161616;--bad:#ff9575}}`;

const text = `*{box-sizing:border-box}body{font:1.0625rem/1.5 system-ui,sans-serif;color:var(--ink);background:var(--paper);max-width:40rem;margin:0 auto;padding:1rem;overflow-wrap:break-word}
h1{font-size:1.5rem;line-height:1.25}h2{font-size:1.25rem;line-height:1.3;margin:0 0 .5rem}h3{font-size:1.0625rem;margin:1rem 0 .25rem}
.sender{font-weight:700}.specimen{border:2px solid;padding:.25rem .75rem;font-weight:700}footer{border-top:1px solid var(--line);margin-top:2rem}
section{border-top:2px solid;padding:1rem 0;margin-top:.5rem}dl div{margin-bottom:.5rem}dt{font-weight:700}dd{margin:0}
table{border-collapse:collapse;width:100%;margin:1rem 0}caption{text-align:left;font-weight:700}th,td{border-bottom:1px solid var(--line);padding:.25rem .5rem;text-align:left;vertical-align:top}
tbody th{font-weight:400}td{text-align:right;white-space:nowrap}td.words{text-align:left;white-space:normal}.scroll{overflow-x:auto}
@media (max-width:24rem){th,td{padding:.25rem}tbody th,td.words{overflow-wrap:anywhere}table{font-size:.875rem}}
details{margin:.5rem 0}summary{min-height:1.75rem;cursor:pointer}
a{color:var(--act)}:focus-visible{outline:3px solid var(--act);outline-offset:2px}main:focus{outline:none}
.article{white-space:nowrap}.skip{position:absolute;left:-99rem}.skip:focus{position:static;display:inline-block;padding:.5rem}`;

const forms = `fieldset{border:1px solid var(--line);margin:0 0 1rem;padding:.5rem 1rem;min-width:0}legend,label{font-weight:600}fieldset label{font-weight:400;display:inline-block;min-height:1.75rem}
input[type=text],input[type=date],select{display:block;width:100%;font:inherit;color:inherit;background:var(--paper);border:1px solid var(--line);padding:.5rem;margin-top:.25rem;min-height:2.75rem}
label:has(>input){display:block;position:relative;padding-left:1.75rem}label:has(>input)>input{position:absolute;left:0;top:.1875rem;margin:0}
input[type=checkbox],input[type=radio]{width:1.125rem;height:1.125rem;vertical-align:-.125rem;accent-color:var(--act)}[aria-invalid]{border:2px solid var(--bad)}
button{font:inherit;font-weight:700;color:var(--on-act);background:var(--act);border:0;padding:.75rem 1.25rem;min-height:2.75rem;cursor:pointer}
.faults{border-left:4px solid var(--bad);padding:.25rem 1rem}.fault{display:block;color:var(--bad);font-weight:600;margin:.25rem 0}.hint{font-weight:400;color:var(--soft)}`;

const paper = `@media print{:root{--ink:#000;--paper:#fff;--soft:#333;--line:#666;--act:#000;--on-act:#fff;--bad:#000}.skip,form,.faults{display:none}
body{max-width:none;padding:0;font-size:11pt}h2,h3,tr,dl div{break-inside:avoid;break-after:auto}h2,h3{break-after:avoid}a{color:inherit;text-decoration:none}}`;

/** Of every page that a mailed link opens: it travels with the page, which then needs nothing else. */
export const css = [colours, text, forms, paper].join('\n');
