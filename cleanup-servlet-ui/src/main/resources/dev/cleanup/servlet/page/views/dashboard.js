/** The dashboard: is all well, what goes next, what happened. */
import { html, nothing } from '../lib/lit-html.js';
import { now } from '../clock.js';
import { clock, count, items, moment, named, span, took, upper } from '../format.js';
import { goneSince, knownRuns, live, nothingListed, over, sum } from '../plan.js';
import { loadedAt } from '../refresh.js';
import { link, runLink } from '../router.js';
import { state } from '../state.js';
import { BREAKER, health, STATUS } from '../words.js';
import { actions } from './actionbar.js';
import { age, code, dot, empty, heading, panel, said } from './parts.js';
import { runsTable } from './runs.js';
import { alertBox } from './shell.js';
import { tasksPanel } from './tasks.js';
import { trends } from './trends.js';

export const title = () => 'Dashboard';
export const load = async () => null;

export function head() {
  const { tone, text } = health(state.status);
  const name = state.failure ? html`${dot('')}${text}, as of ${clock(loadedAt())}` : html`${dot(tone)}${text}`;
  return heading(name, html`${next(state.status)}${last(knownRuns())}`, actions(state.plan));
}

export function draw() {
  const { status } = state;
  const runs = knownRuns();
  return html`${problems(status)} ${tasksPanel(status, runs)}
    <div class="two">${trends(runs)} ${upNext()}</div>
    ${panel(
      'History',
      runs.length ? runsTable(runs.slice(0, 5)) : empty('Nothing has run yet.'),
      html`<span class="grow"></span><a class="button quiet" href=${link('history')}>All runs</a>`,
    )}`;
}

function next({ nextRun, schedule }) {
  if (!schedule) return 'No schedule: runs are started by hand';
  if (!nextRun) return html`${said(upper(schedule), 80)}, but no next run is planned`;
  const left = Date.parse(nextRun) - now();
  return html`Next run ${left > 0 ? html`in <b>${span(left)}</b>` : html`<b>due now</b>`} (<time
      datetime=${nextRun}
      title=${moment(nextRun)}
      >${clock(nextRun)}</time
    >), ${said(schedule, 80)}`;
}

function last(runs) {
  const run = runs.find((one) => over(one) && one.mode !== 'DRY_RUN');
  if (!run) return ' · no removal in the history';
  return html` · last run <a href=${runLink(run.id)}>${moment(run.startedAt)}</a>${run.status === 'SUCCEEDED' ? '' : ` ${STATUS[run.status]}`},
    ${count(sum(run, 'removed'))} removed in ${took(run.durationMillis)}`;
}

const HEADING = {
  OVERDUE: () => 'A scheduled run is overdue',
  NOT_STARTED: () => 'The schedule was never started',
  BREAKER_OPEN: (task) => `${task} is held back after failures`,
  FAILED: (task) => `${task ?? 'The last run'} failed`,
  ABANDONED: (task) => `${task ?? 'The last run'} broke off: its node died`,
  REFUSED: (task) => `${task ?? 'The last run'} refused to run`,
  RULES_DIFFER: (task) => `Nodes disagree about what stays of ${task}`,
};

function problems(status) {
  const told = new Set(status.problems.filter(({ kind }) => kind === 'BREAKER_OPEN').map(({ task }) => task));
  const breakers = status.tasks
    .filter(({ task, breaker, off }) => breaker !== 'CLOSED' && !off && !told.has(task))
    .map(({ task, breaker }) => ({
      kind: 'BREAKER_OPEN',
      task,
      run: null,
      since: null,
      text: `Its circuit breaker is ${BREAKER[breaker]}.`,
    }));
  const failed = new Set(status.problems.filter(({ kind }) => kind === 'FAILED').map(({ task }) => task));
  const all = [...status.problems, ...breakers].filter(({ kind, task }) => kind !== 'BREAKER_OPEN' || !failed.has(task));
  const heldBack = new Set(status.tasks.filter(({ breaker }) => breaker !== 'CLOSED').map(({ task }) => task));
  return all.map(({ kind, task, run, since, text }) => {
    const held = kind === 'FAILED' && heldBack.has(task) ? ' and is held back until the next run tries it' : '';
    const where = run ? runLink(run) : kind === 'OVERDUE' || kind === 'NOT_STARTED' ? link('history') : link('history', { task });
    const words = `${HEADING[kind]?.(task && named(task)) ?? 'Something needs attention'}${held}${since ? ` · ${moment(since)}` : ''}`;
    return alertBox(
      kind === 'NOT_STARTED' || kind === 'RULES_DIFFER' ? 'warn' : 'bad',
      words,
      said(text, 600),
      html`<a class="button" href=${where} aria-label=${`Review: ${words}`}>Review</a>`,
    );
  });
}

function upNext() {
  const { plan } = state;
  const all = plan?.run ? sum({ tasks: live(plan.run) }, 'eligible') : 0;
  const more = plan?.total
    ? html`<span class="grow"></span><a class="button quiet" href=${link('orphaned')}>All ${count(all)}</a>`
    : nothing;
  if (!plan?.run) return panel('Next to go', empty('Nobody has looked yet. A dry run shows what would go, and removes nothing.'));
  if (plan.appliedBy) return panel('Next to go', empty('The newest plan has been applied. A new dry run shows what would go now.'));
  const gone = goneSince(plan);
  if (gone) return panel('Next to go', empty(`${items(gone)} went since the newest dry run. A new one shows what would go now.`), more);
  if (!plan.items.length)
    return panel('Next to go', empty(all ? `${items(all)} would go; none of them is listed.` : nothingListed(plan)), more);
  return panel(
    'Next to go',
    html`<table class="stack pairs">
      <caption class="hidden">
        The first that would go, oldest first
      </caption>
      <thead class="hidden">
        <tr>
          <th scope="col">Item</th>
          <th scope="col">Age and reason</th>
        </tr>
      </thead>
      <tbody>
        ${plan.items.map(
          (item) =>
            html`<tr>
              <td>
                ${code(item.id, 60)}
                <div class="sub">${said(item.label === item.id ? item.task : `${item.label} · ${item.task}`, 80)}</div>
              </td>
              <td class="n">
                ${age(item.since)}
                <div class="sub">${said(item.reason, 120)}</div>
              </td>
            </tr>`,
        )}
      </tbody>
    </table>`,
    more,
  );
}
