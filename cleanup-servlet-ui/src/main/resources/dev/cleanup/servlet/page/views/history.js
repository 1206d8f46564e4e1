/** Every run that the history keeps. */
import { html } from '../lib/lit-html.js';
import { get } from '../api.js';
import { asCsv, asJson } from '../export.js';
import { page, param } from '../router.js';
import { state } from '../state.js';
import { MODE, STATUS } from '../words.js';
import { choice, empty, heading, loadingLine, pager, panel, search } from './parts.js';
import { runsTable } from './runs.js';

const PAGE = 50;

export const title = () => 'History';

const asked = () => ({ mode: param('mode'), status: param('status'), task: param('task'), q: param('q') });
const filtered = () => Object.values(asked()).some(Boolean);

export const load = () => get('history', { ...asked(), offset: (page() - 1) * PAGE, limit: PAGE });

export const head = () => heading(title(), 'Who ran what, and what came of it. Newest first.');
export const draw = () => (state.data ? list(state.data) : loadingLine());

function list(answer) {
  const tasks = state.status?.tasks.map(({ task }) => [task, task]) ?? [];
  const filters = html`<div class="filters" role="search">
    ${choice('mode', 'What', param('mode'), Object.entries(MODE))} ${choice('status', 'Outcome', param('status'), Object.entries(STATUS))}
    ${choice('task', 'Task', param('task'), tasks)} ${search(param('q'), 'Who, reason or id')}
  </div>`;
  const exports = html`<span class="grow"></span><span class="sub" role="status">${state.exporting}</span>
    <button class="quiet" @click=${() => asCsv('history', asked())} ?disabled=${!answer.total}>CSV</button>
    <button class="quiet" @click=${() => asJson('history', asked(), 'runs')} ?disabled=${!answer.total}>JSON</button>`;
  const rows = answer.runs.length
    ? html`${runsTable(answer.runs)}${pager(answer.total, PAGE, answer.total === 1 ? 'run' : 'runs')}`
    : empty(filtered() ? 'No run matches.' : 'Nothing has run yet.');
  return panel('Runs', html`${filters}${rows}`, exports);
}
