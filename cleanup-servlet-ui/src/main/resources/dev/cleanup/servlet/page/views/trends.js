/** How it has gone: a chart of one measure at a time, or the same numbers as a table. */
import { html, nothing } from '../lib/lit-html.js';
import '../charts.js';
import { clock, count, dayKey, dayWords, took } from '../format.js';
import { over, saw, sum } from '../plan.js';
import { changed, state } from '../state.js';
import { empty, panel, said } from './parts.js';

const DAY = 86_400_000;
const TONES = 5;
const DAYS = 60;

const METRICS = {
  day: { name: 'Removed per day', slot: 'Day', of: 'removed', daily: true, stacked: true },
  run: { name: 'Removed per run', slot: 'Run', of: 'removed', stacked: true, only: (run) => run.mode !== 'DRY_RUN' },
  took: {
    name: 'Duration',
    slot: 'Run',
    unit: 's',
    points: true,
    only: (run) => run.mode !== 'DRY_RUN',
    whole: (run) => (run.durationMillis == null ? null : run.durationMillis / 1000),
  },
  backlog: { name: 'Backlog', slot: 'Run', of: 'eligible', stacked: true, only: (run) => run.mode !== 'APPLY' },
  failed: { name: 'Failures', slot: 'Run', of: 'failed', stacked: true, only: (run) => run.mode !== 'DRY_RUN' },
};

/** {labels, series, rows, stacked, points, unit} of a metric, oldest first; empty labels when there is nothing to draw. */
function seriesOf(metric, runs) {
  const { of, daily, whole, only = () => true, stacked = false, points = false, unit = '', name } = METRICS[metric];
  const ended = runs.filter((run) => over(run) && only(run)).reverse();
  const slots = daily ? days(ended.filter((run) => run.mode !== 'DRY_RUN')) : ended.map((run) => ({ label: runLabel(run), runs: [run] }));
  const labels = slots.map((slot) => slot.label);
  if (whole) return { labels, series: [{ name, tone: 1, values: slots.map((slot) => whole(slot.runs[0])) }], stacked, points, unit };
  const tasks = [...new Set(ended.flatMap((run) => run.tasks.map((part) => part.task)))];
  const own = tasks.length > TONES ? tasks.slice(0, TONES - 1) : tasks;
  const series = own.map((task, index) => ({ name: task, tone: index + 1, values: valuesOf(task, slots, of) }));
  if (own.length < tasks.length) {
    const others = tasks.slice(own.length).map((task) => valuesOf(task, slots, of));
    series.push({ name: 'others', tone: TONES, values: slots.map((_, at) => others.reduce((all, values) => all + values[at], 0)) });
  }
  return { labels, series, stacked, points, unit };
}

/** What a task has in each slot. A run that did not look at it leaves its backlog as it was. */
function valuesOf(task, slots, of) {
  let left = 0;
  return slots.map(({ runs }) => {
    const parts = runs.flatMap((run) => run.tasks.filter((part) => part.task === task));
    if (of !== 'eligible') return parts.reduce((all, part) => all + value(part, of), 0);
    const seen = parts.find(saw);
    const backlog = seen ? seen.eligible : left;
    left = backlog - (seen?.removed ?? 0);
    return backlog;
  });
}

const value = (part, of) => (of === 'failed' ? part.failed + part.unknown : part[of]);
const runLabel = (run) => `${dayWords(Date.parse(run.startedAt))} ${clock(run.startedAt)}`;

/** Every day from the first to the last run, also those without one. */
function days(runs) {
  if (!runs.length) return [];
  const byDay = new Map();
  for (const run of runs) byDay.set(dayKey(run.startedAt), [...(byDay.get(dayKey(run.startedAt)) ?? []), run]);
  const last = Math.max(...byDay.keys());
  const first = Math.max(Math.min(...byDay.keys()), dayKey(last - (DAYS - 0.5) * DAY));
  const all = [];
  for (let day = first; day <= last; day = dayKey(day + 1.5 * DAY)) all.push({ label: dayWords(day), runs: byDay.get(day) ?? [] });
  return all;
}

/** In words, for whoever cannot see the chart. */
function summary(metric, runs) {
  const all = runs.filter((run) => over(run));
  const removed = all.reduce((many, run) => many + sum(run, 'removed'), 0);
  const from = `from ${all.length} ${all.length === 1 ? 'run' : 'runs'}`;
  return `${METRICS[metric].name}, ${from}; ${count(removed)} removed in all. The button Table shows the numbers.`;
}

const show = (metric) => () => {
  state.trend = metric;
  changed();
};

function toggle() {
  state.asTable = !state.asTable;
  changed();
}

export function trends(runs) {
  const { trend } = state;
  const data = seriesOf(trend, runs);
  const drawn = data.labels.length > 0;
  const choices = html`<div class="tabs" role="group" aria-label="Measure">
    ${Object.entries(METRICS).map(
      ([key, { name }]) => html`<button class="quiet" aria-pressed=${key === trend} @click=${show(key)}>${name}</button>`,
    )}
  </div>`;
  const body = !drawn ? empty('Nothing to draw yet: this fills as runs end.') : state.asTable ? table(data) : chart(data, runs);
  return panel(
    'Trends',
    html`${choices}${body}`,
    html`<span class="grow"></span
      >${drawn ? html`<button class="quiet" aria-pressed=${state.asTable} @click=${toggle}>Table</button>` : nothing}`,
  );
}

const key = ({ name, tone }) => html`<span><i class="tone-${tone}"></i>${said(name, 40)}</span>`;

const chart = (data, runs) =>
  html`<div class="chart">
    <c-chart role="img" aria-label=${summary(state.trend, runs)} .data=${data}></c-chart>
    <div class="legend">${data.series.length > 1 ? data.series.map(key) : nothing}<span class="readout"></span></div>
  </div>`;

const cell = (value, unit) => (value == null ? '–' : unit === 's' ? took(value * 1000) : count(value));

function table({ labels, series, unit }) {
  const newestFirst = labels.map((label, index) => ({ label, index })).reverse();
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Numbers of the chart">
    <table>
      <caption class="hidden">
        ${METRICS[state.trend].name}
      </caption>
      <thead>
        <tr>
          <th scope="col">${METRICS[state.trend].slot}</th>
          ${series.map((one) => html`<th scope="col" class="n">${said(one.name, 40)}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${newestFirst.map(
          ({ label, index }) =>
            html`<tr>
              <th scope="row">${label}</th>
              ${series.map((one) => html`<td class="n">${cell(one.values[index], unit)}</td>`)}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}
