/** Runs as rows, for the dashboard's excerpt and the history. */
import { html } from '../lib/lit-html.js';
import { moment, full, took } from '../format.js';
import { knownRuns, looked, over, sum } from '../plan.js';
import { runLink } from '../router.js';
import { state } from '../state.js';
import { outcome, trigger } from '../words.js';
import { number, pill, said } from './parts.js';

export function runsTable(runs) {
  const known = knownRuns();
  return html`<table class="stack runs">
    <caption class="hidden">
      Runs, newest first
    </caption>
    <thead>
      <tr>
        <th scope="col">Run</th>
        <th scope="col">By</th>
        <th scope="col" class="n">Eligible</th>
        <th scope="col" class="n">Removed</th>
        <th scope="col" class="n">Skipped</th>
        <th scope="col" class="n">Failed</th>
        <th scope="col" class="n">Took</th>
        <th scope="col">Outcome</th>
      </tr>
    </thead>
    <tbody>
      ${runs.map((run) => row(run, known))}
    </tbody>
  </table>`;
}

function row(run, known) {
  const removes = run.mode !== 'DRY_RUN';
  return html`<tr>
    <th scope="row">
      <a href=${runLink(run.id)}><time datetime=${run.startedAt} title=${full(run.startedAt)}>${moment(run.startedAt)}</time></a>
      <div class="sub">${trigger(run)}</div>
    </th>
    <td>${said(run.requestedBy, 60)}</td>
    <td class="n" data-l="Eligible">${number(sum(run, 'eligible'), looked(run))}</td>
    <td class="n" data-l="Removed">${number(sum(run, 'removed'), removes)}</td>
    <td class="n" data-l="Skipped">${number(sum(run, 'skipped'), removes)}</td>
    <td class="n" data-l="Failed">${number(sum(run, 'failed'), removes)}</td>
    <td class="n" data-l="Took">${over(run) ? took(run.durationMillis) : '…'}</td>
    <td>${pill(outcome(run, known, state.status.planExpiryMillis))}</td>
  </tr>`;
}
