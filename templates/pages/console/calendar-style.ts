/** What wide tables need beside the frame's own rules: a calendar that prints, and tables that scroll rather than overflow. */
export const calendarCss = `.scroll{overflow-x:auto;margin:0 0 1.5rem}.scroll table{margin:0}.pager{display:flex;justify-content:space-between;gap:1rem;margin:0 0 1rem}
.calendar{table-layout:fixed;min-width:40rem;border:1px solid var(--line)}.calendar th,.calendar td{border:1px solid var(--line);padding:.5rem}.calendar td{height:5.5rem}.calendar .outside{background:var(--wash)}
.calendar .today{box-shadow:inset 0 0 0 3px var(--act)}.calendar p{margin:0}.calendar .date{font-weight:700}.calendar .zone{font-size:.8125rem;color:var(--soft);margin:.5rem 0 .25rem}
.calendar ul{list-style:none;margin:0;padding:0}.calendar li{border-left:3px solid var(--line);padding:0 0 0 .5rem;margin:0 0 .625rem;font-size:.875rem;line-height:1.35}.calendar li a{font-weight:600;display:inline-block;min-height:1.5rem}
.calendar .when{display:block}.calendar .badge{white-space:normal;font-size:.8125rem}
@media (max-width:44rem){.calendar{min-width:0;border:0}.calendar tr{border:0;padding:0;margin:0}.calendar td{height:auto}.calendar .outside,.calendar .free{display:none}}
@media print{.filters,.pager{display:none}.scroll{overflow:visible}.calendar{min-width:0;font-size:8pt}.calendar td{height:auto}@page{size:A4 landscape;margin:1cm}}`;
