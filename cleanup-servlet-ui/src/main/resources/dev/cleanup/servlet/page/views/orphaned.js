/** What would go now, with reason and age for each, and why something is still here. */
import { html, nothing } from '../lib/lit-html.js';
import { dryRun } from '../actions.js';
import { get } from '../api.js';
import { now } from '../clock.js';
import { ago, clock, items, span } from '../format.js';
import { asCsv, asJson } from '../export.js';
import { goneSince, live, nothingListed, standing, sum, whyNotDryRun } from '../plan.js';
import { page, param, runLink } from '../router.js';
import { state } from '../state.js';
import { actions } from './actionbar.js';
import { empty, heading, loadingLine, panel, said } from './parts.js';
import { explainPanel } from './explain.js';
import { filters, findings, none, notListed, PAGE } from './findings.js';

export const title = () => 'Orphaned resources';

const asked = () => ({ run: param('run'), task: param('task'), q: param('q'), sort: param('sort'), order: param('order') });

export const load = () => get('orphaned', { ...asked(), offset: (page() - 1) * PAGE, limit: PAGE });

export const head = () => heading(title(), source(state.data), actions(state.data ?? state.plan));
export const draw = () => html`${state.data ? list(state.data) : loadingLine()} ${explainPanel()}`;

/** Whose parts are listed here: those of tasks that are on; of a run that was asked for, all. */
const counted = (run) => (param('run') ? run : { tasks: live(run) });

/** Which dry run this is from, and what can still be done with it. */
function source(answer) {
  if (!answer) return 'What would go now, with the reason for each.';
  const { run } = answer;
  if (!run) return 'Nobody has looked yet. A dry run shows what would go, and removes nothing.';
  const from = html`From the <a href=${runLink(run.id)}>dry run</a> by ${said(run.requestedBy, 80)},
    ${ago(now() - Date.parse(run.finishedAt ?? run.startedAt))}`;
  switch (standing(answer)) {
    case 'applied':
      return html`${from}. This plan was applied by <a href=${runLink(answer.appliedBy)}>a later run</a>, so this is what was to go then.`;
    case 'expired':
      return html`${from}. It expired at ${clock(answer.expiresAt)}, so it cannot be applied any more.${since(answer)}`;
    case 'failed':
      return html`${from}, which did not succeed.`;
    case 'running':
      return html`${from}, which is still under way.`;
    case 'none':
      return html`From <a href=${runLink(run.id)}>a run</a>, ${ago(now() - Date.parse(run.startedAt))}.`;
    default:
      return html`${from}. ${items(sum(counted(run), 'eligible'))}; expires in ${span(Date.parse(answer.expiresAt) - now())}.${since(answer)}`;
  }
}

function since(answer) {
  const gone = goneSince(answer);
  return gone ? html` <b>${items(gone)} went since, so some of these may be gone.</b>` : nothing;
}

function list(answer) {
  const { run, total } = answer;
  if (!run) {
    const why = whyNotDryRun();
    return panel(
      'What would go',
      empty(
        why || 'Take a dry run to see what would go.',
        why ? nothing : html`<button class="primary" @click=${() => dryRun()}>Dry run</button>`,
      ),
    );
  }
  const exports = html`<span class="grow"></span><span class="sub" role="status">${state.exporting}</span>
    <button class="quiet" @click=${() => asCsv('orphaned', asked())} ?disabled=${!total}>CSV</button>
    <button class="quiet" @click=${() => asJson('orphaned', asked(), 'items')} ?disabled=${!total}>JSON</button>`;
  return panel(
    'What would go',
    html`${filters(state.status.tasks)}${notListed(counted(run))}${total ? findings(answer) : none(nothingListed(answer))}`,
    exports,
  );
}
