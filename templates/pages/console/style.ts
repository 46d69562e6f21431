import { createHash } from 'node:crypto';
import { calendarCss } from './calendar-style';

const colours = `:root{color-scheme:light dark;--ink:#1b1d22;--soft:#565b66;--paper:#fff;--wash:#f3f5f8;--line:#c5cad3;--edge:#767c88;--act:#0b3d91;--on-act:#fff;
--bad:#a61b1b;--bad-wash:#fdf0ef;--good:#14623a;--good-wash:#ecf6f0;--wait:#7a4a00;--wait-wash:#fdf5e6}
@media (prefers-color-scheme:dark){:root{--ink:#eceef2;--soft:#b3b9c5;--paper:#15171b;--wash:#1f2228;--line:#3e444f;--edge:#8f96a3;--act:#9dbcff;--on-act:#10131a;
--bad:#ff9d94;--bad-wash:#331b1a;--good:#8fd7ad;--good-wash:#16291f;--wait:#f0c476;--wait-wash:#30260f}}`;

const page = `*{box-sizing:border-box}
body{margin:0;font:1rem/1.5 system-ui,sans-serif;color:var(--ink);background:var(--paper);overflow-wrap:break-word}
a{color:var(--act);text-underline-offset:.15em}a:hover{text-decoration-thickness:2px}
:focus-visible{outline:3px solid var(--act);outline-offset:2px;border-radius:2px}main:focus{outline:0}
h1{font-size:1.625rem;line-height:1.25;margin:0 0 1.25rem}h2{font-size:1.25rem;line-height:1.3;margin:2.25rem 0 .75rem}h3{font-size:1.0625rem;margin:1.5rem 0 .5rem}
p{margin:0 0 1rem;max-width:46rem}.article{white-space:nowrap}ul,ol{max-width:46rem}
.skip{position:absolute;left:-100rem;padding:.75rem 1rem;background:var(--paper);z-index:1}.skip:focus{left:.5rem;top:.5rem}
.banner{display:flex;flex-wrap:wrap;gap:.5rem 1.5rem;align-items:center;justify-content:space-between;padding:.75rem 1.5rem;border-bottom:1px solid var(--line);background:var(--wash)}
.brand{margin:0;display:flex;flex-wrap:wrap;gap:.25rem 1rem;align-items:center;max-width:none}.brand a{font-weight:700;font-size:1.125rem;color:var(--ink);text-decoration:none}.brand a:hover{text-decoration:underline}
.specimen{border:2px solid var(--wait);color:var(--wait);padding:0 .5rem;font-weight:700;font-size:.875rem}
.session{display:flex;flex-wrap:wrap;gap:.25rem .75rem;align-items:center;font-size:.9375rem}
.layout{display:grid;grid-template-columns:13.5rem minmax(0,1fr);max-width:84rem;margin:0 auto}.layout.alone{grid-template-columns:minmax(0,1fr);max-width:40rem}
main{padding:1.5rem}
.menu{padding:1.25rem 0 1.25rem 1rem}.menu ul{list-style:none;margin:0;padding:0}.menu a{display:block;padding:.5rem .75rem;border-left:3px solid transparent;color:var(--ink);text-decoration:none}
.menu a:hover{background:var(--wash)}.menu a[aria-current]{border-color:var(--act);background:var(--wash);font-weight:700}
.crumbs ol{list-style:none;display:flex;flex-wrap:wrap;margin:0 0 .75rem;padding:0;font-size:.9375rem}.crumbs li+li::before{content:"›";margin:0 .5rem;color:var(--soft)}
.notice,.note,.faults{border-left:4px solid var(--good);background:var(--good-wash);padding:.75rem 1rem;max-width:46rem;margin:0 0 1.5rem}
.note{border-color:var(--edge);background:var(--wash)}.faults{border-color:var(--bad);background:var(--bad-wash)}.faults p{font-weight:700;margin:0 0 .25rem}.faults ul{margin:0;padding-left:1.25rem}.faults a{color:var(--bad)}
.empty{color:var(--soft);background:var(--wash);padding:1rem}.hint{color:var(--soft);font-weight:400}p.hint{margin:.125rem 0 .25rem}`;

const tables = `table{border-collapse:collapse;width:100%;margin:0 0 1.5rem;font-size:.9688rem}caption{text-align:left;color:var(--soft);padding:0 0 .5rem}
th,td{text-align:left;vertical-align:top;padding:.625rem .75rem .625rem 0;border-bottom:1px solid var(--line)}thead th{font-size:.875rem;color:var(--soft);border-bottom:2px solid var(--edge)}thead th.number{white-space:normal}
tbody th{font-weight:600}th.number,td.number{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap;padding-right:1.5rem}td form{margin:0}td .submit{margin:0}td button{padding:.25rem .75rem;min-height:2.25rem;font-size:.9375rem}td details,tbody th details{margin:.5rem 0 0;font-weight:400}
.badge{display:inline-block;border:1px solid var(--edge);border-radius:1rem;padding:0 .625rem;font-size:.875rem;white-space:nowrap}
.badge.good{border-color:var(--good);color:var(--good);background:var(--good-wash)}.badge.wait{border-color:var(--wait);color:var(--wait);background:var(--wait-wash)}.badge.bad{border-color:var(--bad);color:var(--bad);background:var(--bad-wash)}
dl:not(.facts) dt{font-weight:600}dl:not(.facts) dd{margin:0 0 .75rem;max-width:46rem}
.facts{display:grid;grid-template-columns:repeat(auto-fill,minmax(15rem,1fr));gap:.75rem 1.5rem;margin:0 0 1.5rem}.facts dt{font-size:.875rem;color:var(--soft)}.facts dd{margin:0}
.figures{list-style:none;display:flex;flex-wrap:wrap;gap:.75rem;margin:0 0 1.5rem;padding:0;max-width:none}.figures li{border:1px solid var(--line);padding:.75rem 1rem;min-width:9rem}.figures strong{display:block;font-size:1.5rem;line-height:1.2}
.actions{list-style:none;display:flex;flex-wrap:wrap;gap:.75rem;margin:0 0 1.5rem;padding:0}
ul.results,ul.plain{list-style:none;margin:0;padding:0}
pre{background:var(--wash);padding:1rem;overflow-x:auto;white-space:pre-wrap;font:.875rem/1.5 ui-monospace,monospace;margin:0 0 1.5rem}code{font:.9375em ui-monospace,monospace;overflow-wrap:anywhere}
@media (max-width:44rem){table,tbody,tr,td,tbody th,caption{display:block}thead{position:absolute;clip-path:inset(50%);display:block;width:1px;height:1px;overflow:hidden}
tr{border:1px solid var(--line);padding:.5rem .75rem;margin-bottom:.75rem}th,td{border:0;padding:.25rem 0}th.number,td.number{text-align:left;white-space:normal;padding-right:0}td::before,tbody th::before{content:attr(data-label);display:block;font-size:.875rem;font-weight:400;color:var(--soft)}td:empty{display:none}}
@media (min-width:44.01rem){td:empty:not(.outside)::after{content:"–";color:var(--soft)}.payers{min-width:7.5rem;font-size:.875rem}}`;

const forms = `form.act{max-width:40rem}.field{margin:0 0 1rem}label,legend{font-weight:600}legend{padding:0}label{display:block}
input,select,textarea{font:inherit;color:inherit;background:var(--paper);border:1px solid var(--edge);border-radius:2px;padding:.5rem .625rem;width:100%;margin-top:.25rem;min-height:2.75rem}
input[type=checkbox],input[type=radio]{width:1.25rem;height:1.25rem;min-height:0;margin:.125rem 0 0;flex:none;accent-color:var(--act)}input[type=date],input[type=time],input[type=number],input[type=month]{max-width:13rem}
[aria-invalid]{border:2px solid var(--bad)}fieldset{border:0;padding:0;margin:0 0 1rem;min-width:0}fieldset.group{border-top:1px solid var(--line);padding-top:.5rem;margin-top:1.5rem}
fieldset[aria-invalid]{padding:.25rem .75rem .5rem}fieldset[aria-invalid]>legend{padding:0 .25rem;margin-left:-.25rem}fieldset.group>legend{font-size:1.0625rem;padding-right:.75rem}fieldset.warnings{border:1px solid var(--wait);background:var(--wait-wash);padding:.5rem 1rem}
.choice{display:flex;gap:.625rem;align-items:flex-start;font-weight:400;min-height:1.75rem;padding:.25rem 0}.fault{color:var(--bad);font-weight:600;margin:.125rem 0 .25rem}
button,.button{display:inline-block;font:inherit;font-weight:600;color:var(--on-act);background:var(--act);border:1px solid var(--act);border-radius:2px;padding:.5rem 1.125rem;min-height:2.75rem;cursor:pointer;text-decoration:none}
button:hover,.button:hover{filter:brightness(1.15)}button.danger{background:var(--paper);color:var(--bad);border-color:var(--bad)}button.plain{background:none;border:0;color:var(--act);padding:.25rem .5rem;min-height:2rem;text-decoration:underline;font-weight:400}
.submit{margin:1rem 0 1.5rem}.filters{display:flex;flex-wrap:wrap;gap:.5rem 1rem;align-items:flex-end;margin:0 0 1.5rem}.filters .field,.filters .submit{margin:0}.filters .field{min-width:12rem}
details{border:1px solid var(--line);margin:0 0 1rem}summary{padding:.625rem 1rem;font-weight:600;color:var(--act);cursor:pointer;min-height:2.75rem}.fold{padding:.5rem 1rem 0}
@media (max-width:60rem){.layout{grid-template-columns:minmax(0,1fr)}.menu{padding:.5rem 1rem 0;border-bottom:1px solid var(--line)}.menu ul{display:flex;flex-wrap:wrap}.menu a{border-left:0;border-bottom:3px solid transparent;padding:.5rem .625rem}}
@media (max-width:44rem){.figures{display:grid;grid-template-columns:1fr 1fr}.figures li{min-width:0;padding:.625rem .5rem}.figures strong{font-size:1.25rem;white-space:nowrap}.figures a,.figures span{font-size:.9375rem;hyphens:auto}.session .plain{padding-left:0}.banner{padding:.75rem 1rem}main{padding:1rem}.filters .field{width:100%}}
@media (prefers-reduced-motion:no-preference){.skip:focus{transition:none}}
@media print{:root{--ink:#000;--paper:#fff;--soft:#333;--act:#000;--wash:#fff}.menu,.skip,.session,.crumbs,form,.actions,summary{display:none}.layout{display:block}main{padding:0}a{color:inherit;text-decoration:none}tr,section{break-inside:avoid}}`;

export const css = [colours, page, tables, forms, calendarCss].join('\n');

/** Its own hash is in its address: a browser keeps it until it changes. */
export const styleHref = `/console/style-${createHash('sha256').update(css).digest('hex').slice(0, 12)}.css`;
