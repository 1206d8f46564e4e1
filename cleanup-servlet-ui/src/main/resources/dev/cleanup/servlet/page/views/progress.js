/** The run that is under way: how far, how fast, how long still, and a way to stop it. */
import { html, nothing } from '../lib/lit-html.js';
import { stop } from '../actions.js';
import { now } from '../clock.js';
import { count, named, percent, span, upper } from '../format.js';
import { has, over, readOnly, wasOff } from '../plan.js';
import { state } from '../state.js';
import { partOutcome, trigger } from '../words.js';
import { runLink } from '../router.js';
import { panel, pill, said } from './parts.js';

const WINDOW = 12;
const seen = new Map();

const progress = (part) => part.removed + part.skipped + part.failed + part.unknown;

/** Keeps the last states of each task's part, to tell the pace. */
function sample(run) {
  if (seen.get('run') !== run.id) seen.clear();
  seen.set('run', run.id);
  const at = Date.parse(run.updatedAt);
  for (const part of run.tasks) {
    const states = seen.get(`task ${part.task}`) ?? [];
    if (states.at(-1)?.at !== at) seen.set(`task ${part.task}`, [...states, { at, done: progress(part) }].slice(-WINDOW));
  }
}

/** {rate per second, left in milliseconds}; null until it can be told. */
function speed(part) {
  const states = seen.get(`task ${part.task}`);
  const millis = states.at(-1).at - states[0].at;
  const many = states.at(-1).done - states[0].done;
  if (many <= 0 || millis <= 0) return null;
  const rate = (many * 1000) / millis;
  return { rate, left: (Math.max(0, part.eligible - progress(part)) / rate) * 1000 };
}

const TITLE = { DRY_RUN: 'A dry run looks at what would go', EXECUTE: 'Cleaning up', APPLY: 'Removing what the plan shows' };

export function progressPanel(run) {
  sample(run);
  const stopping = run.status === 'STOPPING' || state.stopping === run.id;
  const body = html`<p class="sub pad">
      ${upper(trigger(run))} by ${said(run.requestedBy, 60)}, under way for ${span(now() - Date.parse(run.startedAt))} ·
      <a href=${runLink(run.id)}>the run</a>
    </p>
    <ul class="going">
      ${run.tasks.length ? run.tasks.map((part) => row(run, part)) : html`<li><progress aria-label="Starting"></progress></li>`}
    </ul>`;
  return panel(TITLE[run.mode], body, html`<span class="grow"></span>${stopButton(run, stopping)}`, 'live');
}

function stopButton(run, stopping) {
  if (stopping) return html`<span class="sub" role="status">Stopping… the batch under way is finished first</span>`;
  if (readOnly() || !has('OPERATOR')) return nothing;
  return html`<button @click=${() => stop(run.id)}>Stop</button>`;
}

function row(run, part) {
  const ended = over(part);
  const done = progress(part);
  return html`<li>
    <div class="line"><span class="name">${said(part.task, 80)}</span><span>${words(run, part, done)}</span></div>
    ${
      run.mode === 'DRY_RUN' && !ended
        ? html`<progress aria-label=${`Progress of ${named(part.task)}`}></progress>`
        : html`<progress
            max="1"
            .value=${ended && part.status === 'SUCCEEDED' ? 1 : part.eligible ? Math.min(1, done / part.eligible) : 0}
            aria-label=${`Progress of ${named(part.task)}`}
          ></progress>`
    }
    <div class="sub">
      ${ended ? pill(partOutcome(run, part)) : part.reason ? nothing : paceWords(run, part, done)}
      ${part.reason ? said(part.reason) : nothing}
    </div>
  </li>`;
}

function paceWords(run, part, done) {
  const pace = speed(part);
  if (pace) return `${count(Math.round(pace.rate))} a second, about ${span(pace.left)} left`;
  if (run.mode === 'DRY_RUN') return 'nothing is removed';
  return done ? 'measuring the pace…' : 'waiting for its turn';
}

function words(run, part, done) {
  if (wasOff(part)) return 'off';
  if (run.mode === 'DRY_RUN' || part.asOf === null) return part.asOf === null ? 'looking…' : `${count(part.eligible)} would go`;
  const share = part.eligible ? ` (${percent(Math.min(1, done / part.eligible))})` : '';
  return `${count(part.removed)} of ${count(part.eligible)} removed${share}`;
}
