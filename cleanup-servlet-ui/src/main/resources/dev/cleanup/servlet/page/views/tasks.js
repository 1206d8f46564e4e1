/** What is configured, and how each task is doing. */
import { html, nothing } from '../lib/lit-html.js';
import { now } from '../clock.js';
import { capped, clock, count, moment, named, span, took } from '../format.js';
import { lastRun, outlook, overLimit } from '../plan.js';
import { policyWords } from '../policy.js';
import { link, runLink } from '../router.js';
import { limitWords, partOutcome } from '../words.js';
import { empty, panel, pill, said, shareBar } from './parts.js';

export function tasksPanel(status, runs) {
  const many = status.tasks.length;
  const body = many
    ? html`<table class="stack tasks">
        <caption class="hidden">
          Tasks: what stays, what would go now, when
        </caption>
        <thead>
          <tr>
            <th scope="col">Task</th>
            <th scope="col">What stays</th>
            <th scope="col" class="n">Would go now</th>
            <th scope="col">Schedule</th>
            <th scope="col">Last run</th>
          </tr>
        </thead>
        <tbody>
          ${status.tasks.map((task) => row(status, task, runs))}
        </tbody>
      </table>`
    : empty('No tasks. Add one with CleanupService.builder().task(…).');
  return panel('Tasks', body, html`<span class="grow"></span><span class="pill">${count(many)} ${many === 1 ? 'task' : 'tasks'}</span>`);
}

function row(status, task, runs) {
  return html`<tr>
    <th scope="row">
      <span class="name">${said(task.task, 80)}</span>
      ${task.description === task.task ? nothing : html`<div class="sub">${said(task.description, 160)}</div>`}
    </th>
    <td>
      ${task.policy ? html`<span title=${capped(task.policy, 2000)}>${said(policyWords(task.policy))}</span>` : 'as the task decides'}
      <div class="sub">limit ${limitWords(task.removalLimit)} a run</div>
    </td>
    ${
      task.off
        ? html`<td colspan="2"><span class="badge">off</span> ${said(task.off)}</td>`
        : html`<td class="n" data-l="Would go now">${wouldGo(task, runs)}</td>
            <td>${schedule(status)}</td>`
    }
    <td>${last(status, task, runs)}${task.off ? nothing : breaker(task.breaker)}</td>
  </tr>`;
}

const breaker = (state) =>
  state === 'CLOSED' ? nothing : html`<div>${pill({ tone: 'bad', text: `breaker ${state === 'OPEN' ? 'open' : 'half open'}` })}</div>`;

function wouldGo(task, runs) {
  const seen = outlook(task.task, runs);
  if (!seen)
    return html`–
      <div class="sub">not looked yet</div>`;
  const over = overLimit(task.removalLimit, seen.eligible, seen.population);
  return html`<a
      class="plain"
      href=${link('orphaned', { task: task.task })}
      aria-label=${`${count(seen.eligible)} of ${named(task.task)} would go now`}
      ><b>${count(seen.eligible)}</b></a
    >${seen.population == null ? nothing : ` of ${count(seen.population)}`}
    ${shareBar(seen.eligible, seen.population, over)}${over ? html`<div class="sub bad">over the limit</div>` : nothing}
    ${seen.spared ? html`<div class="sub">${count(seen.spared)} of them spared when last tried</div>` : nothing}
    ${seen.part.unknownAge ? html`<div class="sub">${count(seen.part.unknownAge)} of unknown age stay</div>` : nothing}`;
}

function schedule({ schedule, nextRun, dryRun }) {
  const at = nextRun && html`<time datetime=${nextRun} title=${moment(nextRun)}>${clock(nextRun)}</time>`;
  const left = nextRun ? Date.parse(nextRun) - now() : 0;
  return html`${schedule ? said(schedule, 80) : 'by hand'}
  ${nextRun ? html`<div class="sub">next ${at}, ${left > 0 ? `in ${span(left)}` : 'due now'}</div>` : nothing}
  ${dryRun ? html`<div class="sub">looks only, removes nothing</div>` : nothing}`;
}

function last({ problems }, task, runs) {
  const found = lastRun(task.task, runs);
  if (!found) return html`<span class="sub">none in the history</span>`;
  const { run, part } = found;
  const { tone, text } = partOutcome(run, part);
  return html`${pill({ tone: task.off ? '' : tone, text })}
    <div class="sub"><a href=${runLink(run.id)}>${moment(run.startedAt)}</a> · ${took(run.durationMillis)}</div>
    ${part.reason && !task.off && !problems.some((one) => one.task === task.task) ? html`<div class="sub">${said(part.reason, 80)}</div>` : nothing}`;
}
