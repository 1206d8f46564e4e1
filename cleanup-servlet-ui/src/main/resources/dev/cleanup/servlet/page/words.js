/** States as a person would say them. */
import { now } from './clock.js';
import { clock, count, inWords, list, percent, room, upper } from './format.js';
import { expiresAt, over, sum, wasOff } from './plan.js';

const HELP = { BREAKER_OPEN: 'held back', FAILED: 'failed', ABANDONED: 'abandoned', REFUSED: 'needs a decision', RULES_DIFFER: 'ruled in two ways', OFF: 'off' };
const RANK = ['FAILED', 'ABANDONED', 'BREAKER_OPEN', 'REFUSED', 'RULES_DIFFER', 'OFF'];
const SERVICE = { OVERDUE: 'a scheduled run is overdue', NOT_STARTED: 'the schedule is not started' };

/** The service's health: {tone, text}, such as "Two tasks fine, one needs a decision". */
export function health(status) {
  const troubled = new Map(status.tasks.filter(({ off }) => off).map(({ task }) => [task, 'OFF']));
  for (const { task, kind } of status.problems) {
    if (task && HELP[kind] && !troubled.has(task)) troubled.set(task, kind);
  }
  for (const { task, breaker } of status.tasks) {
    if (breaker !== 'CLOSED' && !troubled.has(task)) troubled.set(task, 'BREAKER_OPEN');
  }
  const about = [...new Set(status.problems.filter(({ kind }) => SERVICE[kind]).map(({ kind }) => kind))];
  const said = about.map((kind) => SERVICE[kind]);
  const text = [...said, tasks(status.tasks.length, [...troubled.values()])].join('; ');
  const loud = [...troubled.values()].filter((kind) => kind !== 'OFF');
  const bad = about.includes('OVERDUE') || loud.some((kind) => kind !== 'REFUSED' && kind !== 'RULES_DIFFER');
  const calm = status.tasks.every(({ off }) => off) ? '' : 'ok';
  return { tone: bad ? 'bad' : about.length || loud.length ? 'warn' : calm, text: upper(text) };
}

function tasks(all, troubles) {
  if (!all) return 'nothing is set up to be cleaned';
  const fine = Math.max(0, all - troubles.length);
  if (fine === all) return all === 1 ? 'the task is fine' : all === 2 ? 'both tasks fine' : `all ${inWords(all)} tasks fine`;
  const parts = RANK.map((kind) => [kind, troubles.filter((one) => one === kind).length])
    .filter(([, many]) => many)
    .map(([kind, many], index) => {
      const noun = !fine && index === 0 ? (many === 1 ? ' task' : ' tasks') : '';
      return `${inWords(many)}${noun} ${many > 1 ? HELP[kind].replace('needs', 'need') : HELP[kind]}`;
    });
  return [...(fine ? [`${inWords(fine)} ${fine === 1 ? 'task' : 'tasks'} fine`] : []), ...parts].join(', ');
}

export const isRed = (environment) =>
  /(^|[^a-z])(prod|production|live)([^a-z]|$)/i.test(environment) && !/(non|pre)[-_ ]?prod/i.test(environment);

export const STATUS = {
  RUNNING: 'running',
  STOPPING: 'stopping',
  SUCCEEDED: 'succeeded',
  FAILED: 'failed',
  STOPPED: 'stopped',
  REFUSED: 'refused',
  ABANDONED: 'abandoned',
};
export const MODE = { DRY_RUN: 'dry run', EXECUTE: 'execute', APPLY: 'plan applied' };
export const BREAKER = { OPEN: 'open: nothing is called until the next run tries it', HALF_OPEN: 'half open: being tried' };

/** What triggered a run: "scheduled", "dry run", "plan applied". */
export const trigger = (run) => (run.requestedBy === 'schedule' && run.mode === 'EXECUTE' ? 'scheduled' : MODE[run.mode]);

const TONE = { RUNNING: 'dry', STOPPING: 'dry', SUCCEEDED: 'ok', FAILED: 'bad', STOPPED: 'warn', REFUSED: 'bad', ABANDONED: 'bad' };

/** How a run ended: {tone, text}. */
export function outcome(run, runs, expiry) {
  if (run.mode === 'DRY_RUN' && run.status === 'SUCCEEDED') {
    if (runs.some((other) => other.mode === 'APPLY' && other.plan === run.id)) return { tone: '', text: 'plan, applied' };
    const until = expiresAt(run, expiry);
    return until > now() ? { tone: 'dry', text: `plan, expires ${clock(until)}` } : { tone: '', text: 'plan, expired' };
  }
  const alike = run.tasks.filter((part) => part.status === run.status).length;
  if (run.status === 'SUCCEEDED' && sum(run, 'failed')) return { tone: 'warn', text: `${count(sum(run, 'failed'))} failed` };
  const some = over(run) && run.status !== 'SUCCEEDED' && alike && alike < run.tasks.length;
  return { tone: TONE[run.status], text: some ? `${alike} of ${run.tasks.length} ${STATUS[run.status]}` : STATUS[run.status] };
}

/** How a task's part ended: {tone, text}. */
export function partOutcome(run, part) {
  if (part.status === 'SUCCEEDED') {
    if (wasOff(part)) return { tone: '', text: 'off' };
    if (run.mode === 'DRY_RUN') return { tone: 'dry', text: `found ${count(part.eligible)}` };
    if (part.failed) return { tone: 'warn', text: `removed ${count(part.removed)}, ${count(part.failed)} failed` };
    return { tone: 'ok', text: part.removed ? `removed ${count(part.removed)}` : part.skipped ? `spared ${count(part.skipped)}` : 'nothing to remove' };
  }
  return { tone: TONE[part.status], text: part.removed ? `${STATUS[part.status]}, removed ${count(part.removed)}` : STATUS[part.status] };
}

/** "1,204 removed, 1.2 GB given back, 3 changed since and were spared, 2 failed". */
export function tally(run) {
  const said = [`${count(sum(run, 'removed'))} removed`];
  if (sum(run, 'bytes') > 0) said.push(given(sum(run, 'bytes')));
  if (sum(run, 'skipped')) said.push(`${count(sum(run, 'skipped'))} changed since and were spared`);
  if (sum(run, 'failed')) said.push(`${count(sum(run, 'failed'))} failed`);
  if (sum(run, 'unknown')) said.push(`${count(sum(run, 'unknown'))} with an outcome that nobody knows`);
  return said.join(', ');
}

export const given = (bytes) => `${room(bytes)} given back`;

/** The removal limit: "1,000, or 50 % of all". */
export const limitWords = ({ items, share }) => (share ? `${count(items)} or ${percent(share)}` : count(items));

/** Who may do what, for the foot of the page. */
export const roleWords = (roles) => list(roles.map((role) => role.toLowerCase()));
