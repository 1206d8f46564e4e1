/** The numbers of the trends, from runs. */
import { clock, dayKey, dayWords } from './format.js';
import { over, sum } from './plan.js';

const DAY = 86_400_000;
const TONES = 5;
const DAYS = 60;

export const METRICS = {
  day: { name: 'Removed per day', slot: 'Day', of: 'removed', daily: true, stacked: true },
  run: { name: 'Removed per run', slot: 'Run', of: 'removed', stacked: true, only: (run) => run.mode !== 'DRY_RUN' },
  took: { name: 'Duration', slot: 'Run', unit: 's', points: true, whole: (run) => (run.durationMillis == null ? null : run.durationMillis / 1000) },
  backlog: { name: 'Backlog', slot: 'Run', of: 'eligible', stacked: true },
  failed: { name: 'Failures', slot: 'Run', of: 'failed', stacked: true, only: (run) => run.mode !== 'DRY_RUN' },
};

/** {labels, series, rows, stacked, points, unit} of a metric, oldest first; empty labels when there is nothing to draw. */
export function seriesOf(metric, runs) {
  const { of, daily, whole, only = () => true, stacked = false, points = false, unit = '', name } = METRICS[metric];
  const ended = runs.filter((run) => over(run) && only(run)).reverse();
  const slots = daily ? days(ended.filter((run) => run.mode !== 'DRY_RUN')) : ended.map((run) => ({ label: runLabel(run), runs: [run] }));
  const labels = slots.map((slot) => slot.label);
  if (whole) return { labels, series: [{ name, tone: 1, values: slots.map((slot) => whole(slot.runs[0])) }], stacked, points, unit };
  const tasks = [...new Set(ended.flatMap((run) => run.tasks.map((part) => part.task)))];
  const own = tasks.length > TONES ? tasks.slice(0, TONES - 1) : tasks;
  const values = (pick) => slots.map((slot) => slot.runs.reduce((all, run) => all + run.tasks.reduce((n, part) => n + (pick(part.task) ? value(part, of) : 0), 0), 0));
  const series = own.map((task, index) => ({ name: task, tone: index + 1, values: values((one) => one === task) }));
  if (own.length < tasks.length) series.push({ name: 'others', tone: TONES, values: values((one) => !own.includes(one)) });
  return { labels, series, stacked, points, unit };
}

const value = (part, of) => (of === 'failed' ? part.failed + part.unknown : part[of]);
const runLabel = (run) => `${dayWords(Date.parse(run.startedAt))} ${clock(run.startedAt)}`;

/** Every day from the first to the last run, also those without one. */
function days(runs) {
  if (!runs.length) return [];
  const byDay = new Map();
  for (const run of runs) byDay.set(dayKey(run.startedAt), [...(byDay.get(dayKey(run.startedAt)) ?? []), run]);
  const last = Math.max(...byDay.keys());
  const first = Math.max(Math.min(...byDay.keys()), last - DAYS * DAY);
  const all = [];
  for (let day = first; day <= last; day = dayKey(day + 1.5 * DAY)) all.push({ label: dayWords(day), runs: byDay.get(day) ?? [] });
  return all;
}

/** In words, for whoever cannot see the chart. */
export function summary(metric, runs) {
  const all = runs.filter((run) => over(run));
  return `${METRICS[metric].name}, from ${all.length} ${all.length === 1 ? 'run' : 'runs'}; ${sum({ tasks: all.flatMap((run) => run.tasks) }, 'removed')} removed in all. The button Table shows the numbers.`;
}
