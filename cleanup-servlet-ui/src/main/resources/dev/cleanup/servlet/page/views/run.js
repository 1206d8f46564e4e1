/** One run: what it was asked, what it found, what it removed, what is left over. */
import { html, nothing } from '../lib/lit-html.js';
import { get } from '../api.js';
import { runAsJson } from '../export.js';
import { now } from '../clock.js';
import { count, moment, span, took, upper } from '../format.js';
import { knownRuns, looked, over, saw, sum } from '../plan.js';
import { link, page, param, route, runLink } from '../router.js';
import { state } from '../state.js';
import { given, outcome, partOutcome, tally, trigger } from '../words.js';
import { actions } from './actionbar.js';
import { filters, findings, none, notListed, PAGE } from './findings.js';
import { age, at, code, empty, heading, loadingLine, panel, pill, said } from './parts.js';

export const title = () => 'Run';

/** The run without its findings, of which there can be many, and a page of these. */
export async function load() {
  const id = route.id;
  const sort = { sort: param('sort'), order: param('order') };
  const [run, found] = await Promise.all([
    known(id) ?? get(`runs/${encodeURIComponent(id)}`, { findings: false }),
    get('orphaned', { run: id, task: param('task'), ...sort, q: param('q'), offset: (page() - 1) * PAGE, limit: PAGE }),
  ]);
  return { run, found };
}

/** A run that has ended does not change; of one under way the status tells. */
const known = (id) => [state.data?.run, state.status?.current].find((run) => run?.id === id && (over(run) || run === state.status.current));

const loaded = () => state.data?.run.id === route.id;

export function head() {
  if (!loaded()) return heading(title(), '');
  const { run, found } = state.data;
  const applied = found.appliedBy ? [{ mode: 'APPLY', plan: run.id }] : [];
  const how = pill(outcome(run, [...knownRuns(), ...applied], state.status.planExpiryMillis));
  return heading(
    `${upper(trigger(run))}, ${moment(run.startedAt)}`,
    html`${how} by ${said(run.requestedBy, 80)}${over(run) ? `, took ${took(run.durationMillis)}` : ''}`,
    run.mode === 'DRY_RUN' && found.run
      ? actions(found)
      : run.status === 'REFUSED'
        ? html`<a class="button" href=${link('orphaned')}>What would go now</a>`
        : nothing,
  );
}

export function draw() {
  if (!loaded()) return loadingLine();
  const { run, found } = state.data;
  return html`${facts(run, found)} ${run.tasks.length ? parts(run) : nothing} ${leftovers(run)}
  ${found.run ? foundPanel(run, found) : nothing}`;
}

function planWords({ appliedBy, expiresAt }) {
  if (appliedBy) return html`applied by <a href=${runLink(appliedBy)}>this run</a>`;
  const left = expiresAt ? Date.parse(expiresAt) - now() : 0;
  return left > 0 ? `not applied; expires in ${span(left)}` : 'never applied, and expired';
}

function facts(run, found) {
  const plan =
    run.mode === 'APPLY'
      ? html`<dt>Plan</dt>
          <dd><a href=${runLink(run.plan)}>the dry run that it applied</a></dd>`
      : run.mode === 'DRY_RUN' && looked(run)
        ? html`<dt>Plan</dt>
            <dd>${planWords(found)}</dd>`
        : nothing;
  return panel(
    'Summary',
    html`<dl class="pad">
      <dt>Outcome</dt>
      <dd>${run.mode === 'DRY_RUN' ? `${looked(run) ? `${count(sum(run, 'eligible'))} would go; ` : ''}nothing was removed` : tally(run)}</dd>
      ${
        run.reason
          ? html`<dt>Why</dt>
              <dd>${said(run.reason, 2000)}</dd>`
          : nothing
      }
      <dt>Started</dt>
      <dd>${at(run.startedAt)}</dd>
      <dt>Ended</dt>
      <dd>${run.finishedAt ? at(run.finishedAt) : 'under way'}</dd>
      ${plan}
      <dt>Id</dt>
      <dd>${code(run.id)}</dd>
    </dl>`,
    html`<span class="grow"></span><span class="sub" role="status">${state.exporting}</span
      ><button class="quiet" @click=${() => runAsJson(run.id)}>JSON</button>`,
  );
}

function parts(run) {
  const removes = run.mode !== 'DRY_RUN';
  return panel(
    'Tasks',
    html`<table class="stack parts">
      <caption class="hidden">
        The tasks' parts of this run
      </caption>
      <thead>
        <tr>
          <th scope="col">Task</th>
          <th scope="col" class="n">Eligible</th>
          <th scope="col" class="n">Oldest</th>
          <th scope="col" class="n">Newest</th>
          ${
            removes
              ? html`<th scope="col" class="n">Removed</th>
                  <th scope="col" class="n">Skipped</th>
                  <th scope="col" class="n">Failed</th>
                  <th scope="col" class="n">Unknown</th>`
              : nothing
          }
          <th scope="col">Outcome</th>
        </tr>
      </thead>
      <tbody>
        ${run.tasks.map(
          (part) =>
            html`<tr>
              <th scope="row">
                <span class="name">${said(part.task, 80)}</span>
                <div class="sub">${said(part.rule)}</div>
              </th>
              <td class="n" data-l="Eligible">
                ${saw(part) ? count(part.eligible) : '–'}${part.population == null ? nothing : ` of ${count(part.population)}`}
              </td>
              <td class="n" data-l="Oldest">${part.oldest ? age(part.oldest) : '–'}</td>
              <td class="n" data-l="Newest">${part.newest ? age(part.newest) : '–'}</td>
              ${
                removes
                  ? html`<td class="n" data-l="Removed">${count(part.removed)}</td>
                      <td class="n" data-l="Skipped">${count(part.skipped)}</td>
                      <td class="n" data-l="Failed">${count(part.failed)}</td>
                      <td class="n" data-l="Unknown">${count(part.unknown)}</td>`
                  : nothing
              }
              <td>
                ${pill(partOutcome(run, part))}${part.bytes > 0 ? html`<div class="sub">${given(part.bytes)}</div>` : nothing}
                ${part.reason ? html`<div class="sub">${said(part.reason, 600)}</div>` : nothing}
                ${part.unknownAge ? html`<div class="sub">${count(part.unknownAge)} of unknown age stay</div>` : nothing}
                ${part.notices.map((notice) => html`<div class="sub">${said(notice, 600)}</div>`)}
              </td>
            </tr>`,
        )}
      </tbody>
    </table>`,
  );
}

function leftovers(run) {
  const rows = run.tasks.flatMap((part) => (part.leftovers ?? []).map((one) => ({ ...one, task: part.task })));
  if (!rows.length) return nothing;
  const all = sum(run, 'failed') + sum(run, 'skipped') + sum(run, 'unknown');
  return panel(
    'Still there',
    html`${all > rows.length ? html`<p class="sub pad">The first ${count(rows.length)} of ${count(all)}.</p>` : nothing}
      <table class="stack">
        <caption class="hidden">
          Items that were to be removed and are still there
        </caption>
        <thead>
          <tr>
            <th scope="col">Item</th>
            <th scope="col">Task</th>
            <th scope="col">What</th>
            <th scope="col">Why</th>
          </tr>
        </thead>
        <tbody>
          ${rows.map(
            (one) =>
              html`<tr>
                <th scope="row">${code(one.id, 300)}</th>
                <td data-l="Task">${said(one.task, 80)}</td>
                <td>${pill(one.failed ? { tone: 'bad', text: 'failed' } : { tone: '', text: 'spared' })}</td>
                <td>${said(one.reason)}</td>
              </tr>`,
          )}
        </tbody>
      </table>`,
  );
}

function foundPanel(run, found) {
  return panel('What it found', html`${filters(run.tasks)}${notListed(run)}${found.total ? findings(found) : none('Nothing is listed.')}`);
}
