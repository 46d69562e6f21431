import type { Override } from '../../domain/decision';
import type { Tx } from '../../store/db';
import { effectsPage, type Effects } from '../../templates/pages/console/effects';
import { linkedErrors, type Crumb } from '../../templates/pages/console/kit';
import type { Reply, Route } from '../act';
import {
  answeredBy,
  first,
  overridesIn,
  send,
  withOverrides,
  type Body,
  type ConsolePage,
  type ConsolePost,
  type Done,
  type Sent,
  type Visit,
} from '../console-page';
import { parsed } from '../parsed';

type Preview = {
  readonly path: string;
  readonly form: string;
  readonly page: ConsolePage;
  readonly route: Route;
  /** one body for each command: several days are several commands */
  readonly bodies: (sent: Sent, visit: Visit) => readonly Body[];
  /** what the act would do; a refusal is thrown as the API would answer it */
  readonly effects: (
    tx: Tx,
    visit: Visit,
    asked: { readonly bodies: readonly Body[]; readonly overrides: readonly Override[] },
  ) => Promise<Effects>;
  /** of several commands, names the one that is refused */
  readonly about?: (error: unknown, body: Body) => unknown;
  readonly submit: string;
  /** where the form is */
  readonly back: (visit: Visit) => Crumb;
  readonly done: (replies: readonly Reply[], visit: Visit, sent: Sent) => Done;
};

/** Two steps: the first says what the act would do, the second does it, with the answers that were shown. */
export function previewed(preview: Preview): ConsolePost {
  const { path, form, page, route, done } = preview;
  return {
    kind: 'post',
    path,
    roles: route.roles,
    run: async (visit, sent) => {
      const replies: Reply[] = [];
      try {
        const overrides = overridesIn(sent.fields);
        const bodies = preview.bodies(sent, visit);
        const full = bodies.map((body) => withOverrides(body, overrides));
        for (const body of full) if (route.body !== undefined) parsed(route.body, body, 'body');
        if (first(sent.fields, 'step') !== 'commit') return await shown(preview, visit, sent, { bodies, overrides });
        const about = full.length > 1 ? preview.about : undefined;
        for (const [n, body] of full.entries()) {
          const reply = send(visit, route, body, `${sent.key}.${n}`);
          replies.push(await reply.catch((error: unknown) => Promise.reject(about === undefined ? error : about(error, body))));
        }
        return done(replies, visit, sent);
      } catch (error) {
        const answered = answeredBy(error, form, sent.fields);
        const said =
          replies.length === 0 ? answered : { ...answered, errors: [{ field: null, text: partly(replies.length) }, ...answered.errors] };
        const view = await page.show({ ...visit, kit: { ...visit.kit, answered: said } });
        if (view === null) throw error;
        return { view, section: page.section, errors: linkedErrors(said) };
      }
    },
  };
}

/** Each command stands alone: those before the refused one are done. */
const partly = (count: number): string =>
  count === 1
    ? 'Le premier acte est enregistré ; le suivant est refusé.'
    : `Les ${count} premiers actes sont enregistrés ; le suivant est refusé.`;

async function shown(
  { path, form, page, submit, effects, back }: Preview,
  visit: Visit,
  sent: Sent,
  asked: Parameters<Preview['effects']>[2],
): Promise<Done> {
  const { service, collectivity, expected } = visit.call;
  // a rule that locks rows before it decides needs a transaction; nothing is written in it
  const found = await service.db.transaction(collectivity, (tx) => effects(tx, visit, asked));
  const model = { effects: found, sent: sent.fields, form, act: path, action: visit.path, submit, version: expected, back: back(visit) };
  return { view: effectsPage(model, visit.kit), section: page.section };
}
