import { renderToString } from 'preact-render-to-string';
import type { Kit, View } from '../../../../templates/pages/console/kit';
import { campaignPage, launchPage } from '../../../../templates/pages/console/campaigns';
import { css } from '../../../../templates/pages/console/style';
import { call, launch } from './campaign-samples';

const kit: Kit = { csrf: 'c', nonce: 'n', may: () => true, answered: null };
const html = ({ body }: View): string => renderToString(<>{body}</>);

test('an answer by phone is asked of those who keep silent only, and of nobody once the call is closed', () => {
  const open = html(campaignPage(call, kit));
  expect(open).toContain('<option value="r">Dr Ana Petit</option>');
  expect(open).not.toContain('<option value="p">');
  expect(html(campaignPage({ ...call, campaign: { ...call.campaign, status: 'closed' } }, kit))).not.toContain('par téléphone');
});

test('R-53: who answered what is for administrators; the others read how many', () => {
  const read = html(campaignPage({ ...call, maySeeNames: false, names: {} }, { ...kit, may: () => false }));
  expect(read).toContain('sans réponse');
  expect(read).not.toMatch(/Roux|Morel|trop loin/);
});

test('nobody is ticked in advance, unless the page was asked so', () => {
  expect(html(launchPage(launch, kit))).not.toContain('checked');
  expect(html(launchPage({ ...launch, ticked: ['v'] }, kit))).toMatch(/name="volunteers" value="v"[^>]*checked/);
});

test('the calendar’s style is part of the page’s own: one sheet, which prints too', () => {
  for (const rule of ['.calendar td', '.scroll{', '@page{size:A4 landscape']) expect(css).toContain(rule);
});
